/** A fine-tune while it runs and after: loss, and whether it helped. */

import type { LossView, TuneResult } from "../shared/messages";
import { exact } from "../shared/format";

const WIDTH = 480;
const HEIGHT = 140;
const LEFT = 34;
const BOTTOM = 18;

export function points(share: number): string {
  const value = Math.round(share * 100);
  return Object.is(value, -0) || value === 0 ? "0" : String(value).replace("-", "−");
}

/** "+31 points, 95 % interval 27 to 35, on the same 600 rows". */
export function verdict(result: TuneResult): string {
  const { difference, low, high, rows } = result;
  const sign = difference > 0 && points(difference) !== "0" ? "+" : "";
  return `${sign}${points(difference)} points, 95 % interval ${points(low)} to ${points(high)}, on the same ${exact(rows)} rows`;
}

/** What the interval allows to say, in words. */
export function meaning({ low, high, lower_is_better }: TuneResult): string {
  if (low > 0) return lower_is_better ? "Worse than before." : "Better than before.";
  if (high < 0) return lower_is_better ? "Better than before." : "Worse than before.";
  return "The interval includes zero: these rows show no difference.";
}

interface LossCurveProps {
  losses: readonly LossView[];
  /** Of the rows that are only watched. */
  watched: readonly LossView[];
}

export function LossCurve({ losses, watched }: LossCurveProps) {
  const last = losses[losses.length - 1];
  if (last === undefined || losses.length < 2) return null;
  const highest = Math.max(...losses.map((one) => one.loss), ...watched.map((one) => one.loss));
  const steps = Math.max(1, last.step);
  const x = (step: number): number => LEFT + (step / steps) * (WIDTH - LEFT - 8);
  const y = (loss: number): number => 8 + (1 - loss / highest) * (HEIGHT - BOTTOM - 8);
  const path = (curve: readonly LossView[]): string =>
    curve.map((one) => `${x(one.step).toFixed(1)},${y(one.loss).toFixed(1)}`).join(" ");
  const lastWatched = watched[watched.length - 1];
  return (
    <figure class="hx-loss">
      <figcaption>
        Training loss{" "}
        <span class="hx-muted">
          {last.loss.toFixed(3)} at step {exact(last.step)}
          {lastWatched !== undefined && ` · on watched rows ${lastWatched.loss.toFixed(3)} (dashed)`}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Training loss, now ${last.loss.toFixed(3)}`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 8} y1={y(highest * share)} y2={y(highest * share)} />
            <text x={LEFT - 6} y={y(highest * share) + 4} text-anchor="end">
              {(highest * share).toFixed(1)}
            </text>
          </g>
        ))}
        <text x={WIDTH - 8} y={HEIGHT - 3} text-anchor="end">
          step {exact(last.step)}
        </text>
        <polyline points={path(losses)} />
        {watched.length > 1 && <polyline class="hx-watched" points={path(watched)} />}
        <circle cx={x(last.step)} cy={y(last.loss)} r="3" />
      </svg>
    </figure>
  );
}

export function BeforeAfter({ result, onTry }: { result: TuneResult; onTry: () => void }) {
  const bar = (label: string, value: number, isNew: boolean) => (
    <li class={isNew ? "hx-new" : ""}>
      <span>{label}</span>
      <span class="hx-score-track" aria-hidden="true">
        <i style={{ width: `${Math.max(0, Math.min(1, value)) * 100}%` }} />
      </span>
      <span class="hx-number">{value.toFixed(3)}</span>
    </li>
  );
  return (
    <section class="hx-verdict" aria-label="Before and after">
      <p class="hx-verdict-words">
        <b>{meaning(result)}</b> {result.metric}: {verdict(result)}.
      </p>
      <ul>
        {bar("before", result.before, false)}
        {bar("after", result.after, true)}
      </ul>
      {result.before_note !== "" && <p class="hx-muted">{result.before_note}</p>}
      <div class="hx-line-of">
        <button type="button" class="hx-btn hx-primary" onClick={onTry}>
          Keep it and compare with the base
        </button>
        <span class="hx-muted hx-mono hx-path" title={result.folder}>
          {result.folder}
        </span>
      </div>
    </section>
  );
}
