import { expect, test } from "vitest";

import {
  afterReading,
  chips,
  cleared,
  exclude,
  fingerprint,
  namesFilters,
  NO_FILTERS,
  parseQuantity,
  rangeText,
  setRange,
  suggestion,
  toggle,
} from "../src/browser/filters";
import { bounds, edges } from "../src/browser/range";
import { windowOf } from "../src/browser/rows";
import { search, SECTIONS } from "./samples";

test("a click wants a value, a second click clears it", () => {
  const once = toggle(NO_FILTERS, "task", "fill-mask");
  expect(once.any).toEqual({ task: ["fill-mask"] });
  expect(toggle(once, "task", "fill-mask")).toEqual(NO_FILTERS);
});

test("values of one facet add up", () => {
  const two = toggle(toggle(NO_FILTERS, "language", "de"), "language", "fr");
  expect(two.any).toEqual({ language: ["de", "fr"] });
});

test("excluding takes a wanted value over, a click then clears it", () => {
  const not = exclude(toggle(NO_FILTERS, "format", "gguf"), "format", "gguf");
  expect([not.any, not.none]).toEqual([{}, { format: ["gguf"] }]);
  expect(toggle(not, "format", "gguf")).toEqual(NO_FILTERS);
  expect(exclude(not, "format", "gguf")).toEqual(NO_FILTERS);
});

test("nothing is changed in place", () => {
  const before = toggle(NO_FILTERS, "task", "fill-mask");
  const copy = structuredClone(before);
  exclude(toggle(before, "task", "asr"), "task", "fill-mask");
  expect(before).toEqual(copy);
});

test("a range without bounds is no filter", () => {
  const some = setRange(NO_FILTERS, "parameters", null, 1e9);
  expect(some.ranges).toEqual({ parameters: [null, 1e9] });
  expect(setRange(some, "parameters", null, null)).toEqual(NO_FILTERS);
});

test("chips name each filter and carry the filters without it", () => {
  let filters = toggle(NO_FILTERS, "task", "fill-mask");
  filters = exclude(filters, "format", "gguf");
  filters = setRange(filters, "parameters", null, 1e9);
  const found = chips(filters, SECTIONS);
  expect(found.map((chip) => [chip.label, chip.isNot])).toEqual([
    ["fill-mask", false],
    ["not gguf", true],
    ["Parameters < 1 B", false],
  ]);
  expect(found[1]?.removed.none).toEqual({});
  expect(found[2]?.removed.ranges).toEqual({});
});

test("ranges read as people say them", () => {
  expect(rangeText("Memory needed", "bytes", null, 8e9)).toBe("Memory needed < 8 GB");
  expect(rangeText("Updated", "seconds", 1_767_225_600, null)).toBe("Updated ≥ 2026-01-01");
  expect(rangeText("Parameters", "count", 1e6, 1e9)).toBe("Parameters 1 M to 1 B");
});

test.each([
  ["1.5B", "count", 1.5e9],
  ["500 m", "count", 5e8],
  ["8 GB", "bytes", 8e9],
  ["700", "bytes", 700],
  ["12,400", "count", 12_400],
  ["2026-01-01", "seconds", 1_767_225_600],
  ["", "count", null],
  ["many", "count", undefined],
  ["1.2.3", "count", undefined],
])("%s of %s", (text, unit, value) => expect(parseQuantity(text, unit)).toBe(value));

test("clearing keeps the order", () => {
  expect(cleared({ ...toggle(NO_FILTERS, "a", "b"), sort: "likes" })).toEqual({
    ...NO_FILTERS,
    sort: "likes",
  });
});

test("an empty result names the filter whose removal promises most", () => {
  let filters = toggle(NO_FILTERS, "format", "gguf");
  filters = setRange(filters, "parameters", 1e12, null);
  const found = suggestion(filters, search(0).facets, search(0).ranges, SECTIONS);
  expect(found?.text).toBe("Parameters ≥ 1 T");
  expect(found?.atLeast).toBe(120);
  expect(found?.removed.ranges).toEqual({});
  expect(found?.removed.any).toEqual({ format: ["gguf"] });
});

test("equal filters have one fingerprint", () => {
  const one = toggle(toggle(NO_FILTERS, "a", "1"), "b", "2");
  const two = toggle(toggle(NO_FILTERS, "b", "2"), "a", "1");
  expect(fingerprint(one)).toBe(fingerprint(two));
  expect(fingerprint(one)).not.toBe(fingerprint(NO_FILTERS));
});

test("handles stand at bin edges, and an edge at the end is no bound", () => {
  const bins = search().ranges[0]?.bins ?? [];
  expect(edges(bins, null, null)).toEqual([0, 4]);
  expect(edges(bins, 1e6, 1e8)).toEqual([1, 3]);
  expect(bounds(bins, 1, 3)).toEqual([1e6, 1e8]);
  expect(bounds(bins, 0, 4)).toEqual([null, null]);
  expect(edges(bins, ...bounds(bins, 1, 2))).toEqual([1, 2]);
  expect(edges(bins, 1e15, null)).toEqual([3, 4]);
});

test("only the rows in sight are drawn", () => {
  expect(windowOf(0, 360, 20_000)).toEqual([0, 16]);
  expect(windowOf(36_000, 360, 20_000)).toEqual([994, 1016]);
  expect(windowOf(0, 360, 3)).toEqual([0, 3]);
});

test.each([
  ["language:de", true],
  ["bert -task:fill-mask ", true],
  ["bert intent", false],
  ["language:", false],
  ['dataset:"two words', false],
  ['dataset:"two words"', true],
])("%s may hold filters: %s", (text, may) => expect(namesFilters(text)).toBe(may));

test("what was read takes the text's place, and what was typed since stays", () => {
  const asked = { ...NO_FILTERS, text: "bert language:de " };
  const read = { ...NO_FILTERS, text: "bert", any: { language: ["de"] } };
  expect(afterReading(read, asked, asked)).toEqual({ ...read, text: "bert " });
  const typedOn = { ...asked, text: "bert language:de in" };
  expect(afterReading(read, asked, typedOn)?.text).toBe("bert in");
  const entered = { ...asked, text: "bert language:de" };
  expect(afterReading(read, entered, entered)?.text).toBe("bert");
  expect(afterReading(read, asked, { ...asked, text: "other" })).toBeNull();
  expect(afterReading(read, asked, toggle(asked, "task", "asr"))).toBeNull();
});
