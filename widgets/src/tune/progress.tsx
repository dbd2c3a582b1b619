/** The loss of a fine-tune, while it runs and after. */

import type { LossView } from "../shared/messages";
import { exact } from "../shared/format";

const WIDTH = 660;
const HEIGHT = 160;
const LEFT = 34;
const BOTTOM = 18;

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
  const lowest = watched.length > 1 ? watched.reduce((a, b) => (b.loss < a.loss ? b : a)) : undefined;
  return (
    <figure class="hx-loss">
      <figcaption>
        Training loss{" "}
        <span class="hx-muted">
          {last.loss.toFixed(3)} at step {exact(last.step)}
          {lastWatched !== undefined && ` · on watched rows ${lastWatched.loss.toFixed(3)} (dashed)`}
          {lowest !== undefined &&
            lowest.step < last.step &&
            `, lowest ${lowest.loss.toFixed(3)} at step ${exact(lowest.step)}`}
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
        {lowest !== undefined && <circle class="hx-lowest" cx={x(lowest.step)} cy={y(lowest.loss)} r="3" />}
        <circle cx={x(last.step)} cy={y(last.loss)} r="3" />
      </svg>
    </figure>
  );
}
