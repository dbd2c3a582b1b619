import { expect, test } from "vitest";

import compare from "../src/compare";
import { pieces } from "../src/compare/marked";
import type { OutputView, PaneView, PlanData } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show, type, type Shown } from "./kernel";
import { answer, candidate, finding, HOST, KEY, OTHER, pane, sample } from "./samples";

const PLAN: PlanData = {
  kind: "text",
  task: "text-classification",
  candidates: [candidate(KEY, { gravest: finding("bias", "grave") }), candidate(OTHER)],
  samples: [sample({ text: "Where is my parcel?" }), sample({ text: "Refund, please" })],
  settings: [],
  begin: 0,
  upload: { max_bytes: 32e6, endings: [] },
};
const NOTHING = { run: 0, panes: [], host: HOST };

function kernel(plan: PlanData = PLAN): Kernel {
  const traits = { candidates: plan.candidates.map((one) => one.key), height: 640, problem: null };
  return new Kernel(traits, { plan, panes: NOTHING, run: {}, stop: {}, open: {}, remove: {} });
}

async function ran(panes: PaneView[], plan: PlanData = PLAN): Promise<{ model: Kernel } & Shown> {
  const model = kernel(plan);
  const shown = await show(compare, model);
  await click(button(shown.root, `Run on ${plan.candidates.length}`));
  model.event("panes", { run: model.last("run").args["run"], panes, host: HOST });
  await settle();
  return { model, ...shown };
}

test("without candidates it says how to get some", async () => {
  const { root } = await show(compare, new Kernel({ candidates: [], height: 640, problem: null }));
  expect(root.textContent).toContain("Mark models in Find with m, then compare.");
});

test("the first sample is there, chips replace it, Ctrl+Enter runs", async () => {
  const model = kernel();
  const { root } = await show(compare, model);
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  expect(field.value).toBe("Where is my parcel?");
  await click(button(root, "Refund, please"));
  await key(field, "Enter", { ctrlKey: true });
  expect(model.last("run").args["input"]).toEqual({ text: "Refund, please" });
});

test("scores: the first five, then all", async () => {
  const scores = Array.from({ length: 10 }, (_, index) => ({
    label: `label ${index}`,
    score: (10 - index) / 20,
  }));
  const { root } = await ran([pane(KEY, { state: "done", answer: answer({ kind: "scores", scores }) })]);
  expect(root.querySelectorAll(".hx-scores li")).toHaveLength(5);
  await click(button(root, "all 10"));
  expect(root.querySelectorAll(".hx-scores li")).toHaveLength(10);
  expect(root.querySelector(".hx-scores li")?.textContent).toBe("label 0 0.50");
});

test("entities are cut by characters, not by UTF-16 units", () => {
  const entity = { start: 4, end: 8, label: "LOC", score: 0.9, text: "Köln" };
  expect(pieces("😀😀, Köln!", [entity]).map((one) => one.text)).toEqual(["😀😀, ", "Köln", "!"]);
});

test("an entity inside another is left out", () => {
  const at = (start: number, end: number) => ({ start, end, label: "X", score: 1, text: "" });
  expect(pieces("abcdef", [at(1, 4), at(2, 3)]).map((one) => one.text)).toEqual(["a", "bcd", "ef"]);
});

test("entities are marked with their label", async () => {
  const output: OutputView = {
    kind: "entities",
    text: "Anna in Köln",
    entities: [{ start: 0, end: 4, label: "PER", score: 0.9, text: "Anna" }],
  };
  const { root } = await ran([pane(KEY, { state: "done", answer: answer(output) })]);
  expect(root.querySelector("mark")?.textContent).toBe("Anna PER");
});

test("a text is shown while it is written, and whole at its end", async () => {
  const { model, root } = await ran([pane(KEY, { state: "running", text: "Your card" })]);
  expect(root.querySelector(".hx-written")?.textContent).toBe("Your card");
  const run = model.last("run").args["run"] as number;
  const output: OutputView = { kind: "text", text: "Your card\nis on its way" };
  const done = pane(KEY, { state: "done", answer: answer(output) });
  model.event("panes", { run, panes: [done], host: HOST });
  await settle();
  expect(root.querySelector(".hx-written")?.textContent).toBe("Your card\nis on its way");
});

test("an answer of a kind without a view of its own is shown as JSON, long strings cut", async () => {
  const output = { kind: "other", png: "x".repeat(5000) } as OutputView;
  const { root } = await ran([pane(KEY, { state: "done", answer: answer(output) })]);
  const shown = root.querySelector("pre.hx-written")?.textContent ?? "";
  expect(shown).toContain('"kind": "other"');
  expect(shown.length).toBeLessThan(400);
});

test("similarity is a table with its values", async () => {
  const output: OutputView = {
    kind: "similarity",
    texts: ["one", "two"],
    matrix: [
      [1, 0.25],
      [0.25, 1],
    ],
  };
  const { root } = await ran([pane(KEY, { state: "done", answer: answer(output) })]);
  expect([...root.querySelectorAll("tbody td")].map((cell) => cell.textContent)).toEqual([
    "1.00",
    "0.25",
    "0.25",
    "1.00",
  ]);
});

test("each pane says which model exactly, its gravest finding and its cost", async () => {
  const { root } = await ran([
    pane(KEY, { state: "done", answer: answer({ kind: "scores", scores: [] }) }),
    pane(OTHER),
  ]);
  const first = root.querySelector(".hx-pane") as HTMLElement;
  expect(first.textContent).toContain("commit 3f9c2ab · cpu · fp32");
  expect(first.textContent).toContain("bias: not stated");
  expect(first.querySelector("footer")?.textContent).toBe(
    "6 msload 300 mspeak 41 MB, expected 44 MB9be14c07JSON",
  );
});

test.each<[PaneView["state"], Partial<PaneView>, string]>([
  ["waiting", { text: "waits for 9.1 GB" }, "waits for 9.1 GB"],
  ["downloading", { done: 2.1e6, total: 9e6 }, "Downloading 2.1 MB of 9 MB"],
  ["loading", {}, "Loading."],
  ["failed", { error: { message: "Out of memory.", hint: "Remove one." } }, "Out of memory."],
  ["canceled", {}, "Stopped."],
])("a pane that is %s says so", async (state, more, text) => {
  const { root } = await ran([pane(KEY, { state, ...more }), pane(OTHER)]);
  expect(root.querySelector(".hx-pane-body")?.textContent).toContain(text);
});

test("events of an earlier run are dropped; a busy run can be stopped", async () => {
  const { model, root } = await ran([pane(KEY, { state: "running" }), pane(OTHER)]);
  const run = model.last("run").args["run"] as number;
  model.event("panes", { run: run - 1, panes: [pane(KEY, { state: "canceled" })], host: HOST });
  await settle();
  expect(root.querySelector(".hx-pane")?.getAttribute("data-state")).toBe("running");
  await click(button(root, "Stop"));
  expect(model.last("stop").args).toEqual({ run });
});

test("a candidate that cannot take part says why, and the others run", async () => {
  const plan = {
    ...PLAN,
    candidates: [candidate(KEY), candidate(OTHER, { problem: "takes another kind of input (image)" })],
  };
  const { root } = await show(compare, kernel(plan));
  expect(root.textContent).toContain("takes another kind of input (image)");
  expect(button(root, "Run on 1").disabled).toBe(false);
});

test("a pane is removed by its candidate", async () => {
  const model = kernel();
  const { root } = await show(compare, model);
  await click(button(root, `Remove ${OTHER.repo}`));
  expect(model.last("remove").args).toEqual({ id: candidate(OTHER).id });
});

test("one model at two commits has two panes", async () => {
  const older = { ...KEY, commit: "a".repeat(40) };
  const scores = (label: string): OutputView => ({ kind: "scores", scores: [{ label, score: 1 }] });
  const { root } = await ran(
    [
      pane(KEY, { state: "done", answer: answer(scores("new")) }),
      pane(older, { state: "done", answer: answer(scores("old")) }),
    ],
    { ...PLAN, candidates: [candidate(KEY), candidate(older)] },
  );
  expect([...root.querySelectorAll(".hx-score-label")].map((one) => one.textContent)).toEqual(["new", "old"]);
});

test("an empty input is not sent", async () => {
  const model = kernel();
  const { root } = await show(compare, model);
  await type(root.querySelector("textarea") as HTMLTextAreaElement, "  ");
  await click(button(root, "Run on 2"));
  expect(model.of("run")).toHaveLength(0);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("something to answer");
});

test("another kind of input begins with a sample of its own; a typed text of the same kind stays", async () => {
  const model = kernel();
  const { root } = await show(compare, model);
  const field = (): HTMLTextAreaElement => root.querySelector("textarea") as HTMLTextAreaElement;
  await type(field(), "my own words");
  model.set("candidates", [OTHER]);
  await settle();
  expect(field().value).toBe("my own words");
  model.answers["plan"] = { ...PLAN, kind: "texts", samples: [sample({ text: "one\ntwo" })] };
  model.set("candidates", [KEY]);
  await settle();
  expect(field().value).toBe("one\ntwo");
  await click(button(root, "Run on 2"));
  expect(model.last("run").args["input"]).toEqual({ texts: ["one", "two"] });
});

test("an event with the panes that changed leaves the others as they are", async () => {
  const scores: OutputView = { kind: "scores", scores: [{ label: "refund", score: 0.9 }] };
  const { model, root } = await ran([pane(KEY), pane(OTHER, { state: "running", text: "so" })]);
  const run = model.last("run").args["run"] as number;
  model.event("panes", { run, panes: [pane(KEY, { state: "done", answer: answer(scores) })], host: HOST });
  await settle();
  const states = [...root.querySelectorAll(".hx-pane")].map((one) => one.getAttribute("data-state"));
  expect(states).toEqual(["done", "running"]);
});

test("a view that is opened later shows what the kernel still has", async () => {
  const model = kernel();
  const scores: OutputView = { kind: "scores", scores: [{ label: "refund", score: 0.9 }] };
  const panes = [pane(KEY, { state: "done", answer: answer(scores) }), pane(OTHER, { state: "canceled" })];
  model.answers["panes"] = { run: 7, panes, host: HOST };
  const { root } = await show(compare, model);
  expect(root.querySelector(".hx-score-label")?.textContent).toBe("refund");
});

test("one model with other settings is another candidate with a pane of its own", async () => {
  const warm = candidate(KEY, { id: "warm", settings: { temperature: 0.7 } });
  const text = (said: string): OutputView => ({ kind: "text", text: said });
  const { root } = await ran(
    [
      pane(KEY, { state: "done", answer: answer(text("plain")) }),
      pane(KEY, { id: "warm", state: "done", answer: answer(text("lively")) }),
    ],
    { ...PLAN, candidates: [candidate(KEY), warm] },
  );
  expect([...root.querySelectorAll(".hx-written")].map((one) => one.textContent)).toEqual([
    "plain",
    "lively",
  ]);
  expect(root.querySelectorAll(".hx-pane")[1]?.textContent).toContain("temperature 0.7");
});

test("an adapter says on which model, and each GPU what it holds", async () => {
  const text: OutputView = { kind: "text", text: "hello" };
  const base = `embedded:demo/base@${KEY.commit}`;
  const { model, root } = await ran([pane(KEY, { state: "done", answer: { ...answer(text), base } })]);
  expect(root.querySelector(".hx-pane header")?.textContent).toContain(`on ${base}`);
  const gpus = [{ name: "cuda:0", used_bytes: 2e9, budget_bytes: 24e9 }];
  model.event("panes", { run: model.last("run").args["run"], panes: [], host: { ...HOST, gpus } });
  await settle();
  expect(root.querySelector(".hx-queue")?.textContent).toContain("cuda:0 2 GB of 24 GB");
});

test("a failed pane has the code that runs the model elsewhere", async () => {
  const error = { message: "It is made for spacy.", hint: "Use that library." };
  const { root } = await ran([pane(KEY, { state: "failed", error, snippet: "import spacy" }), pane(OTHER)]);
  expect(root.querySelector(".hx-pane-body pre")?.textContent).toContain("import spacy");
});
