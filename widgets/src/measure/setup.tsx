/** Which rows, which column is what, which metric decides, and who is measured. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { FilePick } from "../shared/filepick";
import { exact, exactly, plural } from "../shared/format";
import { Gravest } from "../shared/gravest";
import type {
  DataFile,
  MeasureCandidateView,
  MeasureCheckArgs,
  MeasureCheckData,
  ModelKey,
} from "../shared/messages";
import { Preview } from "../shared/preview";
import type { Screen } from "../shared/screen";
import { Labeling } from "./labeling";

const SAMPLE = "tickets_test.csv";

interface Choices {
  /** The id of data given before, instead of a file. */
  data?: string;
  file: DataFile | null;
  columns: Record<string, string>;
  metric: string;
  slices: string[] | null;
  labels: Record<string, string>;
}

export const FRESH: Choices = { file: null, columns: {}, metric: "", slices: null, labels: {} };

export interface SetupState {
  choices: Choices;
  check: MeasureCheckData | null;
  isChecking: boolean;
  /** Whether the check shown is of other data than what is chosen now. */
  isOld: boolean;
  /** What to start with; null while something is missing. */
  args: MeasureCheckArgs | null;
  choose: (choices: Choices) => void;
}

/** Checks the choices now and whenever they or the candidates change; the newest answer counts. */
export function useSetup(screen: Screen<"measure">, candidates: readonly ModelKey[]): SetupState {
  const [choices, choose] = useState<Choices>(FRESH);
  const [check, setCheck] = useState<MeasureCheckData | null>(null);
  const [checked, setChecked] = useState<Choices>(FRESH);
  const [isChecking, setChecking] = useState(false);
  const newest = useRef(0);
  const { ask } = screen;
  const names = candidates.map(exactly).join(" ");
  const run = useCallback(
    async (wanted: Choices) => {
      newest.current += 1;
      const asked = newest.current;
      setChecking(true);
      const data = await ask("check", { data: "", ...wanted });
      if (asked !== newest.current) return;
      setChecking(false);
      setChecked(wanted);
      if (data) setCheck(data);
    },
    [ask],
  );
  useEffect(() => void run(choices), [run, choices, names]);
  const isGood = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const isReady = isGood && !isNoLabelMet(check);
  const { columns, metric, slices, labels } = choices;
  const args = isReady ? { data: check.data, file: null, columns, metric, slices, labels } : null;
  const isOld = isChecking && (checked.file !== choices.file || checked.data !== choices.data);
  return { choices, check, isChecking, isOld, args, choose };
}

interface SetupProps {
  screen: Screen<"measure">;
  setup: SetupState;
  isRunning: boolean;
  onStart: () => void;
}

export function Setup({ screen, setup, isRunning, onStart }: SetupProps) {
  const { args, isOld } = setup;
  const check = isOld ? null : setup.check;
  return (
    <div class="hx-setup">
      <Data screen={screen} setup={setup} />
      {check !== null && isLabelable(check) && (
        <Labeling
          key={check.data}
          screen={screen}
          check={check}
          onMeasure={(data, columns) => setup.choose({ ...FRESH, data, columns })}
        />
      )}
      {check !== null && check.roles.length > 0 && <Mapping setup={setup} check={check} />}
      {check !== null && check.candidates.length > 0 && <Candidates setup={setup} check={check} />}
      <div class="hx-line-of">
        <button
          type="button"
          class="hx-btn hx-primary"
          disabled={args === null || isRunning}
          onClick={onStart}
        >
          Measure {check !== null && check.candidates.length > 0 ? check.candidates.length : ""}
        </button>
        {args !== null && check !== null && (
          <span class="hx-muted">
            {plural(check.rows, "row")} of {check.name} for each; answers are kept and never computed twice
          </span>
        )}
        {check !== null && isNoLabelMet(check) && (
          <span class="hx-label-gap">
            No label of your rows is one of a candidate's. Choose under Candidates which of its labels stands
            for which of yours.
          </span>
        )}
      </div>
    </div>
  );
}

function Data({ screen, setup }: { screen: Screen<"measure">; setup: SetupState }) {
  const { choices, check, isChecking, isOld, choose } = setup;
  return (
    <section class="hx-step" aria-label="Data">
      <h3>Your rows</h3>
      {check !== null && (
        <FilePick
          to={{
            upload: (args) => screen.ask("upload", args),
            cancel: (args) => screen.ask("upload_cancel", args),
          }}
          limits={check.upload}
          title="Upload CSV, JSONL, Parquet or .zip"
          label="File of labeled rows"
          chosen={choices.file}
          onFile={(file) => choose({ ...FRESH, file })}
          after={isChecking && <span class="hx-muted">Checking…</span>}
        >
          <button
            type="button"
            class="hx-btn"
            aria-pressed={choices.file === null && choices.data === undefined}
            onClick={() => choose(FRESH)}
          >
            Sample: {SAMPLE}
          </button>
        </FilePick>
      )}
      {!isOld && check?.problem && (
        <p class="hx-step-note" role="alert">
          <b>{check.problem.message}</b> {check.problem.hint}
        </p>
      )}
      {(isOld ? [] : (check?.notes ?? [])).map((one) => (
        <p key={one} class="hx-muted">
          {one}
        </p>
      ))}
      {!isOld && check !== null && check.preview.length > 0 && (
        <Preview
          columns={check.columns}
          rows={check.preview}
          pictures={check.pictures}
          roleOf={(column) => check.roles.find((role) => role.column === column)?.role ?? ""}
        />
      )}
    </section>
  );
}

function Mapping({ setup, check }: { setup: SetupState; check: MeasureCheckData }) {
  const { choices, choose } = setup;
  const columns = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  const chosen = choices.slices ?? check.slices;
  const toggle = (column: string): void =>
    choose({
      ...choices,
      slices: chosen.includes(column) ? chosen.filter((one) => one !== column) : [...chosen, column],
    });
  return (
    <section class="hx-step" aria-label="What is what">
      <h3>What is what</h3>
      <div class="hx-line-of">
        {check.roles.map(({ role, column }) => (
          <label key={role} class="hx-line-of">
            <span class="hx-muted">{role}</span>
            <select
              class="hx-field"
              value={column}
              onChange={(event) =>
                choose({ ...choices, columns: { ...columns, [role]: event.currentTarget.value } })
              }
            >
              {check.columns.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label class="hx-line-of">
          <span class="hx-muted">decided by</span>
          <select
            class="hx-field"
            value={check.metric}
            onChange={(event) => choose({ ...choices, metric: event.currentTarget.value })}
          >
            {check.metrics.map((metric) => (
              <option key={metric.name} value={metric.name}>
                {metric.title}
              </option>
            ))}
          </select>
        </label>
      </div>
      {check.slices.length > 0 && (
        <div class="hx-line-of" role="group" aria-label="Shown apart by">
          <span class="hx-muted">shown apart by</span>
          {check.slices.map((column) => (
            <label key={column} class="hx-line-of">
              <input type="checkbox" checked={chosen.includes(column)} onChange={() => toggle(column)} />
              {column}
            </label>
          ))}
        </div>
      )}
    </section>
  );
}

function Candidates({ setup, check }: { setup: SetupState; check: MeasureCheckData }) {
  return (
    <section class="hx-step" aria-label="Candidates">
      <h3>Candidates</h3>
      <ul class="hx-measured">
        {check.candidates.map((one) => (
          <li key={exactly(one.key)}>
            <b>{one.name}</b>
            <span class="hx-muted">
              {one.answered >= check.rows
                ? "all answers kept"
                : one.answered > 0
                  ? `${exact(one.answered)} answers kept`
                  : ""}
            </span>
            <Gravest finding={one.gravest} />
            {one.labels.length > 0 && <Labels setup={setup} check={check} candidate={one} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

type LabelsProps = {
  setup: SetupState;
  check: MeasureCheckData;
  candidate: MeasureCandidateView;
};

/** How the model's labels meet those of the data, to be changed by hand. */
function Labels({ setup: { choices, choose }, check, candidate }: LabelsProps) {
  const isMet = candidate.labels.some((pair) => pair.data !== "");
  const set = (label: string, data: string): void => {
    const { [label]: _, ...others } = choices.labels;
    choose({ ...choices, labels: data === "" ? others : { ...others, [label]: data } });
  };
  return (
    <details class="hx-label-map" open={!isMet}>
      <summary class={isMet && candidate.labels_missing.length === 0 ? "hx-muted" : "hx-label-gap"}>
        {candidate.labels_how}
        {candidate.labels_missing.length > 0 &&
          `; never answered by it: ${candidate.labels_missing.join(", ")}`}
      </summary>
      <ul>
        {candidate.labels.map((pair) => (
          <li key={pair.label}>
            <span title={pair.label}>{pair.label}</span>
            <select
              class="hx-field"
              aria-label={`${candidate.name}: ${pair.label} stands for`}
              value={pair.data}
              onChange={(event) => set(pair.label, event.currentTarget.value)}
            >
              <option value="">none of the data</option>
              {check.labels.map((label) => (
                <option key={label} value={label}>
                  {label}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Whether every candidate is known to answer with labels none of which the rows have. */
function isNoLabelMet({ candidates }: MeasureCheckData): boolean {
  return (
    candidates.length > 0 &&
    candidates.every(({ labels }) => labels.length > 0 && labels.every((pair) => pair.data === ""))
  );
}

/** Whether rows can be given labels: a task of labels, or data that lacks them; no labels file. */
function isLabelable(check: MeasureCheckData): boolean {
  const isLabels = check.columns.includes("picked") && check.columns.includes("row");
  return (
    check.can_label &&
    check.columns.length > 0 &&
    !isLabels &&
    (check.problem !== null || check.labels.length > 0)
  );
}
