/** What is about to be asked: the draft, the file that goes with it, the settings; and the button. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { PlanData, RunArgs } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { type Draft, fromSample, mediaOf, missing, NO_DRAFT, toInput } from "./draft";
import { Input } from "./input";
import { type Uploading, useMedia } from "./media_upload";
import type { Asked } from "./outputs";
import { Settings, valuesOf, type Written } from "./settings";

export interface Asking {
  draft: Draft;
  setDraft: (draft: Draft) => void;
  uploading: Uploading;
  fields: Written;
  setFields: (fields: Written) => void;
  note: string;
  setNote: (note: string) => void;
  /** Runs what is written; once its file has arrived, where that is still on its way. */
  go: () => void;
}

export function useAsking(
  screen: Screen<"compare">,
  plan: PlanData,
  onRun: (asked: Asked, args: Omit<RunArgs, "run">) => void,
): Asking {
  const uploading = useMedia(screen, plan.upload);
  const { media } = uploading;
  const [note, setNote] = useState("");
  const { draft, setDraft } = useDraft(plan, uploading, () => setNote(""));
  const [fields, setFields] = useState<Written>({});
  const [isDue, setDue] = useState(false);
  const go = (): void => {
    const input = toInput(plan.kind, draft, media);
    const { values, problem } = valuesOf(plan.settings, fields);
    setDue(media !== null && media.id === "");
    setNote(input === null ? missing(plan.kind, media) : problem);
    if (input === null || problem !== "" || plan.candidates.every((one) => one.problem !== "")) return;
    const url = mediaOf(plan.kind) === undefined ? "" : (media?.url ?? "");
    onRun({ kind: plan.kind, draft, url }, { input, settings: values });
  };
  useEffect(() => {
    if (isDue && (media === null || media.id !== "")) go();
  }, [isDue, media]);
  return { draft, setDraft, uploading, fields, setFields, note, setNote, go };
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

interface AskProps {
  plan: PlanData;
  asking: Asking;
  isBusy: boolean;
  onStop: () => void;
  /** More buttons. */
  children?: ComponentChildren;
}

export function Ask({ plan, asking, isBusy, onStop, children }: AskProps) {
  const { draft, setDraft, uploading, fields, setFields, note, setNote, go } = asking;
  const [isOpen, setOpen] = useState(false);
  const runnable = plan.candidates.filter((one) => one.problem === "").length;
  return (
    <>
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
          <button type="button" class="hx-btn" disabled={!isBusy} onClick={onStop}>
            Stop
          </button>
          {children}
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
    </>
  );
}

/** "Settings", with how many of them were changed. */
function settingsTitle(plan: PlanData, fields: Written): string {
  const changed = Object.keys(valuesOf(plan.settings, fields).values).length;
  return changed === 0 ? "Settings" : `Settings · ${changed}`;
}
