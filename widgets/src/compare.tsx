/** Compare: one input, every candidate's answer side by side. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { type Draft, Input, NO_DRAFT, toInput } from "./compare/input";
import { Pane } from "./compare/pane";
import { asImage } from "./shared/files";
import { bytes, exactly, matches, plural } from "./shared/format";
import type { HostView, ModelKey, PanesEvent, PaneView, PlanData, RunInput } from "./shared/messages";
import { Empty, Failed, Skeleton } from "./shared/parts";
import { asWidget, type Screen, useKeys, useTrait } from "./shared/screen";

const BUSY: ReadonlySet<PaneView["state"]> = new Set(["waiting", "downloading", "loading", "running"]);

function Compare({ screen }: { screen: Screen<"compare"> }) {
  const candidates = useTrait<ModelKey[]>(screen.model, "candidates");
  const { plan, isFailed, load } = usePlan(screen, candidates);
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const [note, setNote] = useState("");
  const { event, isAsked, isBusy, run, stop } = useRun(screen);
  const sampled = useRef<Draft>(NO_DRAFT);
  const kind = useRef("");
  useEffect(() => {
    if (plan === null) return;
    // Another kind of input, or a sample nobody changed: begin with a sample that fits the task.
    const isOwn = draft.text !== sampled.current.text || draft.image !== sampled.current.image;
    if (isOwn && plan.kind === kind.current) return;
    const { text, image } = plan.samples[0] ?? NO_DRAFT;
    kind.current = plan.kind;
    sampled.current = { text, image };
    setDraft(sampled.current);
    setNote("");
  }, [plan]);

  const runnable = plan?.candidates.filter((one) => one.problem === "").length ?? 0;
  const input = plan === null ? null : toInput(plan.kind, draft);
  const go = (): void => {
    setNote(input === null ? "Give the candidates something to answer first." : "");
    if (input !== null && runnable > 0) void run(input);
  };
  useKeys(screen, [
    { keys: ["r"], label: "Run (Ctrl+Enter in the text)", run: go },
    { keys: ["Escape"], label: "Stop", run: () => isBusy && stop() },
  ]);
  if (candidates.length === 0) {
    return (
      <Empty title="Nothing to compare yet.">
        <p>
          Mark models in Find with <kbd>m</kbd>, then compare.
        </p>
      </Empty>
    );
  }
  if (isFailed) return <Failed what="The comparison" onRetry={load} />;
  if (plan === null) return <Skeleton rows={6} />;
  return (
    <div class="hx-compare-body">
      <div class="hx-ask">
        <Input plan={plan} draft={draft} onDraft={setDraft} onRun={go} onProblem={setNote} />
        <div class="hx-ask-acts">
          <button
            type="button"
            class="hx-btn hx-primary"
            disabled={runnable === 0 || isBusy}
            title="Ctrl+Enter"
            onClick={go}
          >
            Run on {runnable}
          </button>
          <button type="button" class="hx-btn" disabled={!isBusy} onClick={stop}>
            Stop
          </button>
        </div>
      </div>
      {note !== "" && (
        <p class="hx-note" role="alert">
          {note}
        </p>
      )}
      <Queue panes={event?.panes ?? []} host={event?.host ?? null} plan={plan} />
      <div class="hx-panes">
        {plan.kind === "image" && draft.image !== "" && (
          <figure class="hx-shown">
            <img src={asImage(draft.image)} alt="The image that the candidates saw" />
          </figure>
        )}
        {plan.candidates.map((candidate) => (
          <Pane
            key={exactly(candidate.key)}
            candidate={candidate}
            isAsked={isAsked}
            pane={event?.panes.find((pane) => matches(pane.key, candidate.key))}
            onOpen={() => void screen.ask("open", { key: candidate.key })}
            onRemove={() => void screen.ask("mark", { key: candidate.key, on: false })}
            onRetry={go}
          />
        ))}
      </div>
    </div>
  );
}

function Queue({ panes, host, plan }: { panes: readonly PaneView[]; host: HostView | null; plan: PlanData }) {
  const count = (...states: PaneView["state"][]): number =>
    panes.filter((pane) => states.includes(pane.state)).length;
  const waiting = count("waiting");
  const busy = count("downloading", "loading", "running");
  const failed = count("failed");
  return (
    <div class="hx-queue" aria-label="Queue" role="group">
      {host === null ? (
        <span>{plural(plan.candidates.length, "candidate")} · nothing loaded by this comparison yet</span>
      ) : (
        <span>
          <span class="hx-dot hx-dot-good" aria-hidden="true" />
          {host.loaded} loaded, {bytes(host.used_bytes)} of {bytes(host.budget_bytes)}
        </span>
      )}
      {busy > 0 && <span>{busy} running</span>}
      {waiting > 0 && (
        <span>
          <span class="hx-dot hx-dot-warning" aria-hidden="true" />
          {waiting} waiting
        </span>
      )}
      {failed > 0 && (
        <span>
          <span class="hx-dot hx-dot-grave" aria-hidden="true" />
          {failed} failed
        </span>
      )}
    </div>
  );
}

function usePlan(screen: Screen<"compare">, candidates: readonly ModelKey[]) {
  const [plan, setPlan] = useState<PlanData | null>(null);
  const [isFailed, setFailed] = useState(false);
  const { ask } = screen;
  const load = useCallback(async () => {
    setFailed(false);
    const data = await ask("plan", {});
    setFailed(data === undefined);
    if (data) setPlan(data);
  }, [ask]);
  useEffect(() => {
    if (candidates.length === 0) setPlan(null);
    else void load();
  }, [load, candidates]);
  return { plan, isFailed: isFailed && plan === null, load: () => void load() };
}

function useRun(screen: Screen<"compare">) {
  const { ask, announce, connection } = screen;
  const [event, setEvent] = useState<PanesEvent | null>(null);
  const [isAsked, setAsked] = useState(false);
  const newest = useRef(0);
  useEffect(
    () =>
      connection.listen("panes", (next) => {
        if (next.run < newest.current) return;
        newest.current = next.run;
        setAsked(false);
        setEvent(next);
        if (!next.panes.some((pane) => BUSY.has(pane.state))) announce(summary(next.panes));
      }),
    [connection, announce],
  );
  const run = async (input: RunInput): Promise<void> => {
    // Later views of the same screen count on: the clock keeps run numbers growing.
    newest.current = Math.max(newest.current + 1, Date.now());
    setAsked(true);
    announce("Running");
    if ((await ask("run", { run: newest.current, input })) === undefined) setAsked(false);
  };
  const stop = (): void => {
    setAsked(false);
    void ask("stop", { run: newest.current });
  };
  const isBusy = isAsked || (event?.panes.some((pane) => BUSY.has(pane.state)) ?? false);
  return { event, isAsked, isBusy, run, stop };
}

function summary(panes: readonly PaneView[]): string {
  const done = panes.filter((pane) => pane.state === "done").length;
  return done === panes.length
    ? `${plural(done, "answer")} shown`
    : `${plural(done, "answer")} shown, ${panes.length - done} without`;
}

export default asWidget("compare", "Compare models", Compare);
