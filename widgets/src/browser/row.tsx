/** One line of the result list: a model, what stands below its base, or the rest of that. */

import { age, bytes, downloads, exact, parameters } from "../shared/format";
import { FitBadge, LicenseBadge, ModelName } from "../shared/parts";
import { derivedCount, levelOf, type Path, relationsText, relationText } from "./families";
import type { RowView } from "./finder";

export const ROW_PX = 36;
const INDENT_PX = 20;

/** Where a number of parameters that the weights do not state is from. */
const SOURCE: Record<string, string> = {
  name: "From the model's name",
  config: "Estimated from its configuration",
};

/** What can be done with a row. */
export interface RowActions {
  onOpen: (path: Path, row: RowView) => void;
  onMark: (row: RowView) => void;
  /** Unfolds a base, or folds it. */
  onUnfold: (path: Path, row: RowView) => void;
  /** Shows the next of what was derived from a base. */
  onMore: (base: Path) => void;
  /** Shows what was derived from a base as a list of its own. */
  onAlone: (base: Path) => void;
}

interface FrameProps {
  id: string;
  at: number;
  path: Path;
  isTree: boolean;
}

function frameOf({ id, at, path, isTree }: FrameProps) {
  return {
    id,
    role: "row",
    "aria-rowindex": at + 2,
    "aria-level": isTree ? levelOf(path) : undefined,
    style: { transform: `translateY(${at * ROW_PX}px)` },
  } as const;
}

function indent(path: Path): { paddingInlineStart: string } | undefined {
  const level = levelOf(path);
  return level > 1 ? { paddingInlineStart: `${(level - 1) * INDENT_PX}px` } : undefined;
}

export function WaitingRow({ width, ...frame }: FrameProps & { width: string }) {
  return (
    <div {...frameOf(frame)} class="hx-row" aria-busy="true">
      <span role="gridcell" class="hx-skeleton" style={{ width, height: "10px" }} />
    </div>
  );
}

interface MoreRowProps extends FrameProps, Pick<RowActions, "onMore" | "onAlone"> {
  base: Path;
  left: number;
  hasCursor: boolean;
}

/** What is left of the models derived from one. */
export function MoreRow({ base, left, hasCursor, onMore, onAlone, ...frame }: MoreRowProps) {
  return (
    <div {...frameOf(frame)} class="hx-row hx-row-cells hx-row-below" data-cursor={hasCursor || undefined}>
      <span role="gridcell" />
      <span role="gridcell" class="hx-row-more" style={indent(frame.path)}>
        <button type="button" class="hx-link" tabIndex={-1} onClick={() => onMore(base)}>
          Show more of {exact(left)}
        </button>
        <button type="button" class="hx-link hx-quiet" tabIndex={-1} onClick={() => onAlone(base)}>
          List them alone
        </button>
      </span>
    </div>
  );
}

interface ModelRowProps extends FrameProps, RowActions {
  row: RowView;
  relation: string | null;
  isLive: boolean;
  isOpen: boolean;
  isMarked: boolean;
  isUnfolded: boolean;
  hasCursor: boolean;
  showsTask: boolean;
  showsHub: boolean;
}

export function ModelRow(props: ModelRowProps) {
  const { row, path, isOpen, isMarked, isUnfolded, hasCursor, onOpen, onMark } = props;
  const isBase = derivedCount(row) > 0;
  const mark = (event: MouseEvent): void => {
    event.stopPropagation();
    onMark(row);
  };
  return (
    <div
      {...frameOf(props)}
      class={`hx-row hx-row-cells ${levelOf(path) > 1 ? "hx-row-below" : ""}`}
      aria-selected={isOpen}
      aria-expanded={isBase ? isUnfolded : undefined}
      data-cursor={hasCursor || undefined}
      onClick={() => onOpen(path, row)}
    >
      <span role="gridcell">
        <input
          class="hx-box"
          type="checkbox"
          tabIndex={-1}
          aria-label={`Mark ${row.repo}`}
          checked={isMarked}
          onClick={mark}
        />
      </span>
      <NameCell {...props} />
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

function NameCell({ row, path, relation, isLive, isUnfolded, showsTask, showsHub, onUnfold }: ModelRowProps) {
  const count = derivedCount(row);
  const relations = relationsText(row.derived);
  const unfold = (event: MouseEvent): void => {
    event.stopPropagation();
    onUnfold(path, row);
  };
  return (
    <span role="gridcell" class="hx-row-name" title={row.repo} style={indent(path)}>
      <span class="hx-row-id">
        <ModelName repo={row.repo} />
      </span>
      {isLive && (
        <span class="hx-badge hx-plain hx-row-live" title="Asked of the hub just now; not in the counts">
          live
        </span>
      )}
      {count > 0 && (
        <button
          type="button"
          class="hx-badge hx-plain hx-row-derived"
          tabIndex={-1}
          aria-label={`${isUnfolded ? "Fold" : "Unfold"} what was derived from ${row.repo}: ${relations}`}
          title={relations}
          onClick={unfold}
        >
          <span class="hx-twist" data-open={isUnfolded || undefined} aria-hidden="true" />
          {isUnfolded ? relations : `${exact(count)} derived`}
        </button>
      )}
      {relation !== null && <span class="hx-row-relation">{relationText(relation)}</span>}
      {row.gated && <span class="hx-badge hx-plain hx-row-gated">gated</span>}
      {showsTask && <span class="hx-row-task">{row.task}</span>}
      {showsHub && relation === null && <span class="hx-row-hub">{row.hub}</span>}
    </span>
  );
}
