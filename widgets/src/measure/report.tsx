/** The report: the verdict in words, the pictures, the rows behind them, and a person's choice. */

import { useState } from "preact/hooks";

import { saveFile } from "../shared/files";
import { bytes, exact } from "../shared/format";
import type { ReportFileArgs, ReportView, SliceView, TableView } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { Confusion } from "./confusion";
import { Intervals, shown, Tradeoff } from "./plots";
import { Rows } from "./rows";

interface ReportProps {
  screen: Screen<"measure">;
  report: ReportView;
  onReport: (report: ReportView) => void;
  onAgain: () => void;
}

export function Report({ screen, report, onReport, onAgain }: ReportProps) {
  const isRanked = report.standings.some((one) => one.in_top);
  return (
    <div class="hx-report">
      <div class="hx-report-main">
        <div class="hx-line-of">
          <span class="hx-basis">
            <b>{exact(report.rows)}</b> rows
          </span>
          <span class="hx-basis">{report.metric}</span>
          <span class="hx-space" />
          <button type="button" class="hx-btn" onClick={onAgain}>
            Change what is measured
          </button>
        </div>
        <p class="hx-verdict-words">{report.verdict}</p>
        <Intervals report={report} />
        <p class="hx-muted">
          {report.standings.length === 1 ? "Line: the 95 % interval." : "Lines: 95 % intervals."}
          {isRanked &&
            report.standings.length > 1 &&
            " In color: the top group, that nobody is shown to beat."}
          {!isRanked && " Too few rows to rank anybody."}
          {!report.higher_is_better && " Less is better."}
        </p>
        <Rows screen={screen} report={report} />
        {report.has_confusion && (
          <details class="hx-fold">
            <summary>Confusion</summary>
            <Confusion screen={screen} report={report} />
          </details>
        )}
        {report.tables.map((table) => (
          <details key={table.title} class="hx-fold">
            <summary>{table.title}</summary>
            <PlainTable table={table} />
          </details>
        ))}
        <details class="hx-fold">
          <summary>What was measured on</summary>
          {report.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </details>
      </div>
      <aside class="hx-report-side">
        {report.slices.length > 0 && <Slices report={report} />}
        <Tradeoff
          report={report}
          title="Quality against latency"
          cost={(one) => one.p50_s}
          words={(cost) => `${(1000 * cost).toFixed(1)} ms`}
          beatenBy={(one) => one.slower_than}
          verb="is slower than"
        />
        <Tradeoff
          report={report}
          title="Quality against peak memory"
          cost={(one) => one.peak_bytes}
          words={bytes}
          beatenBy={(one) => one.larger_than}
          verb="takes more memory than"
        />
        <Tradeoff
          report={report}
          title="Quality against the cost of 1,000 answers"
          cost={(one) => one.cost_of_1000}
          words={(cost) => cost.toPrecision(3)}
          beatenBy={(one) => one.dearer_than}
          verb="costs more than"
        />
        <Choice screen={screen} report={report} onReport={onReport} />
        {report.published.map((table) => (
          <Published key={table.title} table={table} />
        ))}
      </aside>
    </div>
  );
}

/** The two that lead, slice by slice. */
function Slices({ report }: { report: ReportView }) {
  const [first, second] = report.standings;
  const value = (slice: SliceView, at: number): string => shown(slice.values[at] ?? 0, report.is_percent);
  const highest = Math.max(1e-9, ...report.slices.map((slice) => slice.values[0] ?? 0));
  return (
    <section aria-label="By slice">
      <h3>By slice</h3>
      <p class="hx-muted">
        {first?.name}
        {second !== undefined && ` · ${second.name}`}
      </p>
      <ul class={`hx-slices ${second === undefined ? "hx-one" : ""}`}>
        {report.slices.map((slice) => (
          <li key={slice.name} class={slice.is_ranked ? "" : "hx-few"}>
            <span title={slice.name}>{slice.name}</span>
            <span class="hx-score-track" aria-hidden="true">
              <i
                style={{ width: `${(100 * (slice.values[0] ?? 0)) / (report.is_percent ? 1 : highest)}%` }}
              />
            </span>
            <span class="hx-number">
              {value(slice, 0)}
              {second !== undefined && ` · ${value(slice, 1)}`}
            </span>
            <span class="hx-number hx-muted">n = {exact(slice.rows)}</span>
          </li>
        ))}
      </ul>
      {report.slices.some((slice) => !slice.is_ranked) && (
        <p class="hx-muted">Gray: too few rows to rank anybody.</p>
      )}
    </section>
  );
}

/** What the authors say of themselves, a line a model, the rest one click away. */
function Published({ table }: { table: TableView }) {
  const names = [...new Set(table.rows.map((row) => row[0] ?? ""))];
  return (
    <section aria-label="Published scores">
      <h3>
        Published elsewhere <span class="hx-badge hx-plain">not your data</span>
      </h3>
      {names.map((name) => {
        const [first, ...others] = table.rows.filter((row) => row[0] === name).map((row) => row[1] ?? "");
        return (
          <details key={name} class="hx-published">
            <summary>
              <b>{name}</b> <span class="hx-muted">{first}</span>
            </summary>
            {others.map((text) => (
              <p key={text} class="hx-muted">
                {text}
              </p>
            ))}
          </details>
        );
      })}
    </section>
  );
}

function PlainTable({ table }: { table: TableView }) {
  return (
    <div class="hx-wide" tabIndex={0} role="group" aria-label={table.title}>
      <table class="hx-table">
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.note !== "" && <p class="hx-muted">{table.note}</p>}
    </div>
  );
}

const EXPORTS: ReadonlyArray<{ format: ReportFileArgs["format"]; label: string }> = [
  { format: "html", label: "HTML page" },
  { format: "md", label: "Markdown" },
  { format: "csv", label: "Rows as CSV" },
  { format: "yaml", label: ".eval_results" },
  { format: "spec", label: "Spec to run again" },
];

function Choice({ screen, report, onReport }: Omit<ReportProps, "onAgain">) {
  const [candidate, setCandidate] = useState(report.choice?.candidate ?? report.standings[0]?.name ?? "");
  const [reason, setReason] = useState(report.choice?.reason ?? "");
  const save = async (format: ReportFileArgs["format"]): Promise<void> => {
    const file = await screen.ask("export", { format });
    if (file) saveFile(file.name, file.text, file.type);
  };
  const choose = async (): Promise<void> => {
    const next = await screen.ask("choose", { candidate, reason });
    if (next) onReport(next);
  };
  return (
    <section aria-label="Your choice">
      <h3>Your choice</h3>
      {report.choice !== null && (
        <p>
          <b>{report.choice.candidate}</b>
          {report.choice.in_top === null && " (nobody is ranked)"}
          {report.choice.in_top === true && " (in the top group)"}
          {report.choice.in_top === false && " (not in the top group)"}
          {report.choice.reason !== "" && `: ${report.choice.reason}`}
        </p>
      )}
      <div class="hx-choice">
        <select
          class="hx-field"
          aria-label="Candidate to choose"
          value={candidate}
          onChange={(event) => setCandidate(event.currentTarget.value)}
        >
          {report.standings.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </select>
        <input
          class="hx-field"
          placeholder="Why"
          aria-label="Reason"
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <button type="button" class="hx-btn hx-primary" onClick={() => void choose()}>
          Choose
        </button>
      </div>
      <div class="hx-line-of">
        <button
          type="button"
          class="hx-btn"
          disabled={report.choice === null}
          title={report.choice === null ? "Choose first" : ""}
          onClick={() => void save("decision")}
        >
          Decision page
        </button>
        {EXPORTS.map(({ format, label }) => (
          <button key={format} type="button" class="hx-btn" onClick={() => void save(format)}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
