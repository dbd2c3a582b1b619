/** The two pictures of a report: intervals, and quality against what it costs. */

import type { ReportView, CandidateFigures } from "../shared/messages";

const WIDTH = 860;
const NAME = 260;
const RIGHT = 16;
const STEP = 29;

export function shown(value: number, isPercent: boolean): string {
  return isPercent ? `${(100 * value).toFixed(1)} %` : value.toFixed(3);
}

/** Round values between two bounds, at most seven. */
export function ticks(low: number, high: number): number[] {
  const span = Math.max(high - low, 1e-9);
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => span / by <= 6) ?? 10 * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}

function scale(from: number, to: number, low: number, high: number): (value: number) => number {
  const span = Math.max(high - low, 1e-9);
  return (value) => from + ((value - low) / span) * (to - from);
}

function short(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1)}…`;
}

export function Intervals({ report }: { report: ReportView }) {
  const { standings, isPercent } = { standings: report.standings, isPercent: report.is_percent };
  const low = Math.min(...standings.map((one) => one.low));
  const high = Math.max(...standings.map((one) => one.high));
  const room = Math.max(high - low, 1e-6) * 0.05;
  const x = scale(NAME, WIDTH - RIGHT - 60, low - room, high + room);
  const bottom = standings.length * STEP + 8;
  return (
    <svg
      class="hx-intervals"
      viewBox={`0 0 ${WIDTH} ${bottom + 24}`}
      role="img"
      aria-label={`${report.metric} of each candidate with its 95 % interval; the values are in the table`}
    >
      {ticks(low - room, high + room).map((value) => (
        <g key={value}>
          <line class="hx-grid" x1={x(value)} x2={x(value)} y1={4} y2={bottom} />
          <text class="hx-axis" x={x(value)} y={bottom + 16} text-anchor="middle">
            {shown(value, isPercent)}
          </text>
        </g>
      ))}
      {standings.map((one, row) => {
        const y = 18 + row * STEP;
        return (
          <g key={one.name} class={one.in_top ? "hx-top" : ""}>
            <title>{`${one.name}: ${shown(one.value, isPercent)}`}</title>
            <text class="hx-name" x={0} y={y + 4}>
              {short(one.name, 32)}
            </text>
            <line class="hx-bar" x1={x(one.low)} x2={x(one.high)} y1={y} y2={y} />
            <circle cx={x(one.value)} cy={y} r={4.5} />
            <text class="hx-value" x={WIDTH - 2} y={y + 4} text-anchor="end">
              {shown(one.value, isPercent)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface TradeoffProps {
  report: ReportView;
  cost: (one: CandidateFigures) => number | null;
  /** A cost in words. */
  words: (cost: number) => string;
  title: string;
  /** Who is no worse at no more cost; empty if nobody is. */
  beatenBy: (one: CandidateFigures) => string;
  verb: string;
}

/** Quality against a cost; whoever is beaten on both is hollow and named below. */
export function Tradeoff({ report, cost, words, title, beatenBy, verb }: TradeoffProps) {
  const known = report.standings.flatMap((one) => {
    const price = cost(one);
    return price === null ? [] : [{ one, price }];
  });
  if (known.length < 2) return null;
  const prices = known.map(({ price }) => price);
  const values = known.map(({ one }) => one.value);
  const [width, height] = [392, 150];
  const x = scale(48, width - 88, Math.min(...prices), Math.max(...prices));
  const y = scale(height - 34, 14, Math.min(...values), Math.max(...values));
  const beaten = known.filter(({ one }) => beatenBy(one) !== "");
  return (
    <figure class="hx-tradeoff">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}; in words below`}>
        <line class="hx-grid" x1={32} x2={width - 6} y1={height - 20} y2={height - 20} />
        <line class="hx-grid" x1={32} x2={32} y1={6} y2={height - 20} />
        <text class="hx-axis" x={32} y={height - 4}>
          {words(Math.min(...prices))}
        </text>
        <text class="hx-axis" x={width - 6} y={height - 4} text-anchor="end">
          {words(Math.max(...prices))}
        </text>
        {known.map(({ one, price }) => {
          // A name whose right side is taken stands on the left.
          const isTaken = known.some(
            (other) =>
              other.one !== one &&
              Math.abs(y(other.one.value) - y(one.value)) < 13 &&
              x(other.price) >= x(price) &&
              x(other.price) - x(price) < 96,
          );
          return (
            <g
              key={one.name}
              class={`${one.in_top ? "hx-top" : ""} ${beatenBy(one) !== "" ? "hx-beaten" : ""}`}
            >
              <title>{`${one.name}: ${shown(one.value, report.is_percent)}, ${words(price)}`}</title>
              <circle cx={x(price)} cy={y(one.value)} r={5} />
              <text
                class="hx-axis"
                x={x(price) + (isTaken ? -9 : 9)}
                y={y(one.value) + 4}
                text-anchor={isTaken ? "end" : "start"}
              >
                {short(one.name.replace(/^.*-(?=[^-]+-[^-]+$)/u, ""), 14)}
              </text>
            </g>
          );
        })}
      </svg>
      {beaten.map(({ one }) => (
        <p key={one.name} class="hx-muted">
          {one.name} {verb} {beatenBy(one)} and no better.
        </p>
      ))}
    </figure>
  );
}
