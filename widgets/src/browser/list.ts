/** Moving through the list: the row in hand, opening it, unfolding and folding its family. */

import { useState } from "preact/hooks";

import type { Filters } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { baseOf, derivedCount, lineAt, type Path, placeOf } from "./families";
import { derivedFrom } from "./filters";
import { type Found, keyOf, type RowView } from "./finder";
import { type Placed, rowAt } from "./rows";
import { derivedAt, type Unfolding, useUnfolding } from "./unfolding";

export interface List {
  cursor: Path | null;
  tree: Unfolding;
  /** The row in hand. */
  current: () => RowView | undefined;
  move: (lines: number) => void;
  open: (path: Path | null) => void;
  /** Unfolds the row in hand, or shows more of the family in which it stands last. */
  unfold: () => void;
  /** Folds the row in hand, or the base below which it stands. */
  fold: () => void;
  toggle: (path: Path, row: RowView) => void;
  more: (base: Path) => void;
  /** Shows what was derived from a base as a list of its own. */
  alone: (base: Path) => void;
}

export function useList(
  screen: Screen<"browser">,
  found: Found,
  placed: Placed,
  onChange: (filters: Filters) => void,
): List {
  const { filters, counts } = found;
  const [held, setHeld] = useState<{ of: Filters; path: Path } | null>(null);
  // Another list is begun from its top.
  const cursor = held?.of === filters ? held.path : null;
  const setCursor = (path: Path): void => setHeld({ of: filters, path });
  const tree = useUnfolding(screen, found);
  const { families, layout } = tree;
  const rowOf = (path: Path): RowView | undefined =>
    path.includes("/") ? derivedAt(families, path) : rowAt(placed, Number(path));
  const move = (lines: number): void => {
    const last = placed.total + placed.live.length + layout.extra - 1;
    const now = cursor === null ? -1 : placeOf(layout, cursor);
    setCursor(lineAt(layout, Math.max(0, Math.min(last, now + lines))).path);
  };
  const more = (base: Path): void => {
    const row = rowOf(base);
    if (row) tree.unfold(base, row);
  };
  const open = (path: Path | null): void => {
    if (path === null) return;
    setCursor(path);
    const row = rowOf(path);
    if (row) void screen.ask("open", { key: keyOf(row) });
    else more(baseOf(path));
  };
  const unfold = (): void => {
    if (cursor === null || families.has(cursor)) return;
    const row = rowOf(cursor);
    if (row === undefined) more(baseOf(cursor));
    else if (derivedCount(row) > 0) tree.unfold(cursor, row);
  };
  const foldAt = (path: Path): void => {
    const base = families.has(path) ? path : baseOf(path);
    if (!families.has(base)) return;
    tree.fold(base);
    if (cursor?.startsWith(`${base}/`)) setCursor(base);
  };
  return {
    cursor,
    tree,
    current: () => (cursor === null ? undefined : rowOf(cursor)),
    move,
    open,
    unfold,
    fold: () => cursor !== null && foldAt(cursor),
    toggle: (path, row) => (families.has(path) ? foldAt(path) : tree.unfold(path, row)),
    more,
    alone: (base) => {
      const row = rowOf(base);
      if (row) onChange(derivedFrom(filters, row, (counts?.hubs.length ?? 0) > 1));
    },
  };
}
