/** What can be run, and the run that is on: state that the kernel keeps, as this view knows it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { plural } from "../shared/format";
import type { ModelKey, PanesEvent, PaneView, PlanData, RunArgs } from "../shared/messages";
import type { Screen } from "../shared/screen";
import type { Asked } from "./outputs";

export const BUSY: ReadonlySet<PaneView["state"]> = new Set(["waiting", "downloading", "loading", "running"]);

export function usePlan(screen: Screen<"compare">, candidates: readonly ModelKey[]) {
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

export function useRun(screen: Screen<"compare">) {
  const { ask, announce, connection } = screen;
  const [event, setEvent] = useState<PanesEvent | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [asked, setQuestion] = useState<Asked | null>(null);
  const newest = useRef(0);
  /** The newest run that this view asked for. */
  const mine = useRef(0);
  useEffect(
    () =>
      connection.listen("panes", (next) => {
        if (next.run < newest.current) return;
        newest.current = next.run;
        if (next.run !== mine.current) setQuestion(null);
        setAsked(false);
        setEvent((before) => merged(before, next));
      }),
    [connection],
  );
  useEffect(
    () =>
      connection.listen("blind", (next) => {
        // Names are hidden: what panes of an earlier run told goes too.
        newest.current = Math.max(newest.current, next.run);
        setAsked(false);
        setEvent(null);
      }),
    [connection],
  );
  useEffect(() => {
    // A view that was opened later shows what the kernel still has.
    void ask("panes", {}).then((kept) => {
      if (kept === undefined || kept.panes.length === 0 || kept.run < newest.current) return;
      newest.current = kept.run;
      setEvent(kept);
    });
  }, [ask]);
  const isEnded = event !== null && !event.panes.some((pane) => BUSY.has(pane.state));
  useEffect(() => {
    if (isEnded) announce(summary(event.panes));
  }, [isEnded, event?.run]);
  const run = async (question: Asked, args: Omit<RunArgs, "run">): Promise<void> => {
    // Later views of the same screen count on: the clock keeps run numbers growing.
    newest.current = Math.max(newest.current + 1, Date.now());
    mine.current = newest.current;
    setAsked(true);
    setQuestion(question);
    announce("Running");
    if ((await ask("run", { run: newest.current, ...args })) === undefined) setAsked(false);
  };
  const stop = (): void => {
    setAsked(false);
    void ask("stop", { run: newest.current });
  };
  const isBusy = isAsked || (event !== null && !isEnded);
  return { event, isAsked, isBusy, asked, run, stop };
}

/** An event has only the panes that changed since the last one of its run. */
function merged(before: PanesEvent | null, next: PanesEvent): PanesEvent {
  if (before === null || before.run !== next.run) return next;
  const changed = new Map(next.panes.map((pane) => [pane.id, pane]));
  const kept = before.panes.map((pane) => changed.get(pane.id) ?? pane);
  const known = new Set(before.panes.map((pane) => pane.id));
  return { ...next, panes: [...kept, ...next.panes.filter((pane) => !known.has(pane.id))] };
}

function summary(panes: readonly PaneView[]): string {
  const done = panes.filter((pane) => pane.state === "done").length;
  return done === panes.length
    ? `${plural(done, "answer")} shown`
    : `${plural(done, "answer")} shown, ${panes.length - done} without`;
}
