import { render } from "preact";
import { expect, test } from "vitest";

import { NO_DRAFT } from "../src/compare/draft";
import { type Asked, Output } from "../src/compare/outputs";
import { aligned, wordErrorRate } from "../src/compare/words";
import type { OutputView } from "../src/shared/messages";
import { button, click, settle } from "./kernel";

const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function shown(output: OutputView, asked: Partial<Asked> = {}, isJson = false): Promise<HTMLElement> {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const whole: Asked = { kind: "text", draft: NO_DRAFT, url: "", ...asked };
  render(<Output output={output} asked={whole} isJson={isJson} />, root);
  await settle();
  return root;
}

test("the answer to a question is marked in its text", async () => {
  const span = { start: 0, end: 4, label: "answer", score: 0.83, text: "Anna" };
  const root = await shown({ kind: "entities", text: "Anna paid.", entities: [span], answer: "Anna" });
  expect(root.querySelector(".hx-answer")?.textContent).toBe("Anna 0.83");
  expect(root.querySelector(".hx-context mark")?.textContent).toBe("Anna");
});

test("boxes lie on the picture in its own pixels; pointing at one dims the others", async () => {
  const output: OutputView = {
    kind: "boxes",
    width: 640,
    height: 480,
    boxes: [
      { label: "cup", score: 0.91, box: [10, 20, 110, 220] },
      { label: "key", score: 0.62, box: [300, 20, 400, 60] },
    ],
  };
  const root = await shown(output, { kind: "image", url: "data:image/png;base64,AA" });
  expect(root.querySelector("svg")?.getAttribute("viewBox")).toBe("0 0 640 480");
  const [first] = [...root.querySelectorAll("rect")];
  expect(["x", "y", "width", "height"].map((name) => first?.getAttribute(name))).toEqual([
    "10",
    "20",
    "100",
    "200",
  ]);
  expect(root.querySelector("img")?.getAttribute("src")).toContain("data:image/png");
  root.querySelectorAll(".hx-parts li")[1]?.dispatchEvent(new MouseEvent("mouseenter"));
  await settle();
  expect([...root.querySelectorAll("g")].map((one) => one.getAttribute("data-dim"))).toEqual([
    "true",
    "false",
  ]);
  expect(root.querySelector("svg")?.getAttribute("aria-label")).toBe("2 boxes: cup, key");
});

test("masks have their share, depth its least and most", async () => {
  const masks = [{ label: "sky", score: null, share: 0.42, png: DOT }];
  const root = await shown({ kind: "masks", width: 4, height: 2, masks }, { kind: "image", url: "data:," });
  expect(root.querySelector(".hx-parts")?.textContent).toBe("sky42 %");
  expect(root.querySelectorAll(".hx-mask-part")).toHaveLength(1);
  const depth = await shown({ kind: "depth", width: 4, height: 2, png: DOT, least: 0.5, most: 12.25 });
  expect(depth.querySelector("figcaption")?.textContent).toContain("0.500");
  expect(depth.querySelector("img")?.getAttribute("src")).toContain(DOT);
});

test("a spoken answer can be played", async () => {
  const root = await shown({ kind: "audio", wav: "UklGRg==", seconds: 1 });
  expect(root.querySelector("audio")?.getAttribute("src")).toBe("data:audio/wav;base64,UklGRg==");
});

test.each([
  ["three one four", "three one four", 0, ["same", "same", "same"]],
  ["Three, one; four!", "three one FOUR", 0, ["same", "same", "same"]],
  ["three one four", "three four", 1 / 3, ["same", "missing", "same"]],
  ["three one", "three won one", 1 / 2, ["same", "extra", "same"]],
  ["three one", "tree one", 1 / 2, ["wrong", "same"]],
  ["one", "a b c", 3, ["extra", "extra", "wrong"]],
])("words of %o against %o", (said, heard, rate, edits) => {
  const pairs = aligned(said, heard);
  expect(pairs.map((pair) => pair.edit)).toEqual(edits);
  expect(wordErrorRate(pairs)).toBeCloseTo(rate);
});

test("without a reference there is no error rate", () => {
  expect(wordErrorRate(aligned("", "one two"))).toBeNull();
});

test("a transcript against what was said", async () => {
  const draft = { ...NO_DRAFT, reference: "three one four" };
  const root = await shown({ kind: "text", text: "three one for" }, { kind: "audio", draft });
  expect(root.querySelector("del")?.textContent).toBe("four");
  expect(root.querySelector("ins")?.textContent).toBe("for");
  expect(root.textContent).toContain("WER 33.3 %");
});

test.each<[string, OutputView]>([
  ["scores", { kind: "scores", scores: [{ label: HOSTILE, score: 1 }] }],
  ["text", { kind: "text", text: HOSTILE, prompt: HOSTILE }],
  [
    "entities",
    { kind: "entities", text: HOSTILE, entities: [{ start: 0, end: 9, label: HOSTILE, score: 1, text: "" }] },
  ],
  ["boxes", { kind: "boxes", width: 2, height: 2, boxes: [{ label: HOSTILE, score: 1, box: [0, 0, 1, 1] }] }],
  [
    "masks",
    { kind: "masks", width: 2, height: 2, masks: [{ label: HOSTILE, score: 1, share: 1, png: '");x:url(' }] },
  ],
  ["similarity", { kind: "similarity", texts: [HOSTILE, HOSTILE], matrix: [] }],
  ["other", { kind: HOSTILE, text: HOSTILE }],
])("hostile words in %s stay words", async (_kind, output) => {
  const root = await shown(output);
  expect(root.querySelector("script, img[src=x]")).toBeNull();
  expect(root.textContent).toContain("onerror");
});

test("what was cut is said, and the JSON stands behind each view", async () => {
  const output: OutputView = { kind: "text", text: "so", left_out: "980,000 characters of text" };
  const root = await shown(output);
  expect(root.textContent).toContain("Not shown: 980,000 characters of text.");
  expect((await shown(output, {}, true)).querySelector("pre")?.textContent).toContain('"kind": "text"');
});

test("an input that was not read to its end is said", async () => {
  const root = await shown({ kind: "scores", scores: [], cut: { read: 126, of: 12_002 } });
  expect(root.textContent).toContain("It read the first 126 of 12,002 tokens.");
});

test("many parts: the first eight, then all", async () => {
  const boxes = Array.from({ length: 12 }, (_, at) => ({ label: `l${at}`, score: 0.5, box: [0, 0, 1, 1] }));
  const root = await shown({ kind: "boxes", width: 2, height: 2, boxes });
  expect(root.querySelectorAll(".hx-parts li")).toHaveLength(8);
  await click(button(root, "all 12"));
  expect(root.querySelectorAll(".hx-parts li")).toHaveLength(12);
});
