/** One candidate: which model exactly, what it answered or why not, and what that cost. */

import { useState } from "preact/hooks";

import { bytes, latency, short } from "../shared/format";
import type { AnswerView, CandidateView, PaneView } from "../shared/messages";
import { Dot } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { Body, type BodyProps } from "./body";
import { inWords, nameOf, Variant } from "./variant";

const DTYPE: Record<string, string> = { float32: "fp32", float16: "fp16", bfloat16: "bf16", int8: "int8" };

interface PaneProps extends Omit<BodyProps, "isJson"> {
  screen: Screen<"compare">;
}

export function Pane(props: PaneProps) {
  const { screen, candidate, pane } = props;
  const [form, setForm] = useState<"" | "edit" | "duplicate">("");
  const [isJson, setJson] = useState(false);
  return (
    <section class="hx-pane" aria-label={fullName(candidate)} data-state={pane?.state ?? "idle"}>
      <Head {...props} form={form} onForm={setForm} />
      <div class="hx-pane-body">
        {form === "" ? (
          <Body {...props} isJson={isJson} />
        ) : (
          <Variant
            key={form}
            screen={screen}
            candidate={candidate}
            isEdit={form === "edit"}
            onClose={() => setForm("")}
          />
        )}
      </div>
      <footer>
        {pane?.answer ? <Cost answer={pane.answer} /> : <Estimate candidate={candidate} pane={pane} />}
        {pane?.answer && (
          <button
            type="button"
            class="hx-link hx-json"
            aria-pressed={isJson}
            onClick={() => setJson(!isJson)}
          >
            JSON
          </button>
        )}
      </footer>
    </section>
  );
}

/** What tells this pane from the others to people who do not see where it stands. */
function fullName(candidate: CandidateView): string {
  const { key, settings, is_served } = candidate;
  const commit = key.commit === null ? "" : ` at ${short(key.commit)}`;
  const own = inWords(settings);
  return `${is_served ? nameOf(candidate) : key.repo}${commit}${own === "" ? "" : `, ${own}`}`;
}

interface HeadProps extends PaneProps {
  form: string;
  onForm: (form: "" | "edit" | "duplicate") => void;
}

function Head({ screen, candidate, pane, form, onForm }: HeadProps) {
  const { id, key, gravest } = candidate;
  const toggle = (next: "edit" | "duplicate"): void => onForm(form === next ? "" : next);
  return (
    <header>
      {candidate.is_served ? (
        <span class="hx-pane-name" title={`${key.repo} at ${key.hub}`}>
          {nameOf(candidate)}
        </span>
      ) : (
        <button
          type="button"
          class="hx-pane-name"
          title={`Open ${key.repo}`}
          onClick={() => void screen.ask("open", { key })}
        >
          {nameOf(candidate)}
        </button>
      )}
      <span class="hx-pane-acts">
        <button
          type="button"
          class="hx-link"
          aria-expanded={form === "edit"}
          aria-label={`Change ${key.repo}`}
          title="Its commit and settings"
          onClick={() => toggle("edit")}
        >
          Edit
        </button>
        <button
          type="button"
          class="hx-link"
          aria-expanded={form === "duplicate"}
          aria-label={`Duplicate ${key.repo}`}
          title="The same model with other settings, dtype or commit"
          onClick={() => toggle("duplicate")}
        >
          Duplicate
        </button>
        <button
          type="button"
          class="hx-remove"
          aria-label={`Remove ${key.repo}`}
          onClick={() => void screen.ask("remove", { id })}
        >
          ×
        </button>
      </span>
      <p class="hx-muted">
        {candidate.is_served
          ? `behind ${key.hub}`
          : identityLine(pane?.key.commit ?? candidate.key.commit, pane?.answer ?? null)}
      </p>
      {pane?.answer != null && pane.answer.base !== "" && (
        <p class="hx-own" title={pane.answer.base}>
          on {pane.answer.base}
        </p>
      )}
      {inWords(candidate.settings) !== "" && (
        <p class="hx-own" title={inWords(candidate.settings)}>
          {inWords(candidate.settings)}
        </p>
      )}
      {gravest !== null && (
        <p class="hx-gravest" title={gravest.quote || gravest.detail}>
          <Dot of={gravest.gravity} /> {gravest.title}
        </p>
      )}
    </header>
  );
}

function identityLine(exact: string | null, answer: AnswerView | null): string {
  const commit = exact === null ? "newest commit" : `commit ${short(exact)}`;
  if (answer === null) return commit;
  const engine = answer.speedup === null ? "" : ` · ONNX Runtime ${answer.speedup.toFixed(1)}× torch`;
  return `${commit} · ${answer.device} · ${DTYPE[answer.dtype] ?? answer.dtype}${engine}`;
}

function Estimate({ candidate, pane }: { candidate: CandidateView; pane: PaneView | undefined }) {
  if (candidate.is_served) return <span>runs elsewhere</span>;
  const size = pane?.estimate_bytes ?? candidate.memory_bytes;
  return <span>{size === null ? "memory not known" : `estimate ${bytes(size)}`}</span>;
}

/** Below it, most of a peak is what the libraries take for themselves: nothing to hold it against. */
const TELLING_BYTES = 20e6;

/** What it cost this machine, and which weights answered; nobody knows either of an endpoint. */
function Worker({ answer }: { answer: AnswerView }) {
  return (
    <>
      <span title="How far the worker's memory grew, and what was expected without its floor">
        peak {bytes(answer.peak_bytes)}
        {answer.estimate_bytes > TELLING_BYTES && `, expected ${bytes(answer.estimate_bytes)}`}
      </span>
      <span class="hx-mono" title={`sha256 of the weights: ${answer.weights_sha256}`}>
        {answer.weights_sha256.slice(0, 8)}
      </span>
    </>
  );
}

function Cost({ answer }: { answer: AnswerView }) {
  const { first_token_s: first, tokens_per_s: pace, tokens } = answer;
  return (
    <>
      <span title="Time of this call">{latency(answer.latency_s)}</span>
      {first !== null && <span title="Time to its first token">first {latency(first)}</span>}
      {pace !== null && <span title={`${tokens ?? 0} tokens, after the first`}>{pace.toFixed(0)} tok/s</span>}
      {answer.load_s > 0 && <span title="Time to load the model">load {latency(answer.load_s)}</span>}
      {answer.weights_sha256 !== "" && <Worker answer={answer} />}
    </>
  );
}
