/** After a run: whether it helped, by how much, and where. */

import { exact } from "../shared/format";
import type { TuneChange, TuneResult } from "../shared/messages";

const WIDTH = 160;
const HEIGHT = 14;
const EDGE = 5;

export function points(share: number): string {
  const value = Math.round(share * 100);
  return Object.is(value, -0) || value === 0 ? "0" : String(value).replace("-", "−");
}

function signed(share: number): string {
  return `${share > 0 && points(share) !== "0" ? "+" : ""}${points(share)}`;
}

/** "+31 points, 95 % interval 27 to 35, on the same 600 rows". */
export function verdict({ difference, low, high, rows }: TuneChange): string {
  return `${signed(difference)} points, 95 % interval ${points(low)} to ${points(high)}, on the same ${exact(rows)} rows`;
}

type Standing = "better" | "worse" | "open";

/** What the interval of a change allows to say. */
export function standing({ low, high, lower_is_better }: TuneChange): Standing {
  if (low > 0) return lower_is_better ? "worse" : "better";
  if (high < 0) return lower_is_better ? "better" : "worse";
  return "open";
}

const MEANING: Record<Standing, string> = {
  better: "Better than before.",
  worse: "Worse than before.",
  open: "The interval includes zero: these rows show no difference.",
};

export function meaning(change: TuneChange): string {
  return MEANING[standing(change)];
}

interface BeforeAfterProps {
  result: TuneResult;
  onTry: () => void;
  onMeasure: () => void;
}

export function BeforeAfter({ result, onTry, onMeasure }: BeforeAfterProps) {
  const bar = (label: string, value: number, isNew: boolean) => (
    <li class={isNew ? "hx-new" : ""}>
      <span>{label}</span>
      <span class="hx-score-track" aria-hidden="true">
        <i style={{ width: `${Math.max(0, Math.min(1, value)) * 100}%` }} />
      </span>
      <span class="hx-number">{value.toFixed(3)}</span>
    </li>
  );
  const { whole } = result;
  return (
    <section class="hx-verdict" aria-label="Before and after">
      <p class="hx-verdict-words">
        <b>{meaning(whole)}</b> {whole.metric}: {verdict(whole)}.
      </p>
      <ul>
        {bar("before", whole.before, false)}
        {bar("after", whole.after, true)}
      </ul>
      {result.before_note !== "" && <p class="hx-muted">Before: {result.before_note}.</p>}
      {result.parts.length > 0 && <Changes changes={result.parts} />}
      <div class="hx-line-of">
        <button type="button" class="hx-btn hx-primary" onClick={onTry}>
          Keep it and compare with the base
        </button>
        {result.can_measure && (
          <button
            type="button"
            class="hx-btn"
            title="Keeps it, and opens Measure with both models and the held-out rows"
            onClick={onMeasure}
          >
            Measure both
          </button>
        )}
      </div>
      <p class="hx-muted hx-mono hx-path" title={result.folder}>
        {result.folder}
      </p>
    </section>
  );
}

/** Other metrics, and the first metric language by language, on one scale. */
function Changes({ changes }: { changes: readonly TuneChange[] }) {
  const least = Math.min(0, ...changes.map((one) => one.low));
  const most = Math.max(0, ...changes.map((one) => one.high));
  return (
    <table class="hx-changes">
      <thead>
        <tr>
          <th scope="col">Also</th>
          <th scope="col" class="hx-number">
            before
          </th>
          <th scope="col" class="hx-number">
            after
          </th>
          <th scope="col" class="hx-number">
            change
          </th>
          <th scope="col">95 % interval, 0 marked</th>
          <th scope="col" class="hx-number">
            rows
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => (
          <tr key={`${one.metric} ${one.part}`}>
            <th scope="row">{one.part === "" ? one.metric : one.part}</th>
            <td class="hx-number">{one.before.toFixed(3)}</td>
            <td class="hx-number">{one.after.toFixed(3)}</td>
            <td class="hx-number">{signed(one.difference)}</td>
            <td>
              <Interval of={one} least={least} most={most} />
            </td>
            <td class="hx-number">{exact(one.rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Interval({ of, least, most }: { of: TuneChange; least: number; most: number }) {
  const x = (share: number): number =>
    EDGE + ((share - least) / Math.max(1e-9, most - least)) * (WIDTH - 2 * EDGE);
  const middle = HEIGHT / 2;
  return (
    <svg
      class={`hx-interval hx-${standing(of)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${signed(of.low)} to ${signed(of.high)} points`}
    >
      <line class="hx-zero" x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT} />
      <line x1={x(of.low)} x2={x(of.high)} y1={middle} y2={middle} />
      <circle cx={x(of.difference)} cy={middle} r="3" />
    </svg>
  );
}
