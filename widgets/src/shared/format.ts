/** Facts as people read them: short, exact where it matters, the same everywhere. */

import type { ModelKey } from "./messages";

const GROUPED = new Intl.NumberFormat("en-US");
const DAY_S = 86_400;

/** 1204 -> "1,204". */
export function exact(count: number): string {
  return GROUPED.format(count);
}

function scaled(value: number, base: number, units: readonly string[], gap: string): string {
  let step = 0;
  let scaledValue = value;
  while (step < units.length - 1 && Number(scaledValue.toPrecision(3)) >= base) {
    scaledValue /= base;
    step += 1;
  }
  const digits = scaledValue >= 9.95 || step === 0 ? 0 : 1;
  return `${scaledValue.toFixed(digits).replace(/\.0$/, "")}${gap}${units[step] ?? ""}`.trim();
}

/** 172_000 -> "172 K"; null -> "–". */
export function parameters(count: number | null): string {
  return count === null ? "–" : scaled(count, 1000, ["", "K", "M", "B", "T"], " ");
}

/** 9_120 -> "9,120"; 12_400 -> "12.4 k". */
export function downloads(count: number): string {
  if (count < 10_000) return exact(count);
  const [divisor, unit] = count < 1e6 ? [1e3, "k"] : count < 1e9 ? [1e6, "M"] : [1e9, "B"];
  const value = count / divisor;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
}

/** 700_000 -> "0.7 MB"; 14_600_000_000 -> "14.6 GB"; null -> "–". */
export function bytes(size: number | null): string {
  if (size === null) return "–";
  if (size < 1000) return `${size} B`;
  if (size < 99_950) return `${scaled(size, 1000, ["B", "kB"], " ")}`;
  const [divisor, unit] = size < 999.5e6 ? [1e6, "MB"] : size < 999.5e9 ? [1e9, "GB"] : [1e12, "TB"];
  const value = size / divisor;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
}

/** Seconds since the epoch -> "3 d", "5 mo", "1 y" ago; 0 (not known) -> "–". */
export function age(then_s: number, now_s: number = Date.now() / 1000): string {
  return then_s <= 0 ? "–" : duration(Math.max(0, now_s - then_s));
}

/** 7_300 -> "2 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * DAY_S) return `${Math.round(seconds / 3600)} h`;
  if (seconds < 60 * DAY_S) return `${Math.round(seconds / DAY_S)} d`;
  if (seconds < 365 * DAY_S) return `${Math.round(seconds / (30.44 * DAY_S))} mo`;
  return `${Math.round(seconds / (365.25 * DAY_S))} y`;
}

/** A call's time: 0.0061 -> "6 ms", 1.24 -> "1.2 s". */
export function latency(seconds: number): string {
  if (seconds < 0.000_95) return "< 1 ms";
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}

/** Seconds since the epoch -> "2026-11-23". */
export function day(then_s: number): string {
  return then_s <= 0 ? "–" : new Date(then_s * 1000).toISOString().slice(0, 10);
}

/** The seven digits that people quote. */
export function short(commit: string | null): string {
  return commit === null ? "" : commit.slice(0, 7);
}

/** "demo/support-intent" -> ["demo/", "support-intent"]. */
export function split(repo: string): [owner: string, name: string] {
  const at = repo.lastIndexOf("/") + 1;
  return [repo.slice(0, at), repo.slice(at)];
}

/** What tells two models apart, whatever their commits. */
export function identity(key: { hub: string; repo: string }): string {
  return `${key.hub}:${key.repo}`;
}

/** What tells two candidates apart: one model at two commits is two of them. */
export function exactly(key: ModelKey): string {
  return `${identity(key)}@${key.commit ?? ""}`;
}

/** Whether both mean one model at one commit; a key without a commit goes with any. */
export function matches(a: ModelKey, b: ModelKey): boolean {
  const isAny = a.commit === null || b.commit === null;
  return identity(a) === identity(b) && (isAny || a.commit === b.commit);
}

/** 1 -> "1 row", 600 -> "600 rows". */
export function plural(count: number, noun: string): string {
  return `${exact(count)} ${noun}${count === 1 ? "" : "s"}`;
}
