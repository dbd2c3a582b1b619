/** Small, whole messages of each kind. */

import type {
  AnswerView,
  CandidateView,
  CheckData,
  FindingView,
  ModelKey,
  OutputView,
  PageData,
  PaneView,
  PinView,
  RowsView,
  SampleView,
  SearchData,
  SectionView,
  ShelfData,
  TuneChange,
  TuneResult,
  TuneSettingView,
} from "../src/shared/messages";
import type { RowView } from "../src/browser/finder";

export const COMMIT = "3f9c2ab".padEnd(40, "0");
export const KEY: ModelKey = { hub: "embedded", repo: "demo/support-intent-multi-mini", commit: COMMIT };
export const OTHER: ModelKey = { hub: "embedded", repo: "demo/support-intent-multi-nc", commit: COMMIT };

export const ROW: RowView = {
  hub: "embedded",
  repo: KEY.repo,
  commit: COMMIT,
  task: "text-classification",
  parameters: 172_000,
  parameters_source: "stated",
  license_id: "apache-2.0",
  license_class: "commercial",
  memory_bytes: 700_000,
  fit: "fits",
  downloads: 12_400,
  updated_s: 1_790_000_000,
  gated: false,
  derived: {},
};

/** Rows as the kernel sends them. */
export function columnsOf(rows: RowView[]): RowsView {
  const names = Object.keys(ROW) as Array<keyof RowsView>;
  const columns = names.map((name) => [name, rows.map((row) => row[name])]);
  return Object.fromEntries(columns) as unknown as RowsView;
}

export const SECTIONS: SectionView[] = [
  { name: "task", label: "Task", unit: "", is_open: true },
  { name: "fit", label: "Fits this machine", unit: "", is_open: true },
  { name: "format", label: "Format", unit: "", is_open: true },
  { name: "parameters", label: "Parameters", unit: "count", is_open: true },
  { name: "license", label: "License", unit: "", is_open: false },
  { name: "updated", label: "Updated", unit: "seconds", is_open: false },
];

export const SHELF: ShelfData = {
  saved: [{ name: "Intents", query: "support language:de", total: 12, new: 3 }],
  collections: [{ name: "Starter", about: "Small models", total: 8, source: "" }],
};

export const BROWSER_TRAITS = {
  filters: {},
  opened: null,
  marked: [],
  machine: "16 GB, CPU",
  generation: 0,
  sections: SECTIONS,
  height: 640,
  problem: null,
};

export function search(total = 120): SearchData {
  return {
    total,
    folded: 0,
    size: 3012,
    is_partial: false,
    rows: columnsOf(
      Array.from({ length: Math.min(30, total) }, (_, index) => ({
        ...ROW,
        repo: `demo/model-${index}`,
      })),
    ),
    facets: [
      {
        name: "task",
        size: 2,
        values: [
          { value: "text-classification", count: 120 },
          { value: "fill-mask", count: 0 },
        ],
      },
      {
        name: "fit",
        size: 1,
        values: [{ value: "fits", count: 90 }],
      },
      {
        name: "format",
        size: 2,
        values: [
          { value: "safetensors", count: 100 },
          { value: "gguf", count: 20 },
        ],
      },
    ],
    ranges: [
      {
        name: "parameters",
        bins: [0, 1, 2, 3].map((step) => ({ lo: 10 ** (5 + step), hi: 10 ** (6 + step), count: 30 })),
      },
    ],
    corrected: "",
    near: [],
    hint: "",
    hubs: [
      { name: "embedded", title: "embedded", rows: 8, of: 8, problem: "" },
      { name: "hf", title: "Hugging Face", rows: 1000, of: 3_012_377, problem: "" },
    ],
    built_s: 1_790_000_000,
  };
}

export function finding(
  kind: string,
  gravity: FindingView["gravity"],
  more: Partial<FindingView> = {},
): FindingView {
  return {
    kind,
    gravity,
    title: `${kind}: not stated`,
    detail: "",
    quote: "",
    line: null,
    seen: false,
    ...more,
  };
}

export const PAGE: PageData = {
  key: KEY,
  hub_title: "embedded",
  task: "text-classification",
  parameters: 172_000,
  memory_bytes: 700_000,
  fit: "fits",
  download_bytes: 700_000,
  languages: ["en", "de"],
  license_id: "apache-2.0",
  license_class: "commercial",
  obligations: ["Keep the license text"],
  license_sources: [
    {
      where: "hub",
      name: "",
      says: "apache-2.0",
      license_class: "commercial",
      category: "Permissive",
      quote: "",
      line: null,
    },
    {
      where: "file",
      name: "LICENSE",
      says: "",
      license_class: "unknown",
      category: "",
      quote: "All rights reserved",
      line: 1,
    },
  ],
  library: "transformers",
  base_models: [],
  findings: [
    finding("license", "good"),
    finding("limitations", "warning", { quote: "Only ten intents", line: 41 }),
    finding("bias", "grave"),
  ],
  completeness: {
    score: 0.5,
    parts: [
      { kind: "license", label: "License", said: "stated" },
      { kind: "limitations", label: "Limitations", said: "partly" },
      { kind: "bias", label: "Bias", said: "missing" },
    ],
  },
  gated: "",
  access_url: "https://hub.example.org/demo/support-intent-multi-mini",
  commits: [
    { commit: COMMIT, title: "State the limits", date_s: 1_790_000_000, authors: ["demo"], tags: ["v1.0"] },
    { commit: "a71e004".padEnd(40, "0"), title: "First", date_s: 1_780_000_000, authors: [], tags: [] },
  ],
  results: [
    {
      task: "text-classification",
      dataset: "intents",
      metric: "accuracy",
      value: 0.974,
      source: "model-index",
      language: "en",
    },
  ],
  snippet: 'pipeline(revision="3f9c2ab")',
  pinned_commit: null,
  can_run: "",
  can_tune: true,
};

const idOf = (key: ModelKey): string => `${key.repo}@${key.commit}`;

export function candidate(key: ModelKey, more: Partial<CandidateView> = {}): CandidateView {
  return {
    id: idOf(key),
    key,
    settings: {},
    task: "text-classification",
    is_served: false,
    license_class: "commercial",
    gravest: null,
    memory_bytes: 8e6,
    problem: "",
    hint: "",
    snippet: "",
    ...more,
  };
}

export function answer(output: OutputView): AnswerView {
  return {
    output,
    device: "cpu",
    dtype: "float32",
    latency_s: 0.0061,
    load_s: 0.3,
    first_token_s: null,
    tokens_per_s: null,
    tokens: null,
    estimate_bytes: 44e6,
    peak_bytes: 41e6,
    speedup: null,
    weights_sha256: "9be14c07".padEnd(64, "0"),
    base: "",
  };
}

export function pane(key: ModelKey, more: Partial<PaneView> = {}): PaneView {
  return {
    id: idOf(key),
    key,
    state: "waiting",
    text: "",
    done: 0,
    total: 0,
    estimate_bytes: null,
    answer: null,
    error: null,
    snippet: "",
    ...more,
  };
}

export function sample(more: Partial<SampleView>): SampleView {
  return { text: "", question: "", context: "", labels: [], messages: [], media: "", name: "", ...more };
}

export const HOST = { loaded: 2, used_bytes: 600e6, budget_bytes: 8e9, gpus: [] };

const setting = (name: string, value: number, isWhole = true): TuneSettingView => ({
  name,
  about: "",
  value,
  at_least: 1e-9,
  at_most: 1e6,
  is_whole: isWhole,
});

export const CHECK: CheckData = {
  family: "text classifier",
  rows: 500,
  columns: ["message", "intent"],
  roles: [
    { role: "text", about: "the texts", column: "message" },
    { role: "label", about: "what each text is", column: "intent" },
  ],
  labels: [
    { label: "refund", rows: 250 },
    { label: "login", rows: 250 },
  ],
  preview: [["Where is my money?", "refund"]],
  pictures: {},
  warnings: ["3 rows appear twice"],
  problem: null,
  seconds: 60,
  memory_bytes: 520e6,
  disk_bytes: 80e6,
  free_bytes: 9e9,
  basis: "measured here",
  train_rows: 500,
  test_rows: 600,
  data: "sample",
  settings: [
    setting("epochs", 8),
    setting("learning_rate", 5e-4, false),
    setting("batch_size", 16),
    setting("max_length", 256),
  ],
};

export const CHANGE: TuneChange = {
  part: "",
  metric: "accuracy",
  lower_is_better: false,
  before: 0.55,
  after: 0.86,
  difference: 0.31,
  low: 0.27,
  high: 0.35,
  rows: 600,
};
export const RESULT: TuneResult = {
  whole: CHANGE,
  parts: [
    { ...CHANGE, metric: "macro-F1", difference: 0.3, low: 0.25, high: 0.34 },
    { ...CHANGE, part: "de", rows: 150 },
    { ...CHANGE, part: "en", difference: -0.05, low: -0.09, high: -0.01, rows: 150 },
  ],
  folder: "runs/1",
  before_note: "the base model's own labels",
  can_measure: true,
};

export function pin(key: ModelKey, more: Partial<PinView> = {}): PinView {
  return {
    key,
    hub_title: "embedded",
    pinned_s: 1_790_000_000,
    license_id: "apache-2.0",
    license_class: "commercial",
    files: 6,
    size_bytes: 700_000,
    findings_seen: [],
    exceptions: [],
    installed: true,
    status: "unchecked",
    differences: [],
    gravest: null,
    snippet: "pipeline()",
    ...more,
  };
}
