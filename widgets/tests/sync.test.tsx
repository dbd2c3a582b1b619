import { beforeEach, expect, test } from "vitest";

import browser from "../src/browser";
import { freshness } from "../src/browser/sync";
import type { SyncEvent } from "../src/shared/messages";
import { button, click, Kernel, settle, show } from "./kernel";
import { BROWSER_TRAITS, search } from "./samples";

const IDLE: SyncEvent = { status: "idle", done: 0, total: 0, text: "", error: null };
const RUNNING: SyncEvent = {
  status: "running",
  done: 600,
  total: 1000,
  text: "Hugging Face: 600 models, about 2 min left, 480 requests left for now",
  error: null,
};

function kernel(state: SyncEvent = IDLE): Kernel {
  return new Kernel(
    { ...BROWSER_TRAITS },
    { search: search(), sync_state: state, sync_stop: {}, shelf: { saved: [], collections: [] } },
  );
}

function line(root: HTMLElement): string {
  return root.querySelector(".hx-sync")?.textContent ?? "";
}

beforeEach(() => window.localStorage.clear());

test("the age of the list, and a button that starts a listing", async () => {
  expect(freshness(1000, 1030)).toBe("now");
  expect(freshness(1000, 8200)).toBe("2 h ago");
  const model = kernel();
  const { root } = await show(browser, model);
  expect(line(root)).toMatch(/as of .* ago/);
  await click(button(root, "Sync"));
  expect(model.of("sync")).toHaveLength(1);
  expect(line(root)).toContain("Asking the hubs");
  model.reply(model.last("sync"), RUNNING);
  await settle();
  expect(line(root)).toContain("480 requests left");
  const bar = root.querySelector(".hx-sync [role=progressbar]");
  expect(bar?.getAttribute("aria-valuenow")).toBe("60");
});

test("a listing under way is shown at once, and can be canceled", async () => {
  const model = kernel(RUNNING);
  const { root } = await show(browser, model);
  expect(line(root)).toContain("about 2 min left");
  await click(button(root, "Cancel"));
  expect(model.of("sync_stop")).toHaveLength(1);
  expect(line(root)).toContain("what came is kept");
  model.event("sync", { ...RUNNING, status: "canceled" });
  await settle();
  expect(button(root, "Go on")).toBeDefined();
});

test("what went wrong is said with its hint, and a refused start leaves the button", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const error = { message: "Hugging Face does not answer", hint: "600 of its models are in the catalog" };
  model.event("sync", { ...IDLE, status: "failed", error });
  await settle();
  expect(line(root)).toContain("Hugging Face does not answer. 600 of its models are in the catalog");
  await click(button(root, "Go on"));
  model.refuse(model.last("sync"), "The disk is full.");
  await settle();
  expect(root.querySelector("[role=alert]")?.textContent).toContain("The disk is full.");
  expect(button(root, "Sync")).toBeDefined();
});
