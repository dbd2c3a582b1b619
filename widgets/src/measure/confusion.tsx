/** Which label a candidate took for which. */

import { useEffect, useState } from "preact/hooks";

import type { ConfusionData, ReportView } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";

export function Confusion({ screen, report }: { screen: Screen<"measure">; report: ReportView }) {
  const [name, setName] = useState(report.standings[0]?.name ?? "");
  const [data, setData] = useState<ConfusionData | null>(null);
  const { ask } = screen;
  useEffect(() => {
    if (name !== "") void ask("confusion", { candidate: name }).then((found) => found && setData(found));
  }, [ask, name, report]);
  return (
    <>
      <label class="hx-line-of">
        <span class="hx-muted">What was taken for what by</span>
        <select class="hx-field" value={name} onChange={(event) => setName(event.currentTarget.value)}>
          {report.standings.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {data === null ? <Skeleton rows={6} /> : <Matrix data={data} />}
    </>
  );
}

function Matrix({ data }: { data: ConfusionData }) {
  return (
    <div class="hx-wide" tabIndex={0} role="group" aria-label="True labels by answers">
      <table class="hx-matrix">
        <thead>
          <tr>
            <th scope="col">true \ answered</th>
            {data.answers.map((label) => (
              <th key={label} scope="col" title={label}>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.truths.map((truth, row) => {
            const counts = data.counts[row] ?? [];
            const all = Math.max(
              1,
              counts.reduce((sum, count) => sum + count, 0),
            );
            return (
              <tr key={truth}>
                <th scope="row">{truth}</th>
                {counts.map((count, column) => (
                  <td
                    key={column}
                    class={data.answers[column] === truth ? "hx-right" : "hx-wrong"}
                    style={{ "--share": (count / all).toFixed(3) }}
                  >
                    {count > 0 ? count : ""}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
