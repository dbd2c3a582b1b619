/** Tune: the base model, the rows, what it will take, and whether it helped. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { exactly, split } from "./shared/format";
import type { BaseData, CheckData, ModelKey, NotebookData, TuneArgs, TuneEvent } from "./shared/messages";
import { Empty } from "./shared/parts";
import { asWidget, type Screen, useTrait } from "./shared/screen";
import { Head } from "./tune/base";
import { DataStep, NO_FILE, type Source } from "./tune/data";
import { Estimate, useEstimate } from "./tune/estimate";
import { NotebookLink } from "./tune/notebook";
import { Printed } from "./tune/log";
import { Outcome } from "./tune/outcome";
import { RunList } from "./tune/runs";
import { type Settings, SettingsStep, valuesOf, type Wrong } from "./tune/settings";
import { TrackerChoice } from "./tune/trackers";

function Tune({ screen }: { screen: Screen<"tune"> }) {
  const model = useTrait<ModelKey | null>(screen.model, "model");
  const marked = useTrait<ModelKey[]>(screen.model, "marked");
  const { event, setEvent } = useTune(screen);
  const choose = (
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
  if (model === null && (event === null || event.status === "idle")) return choose;
  return (
    <div class="hx-tune-body">
      {model === null ? (
        choose
      ) : (
        <Bench
          key={exactly(model)}
          screen={screen}
          model={model}
          isRunning={event !== null && event.status === "running"}
        />
      )}
      <section class="hx-outcome" aria-label="This run">
        <Outcome
          event={event}
          model={model}
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

interface BenchProps {
  screen: Screen<"tune">;
  model: ModelKey;
  isRunning: boolean;
}

function Bench({ screen, model, isRunning }: BenchProps) {
  const host = useTrait<"lab" | "voila">(screen.model, "host");
  const base = useBase(screen, model);
  const { source, setSource, check, isChecking } = useCheck(screen, model, base);
  const [own, setOwn] = useState<Settings | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [track, setTrack] = useState("");
  const settings = check?.problem === null ? check.settings : null;
  const values = { ...valuesOf(settings ?? []), ...own };
  const [notebook, setNotebook] = useState<NotebookData | null>(null);
  const isChecked = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const isReady = isChecked && Object.keys(wrong).length === 0;
  const estimate = useEstimate(screen, model, check, own);
  const args = isReady ? { ...argsOf(model, check, values), track } : null;
  const start = (): void => {
    if (args !== null) void screen.ask("start", args);
  };
  const write = async (): Promise<void> => {
    const written = args === null ? undefined : await screen.ask("notebook", args);
    if (written) setNotebook(written);
  };
  return (
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
      {settings !== null && (
        <SettingsStep
          settings={settings}
          values={values}
          onValues={setOwn}
          wrong={wrong}
          onWrong={setWrong}
        />
      )}
      {isChecked && <TrackerChoice trackers={base?.trackers ?? []} value={track} onValue={setTrack} />}
      {notebook !== null && <NotebookLink notebook={notebook} host={host} />}
      <div class="hx-begin">
        {isChecked && <Estimate of={estimate ?? check} freeBytes={check.free_bytes} />}
        {Object.entries(wrong).map(([name, message]) => (
          <p key={name} class="hx-wrong" role="alert">
            {message}.
          </p>
        ))}
        <div class="hx-line-of">
          <button type="button" class="hx-btn hx-primary" disabled={!isReady || isRunning} onClick={start}>
            Start
          </button>
          <button type="button" class="hx-btn" disabled={!isReady} onClick={() => void write()}>
            {host === "lab" ? "Open notebook" : "Get the notebook"}
          </button>
        </div>
      </div>
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
