/** Labels by keyboard for rows that have none: a random sample, kept after every answer. */

import { useRef, useState } from "preact/hooks";

import type { LabelingView, LabelRow, MeasureCheckData } from "../shared/messages";
import type { Screen } from "../shared/screen";

const WANTED = 100;

interface LabelingProps {
  screen: Screen<"measure">;
  check: MeasureCheckData;
  /** Measure on what was labeled. */
  onMeasure: (data: string, columns: Record<string, string>) => void;
}

export function Labeling({ screen, check, onMeasure }: LabelingProps) {
  const [view, setView] = useState<LabelingView | null>(null);
  const [names, setNames] = useState(suggested(check).join(", "));
  const [text, setText] = useState(check.roles.find((role) => role.role === "text")?.column ?? "");
  const [wanted, setWanted] = useState(WANTED);
  const labels = names.split(/[,\n]/u).filter((name) => name.trim() !== "");
  const open = async (): Promise<void> => {
    const opened = await screen.ask("label_open", { data: check.data, labels, text, wanted });
    if (opened) setView(opened);
  };
  if (view !== null) {
    return (
      <Grid
        screen={screen}
        view={view}
        onView={setView}
        onClose={() => setView(null)}
        onMeasure={() => onMeasure(view.data, { text: view.text_column, label: view.label_column })}
      />
    );
  }
  return (
    <details class="hx-step hx-fold" open={check.problem !== null}>
      <summary>No labels yet?</summary>
      <p class="hx-muted">
        A random sample of rows, labeled by hand, is kept after every answer and shows what it can show.
      </p>
      <div class="hx-line-of">
        <input
          class="hx-field hx-grow"
          aria-label="Labels, separated by commas"
          placeholder="refund, delivery, cancel"
          value={names}
          onInput={(event) => setNames(event.currentTarget.value)}
        />
        <label class="hx-line-of">
          <span class="hx-muted">text</span>
          <select class="hx-field" value={text} onChange={(event) => setText(event.currentTarget.value)}>
            <option value="">found</option>
            {check.columns.map((column) => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </select>
        </label>
        <label class="hx-line-of">
          <span class="hx-muted">rows</span>
          <input
            class="hx-field hx-rows-wanted"
            type="number"
            min={1}
            max={100000}
            value={wanted}
            onInput={(event) => setWanted(Math.max(1, Math.round(event.currentTarget.valueAsNumber || 1)))}
          />
        </label>
        <button type="button" class="hx-btn" disabled={labels.length < 2} onClick={() => void open()}>
          Label some rows
        </button>
      </div>
    </details>
  );
}

/** The labels that the candidates know by name; else those of the data. */
function suggested(check: MeasureCheckData): readonly string[] {
  const known = check.candidates[0]?.labels.map((one) => one.label) ?? [];
  return known.length > 0 && !known.every((label) => /^label_\d+$/iu.test(label)) ? known : check.labels;
}

interface GridProps {
  screen: Screen<"measure">;
  view: LabelingView;
  onView: (view: LabelingView) => void;
  onClose: () => void;
  onMeasure: () => void;
}

function Grid({ screen, view, onView, onClose, onMeasure }: GridProps) {
  const [at, setAt] = useState(0);
  const [note, setNote] = useState("");
  const newest = useRef(0);
  const row = view.rows[Math.min(at, view.rows.length - 1)];
  /** Shows the answer to the newest request only, so that quick keys do not run backwards. */
  const show = async (asked: Promise<LabelingView | null | undefined>): Promise<void> => {
    newest.current += 1;
    const number = newest.current;
    const next = await asked;
    if (next && number === newest.current) onView(next);
  };
  const disagree = async (): Promise<void> => {
    setNote("The candidates are asked…");
    const next = await screen.ask("label_disagreements", {});
    if (next) onView(next);
    setAt(0);
    const isAny = next?.rows.some((one) => one.is_picked) ?? false;
    setNote(next && !isAny ? "They agree on every row that was asked." : "");
  };
  const say = (label: string): void => {
    if (row === undefined) return;
    onView({ ...view, rows: view.rows.filter((one) => one.place !== row.place) });
    setAt(0);
    void show(screen.ask("label", { place: row.place, label }));
  };
  const undo = (): void => {
    setAt(0);
    void show(screen.ask("label_undo", {}));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const label = /^[1-9]$/u.test(event.key) ? view.labels[Number(event.key) - 1] : undefined;
    if (label !== undefined) say(label);
    else if (event.key === "s") say("");
    else if (event.key === "u") undo();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, view.rows.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      class="hx-step hx-labeling"
      aria-label="Label rows"
      tabIndex={0}
      onKeyDown={onKeyDown}
      ref={focused}
    >
      <div class="hx-line-of">
        <h3>Label rows</h3>
        <span class="hx-number" role="status">
          {view.progress}
        </span>
        <span class="hx-space" />
        <button type="button" class="hx-btn" onClick={onClose}>
          Close
        </button>
      </div>
      <ol class="hx-label-rows" aria-label="Rows to label">
        {view.rows.slice(0, 6).map((one) => (
          <li key={one.place} aria-current={one === row ? "true" : undefined}>
            <Row row={one} />
          </li>
        ))}
      </ol>
      {row === undefined && <p>Every row of the sample has been answered.</p>}
      <div class="hx-label-keys" role="group" aria-label="Labels">
        {view.labels.map((label, index) => (
          <button
            key={label}
            type="button"
            class="hx-btn"
            disabled={row === undefined}
            onClick={() => say(label)}
          >
            {index < 9 && <kbd>{index + 1}</kbd>} {label}
          </button>
        ))}
        <button type="button" class="hx-btn" disabled={row === undefined} onClick={() => say("")}>
          <kbd>s</kbd> skip
        </button>
        <button type="button" class="hx-btn" disabled={view.recent.length === 0} onClick={undo}>
          <kbd>u</kbd> undo
        </button>
      </div>
      {view.recent.length > 0 && (
        <ul class="hx-label-recent" aria-label="Last answers">
          {view.recent.map((one) => (
            <li key={one.place}>
              <b>{one.label || "skipped"}</b> <span class="hx-muted">{one.text}</span>
            </li>
          ))}
        </ul>
      )}
      <div class="hx-line-of">
        <button type="button" class="hx-btn hx-primary" disabled={view.labeled === 0} onClick={onMeasure}>
          Measure on these {view.labeled}
        </button>
        <button
          type="button"
          class="hx-btn"
          title="They show where candidates go wrong; no estimate holds them"
          onClick={() => void disagree()}
        >
          Rows where candidates disagree
        </button>
        <span class="hx-muted" role="status">
          {note}
        </span>
        <span class="hx-muted">
          Kept in {view.kept_in}
          {view.picked > 0 && ` · ${view.picked} for disagreement, in no estimate`}
          {view.skipped > 0 && ` · ${view.skipped} skipped`}
        </span>
      </div>
    </section>
  );
}

function Row({ row }: { row: LabelRow }) {
  return (
    <>
      <span class="hx-number hx-muted">{row.number}</span>
      <span>{row.text}</span>
      {row.is_picked && <span class="hx-badge hx-plain">candidates disagree</span>}
    </>
  );
}

/** Takes the keyboard once the grid stands, so that keys work at once. */
function focused(section: HTMLElement | null): void {
  section?.focus();
}
