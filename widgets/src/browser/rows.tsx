/** The result list: a grid of which only the rows in sight exist. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { exact, identity } from "../shared/format";
import type { ModelKey } from "../shared/messages";
import { baseOf, type Families, type Layout, type Line, lineAt, type Path, placeOf } from "./families";
import { PAGE_ROWS, type RowView } from "./finder";
import { ModelRow, MoreRow, ROW_PX, type RowActions, WaitingRow } from "./row";

const HEAD_PX = 26;
const AROUND = 6;
/** Browsers lay out elements up to some 16 million pixels high. */
export const MAX_ROWS = 400_000;

interface RowsProps extends RowActions {
  idPrefix: string;
  /** Rows of the catalog; the live ones follow them. */
  total: number;
  pages: ReadonlyMap<number, readonly RowView[]>;
  live: readonly RowView[];
  /** Whether derived models stand under their base. */
  isTree: boolean;
  families: Families;
  layout: Layout;
  cursor: Path | null;
  opened: ModelKey | null;
  marked: ReadonlySet<string>;
  showsTask: boolean;
  showsHub: boolean;
  onNeed: (page: number) => void;
}

export type Placed = Pick<RowsProps, "total" | "pages" | "live">;

/** A row of the list itself. */
export function rowAt({ total, pages, live }: Placed, index: number): RowView | undefined {
  if (index >= total) return live[index - total];
  return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
}

/** Which rows to draw, from the first to before the last. */
export function windowOf(scrollTop: number, height: number, rows: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - AROUND);
  const last = Math.min(rows, Math.ceil((scrollTop + height) / ROW_PX) + AROUND);
  return [first, Math.max(first, last)];
}

export function Rows(props: RowsProps) {
  const { idPrefix, pages, layout, cursor, onNeed } = props;
  const total = props.total + props.live.length + layout.extra;
  const place = cursor === null ? -1 : placeOf(layout, cursor);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 640 });
  const lines = Math.min(total, MAX_ROWS);
  const [first, last] = windowOf(view.top, view.height, lines);
  const measure = (): void => {
    const box = scroller.current;
    if (box) setView({ top: box.scrollTop, height: box.clientHeight || 640 });
  };
  useLayoutEffect(() => {
    measure();
    if (typeof ResizeObserver === "undefined" || scroller.current === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  const places = Array.from({ length: last - first }, (_, step) => first + step);
  const shown = places.map((at) => lineAt(layout, at));
  const missing = shown.find((line) => isMissing(props, line));
  const page = missing?.kind === "row" ? Math.floor(missing.index / PAGE_ROWS) : null;
  useEffect(() => {
    if (page !== null) onNeed(page);
  }, [page, pages, onNeed]);
  useLayoutEffect(() => keepInSight(scroller.current, place), [place]);
  return (
    <div
      ref={scroller}
      class="hx-rows"
      role={props.isTree ? "treegrid" : "grid"}
      aria-label="Models"
      aria-rowcount={total + 1}
      aria-activedescendant={place >= first && place < last ? `${idPrefix}-${place}` : undefined}
      tabIndex={0}
      onScroll={measure}
    >
      <Head />
      <div class="hx-rows-body" role="rowgroup" style={{ height: `${lines * ROW_PX}px` }}>
        {shown.map((line, step) => (
          <ListLine key={line.path} {...props} line={line} at={first + step} />
        ))}
      </div>
      {total > MAX_ROWS && (
        <p class="hx-rows-end">
          The first {exact(MAX_ROWS)} in this order. Narrow the search to see the others.
        </p>
      )}
    </div>
  );
}

function isMissing(props: RowsProps, line: Line): boolean {
  return line.kind === "row" && line.index < props.total && rowAt(props, line.index) === undefined;
}

function ListLine({ line, at, ...props }: RowsProps & { line: Line; at: number }) {
  const { path } = line;
  const frame = { id: `${props.idPrefix}-${at}`, at, path, isTree: props.isTree };
  const hasCursor = path === props.cursor;
  if (line.kind === "more") {
    const { onMore, onAlone } = props;
    const more = { base: baseOf(path), left: line.left, hasCursor, onMore, onAlone };
    return <MoreRow {...frame} {...more} />;
  }
  const row = line.kind === "derived" ? line.row : rowAt(props, line.index);
  if (row === undefined) return <WaitingRow {...frame} width={`${30 + ((at * 13) % 25)}%`} />;
  return (
    <ModelRow
      {...props}
      {...frame}
      row={row}
      relation={line.kind === "derived" ? line.relation : null}
      isLive={line.kind === "row" && line.index >= props.total}
      isOpen={props.opened !== null && identity(props.opened) === identity(row)}
      isMarked={props.marked.has(identity(row))}
      isUnfolded={props.families.has(path)}
      hasCursor={hasCursor}
    />
  );
}

function keepInSight(box: HTMLElement | null, cursor: number): void {
  if (box === null || cursor < 0) return;
  const top = cursor * ROW_PX;
  const visible = box.clientHeight - HEAD_PX;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_PX > box.scrollTop + visible) box.scrollTop = top + ROW_PX - visible;
}

function Head() {
  return (
    <div class="hx-rows-head" role="rowgroup">
      <div class="hx-row-cells" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span class="hx-said">Marked</span>
        </span>
        <span role="columnheader">Model</span>
        <span role="columnheader" class="hx-number hx-col-params">
          Params
        </span>
        <span role="columnheader" class="hx-col-license">
          License
        </span>
        <span role="columnheader" class="hx-col-memory">
          Memory
        </span>
        <span role="columnheader" class="hx-number hx-col-downloads">
          Downloads
        </span>
        <span role="columnheader" class="hx-number hx-col-updated">
          Updated
        </span>
      </div>
    </div>
  );
}
