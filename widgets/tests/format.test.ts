import { expect, test } from "vitest";

import {
  age,
  bytes,
  downloads,
  duration,
  exactly,
  latency,
  matches,
  parameters,
  plural,
  split,
} from "../src/shared/format";
import { COMMIT, KEY } from "./samples";

test.each([
  [172_000, "172 K"],
  [808_000, "808 K"],
  [999_999, "1 M"],
  [1_500_000_000, "1.5 B"],
  [109_000_000, "109 M"],
  [512, "512"],
  [null, "–"],
])("parameters %s", (count, text) => expect(parameters(count)).toBe(text));

test.each([
  [77, "77"],
  [9_120, "9,120"],
  [12_400, "12.4 k"],
  [291_774, "292 k"],
  [3_012_377, "3 M"],
])("downloads %s", (count, text) => expect(downloads(count)).toBe(text));

test.each([
  [0, "0 B"],
  [830, "830 B"],
  [4_200, "4.2 kB"],
  [700_000, "0.7 MB"],
  [41_000_000, "41 MB"],
  [600_000_000, "600 MB"],
  [14_600_000_000, "14.6 GB"],
  [null, "–"],
])("bytes %s", (size, text) => expect(bytes(size)).toBe(text));

test("ages and durations", () => {
  const now = 1_790_000_000;
  expect(age(now - 3 * 86_400, now)).toBe("3 d");
  expect(age(now - 150 * 86_400, now)).toBe("5 mo");
  expect(age(now - 380 * 86_400, now)).toBe("1 y");
  expect(age(0, now)).toBe("–");
  expect(duration(7_300)).toBe("2 h");
  expect(duration(70)).toBe("70 s");
});

test("a call's time", () => {
  expect(latency(0.0061)).toBe("6 ms");
  expect(latency(1.24)).toBe("1.2 s");
  expect(latency(0.0001)).toBe("< 1 ms");
});

test("names and counts", () => {
  expect(split("demo/nano")).toEqual(["demo/", "nano"]);
  expect(split("gpt2")).toEqual(["", "gpt2"]);
  expect(plural(1, "row")).toBe("1 row");
  expect(plural(600, "row")).toBe("600 rows");
});

test("one model at two commits is two candidates, and no commit goes with any", () => {
  const older = { ...KEY, commit: "a".repeat(40) };
  const any = { ...KEY, commit: null };
  expect(exactly(older)).not.toBe(exactly(KEY));
  expect(matches(older, KEY)).toBe(false);
  expect(matches(any, KEY)).toBe(true);
  expect(matches({ ...KEY, commit: COMMIT }, KEY)).toBe(true);
});
