/** How fresh the list is, and bringing it up to date: progress, the hub's patience, a way out. */

import { useCallback, useEffect, useState } from "preact/hooks";

import { age } from "../shared/format";
import type { SyncEvent } from "../shared/messages";
import { ProgressBar } from "../shared/progress";
import type { Screen } from "../shared/screen";

interface Sync {
  event: SyncEvent | null;
  start: () => void;
  stop: () => void;
  isStopping: boolean;
}

/** The newest listing, also one that another page or an earlier kernel started. */
export function useSync(screen: Screen<"browser">): Sync {
  const { ask, connection, announce } = screen;
  const [event, setEvent] = useState<SyncEvent | null>(null);
  const [isStopping, setStopping] = useState(false);
  const took = useCallback(
    (next: SyncEvent | undefined): void => {
      if (next === undefined) return;
      setEvent(next);
      if (next.status !== "running") setStopping(false);
    },
    [setEvent],
  );
  useEffect(() => connection.listen("sync", took), [connection, took]);
  useEffect(() => void ask("sync_state", {}).then(took), [ask, took]);
  const status = event?.status;
  useEffect(() => {
    if (status === "failed") announce("The list could not be brought up to date.");
    if (status === "running") announce("The list is being brought up to date.");
  }, [status, announce]);
  const start = (): void => {
    setEvent({ status: "running", done: 0, total: 0, text: "Asking the hubs", error: null });
    void ask("sync", {}).then((next) => (next === undefined ? setEvent(null) : took(next)));
  };
  const stop = (): void => {
    setStopping(true);
    void ask("sync_stop", {});
  };
  return { event, start, stop, isStopping };
}

export function SyncLine({ sync, built_s }: { sync: Sync; built_s: number }) {
  const { event, start, stop, isStopping } = sync;
  if (event?.status === "running") {
    return (
      <span class="hx-sync">
        <ProgressBar label="Bringing the list up to date" done={event.done} total={event.total} />
        <span class="hx-sync-text" title={event.text}>
          {isStopping ? "Stopping; what came is kept" : event.text || "Starting"}
        </span>
        <button type="button" class="hx-link" disabled={isStopping} onClick={stop}>
          Cancel
        </button>
      </span>
    );
  }
  return (
    <span class="hx-sync">
      {event?.error ? (
        <span class="hx-hub-problem hx-sync-text" title={event.error.hint}>
          <span class="hx-dot hx-dot-warning" aria-hidden="true" />
          {event.error.message}. {event.error.hint}
        </span>
      ) : (
        <span class="hx-muted">
          {event?.status === "canceled" && "stopped, what came is kept · "}
          {built_s > 0 && `as of ${freshness(built_s)}`}
        </span>
      )}
      <button type="button" class="hx-link" onClick={start}>
        {event?.status === "failed" || event?.status === "canceled" ? "Go on" : "Sync"}
      </button>
    </span>
  );
}

/** "now", "3 h ago". */
export function freshness(then_s: number, now_s: number = Date.now() / 1000): string {
  return now_s - then_s < 60 ? "now" : `${age(then_s, now_s)} ago`;
}
