import axe from "axe-core";
import { expect, test } from "vitest";

import browser from "../src/browser";
import card from "../src/card";
import compare from "../src/compare";
import measure from "../src/measure";
import explorer from "../src/explorer";
import pins from "../src/pins";
import tune from "../src/tune";
import type { OutputView, SettingView } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show } from "./kernel";
import { IDLE, MATRIX, MEASURE_CHECK, REPORT, ROWS } from "./measured";
import {
  answer,
  candidate,
  CHECK,
  finding,
  HOST,
  KEY,
  OTHER,
  PAGE,
  pane,
  pin,
  RESULT,
  sample,
  search,
  SECTIONS,
  SHELF,
} from "./samples";
import { BASE, RUNS } from "./tuned";

// Without layout there are no colors to measure: contrast is checked in a real browser.
const RULES: axe.RunOptions = {
  rules: { "color-contrast": { enabled: false } },
  iframes: false,
  resultTypes: ["violations"],
};

const PROBLEM = { message: "The hub does not answer.", hint: "The catalog is kept." };
const TRAITS = {
  filters: {
    text: "x",
    any: { task: ["text-classification"] },
    none: { format: ["gguf"] },
    ranges: {},
    sort: "likes",
    collection: "Starter",
    machine: "8 GB GPU",
  },
  opened: KEY,
  marked: [KEY],
  machine: "16 GB, CPU",
  generation: 0,
  sections: SECTIONS,
  height: 640,
  offered: {},
  problem: PROBLEM,
  model: KEY,
  host: "lab",
  candidates: [KEY, OTHER],
  tab: "find",
  tabs: ["find", "compare", "measure", "tune", "pins"],
  screens: {},
  size: 8,
  hubs: "embedded",
  age_s: 60,
  is_first_visit: true,
};
const ANSWERS = {
  search: search(2),
  shelf: SHELF,
  sync_state: { status: "running", done: 1, total: 2, text: "1 of 2", error: null },
  load: PAGE,
  card: { srcdoc: "<p>", toc: [], plain: "it is too large.", images_withheld: 1 },
  check: CHECK,
  theme: {},
  run: {},
  plan: {
    kind: "text",
    task: "text-classification",
    samples: [sample({ text: "Hello" })],
    settings: [],
    begin: 0,
    upload: { max_bytes: 32e6, endings: [] },
    candidates: [
      candidate(KEY, { gravest: finding("bias", "grave") }),
      candidate(OTHER, { problem: "another task" }),
    ],
  },
  base: BASE,
  runs: RUNS,
  state: {
    status: "done",
    name: "nano-3",
    key: KEY,
    done: 1,
    total: 1,
    text: "",
    losses: [
      { step: 1, loss: 2 },
      { step: 2, loss: 1 },
    ],
    watched: [],
    left_s: null,
    can_resume: false,
    tracked: { title: "MLflow", place: "/a/mlflow.db", command: "mlflow ui", about: "", problem: "" },
    result: RESULT,
    error: null,
  },
  list: {
    path: "/x",
    pins: [pin(KEY, { status: "differs", differences: ["LICENSE differs"], installed: false })],
    downloads: [{ key: KEY, status: "paused", done_bytes: 1, total_bytes: 2, problem: "", hint: "" }],
    disk: [],
    accounts: [],
  },
};

const SETTINGS: SettingView[] = [
  { name: "seed", kind: "whole", default: 0, about: "of chance", low: 0, high: 9, choices: [] },
  { name: "dtype", kind: "choice", default: "auto", about: "of weights", low: 0, high: 0, choices: ["auto"] },
  { name: "multi_label", kind: "flag", default: false, about: "each", low: 0, high: 0, choices: [] },
  { name: "system", kind: "text", default: "", about: "begins", low: 0, high: 0, choices: [] },
];

const SCREENS = { browser, card, compare, tune, pins, explorer };

async function violations(root: HTMLElement): Promise<string[]> {
  const found = await axe.run(root, RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

test.each(Object.entries(SCREENS))("%s has no finding of axe", async (_name, widget) => {
  const { root } = await show(widget, new Kernel({ ...TRAITS }, ANSWERS));
  expect(await violations(root)).toEqual([]);
});

test.each([IDLE, { ...IDLE, status: "done" as const, report: REPORT }])(
  "nor does a measurement, before and after",
  async (state) => {
    const answers = { check: MEASURE_CHECK, state, rows: ROWS, confusion: MATRIX };
    const { root } = await show(measure, new Kernel({ ...TRAITS }, answers));
    expect(await violations(root)).toEqual([]);
  },
);

test("nor do the card's tabs and forms", async () => {
  const { root } = await show(card, new Kernel({ ...TRAITS }, ANSWERS));
  for (const tab of root.querySelectorAll<HTMLElement>("[role=tab]")) {
    await click(tab);
    expect(await violations(root)).toEqual([]);
  }
  for (const name of ["Pin", "Reject"]) {
    await click([...root.querySelectorAll("button")].find((one) => one.textContent === name) as HTMLElement);
    expect(await violations(root)).toEqual([]);
  }
});

const BOX = { label: "cup", score: 0.9, box: [0, 0, 1, 1] };
const SPAN = { start: 0, end: 1, label: "PER", score: 0.9, text: "A" };
const OUTPUTS: OutputView[] = [
  {
    kind: "similarity",
    texts: ["a", "b"],
    matrix: [
      [1, 0.5],
      [0.5, 1],
    ],
  },
  { kind: "scores", scores: [{ label: "refund", score: 0.9 }] },
  { kind: "entities", text: "Anna", entities: [SPAN] },
  { kind: "entities", text: "Anna", entities: [SPAN], answer: "A" },
  { kind: "text", text: "hello", prompt: "<user>", finish: "length", left_out: "1 of text" },
  { kind: "boxes", width: 2, height: 2, boxes: [BOX] },
  { kind: "masks", width: 2, height: 2, masks: [{ label: "sky", score: null, share: 1, png: "" }] },
  { kind: "depth", width: 2, height: 2, png: "AA", least: 0, most: 1 },
  { kind: "audio", wav: "UklGRg==", seconds: 1 },
  { kind: "of its own", text: "{}" },
];

test.each(OUTPUTS.map((output) => [output.kind, output] as const))(
  "nor do answers: %s",
  async (_kind, output) => {
    const model = new Kernel({ ...TRAITS }, ANSWERS);
    const { root } = await show(compare, model);
    const panes = [
      pane(KEY, { state: "done", answer: answer(output) }),
      pane(OTHER, { state: "downloading", done: 1, total: 2 }),
    ];
    model.event("panes", { run: 1, panes, host: HOST });
    await settle();
    expect(root.querySelector("[data-state=done]")).not.toBeNull();
    expect(await violations(root)).toEqual([]);
  },
);

test.each(["chat", "texts", "labels", "question", "image", "image-text", "audio"])(
  "nor do the fields for %s, the settings and the form of a candidate",
  async (kind) => {
    const plan = { ...ANSWERS.plan, kind, settings: SETTINGS };
    const choices = { commits: [{ commit: KEY.commit, title: "first", tags: [] }], settings: SETTINGS };
    const { root } = await show(compare, new Kernel({ ...TRAITS }, { ...ANSWERS, plan, choices }));
    await click(button(root, "Settings"));
    await click(button(root, `Duplicate ${KEY.repo}`));
    expect(root.querySelectorAll(".hx-settings")).toHaveLength(2);
    expect(await violations(root)).toEqual([]);
  },
);

test("nor does the help", async () => {
  const { root } = await show(browser, new Kernel({ ...TRAITS }, ANSWERS));
  await key(root, "?");
  expect(root.querySelector("[role=dialog]")).not.toBeNull();
  expect(await violations(root)).toEqual([]);
});

test("nor do the saved searches, the choice of a machine and the form that saves", async () => {
  const plain = await show(browser, new Kernel({ ...TRAITS, filters: {} }, ANSWERS));
  expect(plain.root.querySelector(".hx-shelf")).not.toBeNull();
  expect(await violations(plain.root)).toEqual([]);
  const { root } = await show(browser, new Kernel({ ...TRAITS }, ANSWERS));
  await click(button(root, "Save"));
  await click(button(root, "Choose the machine: 8 GB GPU"));
  expect(root.querySelector(".hx-machine")).not.toBeNull();
  expect(await violations(root)).toEqual([]);
});
