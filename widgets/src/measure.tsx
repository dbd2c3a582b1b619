/** Measure: candidates on the user's own rows, and what that honestly shows. */

import { useCallback, useEffect, useState } from "preact/hooks";

import { FRESH, Setup, useSetup } from "./measure/setup";
import { Report } from "./measure/report";
import type { MeasureCheckArgs, MeasureEvent, ModelKey, ReportView } from "./shared/messages";
import { Empty } from "./shared/parts";
import { RunProgress } from "./shared/progress";
import { asWidget, type Screen, useTrait } from "./shared/screen";

/** Rows that another screen handed over; empty where none did. */
interface Offered {
  data?: string;
  columns?: Record<string, string>;
}

const IDLE: MeasureEvent = { status: "idle", done: 0, total: 0, text: "", report: null, error: null };
const STARTED: MeasureEvent = { ...IDLE, status: "running" };

function Measure({ screen }: { screen: Screen<"measure"> }) {
  const candidates = useTrait<ModelKey[]>(screen.model, "candidates");
  const { event, isAsked, setReport, begin, forget } = useRun(screen);
  const [isSettingUp, setSettingUp] = useState(false);
  const setup = useSetup(screen, candidates);
  const { choose, choices } = setup;
  // What kept an earlier run says nothing of other candidates or rows.
  useEffect(forget, [forget, candidates, choices]);
  const offered = useTrait<Offered>(screen.model, "offered");
  useEffect(() => {
    if (offered.data === undefined) return;
    choose({ ...FRESH, data: offered.data, columns: offered.columns ?? {} });
    setSettingUp(true);
  }, [choose, offered]);
  const isRunning = event?.status === "running";
  const start = (): void => {
    if (setup.args === null) return;
    setSettingUp(false);
    begin(setup.args);
  };
  const stop = (): void => void screen.ask("stop", {});
  if (event?.report && !isSettingUp) {
    return (
      <Report screen={screen} report={event.report} onReport={setReport} onAgain={() => setSettingUp(true)} />
    );
  }
  if (candidates.length === 0) {
    if (!isAsked) return <Empty title="Looking for what was measured last." />;
    if (event !== null && event.status !== "idle" && !event.report) {
      return (
        <section class="hx-measure-run hx-alone" aria-label="This measurement">
          <Running event={event} onStop={stop} />
        </section>
      );
    }
    return (
      <Empty title="Nothing to measure yet.">
        <p>
          Mark models in Find with <kbd>m</kbd>, then measure them on rows of your own.
        </p>
      </Empty>
    );
  }
  // What an earlier session measured may come seconds later: it must not take a form out of hands.
  const keep = event === null ? () => setSettingUp(true) : undefined;
  return (
    <div class="hx-measure-setup" onPointerDownCapture={keep} onKeyDownCapture={keep}>
      <Setup screen={screen} setup={setup} isRunning={isRunning} onStart={start} />
      <section class="hx-measure-run" aria-label="This measurement">
        {event === null || event.status === "idle" || event.report ? (
          <Empty title="The verdict appears here.">
            <p>
              Every candidate answers the same rows, on this machine. What the data cannot tell apart is
              called tied.
            </p>
            {event?.report && (
              <button type="button" class="hx-btn" onClick={() => setSettingUp(false)}>
                Back to the report
              </button>
            )}
          </Empty>
        ) : (
          <Running event={event} onStop={stop} />
        )}
      </section>
    </div>
  );
}

function Running({ event, onStop }: { event: MeasureEvent; onStop: () => void }) {
  if (event.status === "failed") {
    return (
      <p class="hx-step-note" role="alert">
        <b>{event.error?.message ?? "The measurement failed."}</b> {event.error?.hint}
      </p>
    );
  }
  if (event.status === "canceled") return <p>Stopped; {event.text}. Measure again to go on.</p>;
  return (
    <RunProgress
      label="Measuring"
      text={event.text || "Starting."}
      done={event.done}
      total={event.total}
      onStop={onStop}
    />
  );
}

/** The state of the run: asked for once, then told by events. */
function useRun(screen: Screen<"measure">) {
  const [event, setEvent] = useState<MeasureEvent | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { ask, announce, connection } = screen;
  useEffect(() => {
    const stop = connection.listen("measured", (next) => {
      setEvent(next);
      if (next.report !== null) announce(next.report.verdict);
      else if (next.status !== "running") announce(`Measurement ${next.status}`);
    });
    void ask("state", {}).then((state) => {
      setAsked(true);
      if (state) setEvent((newer) => newer ?? state);
    });
    return stop;
  }, [ask, announce, connection]);
  const setReport = useCallback(
    (report: ReportView) => setEvent((before) => before && { ...before, report }),
    [],
  );
  // The report before is gone once a run begins: its rows must not be asked for any more.
  const begin = useCallback(
    (args: MeasureCheckArgs) => {
      setEvent(STARTED);
      void ask("start", args).then((done) => done ?? setEvent((now) => (now === STARTED ? null : now)));
    },
    [ask],
  );
  const forget = useCallback(
    () => setEvent((now) => (now?.status === "failed" || now?.status === "canceled" ? IDLE : now)),
    [],
  );
  return { event, isAsked, setReport, begin, forget };
}

export default asWidget("measure", "Measure models", Measure);
