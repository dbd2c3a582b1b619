/** Answers about a picture, on the picture: boxes, masks, depth. */

import { useState } from "preact/hooks";

import { asImage } from "../shared/files";
import type { BoxView, MaskView, OutputView } from "../shared/messages";
import { hueOf } from "./marked";

/** Of the picture's width; so the names are as large on every picture. */
const NAME_SHARE = 1 / 26;
const SHOWN_FIRST = 8;
const MAX_HEIGHT_PX = 320;

/** As wide as the pane, or as its greatest height lets it be. */
function frame(width: number, height: number): Record<string, string> {
  return { aspectRatio: `${width} / ${height}`, maxWidth: `${(MAX_HEIGHT_PX * width) / height}px` };
}

interface PictureProps {
  output: OutputView;
  /** The picture that was asked about; empty where the view was opened later. */
  image: string;
}

export function Boxes({ output, image }: PictureProps) {
  const { width = 1, height = 1, boxes = [] } = output;
  const [over, setOver] = useState(-1);
  const labels = boxes.map((one) => one.label);
  const size = width * NAME_SHARE;
  return (
    <>
      <div class="hx-picture" style={frame(width, height)}>
        {image !== "" && <img src={image} alt="" />}
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(labels, "box", "boxes")}>
          {boxes.map(({ label, box: [left = 0, top = 0, right = 0, bottom = 0] }, at) => (
            <g key={at} data-hue={hueOf(label, labels)} data-dim={over !== -1 && over !== at}>
              <rect x={left} y={top} width={right - left} height={bottom - top} />
              <text x={left + size / 4} y={Math.max(size, top - size / 4)} font-size={size}>
                {label.slice(0, 40)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <Parts
        parts={boxes.map((one: BoxView) => ({ label: one.label, figure: one.score.toFixed(2) }))}
        labels={labels}
        none="Nothing found above the threshold."
        onOver={setOver}
      />
    </>
  );
}

export function Masks({ output, image }: PictureProps) {
  const { width = 1, height = 1, masks = [] } = output;
  const [over, setOver] = useState(-1);
  const labels = masks.map((one) => one.label);
  return (
    <>
      <div
        class="hx-picture"
        style={frame(width, height)}
        role="img"
        aria-label={inWords(labels, "part", "parts")}
      >
        {image !== "" && <img src={image} alt="" />}
        {masks.map(({ label, png }, at) => (
          <div
            key={at}
            class="hx-mask-part"
            data-hue={hueOf(label, labels)}
            data-dim={over !== -1 && over !== at}
            style={{ maskImage: `url("${asImage(png)}")` }}
          />
        ))}
      </div>
      <Parts
        parts={masks.map((one: MaskView) => ({
          label: one.label,
          figure: `${(one.share * 100).toFixed(0)} %`,
        }))}
        labels={labels}
        none="No part found."
        onOver={setOver}
      />
    </>
  );
}

export function Depth({ output }: { output: OutputView }) {
  const { png = "", width = 1, height = 1, least = 0, most = 0 } = output;
  return (
    <figure class="hx-depth">
      <div class="hx-picture" style={frame(width, height)}>
        {png !== "" && <img src={asImage(png)} alt="Depth: a gray value for each pixel" />}
      </div>
      <figcaption class="hx-muted">
        <span class="hx-number">{figure(least, most)}</span>
        <i aria-hidden="true" />
        <span class="hx-number">{figure(most, most)}</span>
        <span>as the model gives it</span>
      </figcaption>
    </figure>
  );
}

interface PartsProps {
  parts: ReadonlyArray<{ label: string; figure: string }>;
  labels: readonly string[];
  none: string;
  onOver: (place: number) => void;
}

/** What was found, with its color; pointing at one, or the keyboard on it, dims the others. */
function Parts({ parts, labels, none, onOver }: PartsProps) {
  const [showsAll, setAll] = useState(false);
  if (parts.length === 0) return <p class="hx-muted hx-pane-note">{none}</p>;
  return (
    <>
      <ol class="hx-parts">
        {parts.slice(0, showsAll ? undefined : SHOWN_FIRST).map(({ label, figure }, at) => (
          <li
            key={at}
            tabIndex={0}
            data-hue={hueOf(label, labels)}
            onMouseEnter={() => onOver(at)}
            onMouseLeave={() => onOver(-1)}
            onFocus={() => onOver(at)}
            onBlur={() => onOver(-1)}
          >
            <i aria-hidden="true" />
            <span title={label}>{label}</span>
            <span class="hx-number">{figure}</span>
          </li>
        ))}
      </ol>
      {parts.length > SHOWN_FIRST && (
        <button
          type="button"
          class="hx-link hx-all"
          aria-expanded={showsAll}
          onClick={() => setAll(!showsAll)}
        >
          {showsAll ? `first ${SHOWN_FIRST}` : `all ${parts.length}`}
        </button>
      )}
    </>
  );
}

/** Three digits; what is nothing beside the largest is 0. */
function figure(value: number, most: number): string {
  return Math.abs(value) < Math.abs(most) * 1e-6 ? "0" : value.toPrecision(3);
}

function inWords(labels: readonly string[], one: string, many: string): string {
  const names = [...new Set(labels)].slice(0, 10).join(", ");
  return `${labels.length} ${labels.length === 1 ? one : many}${names === "" ? "" : `: ${names}`}`;
}
