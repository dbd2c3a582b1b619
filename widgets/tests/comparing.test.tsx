/** Around the panes: facts, blind rounds, votes, history, saving. */

import { expect, test, vi } from "vitest";

import compare from "../src/compare";
import { fromSample } from "../src/compare/draft";
import type {
  BlindEvent,
  FactsData,
  HistoryData,
  OutputView,
  PlanData,
  TallyData,
} from "../src/shared/messages";
import { button, click, Kernel, key, settle, show, type Shown } from "./kernel";
import { answer, candidate, HOST, KEY, OTHER, pane, sample } from "./samples";

const ONE = candidate(KEY);
const TWO = candidate(OTHER, { id: "other" });
const PLAN: PlanData = {
  kind: "text",
  task: "text-classification",
  candidates: [ONE, TWO],
  samples: [sample({ text: "Where is my parcel?" })],
  settings: [],
  begin: 0,
  upload: { max_bytes: 32e6, endings: [] },
};
const FACTS: FactsData = {
  ids: [ONE.id, TWO.id],
  rows: [
    {
      label: "License",
      facts: [
        { text: "commercial", tone: "ok", detail: "apache-2.0" },
        { text: "noncommercial", tone: "bad", detail: "" },
      ],
      best: [0],
      why: "Best: fewest conditions on use.",
      is_published: false,
    },
    {
      label: "accuracy, glue",
      facts: [
        { text: "0.8", tone: "", detail: "" },
        { text: "0.8", tone: "", detail: "" },
      ],
      best: [],
      why: "Best: the highest.",
      is_published: true,
    },
  ],
};
const TALLY: TallyData = {
  votes: 3,
  kept: 5,
  counting: "Ties are shared.",
  standings: [
    { name: "multi-mini at 3f9c2ab", rounds: 3, best: 2, ties: 1, share: 0.83, low: 0.4, high: 0.97 },
  ],
  pairs: [
    {
      first: "multi-mini",
      second: "multi-nc",
      rounds: 3,
      wins: 2.5,
      low: 0.38,
      high: 0.97,
      is_decided: false,
    },
    { first: "multi-mini", second: "nano", rounds: 9, wins: 0, low: 0, high: 0.3, is_decided: true },
  ],
};
const PAST: HistoryData = {
  is_on: true,
  path: "/home/me/comparisons/ab",
  most: 50,
  past: [{ key: "1", made_s: Date.now() / 1000 - 600, title: "hello", candidates: ["a", "b"], answered: 1 }],
};
const OUTPUTS: OutputView[] = ["first", "second"].map((text) => ({ kind: "text", text }));

function kernel(more: Record<string, unknown> = {}): Kernel {
  const traits = { candidates: [KEY, OTHER], blind: false, height: 640, problem: null };
  const kept = { run: 0, panes: [], host: HOST };
  const answers = { plan: PLAN, panes: kept, run: {}, stop: {}, facts: FACTS, tally: TALLY };
  return new Kernel(traits, { ...answers, ...more });
}

async function opened(more: Record<string, unknown> = {}): Promise<{ model: Kernel } & Shown> {
  const model = kernel(more);
  return { model, ...(await show(compare, model)) };
}

async function round(model: Kernel, root: HTMLElement, more: Partial<BlindEvent> = {}): Promise<number> {
  await click(button(root, "Run on 2"));
  const run = model.last("run").args["run"] as number;
  const event: BlindEvent = { run, answered: 2, of: 2, is_ended: true, outputs: OUTPUTS, ...more };
  model.event("blind", event);
  await settle();
  return run;
}

const answers = (root: HTMLElement): string[] =>
  [...root.querySelectorAll(".hx-pane")].map((one) => one.textContent ?? "");

test("facts stand open until something was run; the best is marked and why is said", async () => {
  const { model, root } = await opened();
  const [license, score] = [...root.querySelectorAll(".hx-facts tbody tr")] as HTMLElement[];
  expect(license?.querySelectorAll(".hx-best")).toHaveLength(1);
  expect(license?.querySelector(".hx-best")?.textContent).toContain("commercial");
  expect(license?.textContent).toContain("fewest conditions");
  expect(score?.querySelector("th")?.textContent).toBe("publishedaccuracy, glue");
  await click(button(root, "Run on 2"));
  expect(root.querySelector(".hx-facts")).toBeNull();
  await click(button(root, "Facts"));
  expect(root.querySelector(".hx-facts")).not.toBeNull();
  expect(model.of("facts")).toHaveLength(2);
});

test("blind mode is a trait that the kernel sees", async () => {
  const { model, root } = await opened();
  await click(button(root, "Blind"));
  expect(model.traits["blind"]).toBe(true);
  expect(model.saves).toBe(1);
  expect(button(root, "Blind").getAttribute("aria-pressed")).toBe("true");
});

test("until all have ended a blind round shows only how many answered", async () => {
  const { model, root } = await opened();
  await round(model, root, { is_ended: false, answered: 1, outputs: [] });
  expect(root.textContent).toContain("1 of 2 have answered");
  expect(root.querySelectorAll(".hx-pane")).toHaveLength(0);
  expect(button(root, "Stop").disabled).toBe(false);
  await key(root, "1");
  expect(model.of("vote")).toHaveLength(0);
});

test("nothing in a blind round names a candidate, also what an earlier run left", async () => {
  const { model, root } = await opened();
  await click(button(root, "Run on 2"));
  const before = model.last("run").args["run"] as number;
  const shown = pane(KEY, { state: "done", answer: answer({ kind: "text", text: "old" }) });
  model.event("panes", { run: before, panes: [shown], host: HOST });
  await settle();
  await round(model, root);
  expect(answers(root)).toEqual(["Answer 1first", "Answer 2second"]);
  const html = root.innerHTML;
  for (const told of [
    KEY.repo,
    OTHER.repo,
    "multi-mini",
    "3f9c2ab",
    "9be14c07",
    "fp32",
    "cpu",
    "6 ms",
    "41 MB",
  ]) {
    expect(html).not.toContain(told);
  }
});

test("a key votes; then names come in the order that was shown, the vote marked", async () => {
  const told = { order: [TWO.id, ONE.id], tally: TALLY };
  const { model, root } = await opened({ vote: told, undo: { ...TALLY, votes: 2 } });
  const run = await round(model, root);
  await key(root, "2");
  expect(model.last("vote").args).toEqual({ run, choice: "best", place: 1 });
  const done = (text: string) => ({ state: "done" as const, answer: answer({ kind: "text", text }) });
  const panes = [pane(KEY, done("second")), { ...pane(OTHER, done("first")), id: "other" }];
  model.event("panes", { run, panes, host: HOST });
  await settle();
  expect(
    [...root.querySelectorAll(".hx-pane")].map((one) => one.getAttribute("aria-label")?.split(" at ")[0]),
  ).toEqual([OTHER.repo, KEY.repo]);
  expect(root.querySelector(".hx-chosen")?.textContent).toBe("2 support-intent-multi-mini · your vote");
  await click(button(root, "Take the vote back"));
  expect(model.of("undo")).toHaveLength(1);
});

test.each([
  ["t", "tie"],
  ["x", "bad"],
])("the key %s votes %s", async (name, choice) => {
  const { model, root } = await opened();
  await round(model, root);
  await key(root, name);
  expect(model.last("vote").args).toMatchObject({ choice, place: null });
});

test("votes are told with their interval, and whether a pair is told apart", async () => {
  const { model, root } = await opened({ reset: { ...TALLY, votes: 0, kept: 0, standings: [], pairs: [] } });
  await click(button(root, "Votes"));
  expect(root.textContent).toContain("2 of 3");
  expect(root.textContent).toContain("83 % 40 to 97 %");
  const pairs = [...root.querySelectorAll(".hx-votes table:nth-of-type(2) tbody tr")];
  expect(pairs[0]?.textContent).toContain("not which of the two is preferred");
  expect(pairs[1]?.textContent).toContain("nano is preferred");
  await click(button(root, "Forget all votes"));
  expect(model.of("reset")).toHaveLength(0);
  await click(button(root, "Forget all 5 votes of this project"));
  expect(model.of("reset")).toHaveLength(1);
  expect(root.textContent).toContain("No vote on these candidates yet");
});

test("a past comparison is reopened with what it was asked, or forgotten", async () => {
  const { model, root } = await opened({ history: PAST, reopen: {}, forget: { ...PAST, past: [] } });
  await click(button(root, "History"));
  expect(root.textContent).toContain("1 of 2 candidates answered");
  expect(root.textContent).toContain("/home/me/comparisons/ab, for you alone");
  model.answers["plan"] = { ...PLAN, begin: 1, samples: [sample({ text: "hello" }), ...PLAN.samples] };
  await click(root.querySelector(".hx-past-open") as HTMLElement);
  expect(model.last("reopen").args).toEqual({ key: "1" });
  expect((root.querySelector("textarea") as HTMLTextAreaElement).value).toBe("hello");
  await click(button(root, "History"));
  await click(button(root, "Forget hello"));
  expect(model.last("forget").args).toEqual({ key: "1" });
  expect(root.textContent).toContain("Nothing was compared here yet.");
});

test("past comparisons stand ready before anything is marked", async () => {
  const traits = { candidates: [], blind: false, height: 640, problem: null };
  const model = new Kernel(traits, { history: { ...PAST, path: "" }, reopen: {}, plan: PLAN });
  const { root } = await show(compare, model);
  expect(root.textContent).toContain("are kept as long as this session lives");
  await click(root.querySelector(".hx-past-open") as HTMLElement);
  expect(model.last("reopen").args).toEqual({ key: "1" });
});

test("with the history off it says so", async () => {
  const { root } = await opened({ history: { ...PAST, is_on: false, past: [] } });
  await click(button(root, "History"));
  expect(root.textContent).toContain("The history is off: nothing is kept.");
});

test("what is shown is saved as a file, once all have ended", async () => {
  const { model, root } = await opened({ export: { name: "comparison.html", text: "<p>" } });
  expect(button(root, "Export HTML").disabled).toBe(true);
  await click(button(root, "Run on 2"));
  const run = model.last("run").args["run"];
  model.event("panes", { run, panes: [pane(KEY, { state: "canceled" })], host: HOST });
  await settle();
  const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  URL.createObjectURL = () => "blob:x";
  await click(button(root, "Export HTML"));
  expect(model.last("export").args).toEqual({ what: "html" });
  expect((saved.mock.contexts[0] as HTMLAnchorElement).download).toBe("comparison.html");
  saved.mockRestore();
});

test("a chat begins again where it was", () => {
  const messages = [
    { role: "system" as const, content: "Be short" },
    { role: "user" as const, content: "hi" },
    { role: "assistant" as const, content: "hello" },
    { role: "user" as const, content: "bye" },
  ];
  const draft = fromSample(sample({ messages }));
  expect(draft).toMatchObject({ system: "Be short", text: "bye", history: messages.slice(1, 3) });
});
