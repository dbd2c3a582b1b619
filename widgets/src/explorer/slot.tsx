/** A place in the shell where another screen is mounted, when it is first shown. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { Host } from "../shared/anywidget";

interface SlotProps {
  host: Host;
  reference: string;
  title: string;
  class?: string;
}

export function Slot({ host, reference, title, class: extra = "" }: SlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  const mount = useCallback(
    async (el: HTMLElement, signal: AbortSignal) => {
      const child = await host.getWidget(reference);
      if (!signal.aborted) await child.render({ el, signal });
    },
    [host, reference],
  );
  useEffect(() => {
    const controller = new AbortController();
    const el = document.createElement("div");
    el.className = "hx-slot";
    box.current?.append(el);
    setProblem("");
    mount(el, controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => {
      controller.abort();
      el.remove();
    };
  }, [mount, attempt]);
  return (
    <div class={`hx-mount ${extra}`}>
      <div ref={box} class="hx-slot" hidden={problem !== ""} />
      {problem !== "" && (
        <div class="hx-empty" role="alert">
          <p class="hx-empty-title">{title} did not load.</p>
          <p>{problem}</p>
          <button type="button" class="hx-btn" onClick={() => setAttempt(attempt + 1)}>
            Retry
          </button>
        </div>
      )}
    </div>
  );
}
