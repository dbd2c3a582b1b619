/** A range as a small histogram with two handles, and its bounds as text. */

import { useRef } from "preact/hooks";

import type { BinView } from "../shared/messages";
import { type Bound, parseQuantity, quantity } from "./filters";

const WIDTH = 216;
const HEIGHT = 32;

interface RangeProps {
  label: string;
  unit: string;
  bins: readonly BinView[];
  low: Bound;
  high: Bound;
  onSet: (low: Bound, high: Bound) => void;
}

/** Which bin edges the bounds stand at: from 0 to the number of bins, the lower one first. */
export function edges(bins: readonly BinView[], low: Bound, high: Bound): [number, number] {
  const from = low === null ? 0 : bins.filter((bin) => bin.hi <= low).length;
  const to = high === null ? bins.length : bins.filter((bin) => bin.lo < high).length;
  const start = Math.min(from, Math.max(0, bins.length - 1));
  return [start, Math.max(start + 1, to)];
}

/** The bounds that edges stand for; an edge at the end is no bound. */
export function bounds(bins: readonly BinView[], from: number, to: number): [Bound, Bound] {
  const low = from <= 0 ? null : (bins[from]?.lo ?? null);
  const high = to >= bins.length ? null : (bins[to - 1]?.hi ?? null);
  return [low, high];
}

export function Range({ label, unit, bins, low, high, onSet }: RangeProps) {
  const plot = useRef<HTMLDivElement>(null);
  const [from, to] = edges(bins, low, high);
  const move = (side: "from" | "to", edge: number): void => {
    const next: [number, number] =
      side === "from"
        ? [Math.max(0, Math.min(edge, to - 1)), to]
        : [from, Math.min(bins.length, Math.max(edge, from + 1))];
    if (next[0] !== from || next[1] !== to) {
      onSet(...bounds(bins, ...next));
    }
  };
  const edgeAt = (clientX: number): number => {
    const box = plot.current?.getBoundingClientRect();
    return box ? Math.round(((clientX - box.left) / box.width) * bins.length) : 0;
  };
  return (
    <>
      {bins.length > 1 && (
        <div ref={plot} class="hx-range">
          <Bars bins={bins} from={from} to={to} label={label} />
          {(["from", "to"] as const).map((side) => (
            <Handle
              key={side}
              name={`${label}, ${side === "from" ? "lowest" : "highest"}`}
              edge={side === "from" ? from : to}
              count={bins.length}
              text={edgeText(bins, unit, side === "from" ? from : to)}
              onMove={(edge) => move(side, edge)}
              edgeAt={edgeAt}
            />
          ))}
        </div>
      )}
      <div class="hx-bounds">
        <BoundField
          label={`${label} at least`}
          unit={unit}
          hint="min"
          value={low}
          onSet={(value) => onSet(value, high)}
        />
        <span class="hx-muted">to</span>
        <BoundField
          label={`${label} below`}
          unit={unit}
          hint="max"
          value={high}
          onSet={(value) => onSet(low, value)}
        />
      </div>
    </>
  );
}

function edgeText(bins: readonly BinView[], unit: string, edge: number): string {
  const value = edge < bins.length ? bins[edge]?.lo : bins[edge - 1]?.hi;
  return quantity(value ?? 0, unit);
}

interface BarsProps {
  bins: readonly BinView[];
  from: number;
  to: number;
  label: string;
}

function Bars({ bins, from, to, label }: BarsProps) {
  const largest = Math.max(1, ...bins.map((bin) => bin.count));
  const step = WIDTH / bins.length;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`How many models by ${label}`}
    >
      {bins.map((bin, index) => {
        const tall = bin.count === 0 ? 0 : Math.max(2, Math.sqrt(bin.count / largest) * (HEIGHT - 2));
        const isIn = index >= from && index < to;
        return (
          <rect
            key={index}
            class={isIn ? "hx-in" : "hx-out"}
            x={index * step + 1}
            width={Math.max(1, step - 2)}
            y={HEIGHT - tall}
            height={tall}
            rx="1"
          />
        );
      })}
    </svg>
  );
}

interface HandleProps {
  name: string;
  edge: number;
  count: number;
  text: string;
  onMove: (edge: number) => void;
  edgeAt: (clientX: number) => number;
}

function Handle({ name, edge, count, text, onMove, edgeAt }: HandleProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowLeft: edge - 1,
      ArrowDown: edge - 1,
      ArrowRight: edge + 1,
      ArrowUp: edge + 1,
      Home: 0,
      End: count,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(next);
  };
  return (
    <div
      class="hx-handle"
      style={{ insetInlineStart: `${(edge / count) * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={edge}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(edgeAt(event.clientX));
      }}
    />
  );
}

interface BoundFieldProps {
  label: string;
  unit: string;
  hint: string;
  value: Bound;
  onSet: (value: Bound) => void;
}

function BoundField({ label, unit, hint, value, onSet }: BoundFieldProps) {
  const shown = value === null ? "" : quantity(value, unit);
  const read = (field: HTMLInputElement): void => {
    const parsed = parseQuantity(field.value, unit);
    const isWrong = parsed === undefined;
    field.setAttribute("aria-invalid", String(isWrong));
    if (!isWrong && field.value !== shown) onSet(parsed);
  };
  return (
    <input
      key={shown}
      class="hx-field"
      aria-label={label}
      placeholder={hint}
      defaultValue={shown}
      onBlur={(event) => read(event.currentTarget)}
      onKeyDown={(event) => event.key === "Enter" && read(event.currentTarget)}
    />
  );
}
