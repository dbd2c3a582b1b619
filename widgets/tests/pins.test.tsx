import { expect, test } from "vitest";

import pins from "../src/pins";
import type { AccountView, DownloadView, PinsData, PinView } from "../src/shared/messages";
import { button, click, Kernel, settle, show } from "./kernel";
import { KEY, OTHER, pin } from "./samples";

const PATH = "/home/ana/hubexplorer.lock";
const ACCOUNTS: AccountView[] = [
  { hub: "embedded", title: "Embedded hub", endpoint: "", signed_in: false, place: "" },
  {
    hub: "huggingface",
    title: "Hugging Face",
    endpoint: "https://huggingface.co",
    signed_in: false,
    place: "the system's keyring",
  },
];
const DOWNLOAD: DownloadView = {
  key: KEY,
  status: "running",
  done_bytes: 250_000,
  total_bytes: 1_000_000,
  problem: "",
  hint: "",
};

function all(pins: PinView[], more: Partial<PinsData> = {}): PinsData {
  return { path: PATH, pins, downloads: [], disk: [], accounts: ACCOUNTS, ...more };
}

function kernel(list = [pin(KEY), pin(OTHER)], more: Partial<PinsData> = {}): Kernel {
  return new Kernel(
    { generation: 0, height: 640, problem: null },
    { list: all(list, more), remove: all([pin(OTHER)]), open: {} },
  );
}

async function openTab(root: HTMLElement, name: string): Promise<void> {
  const found = [...root.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  await click(found.find((one) => one.textContent?.startsWith(name)) as HTMLButtonElement);
}

test("nothing pinned says how to pin", async () => {
  const { root } = await show(pins, kernel([]));
  expect(root.textContent).toContain("Nothing is pinned.");
});

test("each pin: commit, license, files, and where the lock file is", async () => {
  const { root } = await show(pins, kernel());
  expect(root.textContent).toContain(PATH);
  expect(root.querySelector(".hx-pin")?.textContent).toContain("3f9c2ab");
  expect(root.querySelector(".hx-pin")?.textContent).toContain("not checked");
});

test("removing asks first", async () => {
  const model = kernel();
  const { root } = await show(pins, model);
  await click(button(root, "Remove"));
  expect(model.of("remove")).toHaveLength(0);
  await click(button(root, "Keep it"));
  await click(button(root, "Remove"));
  await click(button(root, "Remove the pin"));
  expect(model.last("remove").args).toEqual({ key: KEY });
  expect(root.querySelectorAll(".hx-pin")).toHaveLength(1);
});

test("verifying names every difference in place", async () => {
  const model = kernel();
  const { root } = await show(pins, model);
  await click(button(root, "Verify all"));
  expect(button(root, "Verifying…").disabled).toBe(true);
  const differences = ["LICENSE: sha256 differs"];
  const checked = all([pin(KEY, { status: "ok" }), pin(OTHER, { status: "differs", differences })]);
  model.reply(model.last("verify"), checked);
  await settle();
  expect(root.querySelector(".hx-differences")?.textContent).toBe(differences[0]);
  expect(root.querySelector("[role=status]")?.textContent).toBe("1 pin not verified");
});

test("an update is shown whole before it is written", async () => {
  const model = kernel([pin(KEY)]);
  const { root } = await show(pins, model);
  await click(button(root, "Update"));
  const to = { ...KEY, commit: "f".repeat(40) };
  model.reply(model.last("diff"), {
    to,
    needed: true,
    differences: ["commit: pinned a, found b"],
    opened: ["grave: License: not stated."],
    settled: [],
    card: ["-old", "+new"],
  });
  await settle();
  expect(model.of("update")).toHaveLength(0);
  const shown = root.querySelector(".hx-pin-update")?.textContent;
  for (const words of ["commit: pinned a", "License: not stated", "+new"]) expect(shown).toContain(words);
  await click(button(root, "Update the pin"));
  expect(model.last("update").args).toEqual({ key: KEY, to });
});

test("a pin that is not here is installed, with progress and a way out", async () => {
  const model = kernel([pin(KEY, { installed: false })]);
  const { root } = await show(pins, model);
  await click(button(root, "Install"));
  model.reply(model.last("install"), all([pin(KEY, { installed: false })], { downloads: [DOWNLOAD] }));
  await settle();
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("25");
  model.event("downloads", { downloads: [{ ...DOWNLOAD, done_bytes: 500_000 }] });
  await settle();
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("50");
  await click(button(root, "Pause"));
  expect(model.last("pause").args).toEqual({ key: KEY });
  await click(button(root, "Cancel"));
  expect(model.last("cancel").args).toEqual({ key: KEY });
});

test("what lies on the disk is deleted once that is confirmed", async () => {
  const disk = [{ key: KEY, size_bytes: 5e6, pinned: true }];
  const model = kernel([], { disk });
  const { root } = await show(pins, model);
  await openTab(root, "On this disk");
  expect(root.textContent).toContain("5 MB in 1 place");
  await click(button(root, "Delete"));
  expect(model.of("delete")).toHaveLength(0);
  await click(button(root, "Delete the files"));
  expect(model.last("delete").args).toEqual({ key: KEY });
});

test("a token goes out in one message and stays nowhere", async () => {
  const model = kernel();
  const { root } = await show(pins, model);
  await openTab(root, "Hubs");
  const field = root.querySelector<HTMLInputElement>("input[type=password]") as HTMLInputElement;
  field.value = "hf_secret";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  await click(button(root, "Sign in"));
  expect(model.last("sign_in").args).toEqual({ hub: "huggingface", token: "hf_secret" });
  expect(field.value).toBe("");
  expect(root.innerHTML).not.toContain("hf_secret");
});

test("a new pin is listed", async () => {
  const model = kernel();
  await show(pins, model);
  model.set("generation", 1);
  await settle();
  expect(model.of("list")).toHaveLength(2);
});

test("the code that loads a pin", async () => {
  const { root } = await show(pins, kernel());
  await click(button(root, "Use"));
  expect(root.querySelector("pre")?.textContent).toBe("pipeline()");
});
