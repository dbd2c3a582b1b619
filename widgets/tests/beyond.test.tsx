import { beforeEach, expect, test } from "vitest";

import browser from "../src/browser";
import { type Family, layoutOf, lineAt, placeOf } from "../src/browser/families";
import { chips, fingerprint, NO_FILTERS, removeScore, setScore } from "../src/browser/filters";
import { liveText, NOTHING_LIVE } from "../src/browser/live";
import type { RowView } from "../src/browser/finder";
import type { DerivedData, Filters, SearchData } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show } from "./kernel";
import { BROWSER_TRAITS, columnsOf, ROW, search, SECTIONS } from "./samples";

const GLUE = "glue/accuracy";

function kernel(found: SearchData, filters: Partial<Filters> = {}, more: object = {}): Kernel {
  const idle = { status: "idle", done: 0, total: 0, text: "", error: null };
  const sections = [...SECTIONS, { name: "score", label: "Published score", unit: "", is_open: true }];
  return new Kernel(
    { ...BROWSER_TRAITS, sections, filters: { ...NO_FILTERS, ...filters } },
    { search: found, sync_state: idle, shelf: { saved: [], collections: [] }, open: {}, mark: {}, ...more },
  );
}

function wanted(model: Kernel): Filters {
  return model.last("search").args["filters"] as Filters;
}

beforeEach(() => window.localStorage.clear());

const TUNED = { ...ROW, repo: "demo/tuned", derived: { quantized: 1 } };
const SMALL = { ...ROW, repo: "demo/small" };

function family(size: number, rows: RowView[], relations: string[]): DerivedData {
  return { size, rows: columnsOf(rows), relations };
}

function grouped(): Kernel {
  const rows = columnsOf([
    { ...ROW, derived: { finetune: 40, quantized: 1 } },
    { ...ROW, repo: "demo/other" },
  ]);
  return kernel({ ...search(2), total: 43, folded: 41, rows }, { fold: true });
}

function names(root: HTMLElement): string[] {
  return [...root.querySelectorAll<HTMLElement>(".hx-row-name, .hx-row-more")].map(
    (cell) => cell.title || cell.textContent || "",
  );
}

test("derived models are counted in the row of their base, and unfold below it", async () => {
  const model = grouped();
  const { root } = await show(browser, model);
  expect(root.querySelector(".hx-total")?.textContent).toContain("43 of 3,012, in 2 rows");
  const badge = root.querySelector<HTMLElement>(".hx-row-derived") as HTMLElement;
  expect(badge.textContent).toBe("41 derived");
  expect(badge.title).toBe("40 fine-tunes, 1 quantized");
  await click(badge);
  expect(model.last("derived").args).toMatchObject({ key: { repo: ROW.repo }, offset: 0 });
  model.reply(model.last("derived"), family(40, [TUNED, SMALL], ["finetune", "quantized"]));
  await settle();
  expect(names(root)).toEqual([
    ROW.repo,
    TUNED.repo,
    SMALL.repo,
    "Show more of 38List them alone",
    "demo/other",
  ]);
  expect(badge.textContent).toBe("40 fine-tunes, 1 quantized");
  expect(root.querySelector(".hx-rows")?.getAttribute("role")).toBe("treegrid");
  const levels = [...root.querySelectorAll(".hx-row")].map((row) => row.getAttribute("aria-level"));
  expect(levels).toEqual(["1", "2", "2", "2", "1"]);
  await click(button(root, "Show more of 38"));
  expect(model.last("derived").args["offset"]).toBe(2);
  await click(badge);
  expect(names(root)).toEqual([ROW.repo, "demo/other"]);
});

test("keys unfold and fold, also what is derived from the derived", async () => {
  const model = grouped();
  const { root } = await show(browser, model);
  const list = root.querySelector<HTMLElement>(".hx-rows") as HTMLElement;
  await key(list, "j");
  await key(list, "ArrowRight");
  model.reply(model.last("derived"), family(1, [TUNED], ["finetune"]));
  await settle();
  await key(list, "j");
  await key(list, "l");
  expect(model.last("derived").args).toMatchObject({ key: { repo: TUNED.repo } });
  model.reply(model.last("derived"), family(1, [SMALL], ["quantized"]));
  await settle();
  expect(names(root)).toEqual([ROW.repo, TUNED.repo, SMALL.repo, "demo/other"]);
  await key(list, "j");
  await key(list, "Enter");
  expect(model.last("open").args["key"]).toMatchObject({ repo: SMALL.repo });
  await key(list, "ArrowLeft");
  expect(names(root)).toEqual([ROW.repo, TUNED.repo, "demo/other"]);
  await key(list, "h");
  await key(list, "h");
  expect(names(root)).toEqual([ROW.repo, "demo/other"]);
  await key(list, "Enter");
  expect(model.last("open").args["key"]).toMatchObject({ repo: ROW.repo });
});

test("a family that comes too late for another result is dropped", async () => {
  const model = grouped();
  const { root } = await show(browser, model);
  await click(root.querySelector(".hx-row-derived") as HTMLElement);
  await click(root.querySelector(".hx-fold input") as HTMLElement);
  model.reply(model.last("derived"), family(1, [TUNED], ["finetune"]));
  await settle();
  expect(names(root)).toEqual([ROW.repo, "demo/other"]);
  expect(wanted(model).fold).toBe(false);
});

test("what was derived from one is listed alone", async () => {
  const model = grouped();
  const { root } = await show(browser, model);
  await click(root.querySelector(".hx-row-derived") as HTMLElement);
  model.reply(model.last("derived"), family(40, [TUNED], ["finetune"]));
  await settle();
  await click(button(root, "List them alone"));
  expect(wanted(model).any).toEqual({ base_model: [ROW.repo], hub: ["embedded"] });
});

test("lines and places of a list with unfolded bases are each other's inverse", () => {
  const one: Family = { rows: [TUNED, SMALL], relations: ["finetune", ""], size: 5 };
  const layout = layoutOf(
    new Map([
      ["7", one],
      ["2", one],
      ["2/1", { ...one, size: 2 }],
    ]),
  );
  expect(layout.extra).toBe(8);
  for (let at = 0; at < 20; at += 1) expect(placeOf(layout, lineAt(layout, at).path)).toBe(at);
  expect(lineAt(layout, 5).path).toBe("2/1/0");
  expect(lineAt(layout, 19).path).toBe("11");
});

test("a size that is only estimated says so", async () => {
  const rows = columnsOf([{ ...ROW, parameters_source: "name" }]);
  const { root } = await show(browser, kernel({ ...search(1), rows }));
  const cell = root.querySelector(".hx-row .hx-col-params");
  expect(cell?.textContent).toBe("≈ 172 K");
  expect(cell?.getAttribute("title")).toContain("name");
});

test("a published score is chosen, bounded, sorted by and given up", async () => {
  const found = search();
  found.facets.push({ name: "score", values: [{ value: GLUE, count: 40 }], size: 1 });
  found.ranges.push({ name: GLUE, bins: [0.6, 0.7, 0.8].map((lo) => ({ lo, hi: lo + 0.1, count: 9 })) });
  const model = kernel(found);
  const { root } = await show(browser, model);
  await click(button(root, GLUE));
  expect(wanted(model).scores).toEqual({ [GLUE]: [null, null] });
  const low = root.querySelector<HTMLInputElement>(`[aria-label="${GLUE} at least"]`) as HTMLInputElement;
  low.value = "0.75";
  await key(low, "Enter");
  expect(wanted(model).scores).toEqual({ [GLUE]: [0.75, null] });
  await click(root.querySelector(".hx-chosen-score [type=checkbox]") as HTMLElement);
  expect(wanted(model).sort).toBe("score");
  expect(root.querySelector(".hx-sort select")?.textContent).toContain("published score");
  await click(button(root, `Remove ${GLUE} ≥ 0.75`));
  expect([wanted(model).scores, wanted(model).sort]).toEqual([{}, "downloads"]);
});

test("a score without bounds is a choice of its own", () => {
  const chosen = setScore(NO_FILTERS, GLUE, null, null);
  expect(fingerprint(chosen)).not.toBe(fingerprint(NO_FILTERS));
  expect(chips(chosen, SECTIONS).map((chip) => chip.label)).toEqual([GLUE]);
  expect(removeScore(chosen, GLUE)).toEqual(NO_FILTERS);
});

test("rows beyond a partial list are asked for after a pause and follow, marked", async () => {
  const live = { rows: columnsOf([{ ...ROW, repo: "far/away" }]), has_more: true, problem: "" };
  const model = kernel({ ...search(2), is_partial: true }, { text: "away" }, { live });
  const { root } = await show(browser, model);
  expect(root.querySelector(".hx-total")?.textContent).toContain("2 of 3,012 listed");
  expect(model.of("live")).toHaveLength(0);
  await new Promise((resolve) => setTimeout(resolve, 650));
  await settle();
  expect(model.of("live")).toHaveLength(1);
  const rows = [...root.querySelectorAll(".hx-row")];
  expect(rows).toHaveLength(3);
  expect(rows[2]?.textContent).toContain("far/awaylivetext-classification");
  expect(root.querySelector(".hx-live-text")?.textContent).toBe("1 or more live from the hub at the end");
  const list = root.querySelector<HTMLElement>("[role=grid]") as HTMLElement;
  for (let step = 0; step < 3; step += 1) await key(list, "j");
  await key(list, "Enter");
  expect(model.last("open").args["key"]).toMatchObject({ repo: "far/away" });
});

test("a hub listed whole is not asked, and why live rows are missing is said", async () => {
  const model = kernel(search(2), { text: "away" });
  await show(browser, model);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(model.of("live")).toHaveLength(0);
  expect(liveText({ ...NOTHING_LIVE, isAsking: true })).toContain("asking");
  expect(liveText({ ...NOTHING_LIVE, problem: "no answer" })).toBe("no answer");
});
