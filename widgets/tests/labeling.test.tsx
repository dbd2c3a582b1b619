import { expect, test } from "vitest";

import measure from "../src/measure";
import type { LabelingView } from "../src/shared/messages";
import { button, click, Kernel, settle, show, type } from "./kernel";
import { IDLE, MEASURE_CHECK } from "./measured";
import { KEY } from "./samples";

function row(place: number, label = ""): LabelingView["rows"][number] {
  return { place, number: place + 2, text: `where is parcel ${place}?`, label, is_picked: place === 9 };
}

const VIEW: LabelingView = {
  data: "labels-mine-0a1b2c3d",
  text_column: "message",
  label_column: "label",
  labels: ["refund", "delivery"],
  rows: [row(9), row(4), row(5)],
  recent: [row(3, "refund")],
  labeled: 1,
  picked: 0,
  skipped: 0,
  wanted: 100,
  progress: "1 of 100 · shows differences of 94 points",
  kept_in: "labels-mine-0a1b2c3d.csv",
};

async function opened(disagreeing: LabelingView = VIEW) {
  const model = new Kernel(
    { candidates: [KEY], height: 640, problem: null, offered: {} },
    {
      check: { ...MEASURE_CHECK, labels: [], problem: { message: "no column left for the label", hint: "" } },
      state: IDLE,
      label_open: VIEW,
      label: VIEW,
      label_undo: VIEW,
      label_disagreements: disagreeing,
    },
  );
  const { root } = await show(measure, model);
  await type(root.querySelector("input[aria-label^=Labels]") as HTMLInputElement, "refund, delivery");
  await click(button(root, "Label some rows"));
  return { model, root, grid: root.querySelector(".hx-labeling") as HTMLElement };
}

async function press(grid: HTMLElement, key: string): Promise<void> {
  grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await settle();
}

test("data without labels opens a grid that has the keyboard", async () => {
  const { model, grid } = await opened();
  expect(model.last("label_open").args).toMatchObject({ labels: ["refund", " delivery"], wanted: 100 });
  expect(grid.textContent).toContain("1 of 100 · shows differences of 94 points");
  expect(grid.querySelector("[aria-current]")?.textContent).toContain("candidates disagree");
});

test("digits choose a label, s skips, u takes back, arrows choose the row", async () => {
  const { model, grid } = await opened();
  await press(grid, "2");
  expect(model.last("label").args).toEqual({ place: 9, label: "delivery" });
  await press(grid, "ArrowDown");
  await press(grid, "1");
  expect(model.last("label").args).toEqual({ place: 4, label: "refund" });
  await press(grid, "s");
  expect(model.last("label").args).toMatchObject({ label: "" });
  const before = model.of("label").length;
  await press(grid, "7");
  expect(model.of("label")).toHaveLength(before);
  await press(grid, "u");
  expect(model.of("label_undo")).toHaveLength(1);
});

test("what was labeled is measured on, by its own columns", async () => {
  const { model, grid } = await opened();
  await click(button(grid, "Measure on these 1"));
  expect(model.last("check").args).toMatchObject({
    data: "labels-mine-0a1b2c3d",
    file: null,
    columns: { text: "message", label: "label" },
  });
});

test("candidates that agree everywhere are said to", async () => {
  const { root, grid } = await opened({ ...VIEW, rows: [row(4)] });
  await click(button(grid, "Rows where candidates disagree"));
  expect(root.textContent).toContain("They agree on every row that was asked.");
});
