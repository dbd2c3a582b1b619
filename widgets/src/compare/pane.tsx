/** One candidate: which model exactly, what it answered or why not, and what that cost. */

import { bytes, latency, short, split } from "../shared/format";
import type { AnswerView, CandidateView, PaneView } from "../shared/messages";
import { Dot, Skeleton } from "../shared/parts";
import { Output } from "./outputs";

const DTYPE: Record<string, string> = { float32: "fp32", float16: "fp16", bfloat16: "bf16", int8: "int8" };

interface PaneProps {
  candidate: CandidateView;
  pane: PaneView | undefined;
  /** A run was asked for, and nothing has been heard of it yet. */
  isAsked: boolean;
  onOpen: () => void;
  onRemove: () => void;
  onRetry: () => void;
}

export function Pane({ candidate, pane, isAsked, onOpen, onRemove, onRetry }: PaneProps) {
  const { key, gravest } = candidate;
  return (
    <section class="hx-pane" aria-label={key.repo} data-state={pane?.state ?? "idle"}>
      <header>
        <button type="button" class="hx-pane-name" title={`Open ${key.repo}`} onClick={onOpen}>
          {split(key.repo)[1]}
        </button>
        <button type="button" class="hx-remove" aria-label={`Remove ${key.repo}`} onClick={onRemove}>
          ×
        </button>
        <p class="hx-muted">{identityLine(candidate, pane?.answer ?? null)}</p>
        {gravest !== null && (
          <p class="hx-gravest" title={gravest.quote || gravest.detail}>
            <Dot of={gravest.gravity} /> {gravest.title}
          </p>
        )}
      </header>
      <div class="hx-pane-body">
        <Body candidate={candidate} pane={pane} isAsked={isAsked} onRetry={onRetry} />
      </div>
      <footer>{pane?.answer ? <Cost answer={pane.answer} /> : estimate(candidate)}</footer>
    </section>
  );
}

function identityLine(candidate: CandidateView, answer: AnswerView | null): string {
  const commit = candidate.key.commit === null ? "newest commit" : `commit ${short(candidate.key.commit)}`;
  return answer === null ? commit : `${commit} · ${answer.device} · ${DTYPE[answer.dtype] ?? answer.dtype}`;
}

function estimate({ memory_bytes: size }: CandidateView): string {
  return size === null ? "memory not known" : `estimate ${bytes(size)}`;
}

function Cost({ answer }: { answer: AnswerView }) {
  return (
    <>
      <span title="Time of this call in the worker">{latency(answer.latency_s)}</span>
      {answer.load_s > 0 && <span title="Time to load the model">load {latency(answer.load_s)}</span>}
      <span title="Growth of the worker's memory">{bytes(answer.peak_bytes)}</span>
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
  onRetry,
}: Pick<PaneProps, "candidate" | "pane" | "isAsked" | "onRetry">) {
  if (candidate.problem !== "") return <p class="hx-pane-note">{candidate.problem}</p>;
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
      return pane.text === "" ? <Skeleton rows={3} height={10} /> : <p class="hx-written">{pane.text}</p>;
    case "canceled":
      return <p class="hx-muted hx-pane-note">Stopped.</p>;
    case "failed":
      return (
        <div class="hx-pane-note" role="alert">
          <p>
            <b>{pane.error?.message ?? "This candidate could not answer."}</b>
          </p>
          <p>{pane.error?.hint}</p>
          <button type="button" class="hx-btn" onClick={onRetry}>
            Retry
          </button>
        </div>
      );
    case "done":
      return pane.answer === null ? null : <Output output={pane.answer.output} />;
  }
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
