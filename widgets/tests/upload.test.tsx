import { expect, test } from "vitest";

import measure from "../src/measure";
import { button, click, Kernel, settle, show } from "./kernel";
import { IDLE, MEASURE_CHECK } from "./measured";
import { KEY } from "./samples";

async function opened(answers: Record<string, unknown> = {}) {
  const model = new Kernel(
    { candidates: [KEY], height: 640, problem: null, offered: {} },
    { check: MEASURE_CHECK, state: IDLE, upload_cancel: {}, ...answers },
  );
  return { model, ...(await show(measure, model)) };
}

async function drop(root: HTMLElement, file: File): Promise<void> {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files: [file], types: ["Files"] } });
  root.querySelector(".hx-drop")?.dispatchEvent(event);
  await settle();
}

const rows = (size: number, name = "mine.csv"): File => new File([new Uint8Array(size)], name);

test("a large file comes in pieces, its share is shown, and the check names it", async () => {
  const { model, root } = await opened();
  expect(root.querySelector(".hx-drop")?.textContent).toContain("at most 200 MB");
  await drop(root, rows(800_000));
  expect(model.of("upload")).toHaveLength(1);
  model.reply(model.last("upload"), { received_bytes: 384_000 });
  await settle();
  const bar = root.querySelector("[role=progressbar]");
  expect(bar?.getAttribute("aria-label")).toBe("Sending mine.csv");
  expect(bar?.getAttribute("aria-valuenow")).toBe("33");
  for (let part = 1; part < 3; part += 1) {
    model.reply(model.last("upload"), { received_bytes: 0 });
    await settle();
  }
  expect(model.of("upload").map((one) => one.args["part"])).toEqual([0, 1, 2]);
  expect(root.querySelector("[role=progressbar]")).toBeNull();
  const { id } = model.last("upload").args;
  expect(model.last("check").args).toMatchObject({ file: { name: "mine.csv", id } });
  expect(button(root, "mine.csv").getAttribute("aria-pressed")).toBe("true");
});

test("what is on its way is canceled on both sides", async () => {
  const { model, root } = await opened();
  await drop(root, rows(800_000));
  const first = model.last("upload");
  await click(button(root, "Cancel"));
  expect(model.last("upload_cancel").args).toEqual({ id: first.args["id"] });
  model.reply(first, { received_bytes: 384_000 });
  await settle();
  expect(model.of("upload")).toHaveLength(1);
  expect(root.querySelector("[role=progressbar]")).toBeNull();
  expect(model.last("check").args).toMatchObject({ file: null });
});

test("a file that is refused on its way leaves the earlier data", async () => {
  const { model, root } = await opened();
  await drop(root, rows(10));
  model.refuse(model.last("upload"), "the file could not be saved: No space left on device");
  await settle();
  expect(root.querySelector(".hx-strip")?.textContent).toContain("No space left");
  expect(root.querySelector("[role=progressbar]")).toBeNull();
  expect(model.last("check").args).toMatchObject({ file: null });
});

test("the wrong kind and too much are refused before a byte moves", async () => {
  const { model, root } = await opened();
  const large = rows(1);
  Object.defineProperty(large, "size", { value: 300e6 });
  for (const [file, why] of [
    [rows(10, "mine.xlsx"), "mine.xlsx is none of .csv, .jsonl, .zip."],
    [large, "mine.csv is 300 MB; 200 MB is the most."],
  ] as const) {
    await drop(root, file);
    expect(root.querySelector("[role=alert]")?.textContent).toBe(why);
  }
  expect(model.of("upload")).toHaveLength(0);
});

test("a file that cannot be read any more is said", async () => {
  const { root } = await opened();
  const gone = rows(10);
  gone.slice = () => {
    throw new DOMException("gone", "NotReadableError");
  };
  await drop(root, gone);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("cannot be read any more");
});
