/** How far something is: a bar, and above it what is being done, how long yet, and Stop. */

import { duration } from "./format";

interface BarProps {
  /** What goes on, for people who do not see the bar. */
  label: string;
  done: number;
  /** 0 while nobody knows. */
  total: number;
}

export function ProgressBar({ label, done, total }: BarProps) {
  const percent = percentOf(done, total);
  return (
    <span
      class="hx-progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={total > 0 ? percent : undefined}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

interface RunProgressProps extends BarProps {
  text: string;
  left_s?: number | null;
  /** What the button says. */
  stop?: string;
  onStop: () => void;
}

export function RunProgress({ text, left_s = null, stop = "Stop", onStop, ...bar }: RunProgressProps) {
  return (
    <div class="hx-run-progress">
      <div class="hx-line-of">
        <span>{text}</span>
        <span class="hx-space" />
        {left_s !== null && <span class="hx-muted hx-number">{duration(left_s)} left</span>}
        <span class="hx-muted hx-number">{percentOf(bar.done, bar.total)} %</span>
        <button type="button" class="hx-btn" onClick={onStop}>
          {stop}
        </button>
      </div>
      <ProgressBar {...bar} />
    </div>
  );
}

function percentOf(done: number, total: number): number {
  return total > 0 ? Math.round(Math.min(1, done / total) * 100) : 0;
}
