import { beforeEach, expect, test } from "vitest";

import browser from "../src/browser";
import { chips, cleared, NO_FILTERS, toggle } from "../src/browser/filters";
import { described, inWords } from "../src/browser/machine";
import type { Filters } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show, type } from "./kernel";
import { BROWSER_TRAITS, search, SECTIONS, SHELF } from "./samples";

function kernel(filters: Partial<Filters> = {}): Kernel {
  const idle = { status: "idle", done: 0, total: 0, text: "", error: null };
  return new Kernel(
    { ...BROWSER_TRAITS, filters: { ...NO_FILTERS, ...filters } },
    { search: search(), sync_state: idle, shelf: SHELF, save: SHELF, machine: { problem: "" } },
  );
}

function wanted(model: Kernel): Filters {
  return model.last("search").args["filters"] as Filters;
}

beforeEach(() => window.localStorage.clear());

test("before anything is filtered, saved searches and collections stand ready", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await click(button(root, "Intents 12"));
  expect(model.last("reopen").args).toEqual({ name: "Intents", only_new: false });
  model.reply(model.last("reopen"), { filters: { ...NO_FILTERS, any: { language: ["de"] } } });
  await settle();
  expect(wanted(model).any).toEqual({ language: ["de"] });
  expect(root.querySelector(".hx-shelf")).toBeNull();
});

test("what is new in a saved search opens alone, and a search can be forgotten", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await click(button(root, "3 new in Intents"));
  expect(model.last("reopen").args).toEqual({ name: "Intents", only_new: true });
  await click(button(root, "Forget the search Intents"));
  model.reply(model.last("forget"), { saved: [], collections: SHELF.collections });
  await settle();
  expect(root.querySelector(".hx-shelf")?.textContent).toBe("CollectionsStarter 8Follow…");
});

test("a collection is chosen like a value, and is a chip", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await click(button(root, "Starter 8"));
  expect(wanted(model).collection).toBe("Starter");
  await click(button(root, "Remove in Starter"));
  expect(wanted(model).collection).toBe("");
  expect(toggle({ ...NO_FILTERS, collection: "A" }, "collection", "A").collection).toBe("");
});

test("lists of a team are followed, with what went wrong said, and given up", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await click(button(root, "Follow…"));
  const field = root.querySelector<HTMLInputElement>("[aria-label='Repository or file to follow']");
  expect(document.activeElement).toBe(field);
  await type(field as HTMLInputElement, " hub:team/lists ");
  await click(button(root, "Follow"));
  expect(model.last("follow").args).toEqual({ where: "hub:team/lists" });
  expect(button(root, "Asking…").disabled).toBe(true);
  model.refuse(model.last("follow"), "hub has no model team/lists", "look for another name");
  await settle();
  expect(root.querySelector(".hx-line-problem")?.textContent).toContain("look for another name");
  expect(root.querySelector(".hx-strip")).toBeNull();
  await click(button(root, "Follow"));
  const team = { name: "Team", about: "Ours", total: 3, source: "hub:team/lists@1" };
  model.reply(model.last("follow"), { ...SHELF, collections: [...SHELF.collections, team] });
  await settle();
  expect(root.querySelector(".hx-line-form")).toBeNull();
  expect(button(root, "Team 3").title).toBe("Ours\nFollowed from hub:team/lists@1");
  await click(button(root, "No longer follow Team, from hub:team/lists@1"));
  expect(model.last("unfollow").args).toEqual({ where: "hub:team/lists@1" });
});

test("the filters in use are saved under a name", async () => {
  const model = kernel({ any: { task: ["fill-mask"] } });
  const { root } = await show(browser, model);
  await click(button(root, "Save"));
  const field = root.querySelector<HTMLInputElement>("[aria-label='Name of this search']");
  expect(document.activeElement).toBe(field);
  await type(field as HTMLInputElement, " Masks ");
  await click(button(root, "Save"));
  expect(model.last("save").args).toMatchObject({ name: "Masks", filters: { any: { task: ["fill-mask"] } } });
  expect(root.querySelector(".hx-line-form")).toBeNull();
});

test("a machine in words, and the memory to keep free", () => {
  const text = "laptop 16 GB, keep 4 GB free";
  expect(described(text)).toEqual({ machine: "laptop 16 GB", reserve: "4 GB" });
  expect(inWords(described(text))).toBe(text);
  expect(inWords({ machine: "", reserve: "500 MB" })).toBe("keep 500 MB free");
  expect(inWords(described(""))).toBe("");
});

test("models are judged for another machine, which is a chip and outlives clearing", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await click(button(root, "Choose the machine: 16 GB, CPU"));
  const radio = [...root.querySelectorAll<HTMLInputElement>(".hx-machine [type=radio]")][1];
  await click(radio as HTMLInputElement);
  expect(model.last("machine").args).toEqual({ machine: "8 GB GPU" });
  expect(wanted(model).machine).toBe("8 GB GPU");
  const reserve = root.querySelector<HTMLInputElement>("[aria-label='Memory to keep free']");
  (reserve as HTMLInputElement).value = "4gb";
  await key(reserve as HTMLInputElement, "Enter");
  expect(wanted(model).machine).toBe("8 GB GPU, keep 4 GB free");
  expect(button(root, "Remove on 8 GB GPU, keep 4 GB free")).toBeDefined();
  expect(cleared(wanted(model)).machine).toBe("8 GB GPU, keep 4 GB free");
  expect(chips(cleared(wanted(model)), SECTIONS)).toHaveLength(1);
});

test("words that describe no machine are explained in place", async () => {
  const model = kernel();
  model.answers["machine"] = { problem: "not a machine: 'big'" };
  const { root } = await show(browser, model);
  await click(button(root, "Choose the machine: 16 GB, CPU"));
  const other = root.querySelector<HTMLInputElement>("[aria-label='Another machine']") as HTMLInputElement;
  other.value = "big";
  await key(other, "Enter");
  expect(root.querySelector(".hx-machine-problem")?.textContent).toBe("not a machine: 'big'");
  expect(wanted(model).machine).toBe("");
});
