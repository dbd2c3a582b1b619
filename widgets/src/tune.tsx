/** Tune: the base model, the rows, what it will take, and whether it helped. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { bytes, duration, exactly, split } from "./shared/format";
import type { BaseData, CheckData, ModelKey, NotebookData, TuneArgs, TuneEvent } from "./shared/messages";
import { Dot, Empty } from "./shared/parts";
import { RunProgress } from "./shared/progress";
import { asWidget, type Screen, useTrait } from "./shared/screen";
import { Head } from "./tune/base";
import { DataStep, NO_FILE, type Source } from "./tune/data";
import { NotebookLink } from "./tune/notebook";
import { Printed } from "./tune/log";
import { LossCurve } from "./tune/progress";
import { BeforeAfter } from "./tune/result";
import { RunList } from "./tune/runs";
import { type Settings, SettingsStep, valuesOf } from "./tune/settings";
import { TrackedIn, TrackerChoice } from "./tune/trackers";

function Tune({ screen }: { screen: Screen<"tune"> }) {
  const model = useTrait<ModelKey | null>(screen.model, "model");
  const marked = useTrait<ModelKey[]>(screen.model, "marked");
  if (model === null) {
    return (
      <Empty title="Choose a model to fine-tune.">
        <p>Open one in Find and press Tune. It learns from rows of yours, here on this machine.</p>
        {marked.map((key) => (
          <button
            key={exactly(key)}
            type="button"
            class="hx-btn"
            onClick={() => void screen.ask("choose", { key })}
          >
            Fine-tune {split(key.repo)[1]}
          </button>
        ))}
      </Empty>
    );
  }
  return <Bench key={exactly(model)} screen={screen} model={model} />;
}

function Bench({ screen, model }: { screen: Screen<"tune">; model: ModelKey }) {
  const host = useTrait<"lab" | "voila">(screen.model, "host");
  const base = useBase(screen, model);
  const { source, setSource, check, isChecking } = useCheck(screen, model, base);
  const [own, setOwn] = useState<Settings | null>(null);
  const [track, setTrack] = useState("");
  const settings = check?.problem === null ? check.settings : null;
  const values = { ...valuesOf(settings ?? []), ...own };
  const [notebook, setNotebook] = useState<NotebookData | null>(null);
  const { event, setEvent } = useTune(screen);
  const isRunning = event?.status === "running";
  const isReady = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const args = isReady ? { ...argsOf(model, check, values), track } : null;
  const start = (): void => {
    if (args !== null) void screen.ask("start", args);
  };
  const write = async (): Promise<void> => {
    const written = args === null ? undefined : await screen.ask("notebook", args);
    if (written) setNotebook(written);
  };
  return (
    <div class="hx-tune-body">
      <div class="hx-setup">
        <Head model={model} base={base} onOpen={() => void screen.ask("open", { key: model })} />
        {base !== null && base.problem === null && (
          <DataStep
            to={{
              upload: (args) => screen.ask("upload", args),
              cancel: (args) => screen.ask("upload_cancel", args),
            }}
            base={base}
            source={source}
            check={check}
            isChecking={isChecking}
            onSource={setSource}
          />
        )}
        {settings !== null && <SettingsStep settings={settings} values={values} onValues={setOwn} />}
        {isReady && <TrackerChoice trackers={base?.trackers ?? []} value={track} onValue={setTrack} />}
        {isReady && <Estimate check={check} values={values} />}
        <div class="hx-line-of">
          <button type="button" class="hx-btn hx-primary" disabled={!isReady || isRunning} onClick={start}>
            Start
          </button>
          <button type="button" class="hx-btn" disabled={!isReady} onClick={() => void write()}>
            {host === "lab" ? "Open notebook" : "Get the notebook"}
          </button>
        </div>
        {notebook !== null && <NotebookLink notebook={notebook} host={host} />}
      </div>
      <section class="hx-outcome" aria-label="This run">
        <Outcome
          event={event}
          onStop={() => void screen.ask("stop", {})}
          onResume={() => void screen.ask("resume", {})}
          onTry={() => void screen.ask("try", {})}
          onMeasure={() => void screen.ask("measure", {})}
        />
        {event !== null && event.status !== "idle" && <Printed screen={screen} event={event} />}
        <RunList screen={screen} event={event} onShown={setEvent} />
      </section>
    </div>
  );
}

/** The base model, and what is to be known before anything is built on it. */
function useBase({ ask }: Screen<"tune">, model: ModelKey): BaseData | null {
  const [base, setBase] = useState<BaseData | null>(null);
  useEffect(() => void ask("base", { key: model }).then((data) => data && setBase(data)), [ask, model]);
  return base;
}

function argsOf(key: ModelKey, check: CheckData, settings: Settings): Omit<TuneArgs, "track"> {
  const columns = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  return { key, data: check.data, columns, settings };
}

function Estimate({ check, values }: { check: CheckData; values: Settings }) {
  const proposed = valuesOf(check.settings);
  const seconds = (check.seconds * Number(values["epochs"])) / Number(proposed["epochs"]);
  return (
    <p class="hx-estimate" title={check.basis}>
      About <b>{duration(seconds)}</b>, <b>{bytes(check.memory_bytes)}</b> of memory and{" "}
      <b>{bytes(check.disk_bytes)}</b> of disk
      {check.disk_bytes > check.free_bytes && (
        <>
          {" "}
          <Dot of="grave" /> <b>Only {bytes(check.free_bytes)} are free.</b>
        </>
      )}
      {check.basis !== "" && <span class="hx-muted"> · {check.basis}</span>}
    </p>
  );
}

interface OutcomeProps {
  event: TuneEvent | null;
  onStop: () => void;
  onResume: () => void;
  onTry: () => void;
  onMeasure: () => void;
}

function Outcome({ event, onStop, onResume, onTry, onMeasure }: OutcomeProps) {
  if (event === null || event.status === "idle") {
    return (
      <Empty title="Loss, progress and the result appear here.">
        <p>It is measured before and after, on rows that it never learns from.</p>
      </Empty>
    );
  }
  return (
    <>
      {event.status === "running" && (
        <RunProgress
          label="Fine-tune"
          text={event.text || "Starting."}
          done={event.done}
          total={event.total}
          left_s={event.left_s}
          onStop={onStop}
        />
      )}
      {event.status === "canceled" && <p>Stopped. Nothing was saved over an earlier result.</p>}
      {event.status === "failed" && (
        <p class="hx-step-note" role="alert">
          <b>{event.error?.message ?? "The run failed."}</b> {event.error?.hint}
        </p>
      )}
      {event.can_resume && (
        <p class="hx-line-of">
          <button type="button" class="hx-btn hx-primary" onClick={onResume}>
            Go on
          </button>
          <span class="hx-muted">from its last whole checkpoint</span>
        </p>
      )}
      {event.result !== null && <BeforeAfter result={event.result} onTry={onTry} onMeasure={onMeasure} />}
      <LossCurve losses={event.losses} watched={event.watched} />
      {event.tracked !== null && <TrackedIn tracked={event.tracked} />}
    </>
  );
}

/** Checks the source now and whenever it changes; the newest answer counts. */
function useCheck(screen: Screen<"tune">, model: ModelKey, base: BaseData | null) {
  const [source, setSource] = useState<Source>(NO_FILE);
  const [check, setCheck] = useState<CheckData | null>(null);
  const [isChecking, setChecking] = useState(false);
  const newest = useRef<Source | null>(null);
  const { ask } = screen;
  const run = useCallback(
    async (wanted: Source) => {
      newest.current = wanted;
      setChecking(true);
      const { file, path, columns } = wanted;
      const sample = file === null && path === "";
      const data = await ask("check", { key: model, sample, file, path, columns });
      if (newest.current !== wanted) return;
      setChecking(false);
      if (data) setCheck(data);
    },
    [ask, model],
  );
  const isSample = source.file === null && source.path === "";
  const isAsked = base !== null && base.problem === null && (base.has_sample || !isSample);
  useEffect(() => {
    if (isAsked) void run(source);
  }, [run, source, isAsked]);
  return { source, setSource, check, isChecking };
}

/** The state of the run: asked for once, then told by events. */
function useTune(screen: Screen<"tune">) {
  const [event, setEvent] = useState<TuneEvent | null>(null);
  const { ask, announce, connection } = screen;
  useEffect(() => {
    const stop = connection.listen("tune", (next) => {
      setEvent(next);
      if (next.status !== "running")
        announce(next.status === "done" ? "Fine-tune done" : `Fine-tune ${next.status}`);
    });
    void ask("state", {}).then((state) => state && setEvent((newer) => newer ?? state));
    return stop;
  }, [ask, announce, connection]);
  return { event, setEvent };
}

export default asWidget("tune", "Fine-tune a model", Tune);
