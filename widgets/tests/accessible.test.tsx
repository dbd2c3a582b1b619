import axe from "axe-core";
import { expect, test } from "vitest";

import browser from "../src/browser";
import card from "../src/card";
import compare from "../src/compare";
import explorer from "../src/explorer";
import pins from "../src/pins";
import tune from "../src/tune";
import { button, click, Kernel, key, settle, show } from "./kernel";
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
  search,
  SECTIONS,
  SHELF,
} from "./samples";

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
  problem: PROBLEM,
  model: KEY,
  host: "lab",
  candidates: [KEY, OTHER],
  tab: "find",
  tabs: ["find", "compare", "tune", "pins"],
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
    samples: [{ text: "Hello", image: "" }],
    candidates: [
      candidate(KEY, { gravest: finding("bias", "grave") }),
      candidate(OTHER, { problem: "another task" }),
    ],
  },
  state: {
    status: "done",
    key: KEY,
    done: 1,
    total: 1,
    text: "",
    losses: [
      { step: 1, loss: 2 },
      { step: 2, loss: 1 },
    ],
    result: RESULT,
    error: null,
  },
  list: {
    path: "/x",
    pins: [pin(KEY, { status: "differs", differences: ["LICENSE differs"], installed: false })],
    downloads: [{ key: KEY, status: "paused", done_bytes: 1, total_bytes: 2, problem: "" }],
    disk: [],
    accounts: [],
  },
};

const SCREENS = { browser, card, compare, tune, pins, explorer };

async function violations(root: HTMLElement): Promise<string[]> {
  const found = await axe.run(root, RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

test.each(Object.entries(SCREENS))("%s has no finding of axe", async (_name, widget) => {
  const { root } = await show(widget, new Kernel({ ...TRAITS }, ANSWERS));
  expect(await violations(root)).toEqual([]);
});

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

test("nor do answers of each kind", async () => {
  const model = new Kernel({ ...TRAITS }, ANSWERS);
  const { root } = await show(compare, model);
  const panes = [
    pane(KEY, {
      state: "done",
      answer: answer({
        kind: "similarity",
        texts: ["a", "b"],
        matrix: [
          [1, 0.5],
          [0.5, 1],
        ],
      }),
    }),
    pane(OTHER, { state: "downloading", done: 1, total: 2 }),
  ];
  model.event("panes", { run: 1, panes, host: HOST });
  await settle();
  expect(await violations(root)).toEqual([]);
});

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
