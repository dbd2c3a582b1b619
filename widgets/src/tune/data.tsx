/** Which rows to learn from: the sample or a file, its columns, and what the check found. */

import { FilePick } from "../shared/filepick";
import { bytes, exact, plural } from "../shared/format";
import type { BaseData, CheckData, DataFile } from "../shared/messages";
import { Preview } from "../shared/preview";
import type { Receiver } from "../shared/upload";

export interface Source {
  file: DataFile | null;
  /** Of a table in the project folder; without it and a file, the sample. */
  path: string;
  /** By role; the check proposes those that nobody chose. */
  columns: Record<string, string>;
}

export const NO_FILE: Source = { file: null, path: "", columns: {} };

interface DataStepProps {
  to: Receiver;
  base: BaseData;
  source: Source;
  check: CheckData | null;
  isChecking: boolean;
  onSource: (source: Source) => void;
}

export function DataStep({ to, base, source, check, isChecking, onSource }: DataStepProps) {
  return (
    <section class="hx-step" aria-label="Data">
      <h3>Data</h3>
      <FilePick
        to={to}
        limits={base.upload}
        title={base.names_files ? "Upload a .zip" : "Upload CSV or JSONL"}
        label="File of rows"
        chosen={source.file}
        onFile={(file) => onSource({ ...NO_FILE, file })}
        after={
          <>
            <input
              class="hx-field hx-project-file"
              aria-label="Table in the project folder"
              placeholder="or in the project: data/mine.csv"
              spellcheck={false}
              value={source.path}
              onChange={(event) => onSource({ ...NO_FILE, path: event.currentTarget.value.trim() })}
            />
            {isChecking && <span class="hx-muted">Checking…</span>}
          </>
        }
      >
        {base.has_sample && (
          <button
            type="button"
            class="hx-btn"
            aria-pressed={source.file === null && source.path === ""}
            onClick={() => onSource(NO_FILE)}
          >
            Sample tickets (500 rows)
          </button>
        )}
      </FilePick>
      <Needed base={base} isOpen={!base.has_sample && (check === null || check.rows === 0)} />
      {check?.problem && (
        <p class="hx-step-note" role="alert">
          <b>{check.problem.message}</b> {check.problem.hint}
        </p>
      )}
      {check !== null && check.columns.length > 0 && (
        <Columns source={source} check={check} onSource={onSource} />
      )}
      {check !== null && check.rows > 0 && <Checked check={check} />}
    </section>
  );
}

/** What a file must hold, with a row as an example. */
function Needed({ base, isOpen }: { base: BaseData; isOpen: boolean }) {
  return (
    <details open={isOpen}>
      <summary class="hx-muted">What a file must hold</summary>
      <table class="hx-table hx-needed">
        <thead>
          <tr>
            {base.needs.map((need) => (
              <th key={need.role} scope="col" title={`also read: ${need.names.join(", ")}`}>
                {need.role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {base.needs.map((need) => (
              <td key={need.role}>{need.example}</td>
            ))}
          </tr>
          <tr>
            {base.needs.map((need) => (
              <td key={need.role} class="hx-muted">
                {need.about}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p class="hx-muted">
        {base.names_files
          ? `A table whose rows name files beside it: packed with them as a .zip of at most ${bytes(base.upload.max_bytes)}, or in the project folder at any size. `
          : `CSV or JSON Lines of at most ${bytes(base.upload.max_bytes)}, or a table in the project folder at any size. `}
        Twenty rows at least; a column "language" gives a result for each.
      </p>
    </details>
  );
}

type ColumnsProps = Pick<DataStepProps, "source" | "onSource"> & { check: CheckData };

function Columns({ source, check, onSource }: ColumnsProps) {
  const chosen = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  return (
    <div class="hx-line-of">
      {check.roles.map(({ role, about, column }) => (
        <label key={role} class="hx-line-of" title={about}>
          <span class="hx-muted">{role.charAt(0).toUpperCase() + role.slice(1)} in</span>
          <select
            class="hx-field"
            value={column}
            onChange={(event) =>
              onSource({ ...source, columns: { ...chosen, [role]: event.currentTarget.value } })
            }
          >
            {!check.columns.includes(column) && <option value={column}>choose</option>}
            {check.columns.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function Checked({ check }: { check: CheckData }) {
  const largest = Math.max(1, ...check.labels.map((one) => one.rows));
  return (
    <>
      <p>
        <b>{plural(check.train_rows, "row")}</b> to learn from
        {check.labels.length > 0 && `, ${plural(check.labels.length, "label")}`}
        {check.test_rows > 0 && (
          <span class="hx-muted"> · measured before and after on {plural(check.test_rows, "other row")}</span>
        )}
      </p>
      <ul class="hx-labels" aria-label="Rows for each label">
        {check.labels.map((one) => (
          <li key={one.label}>
            <span title={one.label}>{one.label}</span>
            <i style={{ width: `${(one.rows / largest) * 100}%` }} aria-hidden="true" />
            <span class="hx-number">{exact(one.rows)}</span>
          </li>
        ))}
      </ul>
      {check.warnings.map((warning) => (
        <p key={warning} class="hx-warning">
          <span class="hx-dot hx-dot-warning" role="img" aria-label="Warning" /> {warning}
        </p>
      ))}
      <Preview columns={check.columns} rows={check.preview.slice(0, 5)} pictures={check.pictures} />
    </>
  );
}
