import { expect, test, vi } from "vitest";

import type { BaseData, TuneEvent } from "../src/shared/messages";
import tune from "../src/tune";
import { meaning, verdict } from "../src/tune/result";
import { button, click, Kernel, settle, show, type } from "./kernel";
import { CHANGE, CHECK, KEY, RESULT } from "./samples";
import { BASE, RUNS } from "./tuned";

const IDLE: TuneEvent = {
  status: "idle",
  name: "",
  key: null,
  data: "",
  done: 0,
  total: 0,
  text: "",
  losses: [],
  watched: [],
  left_s: null,
  can_resume: false,
  tracked: null,
  result: null,
  error: null,
};
const PICTURES: BaseData = {
  ...BASE,
  family: "an image classifier",
  has_sample: false,
  names_files: true,
  needs: [
    { role: "image", about: "the files, beside the table", names: ["image"], example: "pictures/1.png" },
    { role: "label", about: "what each shows", names: ["label"], example: "scratched" },
  ],
};
const NOTEBOOK = { path: "/home/ana/tune.ipynb", lab_path: "tune.ipynb", ipynb: "{}", name: "tune.ipynb" };

function kernel(more: Record<string, unknown> = {}, answers: Record<string, unknown> = {}): Kernel {
  return new Kernel(
    { model: KEY, marked: [], host: "lab", height: 640, problem: null, ...more },
    {
      choose: {},
      base: BASE,
      open: {},
      check: CHECK,
      state: IDLE,
      runs: { settings: [], runs: [] },
      show: IDLE,
      estimate: { seconds: 900, memory_bytes: 1e9, disk_bytes: 1e8, basis: "900 steps" },
      start: {},
      stop: {},
      resume: {},
      notebook: NOTEBOOK,
      log: { text: "" },
      try: {},
      measure: {},
      ...answers,
    },
  );
}

test("the difference in words, with its interval", () => {
  expect(verdict(CHANGE)).toBe("+31 points, 95 % interval 27 to 35, on the same 600 rows");
  expect(meaning(CHANGE)).toBe("Better than before.");
  const worse = { ...CHANGE, difference: -0.05, low: -0.09, high: -0.01 };
  expect(verdict(worse)).toBe("−5 points, 95 % interval −9 to −1, on the same 600 rows");
  expect(meaning(worse)).toBe("Worse than before.");
  const tied = { ...CHANGE, difference: 0.001, low: -0.02, high: 0.022 };
  expect(verdict(tied)).toBe("0 points, 95 % interval −2 to 2, on the same 600 rows");
  expect(meaning(tied)).toContain("includes zero");
});

test("without a model it says how to choose one", async () => {
  const model = kernel({ model: null, marked: [KEY] });
  const { root } = await show(tune, model);
  expect(root.textContent).toContain("Choose a model to fine-tune.");
  await click(button(root, `Fine-tune ${KEY.repo.split("/")[1]}`));
  expect(model.last("choose").args).toEqual({ key: KEY });
});

test("the gravest finding of the base stands in the head, and its card is a click away", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  expect(root.querySelector(".hx-gravest")?.textContent).toContain("bias: not stated");
  await click(button(root, "Read its card"));
  expect(model.last("open").args).toEqual({ key: KEY });
});

test("the sample is checked at once: rows, labels, warnings, estimate", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  expect(model.last("check").args).toEqual({ key: KEY, sample: true, file: null, path: "", columns: {} });
  for (const text of [
    "500 rows",
    "2 labels",
    "3 rows appear twice",
    "60 s",
    "520 MB",
    "80 MB",
    "measured here",
    "600 other rows",
  ]) {
    expect(root.textContent).toContain(text);
  }
});

test("another column is checked again", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const columns = root.querySelectorAll("select")[1] as HTMLSelectElement;
  columns.value = "message";
  columns.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.last("check").args).toMatchObject({ columns: { text: "message", label: "message" } });
});

test("an uploaded file travels ahead of the check that names it", async () => {
  const model = kernel({}, { upload: { received_bytes: 7 } });
  const { root } = await show(tune, model);
  const picker = root.querySelector("input[type=file]") as HTMLInputElement;
  Object.defineProperty(picker, "files", { value: [new File(["a,b\n1,2"], "mine.csv")] });
  picker.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.last("check").args).toMatchObject({
    sample: false,
    file: { name: "mine.csv", id: model.last("upload").args["id"] },
  });
});

test("data with a problem cannot be started", async () => {
  const problem = { message: "There is no column named intent.", hint: "Choose another." };
  const { root } = await show(tune, kernel({}, { check: { ...CHECK, problem, rows: 0 } }));
  expect(root.querySelector("[role=alert]")?.textContent).toContain(problem.message);
  expect(button(root, "Start").disabled).toBe(true);
});

test("start sends the settings; nonsense in a field is said, and nothing is started with it", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const [epochs, rate] = [...root.querySelectorAll<HTMLInputElement>(".hx-setting")];
  await type(epochs as HTMLInputElement, "3");
  await type(rate as HTMLInputElement, "fast");
  expect(rate?.getAttribute("aria-invalid")).toBe("true");
  expect(root.querySelector(".hx-wrong")?.textContent).toContain("Learning rate: a number");
  expect(button(root, "Start").disabled).toBe(true);
  await type(rate as HTMLInputElement, "0.0005");
  expect(root.querySelector(".hx-wrong")).toBeNull();
  await click(button(root, "Start"));
  expect(model.last("start").args).toEqual({
    key: KEY,
    data: "sample",
    columns: { text: "message", label: "intent" },
    settings: { epochs: 3, learning_rate: 5e-4, batch_size: 16, max_length: 256 },
    track: "",
  });
});

test("what it will take follows the settings", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  await type(root.querySelector(".hx-setting") as HTMLInputElement, "200");
  await vi.waitFor(() => expect(model.last("estimate").args).toMatchObject({ data: "sample" }));
  expect(model.last("estimate").args).toMatchObject({ settings: { epochs: 200 } });
  await vi.waitFor(() => expect(root.querySelector(".hx-estimate")?.textContent).toContain("900 steps"));
});

test("the run of another model is named, and one is shown without any model chosen", async () => {
  const run = {
    ...IDLE,
    status: "canceled",
    name: "other-1",
    key: { ...KEY, repo: "acme/other" },
    data: "a.csv",
  };
  const { root } = await show(tune, kernel({}, { state: run }));
  const head = root.querySelector(".hx-run-name");
  expect(head?.textContent).toContain("other on a.csv");
  expect(head?.textContent).toContain("a run of another model");
  const alone = await show(tune, kernel({ model: null, marked: [KEY] }, { state: run }));
  expect(alone.root.querySelector(".hx-run-name")?.textContent).toContain("other-1");
  expect(alone.root.textContent).toContain("Choose a model to fine-tune.");
});

test("a run shows progress and loss, then the verdict", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const losses = [
    { step: 1, loss: 2.3 },
    { step: 2, loss: 1.1 },
  ];
  model.event("tune", {
    ...IDLE,
    status: "running",
    key: KEY,
    done: 1,
    total: 4,
    text: "Epoch 1 of 4",
    losses,
  });
  await settle();
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("25");
  expect(root.querySelector("polyline")).not.toBeNull();
  expect(button(root, "Start").disabled).toBe(true);
  await click(button(root, "Stop"));
  expect(model.of("stop")).toHaveLength(1);
  model.event("tune", { ...IDLE, status: "done", losses, result: RESULT });
  await settle();
  expect(root.textContent).toContain("accuracy: +31 points, 95 % interval 27 to 35, on the same 600 rows.");
  await click(button(root, "Keep it and compare with the base"));
  expect(model.of("try")).toHaveLength(1);
});

test("a stopped run that kept a checkpoint can go on", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  model.event("tune", { ...IDLE, status: "canceled", key: KEY, can_resume: true });
  await settle();
  await click(button(root, "Go on"));
  expect(model.of("resume")).toHaveLength(1);
});

test("fewer errors are better", () => {
  expect(meaning({ ...CHANGE, lower_is_better: true })).toBe("Worse than before.");
});

test("in JupyterLab the notebook is opened by its own command", async () => {
  const clicked: string[] = [];
  const listen = (event: Event): void => {
    const target = event.target as HTMLElement;
    if (target.dataset["commandlinkerCommand"]) clicked.push(target.dataset["commandlinkerArgs"] ?? "");
  };
  document.body.addEventListener("click", listen);
  const { root } = await show(tune, kernel());
  await click(button(root, "Open notebook"));
  document.body.removeEventListener("click", listen);
  expect(clicked).toEqual([JSON.stringify({ path: "tune.ipynb" })]);
});

test("in Voila the notebook is a download", async () => {
  URL.createObjectURL = () => "blob:notebook";
  URL.revokeObjectURL = () => undefined;
  const { root } = await show(tune, kernel({ host: "voila" }));
  await click(button(root, "Get the notebook"));
  const link = root.querySelector("a") as HTMLAnchorElement;
  expect([link.download, link.href]).toEqual(["tune.ipynb", "blob:notebook"]);
});

test("a family without a sample says what a file must hold, and checks nothing yet", async () => {
  const model = kernel({}, { base: PICTURES });
  const { root } = await show(tune, model);
  expect(root.textContent).not.toContain("Sample tickets");
  expect(model.sent.some(({ op }) => op === "check")).toBe(false);
  for (const text of ["pictures/1.png", "scratched", "the files, beside the table", ".zip"]) {
    expect(root.textContent).toContain(text);
  }
  expect(button(root, "Start").disabled).toBe(true);
});

test("a table of the project folder is checked by its path", async () => {
  const model = kernel({}, { base: PICTURES });
  const { root } = await show(tune, model);
  const field = root.querySelector<HTMLInputElement>(".hx-project-file")!;
  field.value = " data/mine.csv ";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(model.last("check").args).toMatchObject({ sample: false, file: null, path: "data/mine.csv" });
});

test("a license that forbids derivatives is said before anything starts", async () => {
  const { root } = await show(tune, kernel({}, { base: { ...BASE, forbids_derivatives: true } }));
  expect(root.textContent).toContain("A model tuned from it may not be shared.");
});

test("a base that cannot be tuned says why and offers no data", async () => {
  const problem = { message: "tiny/lora is an adapter", hint: "open its base model" };
  const { root } = await show(tune, kernel({}, { base: { ...BASE, problem } }));
  expect(root.querySelector("[role=alert]")?.textContent).toContain("tiny/lora is an adapter");
  expect(root.querySelector("input[type=file]")).toBeNull();
});

test("too little disk is said beside what it takes", async () => {
  const { root } = await show(tune, kernel({}, { check: { ...CHECK, disk_bytes: 20e9 } }));
  expect(root.querySelector(".hx-estimate")?.textContent).toContain("Only 9 GB are free.");
});

test("runs stand side by side, ties are said, and one can be opened", async () => {
  const shown = { ...IDLE, status: "done", name: "nano-2", key: KEY, result: RESULT };
  const model = kernel({}, { runs: RUNS, show: shown });
  const { root } = await show(tune, model);
  const list = root.querySelector("[aria-label='Runs of this project']")!;
  for (const text of ["epochs", "0.860", "+31 (27 to 35)", "tied", "stopped", "intervals overlap"]) {
    expect(list.textContent).toContain(text);
  }
  await click(button(root, "nano-2"));
  expect(model.last("show").args).toEqual({ name: "nano-2" });
  expect(root.textContent).toContain("Better than before.");
  expect(root.querySelector(".hx-shown")?.textContent).toContain("nano-2");
});

test("only an installed tracker is offered, and how to add the other", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const choice = [...root.querySelectorAll("select")].find((one) => one.textContent?.includes("nowhere"))!;
  expect([...choice.options].map((option) => option.value)).toEqual(["", "mlflow"]);
  expect(root.textContent).toContain('pip install "hubexplorer[trackio]"');
  choice.value = "mlflow";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  await click(button(root, "Start"));
  expect(model.last("start").args).toMatchObject({ track: "mlflow" });
});

test("a tracked run says where it lies and what shows it, or why it is not there", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const tracked = {
    title: "MLflow",
    place: "/home/ana/tuned/mlflow.db",
    command: "cd /home/ana/tuned && mlflow ui",
    about: "Its pages are in the full package",
    problem: "",
  };
  model.event("tune", { ...IDLE, status: "done", result: RESULT, tracked });
  await settle();
  for (const text of ["Also in MLflow", tracked.place, tracked.command, tracked.about]) {
    expect(root.textContent).toContain(text);
  }
  model.event("tune", { ...IDLE, status: "done", tracked: { ...tracked, problem: "no room" } });
  await settle();
  expect(root.textContent).toContain("Not tracked in MLflow: no room");
  expect(root.textContent).not.toContain(tracked.command);
});

test("a result says where it helped, and both models go on to Measure with a click", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  model.event("tune", { ...IDLE, status: "done", result: RESULT });
  await settle();
  const parts = [...root.querySelectorAll(".hx-changes tbody tr")].map((row) => row.textContent);
  expect(parts[0]).toContain("macro-F1");
  expect(parts[2]).toContain("en0.5500.860−5");
  expect(root.querySelector(".hx-worse")?.getAttribute("aria-label")).toBe("−9 to −1 points");
  expect(root.textContent).toContain("Before: the base model's own labels.");
  await click(button(root, "Measure both"));
  expect(model.last("measure").args).toEqual({});
});

test("the log is read when somebody opens it", async () => {
  const model = kernel({}, { log: { text: "CUDA out of memory" } });
  const { root } = await show(tune, model);
  model.event("tune", { ...IDLE, status: "failed", error: { message: "It failed.", hint: "" } });
  await settle();
  const printed = root.querySelector<HTMLDetailsElement>(".hx-printed");
  expect(printed?.textContent).not.toContain("CUDA");
  printed?.setAttribute("open", "");
  printed?.dispatchEvent(new Event("toggle"));
  await settle();
  expect(printed?.textContent).toContain("CUDA out of memory");
});

test("the lowest loss on watched rows is named where it rose again", async () => {
  const model = kernel();
  const { root } = await show(tune, model);
  const losses = [1, 2, 3].map((step) => ({ step, loss: 3 - step / 2 }));
  const watched = [1.8, 1.2, 1.9].map((loss, at) => ({ step: at + 1, loss }));
  model.event("tune", { ...IDLE, status: "running", losses, watched });
  await settle();
  expect(root.querySelector(".hx-loss figcaption")?.textContent).toContain("lowest 1.200 at step 2");
});
