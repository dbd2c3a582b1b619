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
import { type Settings, SettingsStep } from "./tune/settings";

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
  const settings = own ?? (check?.problem === null ? check : null);
  const [notebook, setNotebook] = useState<NotebookData | null>(null);
  const event = useTune(screen);
  const isRunning = event?.status === "running";
  const isReady = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const args = isReady && settings !== null ? argsOf(model, check, settings) : null;
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
        <Head screen={screen} model={model} />
        <DataStep source={source} check={check} isChecking={isChecking} onSource={setSource} />
        {settings !== null && <SettingsStep settings={settings} onSettings={setOwn} />}
        {isReady && settings !== null && <Estimate check={check} epochs={settings.epochs} />}
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
          onTry={() => void screen.ask("try", {})}
        />
      </section>
    </div>
  );
}

/** The base model, and what is to be known before anything is built on it. */
function Head({ screen, model }: { screen: Screen<"tune">; model: ModelKey }) {
  const [base, setBase] = useState<BaseData | null>(null);
  const { ask } = screen;
  useEffect(() => void ask("base", { key: model }).then((data) => data && setBase(data)), [ask, model]);
  return (
    <div>
      <h2>
        <ModelName repo={model.repo} />
      </h2>
      <p class="hx-muted">
        {model.commit === null ? "newest commit" : `commit ${short(model.commit)}`} · text classification ·
        learns on this machine; nothing leaves it
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
  const { data, text, label } = check;
  const { epochs, learning_rate, batch_size } = settings;
  return { key, data, text, label, epochs, learning_rate, batch_size };
}

function Estimate({ check, epochs }: { check: CheckData; epochs: number }) {
  const seconds = (check.seconds * epochs) / check.epochs;
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
  onTry: () => void;
}

function Outcome({ event, onStop, onTry }: OutcomeProps) {
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
      {event.result !== null && <BeforeAfter result={event.result} onTry={onTry} />}
      <LossCurve losses={event.losses} />
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
      const { file, text, label } = wanted;
      const data = await ask("check", { key: model, sample: file === null, file, text, label });
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
