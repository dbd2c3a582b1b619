import { expect, test } from "vitest";

const SOURCES = import.meta.glob("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const IMPORTED = /(?:from|import) "(\.[^"]+)";/g;

/** What each file imports of ours, types too: `compare/chat` has `compare/fields`. */
const FILES = new Map(
  Object.entries(SOURCES).map(([path, text]) => {
    const url = new URL(path.replace("../src/", "http://src/"));
    const found = [...String(text).matchAll(IMPORTED)].map(([, name = ""]) => named(new URL(name, url)));
    return [named(url), found.filter((name) => !name.endsWith(".css"))];
  }),
);

function named(url: URL): string {
  return url.pathname.slice(1).replace(/\.tsx?$/, "");
}

function imports(file: string): readonly string[] {
  const found = FILES.get(file) ?? FILES.get(`${file}/index`);
  if (found === undefined) throw new Error(`no file ${file}`);
  return found;
}

/** A way from a file back to itself; undefined where there is none. */
function circle(file: string, way: readonly string[], safe: Set<string>): readonly string[] | undefined {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
  if (safe.has(file)) return undefined;
  for (const next of imports(file)) {
    const found = circle(next, [...way, file], safe);
    if (found !== undefined) return found;
  }
  safe.add(file);
  return undefined;
}

test("no file is imported by what it imports", () => {
  expect(FILES.size).toBeGreaterThan(80);
  const safe = new Set<string>();
  for (const file of FILES.keys()) expect(circle(file, [], safe)).toBeUndefined();
});

test("a screen imports its own folder and what all share, never another screen", () => {
  for (const file of FILES.keys()) {
    const [stem] = file.split("/");
    for (const other of imports(file))
      expect(["shared", stem], `${file}: ${other}`).toContain(other.split("/")[0]);
  }
});
