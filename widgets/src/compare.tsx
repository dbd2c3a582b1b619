/** Compare: one input, every candidate's answer side by side. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { Around, BlindSwitch } from "./compare/around";
import { BlindRound, inShownOrder, Revealed } from "./compare/blind";
import { continued } from "./compare/chat";
import { type Draft, fromSample, mediaOf, missing, NO_DRAFT, toInput } from "./compare/draft";
import { Input } from "./compare/input";
import type { Asked } from "./compare/outputs";
import { Pane } from "./compare/pane";
import { Queue } from "./compare/queue";
import { useRounds, voteKeys } from "./compare/rounds";
import { BUSY, usePlan, useRun } from "./compare/running";
import { Settings, valuesOf, type Written } from "./compare/settings";
import { type Uploading, useUpload } from "./compare/upload";
import type { ModelKey, PlanData } from "./shared/messages";
import { Empty, Failed, Skeleton } from "./shared/parts";
import { asWidget, type Screen, useKeys, useTrait } from "./shared/screen";

function Compare({ screen }: { screen: Screen<"compare"> }) {
  const candidates = useTrait<ModelKey[]>(screen.model, "candidates");
  const { plan, isFailed, load } = usePlan(screen, candidates);
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
  return <Comparing screen={screen} plan={plan} onReplan={load} />;
}

interface ComparingProps {
  screen: Screen<"compare">;
  plan: PlanData;
  onReplan: () => void;
}

function Comparing({ screen, plan, onReplan }: ComparingProps) {
  const uploading = useUpload(screen, plan.max_upload_bytes);
  const [note, setNote] = useState("");
  const { draft, setDraft } = useDraft(plan, uploading, () => setNote(""));
  const [fields, setFields] = useState<Written>({});
  const [isOpen, setOpen] = useState(false);
  const { event, isAsked, isBusy: isRunning, asked: own, run, stop } = useRun(screen);
  const asked = own ?? reopened(plan, uploading);
  const rounds = useRounds(screen);
  const { round, reveal } = rounds;
  const isBusy = isRunning || (round !== null && !round.is_ended);

  const runnable = plan.candidates.filter((one) => one.problem === "").length;
  const go = (): void => {
    const input = toInput(plan.kind, draft, uploading.media);
    const { values, problem } = valuesOf(plan.settings, fields);
    setNote(input === null ? missing(plan.kind, uploading.media) : problem);
    if (input === null || problem !== "" || runnable === 0) return;
    const url = mediaOf(plan.kind) === undefined ? "" : (uploading.media?.url ?? "");
    void run({ kind: plan.kind, draft, url }, { input, settings: values });
  };
  useKeys(screen, [
    { keys: ["r"], label: "Run (Ctrl+Enter in the text)", run: go },
    { keys: ["Escape"], label: "Stop", run: () => isBusy && stop() },
    ...voteKeys(rounds),
  ]);
  const answersChat = asked?.kind === "chat" && plan.kind === "chat";
  return (
    <div class="hx-compare-body">
      <div class="hx-ask">
        <Input
          plan={plan}
          draft={draft}
          uploading={uploading}
          onDraft={setDraft}
          onRun={go}
          onProblem={setNote}
        />
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
          <BlindSwitch screen={screen} />
          {plan.settings.length > 0 && (
            <button type="button" class="hx-btn" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {settingsTitle(plan, fields)}
            </button>
          )}
        </div>
      </div>
      {isOpen && (
        <Settings settings={plan.settings} fields={fields} onFields={setFields} label="Settings of all" />
      )}
      {note !== "" && (
        <p class="hx-note" role="alert">
          {note}
        </p>
      )}
      <Around
        screen={screen}
        plan={plan}
        rounds={rounds}
        isWhole={event !== null && !event.panes.some((pane) => BUSY.has(pane.state))}
        onReopened={onReplan}
        hasRun={event !== null || round !== null || isAsked}
      >
        {round === null && (
          <Queue panes={event?.panes ?? []} host={event?.host ?? null} candidates={plan.candidates.length} />
        )}
      </Around>
      {reveal !== null && <Revealed reveal={reveal} candidates={plan.candidates} onUndo={rounds.undo} />}
      {round === null ? (
        <div class="hx-panes">
          {inShownOrder(plan.candidates, reveal).map((candidate) => (
            <Pane
              key={candidate.id}
              screen={screen}
              candidate={candidate}
              isAsked={isAsked}
              asked={asked}
              pane={event?.panes.find((pane) => pane.id === candidate.id)}
              onRetry={go}
              {...(answersChat
                ? { onContinue: (text: string) => setDraft(continued(asked.draft, text)) }
                : {})}
            />
          ))}
        </div>
      ) : (
        <BlindRound round={round} asked={asked} rounds={rounds} />
      )}
    </div>
  );
}

/** What a comparison that was reopened had been asked; null where none was. */
function reopened(plan: PlanData, { media }: Uploading): Asked | null {
  const first = plan.samples[0];
  if (plan.begin === 0 || first === undefined) return null;
  const isIt = media !== null && !media.isOwn && media.name === first.name;
  return { kind: plan.kind, draft: fromSample(first), url: isIt ? media.url : "" };
}

/** "Settings", with how many of them were changed. */
function settingsTitle(plan: PlanData, fields: Written): string {
  const changed = Object.keys(valuesOf(plan.settings, fields).values).length;
  return changed === 0 ? "Settings" : `Settings · ${changed}`;
}

/** The draft; another kind of input, or a sample nobody changed, gives way to a sample that fits. */
function useDraft(plan: PlanData, { media, sample, clear }: Uploading, onFresh: () => void) {
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const sampled = useRef<Draft>(NO_DRAFT);
  const kind = useRef("");
  const begin = useRef(0);
  useLayoutEffect(() => {
    const isOwn = draft !== sampled.current || media?.isOwn === true;
    if (isOwn && plan.kind === kind.current && plan.begin === begin.current) return;
    begin.current = plan.begin;
    const first = plan.samples[0];
    const what = mediaOf(plan.kind);
    kind.current = plan.kind;
    sampled.current = first === undefined ? NO_DRAFT : fromSample(first);
    setDraft(sampled.current);
    clear();
    if (what !== undefined && first !== undefined && first.media !== "") {
      void sample(first.media, first.name, what);
    }
    onFresh();
  }, [plan]);
  return { draft, setDraft };
}

export default asWidget("compare", "Compare models", Compare);
