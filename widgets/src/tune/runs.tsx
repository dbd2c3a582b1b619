/** The runs of this project side by side: in what they differ, and which came out best. */

import { useEffect, useState } from "preact/hooks";

import { age } from "../shared/format";
import type { RunRow, RunsData, TuneEvent } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { points } from "./result";

interface RunsProps {
  screen: Screen<"tune">;
  event: TuneEvent | null;
  onShown: (event: TuneEvent) => void;
}

export function RunList({ screen, event, onShown }: RunsProps) {
  const [data, setData] = useState<RunsData | null>(null);
  const { ask } = screen;
  const status = event?.status;
  const shown = event?.name ?? "";
  useEffect(() => void ask("runs", {}).then((found) => found && setData(found)), [ask, status, shown]);
  if (data === null || data.runs.length < 2) return null;
  const open = async (name: string): Promise<void> => {
    const state = await ask("show", { name });
    if (state) onShown(state);
  };
  const isTied = data.runs.some((run) => run.standing === "tied");
  return (
    <section class="hx-step" aria-label="Runs of this project">
      <h3>Runs of this project</h3>
      <div class="hx-preview" tabIndex={0} role="group" aria-label="Runs side by side">
        <table class="hx-table">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Result</th>
              <th scope="col" class="hx-number">
                Change, 95 % interval
              </th>
              {data.settings.map((name) => (
                <th key={name} scope="col" class="hx-number">
                  {name.replaceAll("_", " ")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.runs.map((run) => (
              <tr key={run.name} class={run.name === shown ? "hx-shown" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    class="hx-link"
                    aria-current={run.name === shown}
                    title={`${run.repo}, started ${age(run.started_s)}`}
                    onClick={() => void open(run.name)}
                  >
                    {run.name}
                  </button>
                </th>
                <Result run={run} />
                {run.values.map((value, at) => (
                  <td key={data.settings[at]} class="hx-number">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isTied && (
        <p class="hx-muted">Tied: on these rows their intervals overlap, so none is shown to be better.</p>
      )}
    </section>
  );
}

function Result({ run }: { run: RunRow }) {
  if (run.after === null || run.change === null) {
    return (
      <td class="hx-muted" colSpan={2}>
        {run.status === "canceled" ? "stopped" : run.status}
      </td>
    );
  }
  const [change = 0, low = 0, high = 0] = run.change;
  return (
    <>
      <td title={run.metric}>
        <span class="hx-number">{run.after.toFixed(3)}</span>
        {run.standing !== "" && <span class="hx-standing">{run.standing}</span>}
      </td>
      <td class="hx-number">
        {change > 0 ? "+" : ""}
        {points(change)} ({points(low)} to {points(high)})
      </td>
    </>
  );
}
