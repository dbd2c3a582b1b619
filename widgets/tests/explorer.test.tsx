import { expect, test } from "vitest";

import explorer from "../src/explorer";
import type { Host } from "../src/shared/anywidget";
import { button, click, Kernel, settle, show } from "./kernel";
import { KEY, OTHER } from "./samples";

const STEMS = ["browser", "card", "compare", "measure", "tune", "pins"];

function kernel(more: Record<string, unknown> = {}): Kernel {
  const traits = {
    tab: "find",
    tabs: ["find", "compare", "measure", "tune", "pins"],
    marked: [KEY, OTHER],
    opened: null,
    size: 3012,
    hubs: "embedded",
    screens: Object.fromEntries(STEMS.map((stem) => [stem, `anywidget:${stem}`])),
    age_s: 7300,
    machine: "16 GB, CPU",
    is_first_visit: false,
    height: 0,
    problem: null,
    ...more,
  };
  return new Kernel(traits, { tab: {}, mark: {}, theme: {}, door: {} });
}

function host(): { host: Host; mounted: string[]; left: string[] } {
  const mounted: string[] = [];
  const left: string[] = [];
  const getWidget = async (reference: string) => ({
    async render({ el, signal }: { el: HTMLElement; signal?: AbortSignal }) {
      mounted.push(reference);
      el.textContent = reference;
      signal?.addEventListener("abort", () => left.push(reference));
    },
  });
  return { host: { getWidget }, mounted, left };
}

function tab(root: HTMLElement, name: string): HTMLElement {
  return [...root.querySelectorAll<HTMLElement>("[role=tab]")].find((one) =>
    one.textContent?.startsWith(name),
  ) as HTMLElement;
}

test("only the screens of the tab in front are mounted, and they stay", async () => {
  const parts = host();
  const model = kernel();
  const { root, close } = await show(explorer, model, parts.host);
  expect(parts.mounted).toEqual(["anywidget:browser", "anywidget:card"]);
  await click(tab(root, "Pins"));
  expect(model.last("tab").args).toEqual({ tab: "pins" });
  await click(tab(root, "Find"));
  expect(parts.mounted).toEqual(["anywidget:browser", "anywidget:card", "anywidget:pins"]);
  expect(parts.left).toEqual([]);
  close();
  await settle();
  expect(parts.left).toHaveLength(3);
});

test("tabs that are not built are absent", async () => {
  const { root } = await show(explorer, kernel({ tabs: ["find", "pins"] }), host().host);
  expect([...root.querySelectorAll("[role=tab]")].map((one) => one.textContent)).toEqual(["Find", "Pins"]);
});

test("the kernel can change the tab", async () => {
  const model = kernel();
  const { root } = await show(explorer, model, host().host);
  model.set("tab", "compare");
  await settle();
  expect(tab(root, "Compare").getAttribute("aria-selected")).toBe("true");
});

test("the tray removes marks and leads to the comparison", async () => {
  const model = kernel();
  const { root } = await show(explorer, model, host().host);
  expect(root.textContent).toContain("2 marked");
  await click(button(root, `Remove ${KEY.repo}`));
  expect(model.last("mark").args).toEqual({ key: KEY, on: false });
  await click(button(root, "Compare 2"));
  expect(model.last("tab").args).toEqual({ tab: "compare" });
});

test("one model marked at two commits is told apart in the tray", async () => {
  const older = { ...KEY, commit: "a".repeat(40) };
  const { root } = await show(explorer, kernel({ marked: [KEY, older] }), host().host);
  expect([...root.querySelectorAll(".hx-chip > span")].map((one) => one.textContent)).toEqual([
    "support-intent-multi-mini 3f9c2ab",
    "support-intent-multi-mini aaaaaaa",
  ]);
});

test("the first visit has four doors, which can be closed", async () => {
  const model = kernel({ is_first_visit: true });
  const { root } = await show(explorer, model, host().host);
  const doors = [...root.querySelectorAll<HTMLElement>(".hx-door")];
  expect(doors.map((door) => door.querySelector("b")?.textContent)).toEqual([
    "Find a model",
    "Try three on a sentence",
    "Measure on a file",
    "Fine-tune on sample tickets",
  ]);
  await click(doors[1] as HTMLElement);
  expect(model.last("door").args).toEqual({ door: "try" });
  await click(button(root, "Close this panel"));
  expect(model.get("is_first_visit")).toBe(false);
  expect(model.saves).toBe(1);
});

test("a part that does not load says so and can be tried again", async () => {
  const parts = host();
  let isBroken = true;
  const flaky: Host = {
    getWidget: (reference) =>
      isBroken ? Promise.reject(new Error("Timed out")) : parts.host.getWidget(reference),
  };
  const { root } = await show(explorer, kernel({ tab: "pins" }), flaky);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("Pins did not load.");
  isBroken = false;
  await click(button(root, "Retry"));
  expect(parts.mounted).toEqual(["anywidget:pins"]);
});

test("a dark host is followed and told to the kernel", async () => {
  const model = kernel();
  document.body.dataset["jpThemeLight"] = "false";
  const { root } = await show(explorer, model, host().host);
  expect(root.dataset["theme"]).toBe("dark");
  document.body.dataset["jpThemeLight"] = "true";
  await settle();
  expect(root.dataset["theme"]).toBe("light");
  delete document.body.dataset["jpThemeLight"];
});

test("a problem from the kernel is shown and can be dismissed", async () => {
  const model = kernel({ problem: { message: "The hub does not answer.", hint: "The catalog is kept." } });
  const { root } = await show(explorer, model, host().host);
  expect(root.querySelector("[role=alert]")?.textContent).toContain(
    "The hub does not answer. The catalog is kept.",
  );
  await click(button(root, "Dismiss"));
  expect(model.get("problem")).toBeNull();
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("the app's page tells its tab from the address before any screen asks, and keeps it there", async () => {
  document.body.dataset.voila = "voila";
  window.location.hash = "#pins";
  const parts = host();
  const model = kernel();
  const { root, close } = await show(explorer, model, parts.host);
  expect(model.last("arrive").args).toEqual({ tab: "pins" });
  expect(parts.mounted).toEqual([]);
  model.set("tab", "pins");
  model.reply(model.last("arrive"), {});
  await settle();
  expect(parts.mounted).toEqual(["anywidget:pins"]);
  const before = window.history.length;
  await click(tab(root, "Compare"));
  expect(window.location.hash).toBe("#compare");
  expect(window.history.length).toBe(before);
  close();
  delete document.body.dataset.voila;
  window.history.replaceState(null, "", "#");
});

test("a cell of a notebook leaves the address alone", async () => {
  const model = kernel();
  const { root } = await show(explorer, model, host().host);
  await click(tab(root, "Compare"));
  expect(model.of("arrive")).toEqual([]);
  expect(window.location.hash).toBe("");
});
