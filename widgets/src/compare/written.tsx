/** A text that a model wrote, or heard: with what it had read, or beside what was really said. */

import { useMemo, useState } from "preact/hooks";

import { aligned, type WordPair, wordErrorRate } from "./words";

interface WrittenProps {
  text: string;
  /** Why it ended: "length" for its limit. */
  finish?: string;
  /** What the model read, its chat template filled in. */
  prompt?: string;
  /** Takes this answer as said in the chat; undefined where there is none. */
  onContinue?: () => void;
}

export function Written({ text, finish, prompt, onContinue }: WrittenProps) {
  const [isPromptShown, showPrompt] = useState(false);
  return (
    <>
      <p class="hx-written" tabIndex={0} aria-label="The answer">
        {text === "" ? <span class="hx-muted">It wrote nothing.</span> : text}
      </p>
      {finish === "length" && <p class="hx-muted hx-ended">Ended at max_new_tokens.</p>}
      {(prompt !== undefined || onContinue !== undefined) && (
        <div class="hx-written-acts">
          {prompt !== undefined && (
            <button
              type="button"
              class="hx-link"
              aria-expanded={isPromptShown}
              onClick={() => showPrompt(!isPromptShown)}
            >
              What it read
            </button>
          )}
          {onContinue !== undefined && (
            <button type="button" class="hx-link" onClick={onContinue}>
              Continue with this answer
            </button>
          )}
        </div>
      )}
      {isPromptShown && (
        <pre class="hx-written hx-prompt" tabIndex={0} aria-label="What the model read">
          {prompt}
        </pre>
      )}
    </>
  );
}

/** A transcript; against what was really said, word by word, once somebody wrote that. */
export function Transcript({ text, reference }: { text: string; reference: string }) {
  const pairs = useMemo(() => aligned(reference, text), [reference, text]);
  const rate = wordErrorRate(pairs);
  if (rate === null) return <Written text={text} />;
  return (
    <>
      <p class="hx-diff" tabIndex={0} aria-label="Transcript against what was said">
        {pairs.map((pair, at) => (
          <Word key={at} pair={pair} />
        ))}
      </p>
      <p class="hx-muted hx-ended">
        <b class="hx-number">WER {(rate * 100).toFixed(1)} %</b> {counted(pairs)} Case and punctuation
        ignored.
      </p>
    </>
  );
}

function Word({ pair: { edit, said, heard } }: { pair: WordPair }) {
  if (edit === "same") return <>{heard} </>;
  return (
    <>
      {said !== "" && <del title={edit === "missing" ? "left out" : `heard as ${heard}`}>{said}</del>}
      {edit === "wrong" && " "}
      {heard !== "" && <ins title={edit === "extra" ? "not said" : `said was ${said}`}>{heard}</ins>}{" "}
    </>
  );
}

function counted(pairs: readonly WordPair[]): string {
  const count = (edit: WordPair["edit"]): number => pairs.filter((pair) => pair.edit === edit).length;
  return `${count("wrong")} wrong, ${count("missing")} missing, ${count("extra")} extra.`;
}
