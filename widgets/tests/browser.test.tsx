import { beforeEach, expect, test } from "vitest";

import browser from "../src/browser";
import { NO_FILTERS } from "../src/browser/filters";
import type { Filters } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show, type } from "./kernel";
import { BROWSER_TRAITS, KEY, search } from "./samples";

function kernel(more: Record<string, unknown> = {}, answers: Record<string, unknown> = {}): Kernel {
  return new Kernel(
    { ...BROWSER_TRAITS, ...more },
    {
      search: search(),
      open: {},
      mark: {},
      compare: {},
      shelf: { saved: [], collections: [] },
      machine: { problem: "" },
      sync_state: { status: "idle", done: 0, total: 0, text: "", error: null },
      code: { code: "x", query: "y" },
      ...answers,
    },
  );
}

function query(root: HTMLElement): HTMLInputElement {
  const field = root.querySelector<HTMLInputElement>("[role=searchbox]");
  if (field === null) throw new Error("no search field");
  return field;
}

function wanted(model: Kernel): Filters {
  return model.last("search").args["filters"] as Filters;
}

beforeEach(() => {
  window.localStorage.clear();
  delete document.documentElement.dataset["hxLetterKeys"];
});

test("the first view searches once and shows total, rows and where they come from", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  expect(model.of("search")).toHaveLength(1);
  expect(root.textContent).toContain("120 of 3,012");
  expect(root.textContent).toContain(
    "8 of 8 embedded · 1,000 of 3,012,377 Hugging Face: most downloaded first",
  );
  expect(root.querySelectorAll(".hx-row-cells").length).toBeLessThan(40);
});

test("while one search is under way the newest text waits, and only it is asked next", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  delete model.answers["search"];
  const before = model.of("search").length;
  await type(query(root), "s");
  await type(query(root), "su");
  await type(query(root), "sup");
  expect(model.of("search").length - before).toBe(1);
  model.reply(model.last("search"), search());
  await settle();
  expect(model.of("search").length - before).toBe(2);
  expect(wanted(model).text).toBe("sup");
});

test("a facet click, an Alt-click and the chips change the filters", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const box = (name: string): HTMLInputElement => {
    const found = [...root.querySelectorAll("li.hx-value")].find((one) => one.textContent?.includes(name));
    return found?.querySelector("input") as HTMLInputElement;
  };
  await click(box("safetensors"));
  expect(wanted(model).any).toEqual({ format: ["safetensors"] });
  expect(box("safetensors").checked).toBe(true);
  await click(box("gguf"), { altKey: true });
  expect(wanted(model).none).toEqual({ format: ["gguf"] });
  expect(box("gguf").checked).toBe(false);
  const before = model.of("search").length;
  await click(box("fill-mask"));
  expect(box("fill-mask").getAttribute("aria-disabled")).toBe("true");
  expect(box("fill-mask").checked).toBe(false);
  expect(model.of("search")).toHaveLength(before);
  await click(button(root, "Remove not gguf"));
  expect(wanted(model).none).toEqual({});
});

test("the filters trait follows without a message of its own, and an echo is no new search", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await type(query(root), "support");
  expect(model.saves).toBe(0);
  expect((model.get("filters") as Filters).text).toBe("support");
  const asked = model.of("search").length;
  model.set("filters", { ...NO_FILTERS, text: "support" });
  await settle();
  expect(model.of("search")).toHaveLength(asked);
  model.set("filters", { ...NO_FILTERS, text: "set from Python" });
  await settle();
  expect(wanted(model).text).toBe("set from Python");
  expect(query(root).value).toBe("set from Python");
});

test("a changed catalog is searched again", async () => {
  const model = kernel();
  await show(browser, model);
  model.set("generation", 1);
  await settle();
  expect(model.of("search")).toHaveLength(2);
});

test("keys move, open, mark and compare", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const list = root.querySelector<HTMLElement>("[role=grid]") as HTMLElement;
  await key(list, "j");
  await key(list, "ArrowDown");
  await key(list, "k");
  await key(list, "Enter");
  expect(model.last("open").args["key"]).toMatchObject({ repo: "demo/model-0" });
  const pressed = await key(list, "m");
  expect(pressed.defaultPrevented).toBe(true);
  expect(model.last("mark").args).toMatchObject({ key: { repo: "demo/model-0" }, on: true });
  await key(list, "c");
  expect(model.of("compare")).toHaveLength(1);
  await key(list, "/");
  expect(document.activeElement).toBe(query(root));
});

test("letters typed in the search are text, not commands", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const pressed = await key(query(root), "m");
  expect(pressed.defaultPrevented).toBe(false);
  expect(model.of("mark")).toHaveLength(0);
});

test("help lists the keys, and its switch turns single letters off", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const list = root.querySelector<HTMLElement>("[role=grid]") as HTMLElement;
  await key(list, "?");
  const dialog = root.querySelector<HTMLElement>("[role=dialog]") as HTMLElement;
  expect(dialog.textContent).toContain("Mark for comparison");
  await click(dialog.querySelector("input") as HTMLInputElement);
  await key(dialog, "Escape");
  expect(root.querySelector("[role=dialog]")).toBeNull();
  await key(list, "j");
  await key(list, "m");
  expect(model.of("mark")).toHaveLength(0);
});

test("a marked row is unmarked by the key it was marked with", async () => {
  const older = { hub: "embedded", repo: "demo/model-0", commit: "a".repeat(40) };
  const model = kernel({ marked: [older] });
  const { root } = await show(browser, model);
  await click(root.querySelector(".hx-row input") as HTMLInputElement);
  expect(model.last("mark").args).toEqual({ key: older, on: false });
});

test("nothing found names the filter to remove", async () => {
  const model = kernel({ filters: { ...NO_FILTERS, any: { format: ["gguf"] } } }, { search: search(0) });
  const { root } = await show(browser, model);
  await click(button(root, "Remove “gguf”: 100 or more"));
  expect(wanted(model).any).toEqual({});
});

test("a failed search says so and can be tried again", async () => {
  const model = kernel();
  delete model.answers["search"];
  const { root } = await show(browser, model);
  model.refuse(model.last("search"), "The catalog is damaged.", "Rebuild it.");
  await settle();
  expect(root.querySelector("[role=alert]")?.textContent).toContain("The catalog is damaged. Rebuild it.");
  model.answers["search"] = search();
  await click(button(root, "Retry"));
  expect(root.querySelector("[role=alert]")).toBeNull();
  expect(root.textContent).toContain("120 of 3,012");
});

test("the root keeps the host's shortcuts out and closing lets go of the model", async () => {
  const model = kernel({ opened: KEY });
  const { root, close } = await show(browser, model);
  expect(root.dataset["lmSuppressShortcuts"]).toBe("true");
  expect(root.tabIndex).toBe(-1);
  close();
  await settle();
  expect(model.listeners).toBe(0);
});

test("a space after a typed filter makes it a chip; what was typed meanwhile stays", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const field = query(root);
  const typeOn = async (text: string): Promise<void> => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text.at(-1) ?? "" }));
    await settle();
  };
  await typeOn("bert task:fill-mask");
  expect(model.of("read")).toHaveLength(0);
  await typeOn("bert task:fill-mask ");
  expect(model.last("read").args["text"]).toBe("bert task:fill-mask ");
  await typeOn("bert task:fill-mask in");
  const read = { ...NO_FILTERS, text: "bert", any: { task: ["fill-mask"] } };
  model.reply(model.last("read"), { filters: read, problem: "" });
  await settle();
  expect(wanted(model)).toEqual({ ...read, text: "bert in" });
  expect(field.value).toBe("bert in");
  expect(button(root, "Remove fill-mask")).toBeDefined();
});

test("Enter reads a query, and goes into the list where there is none to read", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await type(query(root), "licens:mit");
  await key(query(root), "Enter");
  model.reply(model.last("read"), {
    filters: { ...NO_FILTERS, text: "licens:mit" },
    problem: "no facet is called 'licens'",
  });
  await settle();
  expect(query(root).value).toBe("licens:mit");
  await type(query(root), "bert");
  await key(query(root), "Enter");
  expect(document.activeElement?.getAttribute("role")).toBe("grid");
});

test("why a text is plain words is said beside it", async () => {
  const model = kernel({}, { search: { ...search(), hint: "no facet is called 'licens'" } });
  const { root } = await show(browser, model);
  expect(root.querySelector(".hx-hint")?.textContent).toContain("no facet is called 'licens'");
});

test("a closed section is not counted; opened, it is, and that is remembered", async () => {
  const model = kernel();
  const { root, close } = await show(browser, model);
  const asked = (): unknown => [model.last("search").args["facets"], model.last("search").args["ranges"]];
  expect(asked()).toEqual([["task", "fit", "format"], ["parameters"]]);
  await click(button(root, "Updated"));
  await click(button(root, "License"));
  expect(asked()).toEqual([
    ["task", "fit", "format", "license"],
    ["parameters", "updated"],
  ]);
  const counted = search();
  model.answers["search"] = {
    ...counted,
    facets: [...counted.facets, { name: "license", values: [], size: 0 }],
    ranges: [...counted.ranges, { name: "updated", bins: [] }],
  };
  model.set("generation", 1);
  await settle();
  const before = model.of("search").length;
  await click(button(root, "Task"));
  expect(model.of("search")).toHaveLength(before);
  close();
  const again = kernel();
  await show(browser, again);
  expect(again.last("search").args["facets"]).toEqual(["fit", "format", "license"]);
});

test("in the filters arrows walk and x excludes", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  await key(root.querySelector("[role=grid]") as HTMLElement, "f");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("text-classification");
  const off = root.querySelector<HTMLInputElement>("[aria-label='fill-mask']");
  expect(off?.getAttribute("aria-disabled")).toBe("true");
  await key(document.activeElement as HTMLElement, "ArrowDown");
  expect(document.activeElement?.textContent).toContain("Fits this machine");
  for (let step = 0; step < 4; step += 1) await key(document.activeElement as HTMLElement, "ArrowDown");
  await key(document.activeElement as HTMLElement, "x");
  expect(wanted(model).none).toEqual({ format: ["safetensors"] });
});

test("the query and the code can be copied", async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: (text: string) => Promise.resolve(copied.push(text)) },
  });
  const { root } = await show(browser, kernel());
  await click(button(root, "Copy query"));
  await click(button(root, "Copy as code"));
  expect(copied).toEqual(["y", "x"]);
});

test("a value that moves down the list keeps the focus", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const box = root.querySelector<HTMLInputElement>("[aria-label='safetensors']") as HTMLInputElement;
  box.focus();
  const found = search();
  model.answers["search"] = {
    ...found,
    facets: found.facets.map((facet) =>
      facet.name === "format" ? { ...facet, values: [...facet.values].reverse() } : facet,
    ),
  };
  await key(box, "x");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("safetensors");
  model.answers["search"] = found;
  await key(document.activeElement as HTMLElement, "x");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("safetensors");
});

test("filters typed while others are read are read in their turn", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  const field = query(root);
  for (const text of ["task:fill-mask ", "task:fill-mask format:gguf "]) {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: " " }));
  }
  await settle();
  const [first] = model.of("read");
  const one = { ...NO_FILTERS, any: { task: ["fill-mask"] } };
  model.reply(first as (typeof model.sent)[number], { filters: one, problem: "" });
  await settle();
  expect(model.last("read").args).toMatchObject({ text: "format:gguf ", filters: { any: one.any } });
});

test("what the trait says a moment late does not undo what was chosen since", async () => {
  const model = kernel();
  const { root } = await show(browser, model);
  delete model.answers["search"];
  const box = (name: string): HTMLElement => root.querySelector(`[aria-label='${name}']`) as HTMLElement;
  await click(box("safetensors"));
  const follows = new Promise<void>((resolve) => {
    model.on("change:filters", () => {
      box("gguf").click();
      resolve();
    });
  });
  model.reply(model.last("search"), search());
  await follows;
  await settle();
  expect(wanted(model).any).toEqual({ format: ["safetensors", "gguf"] });
});

test("a misspelt value is offered right, in the text and among the chosen", async () => {
  const near = [{ facet: "task", value: "fill-msk", meant: "fill-mask" }];
  const model = kernel({}, { search: { ...search(), total: 0, near } });
  const { root } = await show(browser, model);
  expect(root.querySelector(".hx-hint")?.textContent).toContain("No model has task:fill-msk");
  const field = root.querySelector<HTMLInputElement>(".hx-query input") as HTMLInputElement;
  field.value = "bert task:fill-msk";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settle();
  await click(button(root, "fill-mask"));
  expect(field.value).toBe("bert task:fill-mask");
});

test("keys of the app's page act before anything has the focus, those of a notebook do not", async () => {
  const press = (): boolean =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
  const cell = await show(browser, kernel());
  press();
  expect(document.activeElement).toBe(document.body);
  cell.close();
  document.body.dataset.voila = "voila";
  const { root, close } = await show(browser, kernel({ height: 0 }));
  expect(press()).toBe(false);
  expect(document.activeElement).toBe(query(root));
  close();
  delete document.body.dataset.voila;
});
