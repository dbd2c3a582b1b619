/** Messages of Tune. */

import type { BaseData, RunRow, RunsData } from "../src/shared/messages";
import { finding } from "./samples";

const NEEDS = [
  { role: "text", about: "the texts", names: ["text", "message"], example: "Where is my parcel?" },
  { role: "label", about: "what each text is", names: ["label"], example: "delivery" },
];
export const BASE: BaseData = {
  license_id: "mit",
  license_class: "commercial",
  forbids_derivatives: false,
  duties: ["Keep the copyright and license notices."],
  gravest: finding("bias", "grave"),
  family: "a text classifier",
  has_sample: true,
  names_files: false,
  upload: { max_bytes: 200e6, endings: [".csv", ".jsonl"] },
  needs: NEEDS,
  trackers: [
    { name: "mlflow", title: "MLflow", is_installed: true, install: 'pip install "hubexplorer[mlflow]"' },
    { name: "trackio", title: "trackio", is_installed: false, install: 'pip install "hubexplorer[trackio]"' },
  ],
  problem: null,
};

export const RUNS: RunsData = {
  settings: ["epochs"],
  runs: [
    runRow("nano-3", ["8"], 0.86, [0.31, 0.27, 0.35], "tied"),
    runRow("nano-2", ["4"], 0.84, [0.29, 0.25, 0.33], "tied"),
    { ...runRow("nano-1", ["1"], null, null, ""), status: "canceled" },
  ],
};

function runRow(
  name: string,
  values: string[],
  after: number | null,
  change: number[] | null,
  standing: RunRow["standing"],
): RunRow {
  const fixed = { repo: "acme/nano", status: "done", started_s: 0, metric: "accuracy" } as const;
  return { ...fixed, name, values, after, change, standing };
}
