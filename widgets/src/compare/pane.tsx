/** One candidate: which model exactly, what it answered or why not, and what that cost. */

import { useState } from "preact/hooks";

import { bytes, latency, short, split } from "../shared/format";
import type { AnswerView, CandidateView, PaneView } from "../shared/messages";
import { Code, Dot, Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { type Asked, Output } from "./outputs";
import { inWords, Variant } from "./variant";

const DTYPE: Record<string, string> = { float32: "fp32", float16: "fp16", bfloat16: "bf16", int8: "int8" };

interface PaneProps {
  screen: Screen<"compare">;
  candidate: CandidateView;
  pane: PaneView | undefined;
  /** A run was asked for, and nothing has been heard of it yet. */
  isAsked: boolean;
  asked: Asked | null;
  onRetry: () => void;
  /** Takes a written answer as said in the chat; undefined where this is none. */
  onContinue?: (text: string) => void;
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
function fullName({ key, settings }: CandidateView): string {
  const commit = key.commit === null ? "" : ` at ${short(key.commit)}`;
  const own = inWords(settings);
  return `${key.repo}${commit}${own === "" ? "" : `, ${own}`}`;
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
      <button
        type="button"
        class="hx-pane-name"
        title={`Open ${key.repo}`}
        onClick={() => void screen.ask("open", { key })}
      >
        {split(key.repo)[1]}
      </button>
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
      <p class="hx-muted">{identityLine(pane?.key.commit ?? candidate.key.commit, pane?.answer ?? null)}</p>
      {pane?.answer != null && pane.answer.base !== "" && (
        <p class="hx-own" title={pane.answer.base}>
          on {pane.answer.base}
        </p>
      )}
      {Object.keys(candidate.settings).length > 0 && (
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
  return answer === null ? commit : `${commit} · ${answer.device} · ${DTYPE[answer.dtype] ?? answer.dtype}`;
}

function Estimate({ candidate, pane }: { candidate: CandidateView; pane: PaneView | undefined }) {
  const size = pane?.estimate_bytes ?? candidate.memory_bytes;
  return <span>{size === null ? "memory not known" : `estimate ${bytes(size)}`}</span>;
}

function Cost({ answer }: { answer: AnswerView }) {
  const { first_token_s: first, tokens_per_s: pace, tokens } = answer;
  return (
    <>
      <span title="Time of this call in the worker">{latency(answer.latency_s)}</span>
      {first !== null && <span title="Time to its first token">first {latency(first)}</span>}
      {pace !== null && <span title={`${tokens ?? 0} tokens, after the first`}>{pace.toFixed(0)} tok/s</span>}
      {answer.load_s > 0 && <span title="Time to load the model">load {latency(answer.load_s)}</span>}
      <span title="Growth of the worker's memory: measured, of what was expected">
        {bytes(answer.peak_bytes)}
        {answer.estimate_bytes > 0 && ` of ${bytes(answer.estimate_bytes)}`}
      </span>
      <span class="hx-mono" title={`sha256 of the weights: ${answer.weights_sha256}`}>
        {answer.weights_sha256.slice(0, 8)}
      </span>
    </>
  );
}

function Body({
  candidate,
  pane,
  isAsked,
  asked,
  isJson,
  onRetry,
  onContinue,
}: PaneProps & { isJson: boolean }) {
  if (candidate.problem !== "") {
    return <CannotRun message={candidate.problem} hint={candidate.hint} snippet={candidate.snippet} />;
  }
  if (pane === undefined) {
    return (
      <p class="hx-muted hx-pane-note">{isAsked ? "Asked; waiting for the model host." : "Not run yet."}</p>
    );
  }
  switch (pane.state) {
    case "waiting":
      return <p class="hx-muted hx-pane-note">{pane.text || "Waiting for its turn."}</p>;
    case "downloading":
      return <Download pane={pane} />;
    case "loading":
      return <p class="hx-muted hx-pane-note">{pane.text || "Loading."}</p>;
    case "running":
      return pane.text === "" ? <Skeleton rows={3} height={10} /> : <Streamed text={pane.text} />;
    case "canceled":
      return (
        <>
          <p class="hx-muted hx-pane-note">Stopped.</p>
          {pane.text !== "" && <Streamed text={pane.text} />}
        </>
      );
    case "failed":
      return (
        <div role="alert">
          <CannotRun
            message={pane.error?.message ?? "This candidate could not answer."}
            hint={pane.error?.hint ?? ""}
            snippet={pane.snippet}
          />
          <button type="button" class="hx-btn" onClick={onRetry}>
            Retry
          </button>
        </div>
      );
    case "done":
      return pane.answer === null ? null : (
        <Output
          output={pane.answer.output}
          asked={asked}
          isJson={isJson}
          {...(onContinue === undefined ? {} : { onContinue })}
        />
      );
  }
}

function Streamed({ text }: { text: string }) {
  return (
    <p class="hx-written" tabIndex={0} aria-label="The answer so far">
      {text}
    </p>
  );
}

/** Why a candidate gives no answer, what to do, and the code that runs it elsewhere. */
function CannotRun({ message, hint, snippet }: { message: string; hint: string; snippet: string }) {
  return (
    <div class="hx-pane-note">
      <p>
        <b>{message}</b>
      </p>
      {hint !== "" && hint !== snippet && <p>{hint}</p>}
      {snippet !== "" && <Code text={snippet} label="Code that runs it elsewhere" />}
    </div>
  );
}

function Download({ pane }: { pane: PaneView }) {
  const share = pane.total > 0 ? Math.min(1, pane.done / pane.total) : 0;
  const percent = Math.round(share * 100);
  return (
    <div class="hx-pane-note">
      <p class="hx-muted">
        Downloading {bytes(pane.done)} of {bytes(pane.total)}
      </p>
      <div
        class="hx-progress"
        role="progressbar"
        aria-label={`Download of ${pane.key.repo}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
