/** Tune: the base model, the rows, what it will take, and whether it helped. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { bytes, duration, exactly, short } from "./shared/format";
import { Gravest } from "./shared/gravest";
import type { BaseData, CheckData, ModelKey, NotebookData, TuneArgs, TuneEvent } from "./shared/messages";
import { Empty, LicenseBadge, ModelName } from "./shared/parts";
import { asWidget, type Screen, useTrait } from "./shared/screen";
import { DataStep, SAMPLE, type Source } from "./tune/data";
import { NotebookLink } from "./tune/notebook";
import { BeforeAfter, LossCurve, Progress } from "./tune/progress";
import { type Settings, SettingsStep, valuesOf } from "./tune/settings";

function Tune({ screen }: { screen: Screen<"tune"> }) {
  const model = useTrait<ModelKey | null>(screen.model, "model");
  if (model === null) {
    return (
      <Empty title="Choose a model to fine-tune.">
        <p>Open one in Find and press Tune. It learns from rows of yours, here on this machine.</p>
      </Empty>
    );
  }
  return <Bench key={exactly(model)} screen={screen} model={model} />;
}

function Bench({ screen, model }: { screen: Screen<"tune">; model: ModelKey }) {
  const host = useTrait<"lab" | "voila">(screen.model, "host");
  const { source, setSource, check, isChecking } = useCheck(screen, model);
  const [own, setOwn] = useState<Settings | null>(null);
  const settings = check?.problem === null ? check.settings : null;
  const values = { ...valuesOf(settings ?? []), ...own };
  const [notebook, setNotebook] = useState<NotebookData | null>(null);
  const event = useTune(screen);
  const isRunning = event?.status === "running";
  const isReady = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const args = isReady ? argsOf(model, check, values) : null;
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
        <Head screen={screen} model={model} family={check?.family ?? ""} />
        <DataStep source={source} check={check} isChecking={isChecking} onSource={setSource} />
        {settings !== null && <SettingsStep settings={settings} values={values} onValues={setOwn} />}
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
        />
      </section>
    </div>
  );
}

/** The base model, and what is to be known before anything is built on it. */
function Head({ screen, model, family }: { screen: Screen<"tune">; model: ModelKey; family: string }) {
  const [base, setBase] = useState<BaseData | null>(null);
  const { ask } = screen;
  useEffect(() => void ask("base", { key: model }).then((data) => data && setBase(data)), [ask, model]);
  return (
    <div>
      <h2>
        <ModelName repo={model.repo} />
      </h2>
      <p class="hx-muted">
        {model.commit === null ? "newest commit" : `commit ${short(model.commit)}`}
        {family !== "" && ` · becomes a ${family}`} · learns on this machine; nothing leaves it
      </p>
      {base !== null && (
        <>
          <p class="hx-base">
            <LicenseBadge of={base.license_class} />
            <span class="hx-muted">{base.license_id || "no license stated"}</span>
            <button type="button" class="hx-link" onClick={() => void ask("open", { key: model })}>
              Read its card
            </button>
          </p>
          <Gravest finding={base.gravest} />
        </>
      )}
    </div>
  );
}

function argsOf(key: ModelKey, check: CheckData, settings: Settings): TuneArgs {
  const columns = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  return { key, data: check.data, columns, settings };
}

function Estimate({ check, values }: { check: CheckData; values: Settings }) {
  const proposed = valuesOf(check.settings);
  const seconds = (check.seconds * Number(values["epochs"])) / Number(proposed["epochs"]);
  return (
    <p class="hx-estimate" title={check.basis}>
      About <b>{duration(seconds)}</b> and <b>{bytes(check.memory_bytes)}</b> of memory
      {check.basis !== "" && <span class="hx-muted"> · {check.basis}</span>}
    </p>
  );
}

interface OutcomeProps {
  event: TuneEvent | null;
  onStop: () => void;
  onResume: () => void;
  onTry: () => void;
}

function Outcome({ event, onStop, onResume, onTry }: OutcomeProps) {
  if (event === null || event.status === "idle") {
    return (
      <Empty title="Loss, progress and the result appear here.">
        <p>It is measured before and after, on rows that it never learns from.</p>
      </Empty>
    );
  }
  return (
    <>
      {event.status === "running" && <Progress event={event} onStop={onStop} />}
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
      {event.result !== null && <BeforeAfter result={event.result} onTry={onTry} />}
      <LossCurve losses={event.losses} watched={event.watched} />
    </>
  );
}

/** Checks the source now and whenever it changes; the newest answer counts. */
function useCheck(screen: Screen<"tune">, model: ModelKey) {
  const [source, setSource] = useState<Source>(SAMPLE);
  const [check, setCheck] = useState<CheckData | null>(null);
  const [isChecking, setChecking] = useState(false);
  const newest = useRef<Source | null>(null);
  const { ask } = screen;
  const run = useCallback(
    async (wanted: Source) => {
      newest.current = wanted;
      setChecking(true);
      const { file, columns } = wanted;
      const data = await ask("check", { key: model, sample: file === null, file, columns });
      if (newest.current !== wanted) return;
      setChecking(false);
      if (data) setCheck(data);
    },
    [ask, model],
  );
  useEffect(() => void run(source), [run, source]);
  return { source, setSource, check, isChecking };
}

/** The state of the run: asked for once, then told by events. */
function useTune(screen: Screen<"tune">): TuneEvent | null {
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
  return event;
}

export default asWidget("tune", "Fine-tune a model", Tune);
