import { expect, test } from "vitest";

import card from "../src/card";
import type { DifferenceData, FindingView } from "../src/shared/messages";
import { button, click, Kernel, settle, show } from "./kernel";
import { KEY, PAGE } from "./samples";

const [FINDING] = PAGE.findings as [FindingView];
const FOUND: DifferenceData = {
  old_class: "commercial",
  new_class: "noncommercial",
  licenses: [{ where: "metadata", name: "", old: "mit", new: "cc-by-nc-4.0" }],
  appeared: [{ ...FINDING, gravity: "grave", title: "License: non-commercial." }],
  gone: [{ ...FINDING, title: "License: mit." }],
  files: [{ change: "added", path: "model.safetensors", old_bytes: null, new_bytes: 2_000_000 }],
  lines: [
    { change: "skipped", text: "12", old_line: null, new_line: null },
    { change: "same", text: "# Card", old_line: 13, new_line: 13 },
    { change: "removed", text: "license: mit", old_line: 14, new_line: null },
    { change: "added", text: "license: cc-by-nc-4.0", old_line: null, new_line: 14 },
  ],
  is_cut: false,
};

async function opened(difference: unknown) {
  const kernel = new Kernel(
    { model: KEY, marked: [], height: 640, problem: null },
    { load: PAGE, card: { srcdoc: "", toc: [], plain: "", images_withheld: 0 }, difference },
  );
  const { root } = await show(card, kernel);
  const tab = [...root.querySelectorAll<HTMLElement>("[role=tab]")].find((one) =>
    one.textContent?.startsWith("Commits"),
  );
  await click(tab as HTMLElement);
  await click(root.querySelector("[aria-label^='What differs from']") as HTMLElement);
  return { kernel, root };
}

test("an older commit is the old one, whichever is open", async () => {
  const { kernel, root } = await opened(FOUND);
  const [newest, oldest] = PAGE.commits.map((one) => one.commit);
  expect(kernel.last("difference").args).toEqual({ key: PAGE.key, old: oldest, new: newest });
  expect(root.querySelector(".hx-diff")?.textContent).toContain("mit → cc-by-nc-4.0");
  expect(root.querySelector(".hx-diff .hx-review")?.textContent).toContain("License: non-commercial.");
  expect(root.querySelector(".hx-diff s")?.textContent).toBe("License: mit.");
});

test("lines carry their number and say by word what became of them", async () => {
  const { root } = await opened(FOUND);
  const lines = [...root.querySelectorAll(".hx-lines > div")].map((one) => one.textContent);
  expect(lines).toEqual([
    "12 lines unchanged",
    "13 # Card",
    "14−removed: license: mit",
    "14+added: license: cc-by-nc-4.0",
  ]);
});

test("another pair is asked for, and the way back leads to the commits", async () => {
  const { kernel, root } = await opened(FOUND);
  const [from] = root.querySelectorAll<HTMLSelectElement>(".hx-diff select");
  (from as HTMLSelectElement).value = PAGE.commits[0]?.commit ?? "";
  from?.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(kernel.of("difference")).toHaveLength(2);
  await click(button(root, "All commits"));
  expect(root.querySelector(".hx-commits")).not.toBeNull();
});

test("nothing that differs is said", async () => {
  const nothing = { ...FOUND, licenses: [], appeared: [], gone: [], files: [], lines: [] };
  const { root } = await opened(nothing);
  expect(root.querySelector(".hx-diff")?.textContent).toContain("Nothing differs.");
});
