import { expect, test } from "vitest";

import measure from "../src/measure";
import { placed } from "../src/measure/placing";
import { ticks } from "../src/measure/plots";
import { button, click, Kernel, settle, show, type } from "./kernel";
import { IDLE, MATRIX, MEASURE_CHECK, PIXEL, REPORT, ROWS, UNMET } from "./measured";
import { KEY, OTHER } from "./samples";

function kernel(answers: Record<string, unknown> = {}, traits: Record<string, unknown> = {}): Kernel {
  return new Kernel(
    { candidates: [KEY], offered: {}, height: 640, problem: null, ...traits },
    {
      check: MEASURE_CHECK,
      state: IDLE,
      start: {},
      stop: {},
      rows: ROWS,
      confusion: MATRIX,
      choose: { ...REPORT, choice: { candidate: "mini", reason: "fast", in_top: true } },
      ...answers,
    },
  );
}

test("without candidates it says how to mark some", async () => {
  const { root } = await show(measure, kernel({}, { candidates: [] }));
  expect(root.textContent).toContain("Nothing to measure yet.");
});

test("the mapping, the metric and the findings stand before the start", async () => {
  const model = kernel();
  const { root } = await show(measure, model);
  expect(root.querySelector(".hx-gravest")?.textContent).toContain("bias: not stated");
  const metric = [...root.querySelectorAll("select")].find((one) => one.value === "accuracy");
  metric!.value = "macro_f1";
  metric!.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.last("check").args).toMatchObject({ metric: "macro_f1" });
  await click(button(root, "Measure 1"));
  expect(model.last("start").args).toMatchObject({
    data: "tickets_test.csv",
    metric: "macro_f1",
    file: null,
  });
});

test("labels that do not meet are shown, and matched by hand", async () => {
  const model = kernel({ check: UNMET });
  const { root } = await show(measure, model);
  expect(button(root, "Measure 1").disabled).toBe(true);
  expect(root.textContent).toContain("Choose under Candidates which of its labels stands for");
  const map = root.querySelector(".hx-label-map") as HTMLDetailsElement;
  expect(map.open).toBe(true);
  expect(map.textContent).toContain("never answered by it: refund, login");
  const select = map.querySelector("select") as HTMLSelectElement;
  select.value = "refund";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.last("check").args).toMatchObject({ labels: { LABEL_0: "refund" } });
  model.reply(model.last("check"), MEASURE_CHECK);
  model.answers["check"] = MEASURE_CHECK;
  await click(button(root, "Sample: tickets_test.csv"));
  expect(button(root, "Measure 1").disabled).toBe(false);
});

test("a run shows progress and can be stopped", async () => {
  const model = kernel();
  const { root } = await show(measure, model);
  model.event("measured", { ...IDLE, status: "running", done: 30, total: 120, text: "mini: 30 of 120 rows" });
  await settle();
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("25");
  await click(button(root, "Stop"));
  expect(model.of("stop")).toHaveLength(1);
});

test("the report: verdict, who is beaten, rows by search, a choice", async () => {
  const model = kernel({ state: { ...IDLE, status: "done", report: REPORT } });
  const { root } = await show(measure, model);
  expect(root.textContent).toContain("mini is clearly best");
  expect(root.textContent).toContain("<b>nano</b> is slower than mini and no better.");
  expect(root.querySelector(".hx-answers .hx-wrong")?.textContent).toBe("wrong: login");
  expect(root.querySelector(".hx-answers .hx-thumb")?.getAttribute("src")).toBe(PIXEL);
  await type(root.querySelector("input[type=search]") as HTMLInputElement, "money");
  expect(model.last("rows").args).toEqual({ contains: "money", wrong_for: "", offset: 0 });
  expect(button(root, "Decision page").disabled).toBe(true);
  await type(root.querySelector("input[aria-label=Reason]") as HTMLInputElement, "fast");
  await click(button(root, "Choose"));
  expect(model.last("choose").args).toEqual({ candidate: "mini", reason: "fast" });
  expect(button(root, "Decision page").disabled).toBe(false);
  await click(button(root, "Change what is measured"));
  expect(root.textContent).toContain("Your rows");
});

test("ticks are round and few", () => {
  expect(ticks(0.31, 0.94).map((one) => one.toFixed(2))).toEqual(["0.40", "0.60", "0.80"]);
  expect(ticks(0, 1).length).toBeLessThanOrEqual(7);
});

test("rows that another screen hands over are set up at once, a report aside", async () => {
  const model = kernel({ state: { ...IDLE, status: "done", report: REPORT } });
  const { root } = await show(measure, model);
  expect(root.querySelector(".hx-report")).not.toBeNull();
  model.set("offered", { data: "nano-1-held-out.jsonl", columns: { text: "source" } });
  await settle();
  expect(root.querySelector(".hx-report")).toBeNull();
  expect(model.last("check").args).toMatchObject({
    data: "nano-1-held-out.jsonl",
    columns: { text: "source" },
  });
});

test("a report of an earlier session does not take the form out of somebody's hands", async () => {
  const model = kernel({ state: undefined });
  const { root } = await show(measure, model);
  const metric = [...root.querySelectorAll("select")].find((one) => one.value === "accuracy")!;
  metric.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  await settle();
  model.event("measured", { ...IDLE, status: "done", report: REPORT });
  await settle();
  expect(root.querySelector(".hx-report")).toBeNull();
});

test("a report of an earlier session is shown where nobody began anything", async () => {
  const model = kernel({ state: undefined });
  const { root } = await show(measure, model);
  model.event("measured", { ...IDLE, status: "done", report: REPORT });
  await settle();
  expect(root.querySelector(".hx-report")).not.toBeNull();
});

test("a run goes on in sight although nobody is marked any more", async () => {
  const running = { ...IDLE, status: "running", done: 30, total: 120, text: "mini: 30 of 120 rows" };
  const model = kernel({ state: running }, { candidates: [] });
  const { root } = await show(measure, model);
  expect(root.textContent).not.toContain("Nothing to measure yet.");
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("25");
  await click(button(root, "Stop"));
  expect(model.of("stop")).toHaveLength(1);
});

test("a new run asks nothing more of the report before it", async () => {
  const model = kernel({ state: { ...IDLE, status: "done", report: REPORT } });
  const { root } = await show(measure, model);
  const asked = model.of("rows").length;
  await click(button(root, "Change what is measured"));
  await click(button(root, "Measure 1"));
  expect(model.of("start")).toHaveLength(1);
  expect(model.of("rows")).toHaveLength(asked);
  expect(root.querySelector("[role=progressbar]")).not.toBeNull();
});

test("a start that is refused leaves the form as it was", async () => {
  const model = kernel();
  const { root } = await show(measure, model);
  delete model.answers["start"];
  await click(button(root, "Measure 1"));
  model.refuse(model.last("start"), "a run is under way");
  await settle();
  expect(root.querySelector("[role=progressbar]")).toBeNull();
  expect(button(root, "Measure 1").disabled).toBe(false);
});

test("what kept a run is not said any more of other candidates", async () => {
  const error = { message: "no candidate gave answers", hint: "mini: it is gone" };
  const model = kernel({ state: { ...IDLE, status: "failed", error } });
  const { root } = await show(measure, model);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("mini: it is gone");
  model.set("candidates", [OTHER]);
  await settle();
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("where nobody is ranked there is no top group to be in or out of", async () => {
  const standings = REPORT.standings.map((one) => ({ ...one, in_top: false }));
  const choice = { candidate: "mini", reason: "fast", in_top: null };
  const model = kernel({ state: { ...IDLE, status: "done", report: { ...REPORT, standings, choice } } });
  const { root } = await show(measure, model);
  expect(root.textContent).not.toContain("top group");
  expect(root.textContent).toContain("Too few rows to rank anybody.");
});

test("names in a picture cover no other and are not cut", () => {
  const bounds = { left: 40, right: 380, top: 0, bottom: 140 };
  const close = [
    { x: 60, y: 20, width: 60 },
    { x: 62, y: 22, width: 60 },
    { x: 350, y: 20, width: 60 },
  ];
  const [first, second, last] = placed(close, bounds);
  expect(first).toMatchObject({ anchor: "start", y: 20 });
  expect(second).toMatchObject({ anchor: "start", y: 36 });
  expect(last).toMatchObject({ anchor: "end" });
  expect(placed([{ x: 60, y: 20, width: 400 }], bounds)).toEqual([null]);
});

test("the quality axis has numbers, a slice its count, and few rows are gray", async () => {
  const slices = [
    { name: "language: fr", rows: 2, is_ranked: false, values: [1, 1], in_top: [false, false] },
  ];
  const standings = REPORT.standings.map((one) => ({ ...one, peak_bytes: 1e7 }));
  const report = { ...REPORT, slices, standings };
  const { root } = await show(measure, kernel({ state: { ...IDLE, status: "done", report } }));
  const texts = [...root.querySelectorAll(".hx-tradeoff text")].map((one) => one.textContent);
  expect(texts).toEqual(expect.arrayContaining(["90.0 %", "40.0 %"]));
  expect(root.querySelector(".hx-slices .hx-few")?.textContent).toContain("n = 2");
});

test("one candidate alone shows at once what it got wrong", async () => {
  const report = { ...REPORT, standings: REPORT.standings.slice(0, 1) };
  const model = kernel({ state: { ...IDLE, status: "done", report } });
  const { root } = await show(measure, model);
  expect(model.last("rows").args).toMatchObject({ wrong_for: "mini" });
  expect(root.textContent).toContain("What it got wrong");
  expect(root.textContent).not.toContain("Disagreements");
});
