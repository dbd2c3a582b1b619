/** The two pictures of a report: intervals, and quality against what it costs. */

import type { ReportView, CandidateFigures } from "../shared/messages";
import { placed } from "./placing";
import { useWidth } from "./width";

const WIDEST = 860;
const VALUE = 64;
const STEP = 29;
/** Of a letter of a name, in pixels. */
const LETTER = 7.2;
const SMALL_LETTER = 6.4;

export function shown(value: number, isPercent: boolean): string {
  return isPercent ? `${(100 * value).toFixed(1)} %` : value.toFixed(3);
}

/** Round values between two bounds, about as many as wanted, four to seven. */
export function ticks(low: number, high: number, most = 6): number[] {
  const span = Math.max(high - low, 1e-9);
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => span / by <= most) ?? 10 * power;
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
  const [box, fitting] = useWidth<HTMLDivElement>(WIDEST);
  const width = Math.min(fitting, WIDEST);
  const names = Math.min(260, 0.36 * width);
  const [left, right] = [names + 8, width - VALUE - 16];
  const x = scale(left, right, low - room, high + room);
  const bottom = standings.length * STEP + 8;
  return (
    <div ref={box}>
      <svg
        class="hx-intervals"
        width={width}
        height={bottom + 24}
        role="img"
        aria-label={`${report.metric} of each candidate with its 95 % interval; the values are in the table`}
      >
        {ticks(low - room, high + room, Math.max(4, Math.min(6, (right - left) / 70))).map((value) => (
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
                {short(one.name, Math.floor(names / LETTER))}
              </text>
              <line class="hx-bar" x1={x(one.low)} x2={x(one.high)} y1={y} y2={y} />
              <circle cx={x(one.value)} cy={y} r={4.5} />
              <text class="hx-value" x={width - 2} y={y + 4} text-anchor="end">
                {shown(one.value, isPercent)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
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
  const [box, width] = useWidth<HTMLElement>(388);
  const known = report.standings.flatMap((one) => {
    const price = cost(one);
    return price === null ? [] : [{ one, price }];
  });
  if (known.length < 2) return null;
  const prices = known.map(({ price }) => price);
  const values = known.map(({ one }) => one.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [left, right, top, bottom] = [58, width - 4, 6, 146];
  const x = scale(left + 14, Math.max(left + 60, right - 96), Math.min(...prices), Math.max(...prices));
  const y = scale(bottom - 14, top + 10, least, most);
  const names = known.map(({ one }) => short(one.name.replace(/^.*-(?=[^-]+-[^-]+$)/u, ""), 18));
  const places = placed(
    known.map(({ one, price }, at) => ({
      x: x(price),
      y: y(one.value),
      width: SMALL_LETTER * (names[at] ?? "").length,
    })),
    { left: left + 4, right, top: top - 6, bottom: bottom - 1 },
  );
  const beaten = known.filter(({ one }) => beatenBy(one) !== "");
  return (
    <figure class="hx-tradeoff" ref={box}>
      <figcaption>{title}</figcaption>
      <svg width={width} height={bottom + 20} role="img" aria-label={`${title}; in words below`}>
        <line class="hx-grid" x1={left} x2={right} y1={bottom} y2={bottom} />
        <line class="hx-grid" x1={left} x2={left} y1={top} y2={bottom} />
        {[...new Set([least, most])].map((value) => (
          <text key={value} class="hx-axis" x={left - 6} y={y(value) + 4} text-anchor="end">
            {shown(value, report.is_percent)}
          </text>
        ))}
        <text class="hx-axis" x={left} y={bottom + 16}>
          {words(Math.min(...prices))}
        </text>
        <text class="hx-axis" x={right} y={bottom + 16} text-anchor="end">
          {words(Math.max(...prices))}
        </text>
        {known.map(({ one, price }, at) => {
          const place = places[at];
          return (
            <g
              key={one.name}
              class={`${one.in_top ? "hx-top" : ""} ${beatenBy(one) !== "" ? "hx-beaten" : ""}`}
            >
              <title>{`${one.name}: ${shown(one.value, report.is_percent)}, ${words(price)}`}</title>
              <circle cx={x(price)} cy={y(one.value)} r={5} />
              {place && (
                <text class="hx-axis" x={place.x} y={place.y + 4} text-anchor={place.anchor}>
                  {names[at]}
                </text>
              )}
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
