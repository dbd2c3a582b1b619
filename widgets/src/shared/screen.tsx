/** What every screen has: its root, error strip, key handling, help, theme and live region. */

import { type ComponentType, render } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { hearPage, isAlone } from "./alone";
import type { Host, Model, RenderProps, Widget } from "./anywidget";
import {
  type Args,
  Connection,
  type Data,
  type Op,
  RequestFailed,
  type Stem,
  Superseded,
} from "./connection";
import { Help } from "./help";
import { type Binding, press } from "./keys";
import type { ErrorView } from "./messages";
import { Strip, type Trouble } from "./strip";
import { watchTheme } from "./theme";

export interface Screen<S extends Stem> {
  readonly model: Model;
  readonly host: Host;
  readonly connection: Connection<S>;
  readonly isDark: boolean;
  /** The reply's data; undefined when it was refused (the strip says so) or nobody needs it. */
  ask<O extends Op<S>>(op: O, args: Args<S, O>): Promise<Data<S, O> | undefined>;
  /** Shows a failure in the strip. */
  report(error: unknown, retry?: () => void): void;
  /** Says a result to people who do not see it change. */
  announce(text: string): void;
  /** The keys of this screen, for as long as the view that names them is shown. */
  bind(bindings: readonly Binding[]): void;
}

export type View<S extends Stem> = ComponentType<{ screen: Screen<S> }>;

/** A trait's present value, kept up to date. */
export function useTrait<T>(model: Model, name: string): T {
  const [value, setValue] = useState(() => model.get(name) as T);
  useEffect(() => {
    const update = (): void => setValue(() => model.get(name) as T);
    update();
    model.on(`change:${name}`, update);
    return () => model.off(`change:${name}`, update);
  }, [model, name]);
  return value;
}

/** The screen's keys, replaced on every render so that they see the newest state. */
export function useKeys<S extends Stem>(screen: Screen<S>, bindings: readonly Binding[]): void {
  useLayoutEffect(() => screen.bind(bindings));
}

/** An anywidget that shows `view`. */
export function asWidget<S extends Stem>(stem: S, title: string, view: View<S>): Widget {
  return {
    render(props) {
      const connection = new Connection<S>(props.model);
      render(<Root {...props} connection={connection} stem={stem} title={title} view={view} />, props.el);
      return () => {
        render(null, props.el);
        connection.close();
      };
    },
  };
}

interface RootProps<S extends Stem> extends RenderProps {
  connection: Connection<S>;
  stem: S;
  title: string;
  view: View<S>;
}

function Root<S extends Stem>({ model, host, connection, stem, title, view: Body }: RootProps<S>) {
  const [isDark, setDark] = useState(false);
  const [said, setSaid] = useState("");
  const [isHelpShown, showHelp] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const bindings = useRef<readonly Binding[]>([]);
  const { trouble, report, dismiss } = useTrouble(model);
  const height = useTrait<number>(model, "height");
  useLayoutEffect(() => watchTheme(setDark), []);
  useEffect(() => (isAlone(model) ? hearPage(root) : undefined), [model]);

  const ask = useAsk(connection, report);
  const bind = useCallback((next: readonly Binding[]) => {
    bindings.current = next;
  }, []);
  const screen: Screen<S> = { model, host, connection, isDark, ask, report, announce: setSaid, bind };

  const onKeyDown = (event: KeyboardEvent): void => {
    const help: Binding = { keys: ["?"], label: "This help", run: () => showHelp(true) };
    if (!isHelpShown && press(event, [...bindings.current, help])) event.stopPropagation();
  };
  const closeHelp = (): void => {
    showHelp(false);
    root.current?.focus();
  };
  return (
    <div
      ref={root}
      class={`hx hx-${stem}`}
      data-lm-suppress-shortcuts="true"
      data-theme={isDark ? "dark" : "light"}
      style={{ "--hx-own-height": height > 0 ? `${height}px` : "100vh" }}
      tabIndex={-1}
      role="region"
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      {trouble !== null && <Strip trouble={trouble} onDismiss={dismiss} />}
      <Body screen={screen} />
      {isHelpShown && <Help title={title} bindings={bindings.current} onClose={closeHelp} />}
      <div class="hx-said" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
}

function useAsk<S extends Stem>(
  connection: Connection<S>,
  report: (error: unknown, retry?: () => void) => void,
): Screen<S>["ask"] {
  return useCallback(
    <O extends Op<S>>(op: O, args: Args<S, O>) =>
      new Promise<Data<S, O> | undefined>((resolve) => {
        // A retry answers the same promise, so that its result lands where it was asked for.
        const attempt = (): void => {
          connection.request(op, args).then(resolve, (error: unknown) => {
            if (!(error instanceof RequestFailed && error.canRetry)) resolve(undefined);
            report(error, attempt);
          });
        };
        attempt();
      }),
    [connection, report],
  );
}

function useTrouble(model: Model) {
  const problem = useTrait<ErrorView | null>(model, "problem");
  const [local, setLocal] = useState<Trouble | null>(null);
  const report = useCallback((error: unknown, retry?: () => void) => {
    if (error instanceof Superseded) return;
    if (!(error instanceof RequestFailed)) throw error;
    const again = (): void => {
      setLocal(null);
      retry?.();
    };
    setLocal({ view: error.view(), retry: error.canRetry && retry !== undefined ? again : null });
  }, []);
  const dismiss = useCallback(() => {
    setLocal(null);
    if (model.get("problem") !== null) {
      model.set("problem", null);
      model.save_changes();
    }
  }, [model]);
  const trouble = local ?? (problem ? { view: problem, retry: null } : null);
  return { trouble, report, dismiss };
}
