/** The rows behind the figures: where candidates differ, and what one of them got wrong. */

import { useEffect, useRef, useState } from "preact/hooks";

import { exact, plural } from "../shared/format";
import type { ReportView, RowsData } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import { Picture } from "../shared/preview";
import type { Screen } from "../shared/screen";

const PAGE = 50;

export function Rows({ screen, report }: { screen: Screen<"measure">; report: ReportView }) {
  const [contains, setContains] = useState("");
  // One alone disagrees with nobody.
  const only = report.standings.length === 1 ? report.standings[0] : undefined;
  const [wrongFor, setWrongFor] = useState(only?.name ?? "");
  const [offset, setOffset] = useState(0);
  const [data, setData] = useState<RowsData | null>(null);
  const newest = useRef(0);
  const { ask } = screen;
  useEffect(() => {
    newest.current += 1;
    const asked = newest.current;
    void ask("rows", { contains, wrong_for: wrongFor, offset }).then((found) => {
      if (found && asked === newest.current) setData(found);
    });
  }, [ask, contains, wrongFor, offset, report]);
  return (
    <section aria-label="Rows">
      <div class="hx-line-of hx-rows-head">
        <h3>{wrongFor === "" ? "Where they disagree" : "What it got wrong"}</h3>
        {data !== null && (
          <span class="hx-muted">
            {exact(data.total)} of {plural(report.rows, "row")}
          </span>
        )}
        <span class="hx-space" />
        <label>
          <span class="hx-unseen">Rows to show</span>
          <select
            class="hx-field"
            value={wrongFor}
            onChange={(event) => {
              setWrongFor(event.currentTarget.value);
              setOffset(0);
            }}
          >
            {only === undefined && <option value="">Disagreements</option>}
            {report.standings.map((one) => (
              <option key={one.name} value={one.name}>
                Wrong: {one.name}
              </option>
            ))}
          </select>
        </label>
        <input
          class="hx-field"
          type="search"
          placeholder="Search these rows"
          aria-label="Search these rows"
          value={contains}
          onInput={(event) => {
            setContains(event.currentTarget.value);
            setOffset(0);
          }}
        />
      </div>
      {data === null ? <Skeleton rows={4} /> : <RowTable data={data} screen={screen} />}
      {data !== null && data.total > PAGE && (
        <div class="hx-line-of">
          <button
            type="button"
            class="hx-btn"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - PAGE))}
          >
            Earlier
          </button>
          <span class="hx-muted">
            {offset + 1} to {Math.min(offset + PAGE, data.total)}
          </span>
          <button
            type="button"
            class="hx-btn"
            disabled={offset + PAGE >= data.total}
            onClick={() => setOffset(offset + PAGE)}
          >
            Later
          </button>
        </div>
      )}
    </section>
  );
}

/** A recording is fetched when somebody wants to hear it. */
function Listen({ screen, number, name }: { screen: Screen<"measure">; number: number; name: string }) {
  const [url, setUrl] = useState("");
  if (url !== "") return <audio class="hx-listen" controls autoplay src={url} aria-label={name} />;
  const onClick = (): void =>
    void screen.ask("listen", { number }).then((found) => found && setUrl(found.url));
  return (
    <button type="button" class="hx-btn hx-listen" aria-label={`Listen to ${name}`} onClick={onClick}>
      ▶
    </button>
  );
}

function RowTable({ data, screen }: { data: RowsData; screen: Screen<"measure"> }) {
  if (data.rows.length === 0) return <p class="hx-muted">No such row.</p>;
  return (
    <div class="hx-wide" tabIndex={0} role="group" aria-label="Rows with their answers">
      <table class="hx-table hx-answers">
        <thead>
          <tr>
            <th scope="col" class="hx-number">
              row
            </th>
            <th scope="col">input</th>
            <th scope="col">truth</th>
            {data.names.map((name) => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.number}>
              <td class="hx-number hx-muted">{exact(row.number)}</td>
              <td title={row.input}>
                <Picture url={data.pictures[row.input]} />
                {data.has_sounds && <Listen screen={screen} number={row.number} name={row.input} />}
                {row.input}
              </td>
              <td title={row.truth}>{row.truth}</td>
              {row.answers.map((answer, at) => (
                <td key={at} class={answer.is_right ? "hx-right" : "hx-wrong"} title={answer.text}>
                  <span class="hx-unseen">{answer.is_right ? "right: " : "wrong: "}</span>
                  {answer.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
