/** What a model answered, in the view that fits the task. */

import { useState } from "preact/hooks";

import type { EntityView, OutputView, ScoreView } from "../shared/messages";

const SHOWN_FIRST = 5;

export function Output({ output }: { output: OutputView }) {
  switch (output.kind) {
    case "scores":
      return <Scores scores={output.scores ?? []} />;
    case "entities":
      return <Entities text={output.text ?? ""} entities={output.entities ?? []} />;
    case "similarity":
      return <Similarity texts={output.texts ?? []} matrix={output.matrix ?? []} />;
    default:
      return <Plain output={output} />;
  }
}

const MAX_SHOWN = 200;

/** A text as it was written; anything else as JSON, with long strings cut. */
function Plain({ output }: { output: OutputView }) {
  if (output.kind === "text") return <p class="hx-written">{output.text}</p>;
  const cut = (_name: string, value: unknown): unknown =>
    typeof value === "string" && value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
  return (
    <pre class="hx-written" tabIndex={0} aria-label="The answer as JSON">
      {JSON.stringify(output, cut, 1)}
    </pre>
  );
}

function Scores({ scores }: { scores: readonly ScoreView[] }) {
  const [showsAll, setAll] = useState(false);
  const sorted = [...scores].sort((a, b) => b.score - a.score);
  const shown = showsAll ? sorted : sorted.slice(0, SHOWN_FIRST);
  return (
    <>
      <ol class="hx-scores">
        {shown.map(({ label, score }) => (
          <li key={label}>
            <span class="hx-score-label" title={label}>
              {label}
            </span>{" "}
            <span class="hx-score-bar" aria-hidden="true">
              <i style={{ width: `${Math.max(0, Math.min(1, score)) * 100}%` }} />
            </span>
            <span class="hx-number">{score.toFixed(2)}</span>
          </li>
        ))}
      </ol>
      {sorted.length > SHOWN_FIRST && (
        <button
          type="button"
          class="hx-link hx-all"
          aria-expanded={showsAll}
          onClick={() => setAll(!showsAll)}
        >
          {showsAll ? `top ${SHOWN_FIRST}` : `all ${sorted.length}`}
        </button>
      )}
    </>
  );
}

export interface Piece {
  text: string;
  entity: EntityView | null;
}

/** The text cut at its entities, in order; an entity that overlaps an earlier one is left out. */
export function pieces(text: string, entities: readonly EntityView[]): Piece[] {
  // The kernel counts characters as code points; JavaScript's own indexes count UTF-16 units.
  const points = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.start - b.start)) {
    if (entity.start < at || entity.end <= entity.start) continue;
    if (entity.start > at) found.push({ text: points.slice(at, entity.start).join(""), entity: null });
    found.push({ text: points.slice(entity.start, entity.end).join(""), entity });
    at = entity.end;
  }
  if (at < points.length) found.push({ text: points.slice(at).join(""), entity: null });
  return found;
}

const HUES = 6;

function Entities({ text, entities }: { text: string; entities: readonly EntityView[] }) {
  const labels = [...new Set(entities.map((one) => one.label))].sort();
  return (
    <>
      <p class="hx-entities">
        {pieces(text, entities).map(({ text: part, entity }, index) =>
          entity === null ? (
            part
          ) : (
            <mark
              key={index}
              data-hue={labels.indexOf(entity.label) % HUES}
              title={`${entity.label}, score ${entity.score.toFixed(2)}`}
            >
              {part} <small>{entity.label}</small>
            </mark>
          ),
        )}
      </p>
      {entities.length === 0 && <p class="hx-muted hx-pane-note">No entity found.</p>}
    </>
  );
}

function Similarity({
  texts,
  matrix,
}: {
  texts: readonly string[];
  matrix: ReadonlyArray<readonly number[]>;
}) {
  return (
    <div class="hx-similarity">
      <table aria-label="Similarity of each text to each other">
        <thead>
          <tr>
            <td />
            {texts.map((text, column) => (
              <th key={column} scope="col" title={text}>
                {column + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.map((text, row) => (
            <tr key={row}>
              <th scope="row" title={text}>
                {row + 1}
              </th>
              {texts.map((other, column) => (
                <Cell key={column} value={matrix[row]?.[column] ?? 0} title={`${text}\n${other}`} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ol>
        {texts.map((text, row) => (
          <li key={row} title={text}>
            <span class="hx-muted">{row + 1}</span> {text}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Cell({ value, title }: { value: number; title: string }) {
  const share = Math.round(Math.max(0, Math.min(1, value)) * 100);
  return (
    <td style={{ "--hx-heat": `${share}%` }} title={title}>
      {value.toFixed(2)}
    </td>
  );
}
