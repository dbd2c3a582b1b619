/** What the kernel says of a measurement, for the tests of its screen. */

import type {
  ConfusionData,
  MeasureCheckData,
  MeasureEvent,
  ReportView,
  RowsData,
} from "../src/shared/messages";
import { finding, KEY } from "./samples";

export const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
export const MEASURE_CHECK: MeasureCheckData = {
  data: "tickets_test.csv",
  name: "tickets_test.csv",
  task: "text-classification",
  rows: 600,
  columns: ["message", "intent", "language"],
  roles: [
    { role: "text", column: "message" },
    { role: "label", column: "intent" },
  ],
  preview: [["Where is my money?", "refund", "en"]],
  pictures: {},
  metric: "accuracy",
  metrics: [
    { name: "accuracy", title: "accuracy" },
    { name: "macro_f1", title: "macro-F1" },
  ],
  slices: ["language"],
  notes: [],
  can_label: true,
  upload: { max_bytes: 200e6, endings: [".csv", ".jsonl", ".zip"] },
  labels: ["refund", "login"],
  candidates: [
    {
      key: KEY,
      name: "mini",
      gravest: finding("bias", "grave"),
      answered: 0,
      labels: [{ label: "refund", data: "refund" }],
      labels_how: "1 labels met by name",
      labels_missing: ["login"],
    },
  ],
  problem: null,
};
/** The same where the model names its labels otherwise. */
export const UNMET: MeasureCheckData = {
  ...MEASURE_CHECK,
  candidates: MEASURE_CHECK.candidates.map((one) => ({
    ...one,
    labels: [{ label: "LABEL_0", data: "" }],
    labels_how: "no label of the data is one of the model's",
    labels_missing: ["refund", "login"],
  })),
};

const FIGURES = { key: KEY, value: 0.9, low: 0.85, high: 0.93, best_rank: 1, worst_rank: 1 };

export const REPORT: ReportView = {
  title: "A report",
  verdict: "On 600 rows of tickets_test.csv, mini is clearly best.",
  notes: ["tickets_test.csv: 600 labeled rows"],
  metric: "accuracy",
  is_percent: true,
  higher_is_better: true,
  rows: 600,
  standings: [
    {
      ...FIGURES,
      name: "mini",
      in_top: true,
      p50_s: 0.01,
      peak_bytes: 1e7,
      slower_than: "",
      cost_of_1000: null,
      dearer_than: "",
      larger_than: "",
    },
    {
      ...FIGURES,
      name: "<b>nano</b>",
      value: 0.4,
      in_top: false,
      p50_s: 0.02,
      peak_bytes: null,
      slower_than: "mini",
      cost_of_1000: null,
      dearer_than: "",
      larger_than: "",
    },
  ],
  slices: [{ name: "language: de", rows: 150, is_ranked: true, values: [0.9, 0.3], in_top: [true, false] }],
  tables: [
    {
      title: "Pairs on the same rows",
      columns: ["pair", ""],
      rows: [["mini - nano", "different"]],
      note: "",
    },
  ],
  published: [
    { title: "Published", columns: ["candidate", "published"], rows: [["mini", "accuracy 0.9"]], note: "" },
  ],
  has_confusion: true,
  disagreements: 21,
  choice: null,
};

export const IDLE: MeasureEvent = { status: "idle", done: 0, total: 0, text: "", report: null, error: null };
export const ROWS: RowsData = {
  names: ["mini", "<b>nano</b>"],
  pictures: { "Where is my money?": PIXEL },
  has_sounds: false,
  rows: [
    {
      number: 7,
      input: "Where is my money?",
      truth: "refund",
      answers: [
        { text: "refund", is_right: true },
        { text: "login", is_right: false },
      ],
    },
  ],
  total: 21,
};
export const MATRIX: ConfusionData = {
  truths: ["login", "refund"],
  answers: ["login", "refund"],
  counts: [
    [5, 1],
    [0, 4],
  ],
};
