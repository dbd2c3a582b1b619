/** What stands in a pane: the answer in its view, how far it has come, or why there is none. */

import { bytes } from "../shared/format";
import type { CandidateView, PaneView } from "../shared/messages";
import { Code, Skeleton } from "../shared/parts";
import { ProgressBar } from "../shared/progress";
import { type Asked, Output } from "./outputs";

export interface BodyProps {
  candidate: CandidateView;
  pane: PaneView | undefined;
  /** A run was asked for, and nothing has been heard of it yet. */
  isAsked: boolean;
  asked: Asked | null;
  isJson: boolean;
  onRetry: () => void;
  /** Takes a written answer as said in the chat; undefined where this is none. */
  onContinue?: (text: string) => void;
}

export function Body({ candidate, pane, isAsked, asked, isJson, onRetry, onContinue }: BodyProps) {
  if (candidate.problem !== "") {
    return <CannotRun message={candidate.problem} hint={candidate.hint} snippet={candidate.snippet} />;
  }
  if (pane === undefined) {
    return (
      <p class="hx-muted hx-pane-note">{isAsked ? "Asked; waiting for the model host." : "Not run yet."}</p>
    );
  }
  switch (pane.state) {
    case "waiting":
      return <p class="hx-muted hx-pane-note">{pane.text || "Waiting for its turn."}</p>;
    case "downloading":
      return <Download pane={pane} />;
    case "loading":
      return <p class="hx-muted hx-pane-note">{pane.text || "Loading."}</p>;
    case "running":
      return pane.text === "" ? <Skeleton rows={3} height={10} /> : <Streamed text={pane.text} />;
    case "canceled":
      return (
        <>
          <p class="hx-muted hx-pane-note">Stopped.</p>
          {pane.text !== "" && <Streamed text={pane.text} />}
        </>
      );
    case "failed":
      return (
        <div role="alert">
          <CannotRun
            message={pane.error?.message ?? "This candidate could not answer."}
            hint={pane.error?.hint ?? ""}
            snippet={pane.snippet}
          />
          <button type="button" class="hx-btn" onClick={onRetry}>
            Retry
          </button>
        </div>
      );
    case "done":
      return pane.answer === null ? null : (
        <Output
          output={pane.answer.output}
          asked={asked}
          isJson={isJson}
          {...(onContinue === undefined ? {} : { onContinue })}
        />
      );
  }
}

function Streamed({ text }: { text: string }) {
  return (
    <p class="hx-written" tabIndex={0} aria-label="The answer so far">
      {text}
    </p>
  );
}

/** Why a candidate gives no answer, what to do, and the code that runs it elsewhere. */
function CannotRun({ message, hint, snippet }: { message: string; hint: string; snippet: string }) {
  return (
    <div class="hx-pane-note">
      <p>
        <b>{message}</b>
      </p>
      {hint !== "" && hint !== snippet && <p>{hint}</p>}
      {snippet !== "" && <Code text={snippet} label="Code that runs it elsewhere" />}
    </div>
  );
}

function Download({ pane }: { pane: PaneView }) {
  return (
    <div class="hx-pane-note">
      <p class="hx-muted">
        Downloading {bytes(pane.done)} of {bytes(pane.total)}
      </p>
      <ProgressBar label={`Download of ${pane.key.repo}`} done={pane.done} total={pane.total} />
    </div>
  );
}
