/** What a model answered, in the view that fits the task; the plain JSON behind each. */

import { useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { OutputView, ScoreView } from "../shared/messages";
import { Dot } from "../shared/parts";
import { type Draft, mediaOf } from "./draft";
import { Entities, Span } from "./marked";
import { Boxes, Depth, Masks } from "./pictures";
import { Player } from "./player";
import { Similarity } from "./similarity";
import { Transcript, Written } from "./written";

const SHOWN_FIRST = 5;
const MAX_SHOWN = 200;

/** What was asked, as the views need it: they lie on the picture, beside the reference. */
export interface Asked {
  kind: string;
  draft: Draft;
  /** Of the file that was sent; empty for none. */
  url: string;
}

interface OutputProps {
  output: OutputView;
  asked: Asked | null;
  isJson: boolean;
  /** Takes a written answer as said in the chat. */
  onContinue?: (text: string) => void;
}

export function Output({ output, asked, isJson, onContinue }: OutputProps) {
  return (
    <>
      {isJson ? <Json output={output} /> : <View output={output} asked={asked} onContinue={onContinue} />}
      {output.cut !== undefined && (
        <p class="hx-ended">
          <Dot of="warning" /> It read the first {exact(output.cut.read)} of {exact(output.cut.of)} tokens.
        </p>
      )}
      {output.left_out !== undefined && <p class="hx-muted hx-ended">Not shown: {output.left_out}.</p>}
    </>
  );
}

function View({ output, asked, onContinue }: Omit<OutputProps, "isJson">) {
  const { text = "", entities = [], answer } = output;
  const image = asked !== null && mediaOf(asked.kind) === "image" ? asked.url : "";
  switch (output.kind) {
    case "scores":
      return <Scores scores={output.scores ?? []} />;
    case "entities":
      return answer === undefined ? (
        <Entities text={text} entities={entities} />
      ) : (
        <Span answer={answer} text={text} entities={entities} />
      );
    case "similarity":
      return <Similarity texts={output.texts ?? []} matrix={output.matrix ?? []} />;
    case "boxes":
      return <Boxes output={output} image={image} />;
    case "masks":
      return <Masks output={output} image={image} />;
    case "depth":
      return <Depth output={output} />;
    case "audio":
      return <Player url={`data:audio/wav;base64,${output.wav ?? ""}`} label="The spoken answer" />;
    case "text":
      if (asked?.kind === "audio") return <Transcript text={text} reference={asked.draft.reference} />;
      return (
        <Written
          text={text}
          {...(output.finish === undefined ? {} : { finish: output.finish })}
          {...(output.prompt === undefined ? {} : { prompt: output.prompt })}
          {...(onContinue === undefined ? {} : { onContinue: () => onContinue(text) })}
        />
      );
    default:
      return <Json output={output} />;
  }
}

/** As JSON, long strings cut. */
function Json({ output }: { output: OutputView }) {
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
