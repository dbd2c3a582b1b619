import { expect, test } from "vitest";

const STEMS = ["browser", "card", "compare", "measure", "tune", "pins", "explorer"];
const SOURCES = import.meta.glob("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const SHEETS = import.meta.glob("../src/**/*.css", { query: "?raw", import: "default", eager: true });
const BUNDLES = import.meta.glob("../../hubexplorer/ui/static/*", {
  query: "?raw",
  import: "default",
  eager: true,
});

function entries(files: Record<string, unknown>): [name: string, text: string][] {
  return Object.entries(files).map(([path, text]) => [path.replace(/^.*\/src\//, ""), String(text)]);
}

test("each screen has its source, its sheet and its bundle", () => {
  for (const stem of STEMS) {
    expect(SOURCES).toHaveProperty([`../src/${stem}.tsx`]);
    expect(SHEETS).toHaveProperty([`../src/${stem}.css`]);
    for (const kind of ["js", "css"]) {
      expect(BUNDLES).toHaveProperty([`../../hubexplorer/ui/static/${stem}.${kind}`]);
    }
  }
});

test("a screen's rules reach no other screen", () => {
  for (const [sheet, text] of entries(SHEETS)) {
    const [stem = ""] = sheet.split(/[/.]/);
    if (stem === "shared") continue;
    // A screen's sheet may be split: parts lie in its folder, under the same one rule.
    const imports = new RegExp(`^@import "\\./(shared|${stem})/[a-z]+\\.css";\n`, "gm");
    const outside = text
      .replace(imports, "")
      .replace(/^\/\*.*\*\/$/gm, "")
      .trimStart();
    expect(outside.startsWith(`.hx-${stem} {\n`), sheet).toBe(true);
    expect(outside.match(/^\S/gm), sheet).toEqual([".", "}"]);
  }
});

test("no class is styled that no source names", () => {
  const sources = entries(SOURCES)
    .map(([, text]) => text)
    .join("\n");
  const composed = /^(dot|mount|part)-|^(ok|warn|bad|plain|better|worse|open)$/;
  const named = (name: string): boolean =>
    sources.includes(`hx-${name}`) || composed.test(name) || STEMS.includes(name);
  const unused = entries(SHEETS).flatMap(([sheet, text]) =>
    [...text.matchAll(/\.hx-([a-z][a-z0-9-]*)/g)]
      .map((match) => match[1] ?? "")
      .filter((name) => !named(name))
      .map((name) => `${sheet}: ${name}`),
  );
  expect(unused).toEqual([]);
});

/** Of SVG, and what an address looks like in a field that wants one. */
const NAMES = ["http://www.w3.org/", "http://127.0.0.1:8000/v1"];

test("nothing in a bundle reaches out or names this machine", () => {
  for (const [name, text] of entries(BUNDLES)) {
    const addresses = [...text.matchAll(/https?:\/\/[^\s"'`)]+/g)].map((match) => match[0]);
    const asked = addresses.filter((one) => !NAMES.some((known) => one.startsWith(known)));
    expect([name, asked.filter((one) => !isComment(text, one))]).toEqual([name, []]);
    expect(text).not.toMatch(/\/(home|Users|work|tmp)\//);
  }
});

/** Addresses of explanations in comments are never requested. */
function isComment(text: string, address: string): boolean {
  return text
    .split("\n")
    .filter((line) => line.includes(address))
    .every((line) => /^\s*(\/\/|\*|\/\*)/.test(line));
}
