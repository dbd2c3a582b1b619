/** Filters as values: what a click changes, what a chip says, what an empty result suggests. */

import { bytes, day, parameters } from "../shared/format";
import type { FacetView, Filters, ModelKey, NearView, RangeView, SectionView } from "../shared/messages";

export type Bound = number | null;

export const NO_FILTERS: Filters = {
  text: "",
  any: {},
  none: {},
  ranges: {},
  scores: {},
  fold: false,
  sort: "downloads",
  collection: "",
  machine: "",
};

/** A section whose values are lists that somebody chose; one of them at a time. */
export const COLLECTION = "collection";

type Lists = Filters["any"];

function without(lists: Lists, facet: string, value: string): Lists {
  const kept = (lists[facet] ?? []).filter((one) => one !== value);
  const { [facet]: _, ...others } = lists;
  return kept.length > 0 ? { ...others, [facet]: kept } : others;
}

function having(lists: Lists, facet: string, value: string): Lists {
  return { ...lists, [facet]: [...(lists[facet] ?? []), value] };
}

export type Choice = "any" | "none" | null;

export function choice(filters: Filters, facet: string, value: string): Choice {
  if (facet === COLLECTION) return filters.collection === value ? "any" : null;
  if (filters.any[facet]?.includes(value)) return "any";
  return filters.none[facet]?.includes(value) ? "none" : null;
}

/** The filters with one value wanted, unwanted, or neither. */
export function choose(filters: Filters, facet: string, value: string, wanted: Choice): Filters {
  if (facet === COLLECTION) return { ...filters, collection: wanted === "any" ? value : "" };
  const any = without(filters.any, facet, value);
  const none = without(filters.none, facet, value);
  return {
    ...filters,
    any: wanted === "any" ? having(any, facet, value) : any,
    none: wanted === "none" ? having(none, facet, value) : none,
  };
}

/** A click: wants the value, or clears whatever was chosen. */
export function toggle(filters: Filters, facet: string, value: string): Filters {
  return choose(filters, facet, value, choice(filters, facet, value) === null ? "any" : null);
}

/** An Alt-click: excludes the value, or clears that. */
export function exclude(filters: Filters, facet: string, value: string): Filters {
  return choose(filters, facet, value, choice(filters, facet, value) === "none" ? null : "none");
}

export function setRange(filters: Filters, name: string, low: Bound, high: Bound): Filters {
  const { [name]: _, ...others } = filters.ranges;
  const ranges = low === null && high === null ? others : { ...others, [name]: [low, high] };
  return { ...filters, ranges };
}

/** Chooses a published score; without bounds it can be sorted by. */
export function setScore(filters: Filters, name: string, low: Bound, high: Bound): Filters {
  return { ...filters, scores: { ...filters.scores, [name]: [low, high] } };
}

export function removeScore(filters: Filters, name: string): Filters {
  const { [name]: _, ...scores } = filters.scores;
  const isLast = Object.keys(scores).length === 0;
  const sort = isLast && filters.sort === "score" ? "downloads" : filters.sort;
  return { ...filters, scores, sort };
}

/** What a folded row stands for: the models found that were derived from it. */
export function derivedFrom(filters: Filters, row: ModelKey, namesHub: boolean): Filters {
  const any: Lists = { ...filters.any, base_model: [row.repo] };
  return { ...filters, any: namesHub ? { ...any, hub: [row.hub] } : any };
}

/** Whether a whole text may hold filters (`language:de`) among its words; Python knows for sure. */
export function namesFilters(text: string): boolean {
  const areQuotesClosed = text.split('"').length % 2 === 1;
  return areQuotesClosed && /(?:^|\s)-?[a-z_]+:\S/i.test(text);
}

/** The filters with the value that was probably meant, chosen or written in the text. */
export function meant(filters: Filters, near: NearView): Filters {
  const { [near.facet]: values = [] } = filters.any;
  const replaced = values.map((value) => (value === near.value ? near.meant : value));
  const any = values.length > 0 ? { ...filters.any, [near.facet]: replaced } : filters.any;
  return { ...filters, any, text: filters.text.replaceAll(near.value, near.meant) };
}

/** The filters that were read from `asked`, with what was typed since; null where more has changed. */
export function afterReading(read: Filters, asked: Filters, now: Filters): Filters | null {
  const isSame = fingerprint({ ...now, text: "" }) === fingerprint({ ...asked, text: "" });
  if (!isSame || !now.text.startsWith(asked.text)) return null;
  const typedSince = now.text.slice(asked.text.length);
  const isGoingOn = asked.text.endsWith(" ") || typedSince !== "";
  const words = read.text === "" || !isGoingOn ? read.text : `${read.text} `;
  return { ...read, text: words + typedSince.trimStart() };
}

/** Everything off but the order, the machine and the grouping. */
export function cleared({ sort, machine, fold }: Filters): Filters {
  return { ...NO_FILTERS, sort: sort === "score" ? NO_FILTERS.sort : sort, machine, fold };
}

/** Whether anything but the text is in use. */
export function isFiltered({ any, none, ranges, scores, collection }: Filters): boolean {
  if (Object.keys(scores).length > 0) return true;
  const chosen = [...Object.values(any), ...Object.values(none), ...Object.values(ranges)];
  return collection !== "" || chosen.some((values) => values.some((value) => value !== null));
}

export interface Chip {
  key: string;
  label: string;
  isNot: boolean;
  removed: Filters;
}

/** One chip for each active filter, and the filters without it. */
export function chips(filters: Filters, sections: readonly SectionView[]): Chip[] {
  const found: Chip[] = [];
  if (filters.collection !== "") {
    const removed = { ...filters, collection: "" };
    found.push({ key: "collection", label: `in ${filters.collection}`, isNot: false, removed });
  }
  if (filters.machine !== "") {
    const removed = { ...filters, machine: "" };
    found.push({ key: "machine", label: `on ${filters.machine}`, isNot: false, removed });
  }
  for (const [kind, lists] of [
    ["any", filters.any],
    ["none", filters.none],
  ] as const) {
    for (const [facet, values] of Object.entries(lists)) {
      for (const value of values) {
        const label = kind === "none" ? `not ${value}` : value;
        const removed = choose(filters, facet, value, null);
        found.push({ key: `${kind}:${facet}:${value}`, label, isNot: kind === "none", removed });
      }
    }
  }
  for (const [name, [low = null, high = null]] of Object.entries(filters.ranges)) {
    const section = sections.find((one) => one.name === name);
    const label = rangeText(section?.label ?? name, section?.unit ?? "", low, high);
    found.push({ key: `range:${name}`, label, isNot: false, removed: setRange(filters, name, null, null) });
  }
  for (const [name, [low = null, high = null]] of Object.entries(filters.scores)) {
    const label = rangeText(name, "score", low, high);
    found.push({ key: `score:${name}`, label, isNot: false, removed: removeScore(filters, name) });
  }
  return found;
}

export function quantity(value: number, unit: string): string {
  if (unit === "bytes") return bytes(value);
  if (unit === "seconds") return day(value);
  if (unit === "score") return String(Number(value.toPrecision(4)));
  return parameters(value);
}

export function rangeText(label: string, unit: string, low: Bound, high: Bound): string {
  if (low === null && high === null) return label;
  if (low === null) return `${label} < ${quantity(high ?? 0, unit)}`;
  if (high === null) return `${label} ≥ ${quantity(low, unit)}`;
  return `${label} ${quantity(low, unit)} to ${quantity(high, unit)}`;
}

const SCALE: Record<string, number> = { "": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12 };

/** "1.5B", "8 GB", "2026-01-31" -> a number; null for an empty text, undefined for nonsense. */
export function parseQuantity(text: string, unit: string): Bound | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  if (unit === "seconds") {
    const time_ms = Date.parse(plain);
    return Number.isNaN(time_ms) ? undefined : time_ms / 1000;
  }
  if (unit === "score") return Number.isNaN(Number(plain)) ? undefined : Number(plain);
  const parts = /^([\d.,]+)\s*([kmgbt]?)(?:i?b)?$/i.exec(plain);
  const value = Number(parts?.[1]?.replaceAll(",", ""));
  const letter = parts?.[2]?.toLowerCase() ?? "";
  const scale = unit === "bytes" && letter === "b" ? 1 : SCALE[letter];
  return parts === null || Number.isNaN(value) || scale === undefined ? undefined : value * scale;
}

export interface Suggestion {
  text: string;
  /** How many models there are without it, as far as the counts say. */
  atLeast: number;
  removed: Filters;
}

/** Which filter to remove when nothing is left: the one whose own counts promise the most. */
export function suggestion(
  filters: Filters,
  facets: readonly FacetView[],
  ranges: readonly RangeView[],
  sections: readonly SectionView[],
): Suggestion | null {
  const found: Suggestion[] = [];
  for (const facet of facets) {
    const chosen = filters.any[facet.name];
    const atLeast = Math.max(0, ...facet.values.map((one) => one.count));
    if (chosen === undefined || atLeast === 0) continue;
    const { [facet.name]: _, ...any } = filters.any;
    found.push({ text: chosen.join(" or "), atLeast, removed: { ...filters, any } });
  }
  for (const range of ranges) {
    const bounds = filters.ranges[range.name];
    const atLeast = range.bins.reduce((sum, bin) => sum + bin.count, 0);
    if (bounds === undefined || atLeast === 0) continue;
    const section = sections.find((one) => one.name === range.name);
    const [low = null, high = null] = bounds;
    const text = rangeText(section?.label ?? range.name, section?.unit ?? "", low, high);
    found.push({ text, atLeast, removed: setRange(filters, range.name, null, null) });
  }
  found.sort((a, b) => b.atLeast - a.atLeast);
  return found[0] ?? null;
}

/** Equal filters have equal fingerprints, whatever the order of their facets. */
export function fingerprint(filters: Filters): string {
  const sorted = (lists: Record<string, readonly unknown[]>): unknown =>
    Object.entries(lists)
      .filter(([, values]) => values.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const { text, any, none, ranges, scores, ...others } = filters;
  const rest = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  // A score without bounds is a choice of its own.
  const chosen = Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([text, sorted(any), sorted(none), sorted(ranges), chosen, rest]);
}
