/** Unfolding bases in place: which are, and asking for what was derived from them. */

import { useMemo, useRef, useState } from "preact/hooks";

import type { Screen } from "../shared/screen";
import { baseOf, type Families, folded, type Layout, layoutOf, type Path } from "./families";
import { type Found, keyOf, PAGE_ROWS, type RowView, rowsOf } from "./finder";

export interface Unfolding {
  families: Families;
  layout: Layout;
  /** Shows the first of what was derived from a row, or the next of it. */
  unfold: (path: Path, row: RowView) => void;
  fold: (path: Path) => void;
}

const NONE: Families = new Map();

/** What is unfolded of one result; the next result starts folded. */
export function useUnfolding(screen: Screen<"browser">, { filters, counts }: Found): Unfolding {
  const [state, setState] = useState({ of: counts, families: NONE });
  const present = useRef(counts);
  present.current = counts;
  const families = state.of === counts ? state.families : NONE;
  const layout = useMemo(() => layoutOf(families), [families]);
  const change = (next: (families: Families) => Families): void =>
    setState((old) => ({ of: counts, families: next(old.of === counts ? old.families : NONE) }));

  const unfold = async (path: Path, row: RowView): Promise<void> => {
    const known = families.get(path) ?? { rows: [], relations: [], size: 0 };
    const offset = known.rows.length;
    const page = await screen.ask("derived", { filters, key: keyOf(row), offset, limit: PAGE_ROWS });
    // Another result is in sight by now.
    if (page === undefined || present.current !== counts) return;
    const rows = [...known.rows, ...rowsOf(page.rows)];
    const relations = [...known.relations, ...page.relations];
    change((before) => new Map([...before, [path, { rows, relations, size: page.size }]]));
  };
  return {
    families,
    layout,
    unfold: (path, row) => void unfold(path, row),
    fold: (path) => change((before) => folded(before, path)),
  };
}

/** The row that stands at a path below the list's own rows. */
export function derivedAt(families: Families, path: Path): RowView | undefined {
  return families.get(baseOf(path))?.rows[Number(path.slice(path.lastIndexOf("/") + 1))];
}
