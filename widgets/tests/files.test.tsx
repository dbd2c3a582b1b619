import { expect, test } from "vitest";

import card from "../src/card";
import type { FilesData, FileView } from "../src/shared/messages";
import { button, click, Kernel, settle, show } from "./kernel";
import { finding, KEY, PAGE } from "./samples";

function file(path: string, more: Partial<FileView> = {}): FileView {
  return {
    path,
    size_bytes: 600_000,
    sha256: "ab",
    kind: "",
    why: "",
    here_bytes: 0,
    refusal: "",
    is_allowable: false,
    is_allowed: false,
    hub_says: "",
    ...more,
  };
}

const PICKLE = file("pytorch_model.bin", {
  kind: "pickle",
  refusal: "a pickle, which can run code while it is read",
  is_allowable: true,
  hub_says: "suspicious",
});
const FILES: FilesData = {
  files: [
    file("config.json", { why: "the architecture and its settings", here_bytes: 600_000 }),
    file("model.safetensors", { kind: "safetensors", why: "the weights" }),
    PICKLE,
    file("model.onnx", { kind: "onnx", refusal: "not safetensors, and nothing here loads it" }),
  ],
  is_scanned: true,
  total_bytes: 1_200_000,
  missing_bytes: 600_000,
  free_bytes: 9_000_000,
  left_bytes: 8_400_000,
  download: null,
};
const GRAVE = finding("bias", "grave");

async function files(answers: Record<string, unknown> = {}) {
  const page = { ...PAGE, findings: [GRAVE] };
  const model = new Kernel(
    { model: KEY, marked: [], height: 640, problem: null },
    { load: page, card: { srcdoc: "", toc: [], plain: "", images_withheld: 0 }, files: FILES, ...answers },
  );
  const { root } = await show(card, model);
  const tab = [...root.querySelectorAll<HTMLElement>("[role=tab]")].find(
    (one) => one.textContent === "Files",
  );
  await click(tab as HTMLElement);
  return { root, model };
}

function row(root: HTMLElement, path: string): string {
  const found = [...root.querySelectorAll("tr")].find((one) => one.textContent?.startsWith(path));
  return found?.textContent ?? "";
}

test("each file says why it is needed, or why it is refused", async () => {
  const { root } = await files();
  expect(row(root, "config.json")).toContain("the architecture and its settings · here");
  expect(row(root, "model.safetensors")).toContain("the weights");
  expect(row(root, "pytorch_model.bin")).toContain("Refused: a pickle");
  expect(row(root, "pytorch_model.bin")).toContain("hub's scan: suspicious");
  expect(row(root, "model.onnx")).toContain("nothing here loads it");
  expect(row(root, "model.onnx")).not.toContain("Allow");
});

test("the plan is told before a byte moves; then it can be paused", async () => {
  const running = {
    key: KEY,
    status: "running",
    done_bytes: 100_000,
    total_bytes: 1_200_000,
    problem: "",
    hint: "",
  };
  const { root, model } = await files({ download: { ...FILES, download: running }, pause: FILES });
  const plan = root.querySelector(".hx-plan") as HTMLElement;
  expect(plan.textContent).toContain("2 of 4 files needed, 1.2 MB: 0.6 MB to fetch, 0.6 MB here.");
  expect(plan.textContent).toContain("Leaves 8.4 MB of the disk.");
  await click(button(root, "Download 0.6 MB"));
  model.event("downloads", { downloads: [{ ...running, done_bytes: 900_000 }] });
  await settle();
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("75");
  await click(button(root, "Pause"));
  expect(model.last("pause").args).toEqual({ key: KEY });
});

test("what does not fit cannot be started", async () => {
  const { root } = await files({ files: { ...FILES, left_bytes: -5, free_bytes: 10_000 } });
  expect(button(root, "Download 0.6 MB").disabled).toBe(true);
  expect(root.textContent).toContain("The disk has only 10 kB left.");
});

test("a refused file is scanned first, then allowed for this commit, findings ticked", async () => {
  const allowed = { ...FILES, files: [{ ...PICKLE, is_allowed: true, why: "the weights" }] };
  const { root, model } = await files({ scan: { refused: null }, allow: allowed });
  await click(button(root, "Allow pytorch_model.bin"));
  await click(button(root, "Fetch 0.6 MB and scan"));
  expect(model.last("scan").args).toEqual({ key: KEY, path: PICKLE.path });
  expect(root.textContent).toContain("The scan found nothing but tensors.");
  expect(button(root, "Allow for this commit only").disabled).toBe(true);
  await click(root.querySelector(".hx-confirm input") as HTMLInputElement);
  await click(button(root, "Allow for this commit only"));
  expect(model.last("allow").args).toEqual({ key: KEY, path: PICKLE.path, on: true, seen: ["bias"] });
  expect(row(root, PICKLE.path)).toContain("Allowed at this commit although it is a pickle");
  await click(button(root, "Withdraw pytorch_model.bin"));
  expect(model.last("allow").args["on"]).toBe(false);
});

test("what the scan refuses cannot be allowed", async () => {
  const refused = { message: "pytorch_model.bin would call 'os.system'", hint: "choose another" };
  const { root } = await files({ scan: { refused } });
  await click(button(root, "Allow pytorch_model.bin"));
  await click(button(root, "Fetch 0.6 MB and scan"));
  expect(root.querySelector("[role=alert]")?.textContent).toContain("It stays refused: pytorch_model.bin");
  expect(root.textContent).not.toContain("Allow for this commit only");
});
