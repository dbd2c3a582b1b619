/** The run shown: whose it is, how it goes, what came out of it. */

import { exactly, split } from "../shared/format";
import type { ModelKey, TuneEvent } from "../shared/messages";
import { Empty } from "../shared/parts";
import { RunProgress } from "../shared/progress";
import { LossCurve } from "./progress";
import { BeforeAfter } from "./result";
import { TrackedIn } from "./trackers";

interface OutcomeProps {
  event: TuneEvent | null;
  /** Chosen beside it: the run may be another one's. */
  model: ModelKey | null;
  onStop: () => void;
  onResume: () => void;
  onTry: () => void;
  onMeasure: () => void;
}

export function Outcome({ event, model, onStop, onResume, onTry, onMeasure }: OutcomeProps) {
  if (event === null || event.status === "idle") {
    return (
      <Empty title="Loss, progress and the result appear here.">
        <p>It is measured before and after, on rows that it never learns from.</p>
      </Empty>
    );
  }
  const isOthers = model !== null && event.key !== null && exactly(event.key) !== exactly(model);
  return (
    <>
      <h3 class="hx-run-name">
        {event.name}{" "}
        <span class="hx-muted">
          {event.key !== null && split(event.key.repo)[1]} on {event.data}
        </span>
        {isOthers && <span class="hx-badge">a run of another model</span>}
      </h3>
      {event.status === "running" && (
        <RunProgress
          label="Fine-tune"
          text={event.text || "Starting."}
          done={event.done}
          total={event.total}
          left_s={event.left_s}
          onStop={onStop}
        />
      )}
      {event.status === "canceled" && <p>Stopped. Nothing was saved over an earlier result.</p>}
      {event.status === "failed" && (
        <p class="hx-step-note" role="alert">
          <b>{event.error?.message ?? "The run failed."}</b> {event.error?.hint}
        </p>
      )}
      {event.can_resume && (
        <p class="hx-line-of">
          <button type="button" class="hx-btn hx-primary" onClick={onResume}>
            Go on
          </button>
          <span class="hx-muted">from its last whole checkpoint</span>
        </p>
      )}
      {event.result !== null && <BeforeAfter result={event.result} onTry={onTry} onMeasure={onMeasure} />}
      <LossCurve losses={event.losses} watched={event.watched} />
      {event.tracked !== null && <TrackedIn tracked={event.tracked} />}
    </>
  );
}
