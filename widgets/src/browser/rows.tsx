/** The result list: a grid of which only the rows in sight exist. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { age, bytes, downloads, exact, identity, parameters } from "../shared/format";
import type { ModelKey } from "../shared/messages";
import { FitBadge, LicenseBadge, ModelName } from "../shared/parts";
import { PAGE_ROWS, type RowView } from "./finder";

export const ROW_PX = 36;
const HEAD_PX = 26;
const AROUND = 6;
/** Browsers lay out elements up to some 16 million pixels high. */
export const MAX_ROWS = 400_000;

/** Where a number of parameters that the weights do not state is from. */
const SOURCE: Record<string, string> = {
  name: "From the model's name",
  config: "Estimated from its configuration",
};

interface RowsProps {
  idPrefix: string;
  /** Rows of the catalog; the live ones follow them. */
  total: number;
  pages: ReadonlyMap<number, readonly RowView[]>;
  live: readonly RowView[];
  cursor: number;
  opened: ModelKey | null;
  marked: ReadonlySet<string>;
  showsTask: boolean;
  showsHub: boolean;
  onCursor: (row: number) => void;
  onOpen: (row: RowView) => void;
  onMark: (row: RowView) => void;
  onDerived: (row: RowView) => void;
  onNeed: (page: number) => void;
}

type Placed = Pick<RowsProps, "total" | "pages" | "live">;

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
  const { idPrefix, pages, cursor, onNeed } = props;
  const total = props.total + props.live.length;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 640 });
  const rows = Math.min(total, MAX_ROWS);
  const [first, last] = windowOf(view.top, view.height, rows);
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
  useEffect(() => {
    const stop = Math.min(last, props.total);
    for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS < stop; page += 1) {
      if (!pages.has(page)) {
        onNeed(page);
        break;
      }
    }
  }, [first, last, props.total, pages, onNeed]);
  useLayoutEffect(() => keepInSight(scroller.current, cursor), [cursor]);
  const indexes = Array.from({ length: last - first }, (_, step) => first + step);
  return (
    <div
      ref={scroller}
      class="hx-rows"
      role="grid"
      aria-label="Models"
      aria-rowcount={total + 1}
      aria-activedescendant={cursor >= first && cursor < last ? `${idPrefix}-${cursor}` : undefined}
      tabIndex={0}
      onScroll={measure}
    >
      <Head />
      <div class="hx-rows-body" role="rowgroup" style={{ height: `${rows * ROW_PX}px` }}>
        {indexes.map((index) => (
          <Row key={index} {...props} index={index} row={rowAt(props, index)} />
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

type RowProps = RowsProps & { index: number; row: RowView | undefined };

function Row({ index, row, idPrefix, cursor, opened, marked, showsTask, showsHub, ...on }: RowProps) {
  const place = { transform: `translateY(${index * ROW_PX}px)` };
  const frame = {
    id: `${idPrefix}-${index}`,
    role: "row",
    "aria-rowindex": index + 2,
    style: place,
  } as const;
  if (row === undefined) {
    return (
      <div {...frame} class="hx-row" aria-busy="true">
        <span
          role="gridcell"
          class="hx-skeleton"
          style={{ width: `${30 + ((index * 13) % 25)}%`, height: "10px" }}
        />
      </div>
    );
  }
  const isOpen = opened !== null && identity(opened) === identity(row);
  const open = (): void => {
    on.onCursor(index);
    on.onOpen(row);
  };
  const mark = (event: MouseEvent): void => {
    event.stopPropagation();
    on.onMark(row);
  };
  const unfold = (event: MouseEvent): void => {
    event.stopPropagation();
    on.onDerived(row);
  };
  return (
    <div
      {...frame}
      class="hx-row hx-row-cells"
      aria-selected={isOpen}
      data-cursor={index === cursor || undefined}
      onClick={open}
    >
      <span role="gridcell">
        <input
          class="hx-box"
          type="checkbox"
          tabIndex={-1}
          aria-label={`Mark ${row.repo}`}
          checked={marked.has(identity(row))}
          onClick={mark}
        />
      </span>
      <span role="gridcell" class="hx-row-name" title={row.repo}>
        <ModelName repo={row.repo} />
        {index >= on.total && (
          <span class="hx-badge hx-plain hx-row-live" title="Asked of the hub just now; not in the counts">
            live
          </span>
        )}
        {row.derived > 0 && (
          <button
            type="button"
            class="hx-badge hx-plain hx-row-derived"
            tabIndex={-1}
            title={`Show what was derived from ${row.repo}`}
            onClick={unfold}
          >
            +{exact(row.derived)} derived
          </button>
        )}
        {row.gated && <span class="hx-badge hx-plain hx-row-gated">gated</span>}
        {showsTask && <span class="hx-row-task">{row.task}</span>}
        {showsHub && <span class="hx-row-hub">{row.hub}</span>}
      </span>
      <span role="gridcell" class="hx-number hx-col-params" title={SOURCE[row.parameters_source]}>
        {row.parameters_source in SOURCE && "≈ "}
        {parameters(row.parameters)}
      </span>
      <span role="gridcell" class="hx-col-license">
        <LicenseBadge of={row.license_class} id={row.license_id} />
      </span>
      <span role="gridcell" class="hx-col-memory">
        <FitBadge
          of={row.fit}
          title={row.memory_bytes === null ? "Memory not known" : `Needs about ${bytes(row.memory_bytes)}`}
        />
      </span>
      <span role="gridcell" class="hx-number hx-col-downloads">
        {downloads(row.downloads)}
      </span>
      <span role="gridcell" class="hx-number hx-muted hx-col-updated">
        {age(row.updated_s)}
      </span>
    </div>
  );
}
