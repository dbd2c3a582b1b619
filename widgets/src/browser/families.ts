/** Bases unfolded in place: what was derived from them stands indented below, line by line. */

import { exact } from "../shared/format";
import type { RowView } from "./finder";

/** Where a row stands: its number in the list, then its number under each base ("12/0/3"). */
export type Path = string;

/** What is shown of the models derived from one. */
export interface Family {
  rows: readonly RowView[];
  /** How each of them was derived. */
  relations: readonly string[];
  /** How many there are. */
  size: number;
}

/** The unfolded bases. */
export type Families = ReadonlyMap<Path, Family>;

/** A line that stands below a row of the list. */
export type Below =
  | { kind: "derived"; path: Path; row: RowView; relation: string }
  | { kind: "more"; path: Path; left: number };

/** A line of the list with its unfolded bases. */
export type Line = { kind: "row"; path: Path; index: number } | Below;

/** How the unfolded bases spread the list: the lines below each, in the order of the list. */
export interface Layout {
  opened: ReadonlyArray<{ index: number; lines: readonly Below[] }>;
  /** How many lines stand below rows of the list. */
  extra: number;
}

export function layoutOf(families: Families): Layout {
  const opened = [...families.keys()]
    .filter((path) => !path.includes("/"))
    .map((path) => ({ index: Number(path), lines: below(families, path) }))
    .sort((a, b) => a.index - b.index);
  return { opened, extra: opened.reduce((sum, { lines }) => sum + lines.length, 0) };
}

function below(families: Families, path: Path): Below[] {
  const family = families.get(path);
  if (family === undefined) return [];
  const found = family.rows.flatMap((row, index): Below[] => {
    const own = `${path}/${index}`;
    const relation = family.relations[index] ?? "";
    return [{ kind: "derived", path: own, row, relation }, ...below(families, own)];
  });
  const left = family.size - family.rows.length;
  return left > 0 ? [...found, { kind: "more", path: `${path}/more`, left }] : found;
}

export function lineAt({ opened }: Layout, at: number): Line {
  let passed = 0;
  for (const { index, lines } of opened) {
    const first = index + passed + 1;
    if (at < first) break;
    const line = lines[at - first];
    if (line !== undefined) return line;
    passed += lines.length;
  }
  return { kind: "row", path: String(at - passed), index: at - passed };
}

/** The line at which a row stands. */
export function placeOf({ opened }: Layout, path: Path): number {
  const top = Number(path.split("/")[0]);
  let at = top;
  for (const { index, lines } of opened) {
    if (index < top) at += lines.length;
    else if (index === top && path.includes("/")) at += 1 + lines.findIndex((line) => line.path === path);
  }
  return at;
}

export function levelOf(path: Path): number {
  return path.split("/").length;
}

export function baseOf(path: Path): Path {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The families without one, and without those below it. */
export function folded(families: Families, path: Path): Families {
  return new Map([...families].filter(([key]) => key !== path && !key.startsWith(`${path}/`)));
}

export function derivedCount({ derived }: RowView): number {
  return Object.values(derived).reduce((sum, count) => sum + count, 0);
}

const RELATIONS: Record<string, [string, string]> = {
  finetune: ["fine-tune", "fine-tunes"],
  adapter: ["adapter", "adapters"],
  quantized: ["quantized", "quantized"],
  merge: ["merge", "merges"],
};

/** How one model was derived, in a word. */
export function relationText(relation: string): string {
  return RELATIONS[relation]?.[0] ?? "derived";
}

/** "8 fine-tunes, 3 quantized". */
export function relationsText(derived: Record<string, number>): string {
  return Object.entries(derived)
    .map(([relation, count]) => {
      const [one, many] = RELATIONS[relation] ?? ["derived otherwise", "derived otherwise"];
      return `${exact(count)} ${count === 1 ? one : many}`;
    })
    .join(", ");
}
