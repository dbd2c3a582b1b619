import { afterEach, expect, test, vi } from "vitest";

import compare from "../src/compare";
import { continued } from "../src/compare/chat";
import { fromSample, missing, NO_DRAFT, toInput } from "../src/compare/draft";
import { valuesOf } from "../src/compare/settings";
import { isPlainWav, wavOf } from "../src/compare/sound";
import type { Media } from "../src/compare/media_upload";
import type { ChoicesData, PlanData, SettingView } from "../src/shared/messages";
import { button, click, Kernel, settle, show, type } from "./kernel";
import { answer, candidate, HOST, KEY, pane, sample } from "./samples";

const TEMPERATURE: SettingView = {
  name: "temperature",
  kind: "number",
  default: 0,
  about: "0 takes the likeliest token",
  low: 0,
  high: 2,
  choices: [],
};
const SEED: SettingView = { ...TEMPERATURE, name: "seed", kind: "whole", high: 100 };
const DTYPE: SettingView = {
  ...TEMPERATURE,
  name: "dtype",
  kind: "choice",
  default: "auto",
  choices: ["auto", "bfloat16"],
};
const MEDIA: Media = { id: "u1", name: "a.png", url: "data:,", size: 3, isOwn: true, note: "" };

function planned(kind: string, more: Partial<PlanData> = {}): PlanData {
  const candidates = [candidate(KEY)];
  return {
    kind,
    task: "",
    candidates,
    samples: [],
    settings: [],
    begin: 0,
    upload: { max_bytes: 1e6, endings: [] },
    ...more,
  };
}

async function opened(
  plan: PlanData,
  answers: Record<string, unknown> = {},
  unanswered: readonly string[] = [],
) {
  const model = new Kernel(
    { candidates: plan.candidates.map((one) => one.key), height: 640, problem: null },
    { plan, panes: { run: 0, panes: [], host: HOST }, run: {}, upload: { received_bytes: 1 }, ...answers },
  );
  for (const op of unanswered) delete model.answers[op];
  return { model, ...(await show(compare, model)) };
}

function field(root: HTMLElement, label: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
  if (found === null) throw new Error(`no field ${label}`);
  return found;
}

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["text", { text: "a" }, null, { text: "a" }],
  ["text", { text: "  " }, null, null],
  ["texts", { text: "a\n\n b " }, null, { texts: ["a", "b"] }],
  ["texts", { text: "a" }, null, null],
  ["labels", { text: "a", labels: "x, y,\nz" }, null, { text: "a", labels: ["x", "y", "z"] }],
  ["labels", { text: "a" }, null, null],
  ["question", { question: "who", context: "me" }, null, { question: "who", context: "me" }],
  ["question", { question: "who" }, null, null],
  ["chat", { text: "hi" }, null, { text: "hi" }],
  [
    "chat",
    { text: "hi", system: "be brief" },
    null,
    {
      messages: [
        { role: "system", content: "be brief" },
        { role: "user", content: "hi" },
      ],
    },
  ],
  ["image", {}, MEDIA, { image: "u1" }],
  ["image", {}, { ...MEDIA, id: "" }, null],
  ["image-text", {}, MEDIA, { image: "u1" }],
  ["image-text", { text: "what?" }, MEDIA, { image: "u1", text: "what?" }],
  ["audio", { reference: "one two" }, MEDIA, { audio: "u1" }],
  ["audio", {}, null, null],
] as const)("what is sent fits the kind: %s %o", (kind, parts, media, sent) => {
  expect(toInput(kind, { ...NO_DRAFT, ...parts }, media)).toEqual(sent);
});

test("what is missing is named for each kind", () => {
  const kinds = ["text", "texts", "labels", "question", "image", "audio"];
  expect(new Set(kinds.map((kind) => missing(kind, null))).size).toBe(kinds.length);
  expect(missing("image", { ...MEDIA, id: "" })).toContain("on its way");
});

test("a turn that is continued becomes what was said before", () => {
  const next = continued({ ...NO_DRAFT, text: "hi", system: "be brief" }, "hello");
  expect(toInput("chat", { ...next, text: "again" }, null)).toEqual({
    messages: [
      { role: "system", content: "be brief" },
      { role: "user", content: "hi" },
      { role: "assistant", content: "hello" },
      { role: "user", content: "again" },
    ],
  });
  expect(next.text).toBe("");
});

test("a sample fills every field of its kind and keeps the system prompt", () => {
  const before = { ...NO_DRAFT, system: "be brief", text: "old" };
  const filled = fromSample(sample({ text: "refund me", labels: ["refund", "other"] }), before);
  expect(filled).toMatchObject({ text: "refund me", labels: "refund, other", system: "be brief" });
});

test("settings: changed ones are sent, beyond a limit they are named", () => {
  const all = [TEMPERATURE, SEED, DTYPE];
  expect(valuesOf(all, { temperature: "0.7", seed: "", dtype: "auto" }).values).toEqual({ temperature: 0.7 });
  expect(valuesOf(all, { temperature: "3" }).problem).toBe("temperature: a number from 0 to 2.");
  expect(valuesOf(all, { seed: "1.5" }).problem).toBe("seed: a whole number from 0 to 100.");
  expect(valuesOf(all, { temperature: "x" }).problem).toContain("temperature");
});

test("a setting beyond its limits is not run; within them it is sent with the input", async () => {
  const { model, root } = await opened(planned("chat", { settings: [TEMPERATURE] }));
  await type(field(root, "Text for all candidates"), "hi");
  await click(button(root, "Settings"));
  const input = root.querySelector<HTMLInputElement>(".hx-setting input")!;
  expect(input.placeholder).toBe("0");
  await type(input, "9");
  await click(button(root, "Run on 1"));
  expect(model.of("run")).toHaveLength(0);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("from 0 to 2");
  await type(input, "0.5");
  await click(button(root, "Run on 1"));
  expect(model.last("run").args["settings"]).toEqual({ temperature: 0.5 });
  expect(button(root, "Settings · 1")).toBeTruthy();
});

test("a chat goes on from the answer that is chosen", async () => {
  const { model, root } = await opened(planned("chat"));
  await type(field(root, "Text for all candidates"), "hi");
  await click(button(root, "Run on 1"));
  const run = model.last("run").args["run"];
  const done = pane(KEY, {
    state: "done",
    answer: answer({ kind: "text", text: "hello", prompt: "<user>hi" }),
  });
  model.event("panes", { run, panes: [done], host: HOST });
  await settle();
  await click(button(root, "What it read"));
  expect(root.querySelector(".hx-prompt")?.textContent).toBe("<user>hi");
  await click(button(root, "Continue with this answer"));
  expect([...root.querySelectorAll(".hx-history p")].map((one) => one.textContent)).toEqual(["hi", "hello"]);
  await type(field(root, "Text for all candidates"), "and now?");
  await click(button(root, "Run on 1"));
  expect((model.last("run").args["input"] as { messages: unknown[] }).messages).toHaveLength(3);
  await click(button(root, "Forget this turn and what follows"));
  expect(root.querySelector(".hx-history")).toBeNull();
});

test("a masked text asks for its mask", async () => {
  const { root } = await opened(planned("text", { task: "fill-mask" }));
  await type(field(root, "Text for all candidates"), "My card was");
  await click(button(root, "Add [MASK]"));
  expect(field(root, "Text for all candidates").value).toBe("My card was [MASK]");
});

test("a file travels in pieces, one after the other, and is run by its id", async () => {
  const { model, root } = await opened(planned("image"));
  const picker = field(root, "Image file");
  const file = new File([new Uint8Array(800_000)], "photo.png", { type: "image/png" });
  Object.defineProperty(picker, "files", { value: [file], configurable: true });
  Object.defineProperty(picker, "value", { value: "", writable: true });
  picker.dispatchEvent(new Event("change", { bubbles: true }));
  for (let turn = 0; turn < 20 && model.of("upload").length < 3; turn += 1) await settle();
  await settle();
  const sent = model.of("upload").map((one) => one.args);
  expect(sent.map((one) => [one["part"], one["of"]])).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ]);
  const size = sent.reduce((sum, one) => sum + atob(String(one["base64"])).length, 0);
  expect(size).toBe(800_000);
  await click(button(root, "Run on 1"));
  expect(model.last("run").args["input"]).toEqual({ image: sent[0]?.["id"] });
});

test("what is run while its file is on its way runs once that has arrived", async () => {
  const first = sample({ media: btoa("a picture"), name: "sample.png" });
  const { model, root } = await opened(planned("image", { samples: [first] }), {}, ["upload"]);
  await click(button(root, "Run on 1"));
  expect(model.of("run")).toHaveLength(0);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("it runs then");
  model.reply(model.last("upload"), { received_bytes: 9 });
  await settle();
  expect(model.last("run").args["input"]).toEqual({ image: model.last("upload").args["id"] });
});

test("a file above the limit is refused before a byte moves; the limit is said before", async () => {
  const { model, root } = await opened(planned("image", { upload: { max_bytes: 1000, endings: [] } }));
  expect(root.querySelector(".hx-media")?.textContent).toContain("at most 1 kB");
  const picker = field(root, "Image file");
  Object.defineProperty(picker, "files", { value: [new File([new Uint8Array(2000)], "big.png")] });
  Object.defineProperty(picker, "value", { value: "", writable: true });
  picker.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.of("upload")).toHaveLength(0);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("1 kB is the most");
});

test("without a camera or a microphone it says so, once somebody asks", async () => {
  const { root } = await opened(planned("image"));
  expect(root.querySelector("[role=alert]")).toBeNull();
  await click(button(root, "Camera"));
  expect(root.querySelector("[role=alert]")?.textContent).toContain("No camera here");
  const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: refuse } });
  const heard = await opened(planned("audio"));
  await click(button(heard.root, "Record"));
  expect(heard.root.querySelector("[role=alert]")?.textContent).toContain(
    "not allowed to use the microphone",
  );
});

test("samples are WAV files that the kernel reads as they are", () => {
  const wav = wavOf(new Float32Array([0, 0.5, -2]), 16_000);
  expect(isPlainWav(wav)).toBe(true);
  expect(new DataView(wav).getInt16(48, true)).toBe(-32_767);
  expect(isPlainWav(new ArrayBuffer(100))).toBe(false);
});

test("a candidate is put beside itself with another commit and a setting", async () => {
  const older = "a".repeat(40);
  const choices: ChoicesData = {
    commits: [
      { commit: KEY.commit ?? "", title: "better", tags: ["v1.0"] },
      { commit: older, title: "first", tags: [] },
    ],
    settings: [DTYPE, SEED],
  };
  const { model, root } = await opened(planned("text"), { choices, duplicate: {} });
  await click(button(root, `Duplicate ${KEY.repo}`));
  const [commit, dtype] = [...root.querySelectorAll<HTMLSelectElement>(".hx-variant select")];
  expect(commit?.textContent).toContain("v1.0 · better");
  for (const [select, value] of [
    [commit, older],
    [dtype, "bfloat16"],
  ] as const) {
    select!.value = value;
    select!.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
  }
  await click(button(root, "Add beside it"));
  expect(model.last("duplicate").args).toEqual({
    id: candidate(KEY).id,
    commit: older,
    settings: { dtype: "bfloat16" },
  });
  expect(root.querySelector(".hx-variant")).toBeNull();
});
