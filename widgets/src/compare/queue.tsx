/** One line above the panes: what is loaded, running, waiting. */

import { bytes, plural } from "../shared/format";
import type { HostView, PaneView } from "../shared/messages";

interface QueueProps {
  panes: readonly PaneView[];
  host: HostView | null;
  candidates: number;
}

export function Queue({ panes, host, candidates }: QueueProps) {
  const count = (...states: PaneView["state"][]): number =>
    panes.filter((pane) => states.includes(pane.state)).length;
  const waiting = count("waiting");
  const busy = count("downloading", "loading", "running");
  const failed = count("failed");
  return (
    <div class="hx-queue" aria-label="Queue" role="group">
      {host === null ? (
        <span>{plural(candidates, "candidate")} · nothing loaded by this comparison yet</span>
      ) : (
        <span>
          <span class="hx-dot hx-dot-good" aria-hidden="true" />
          {host.loaded} loaded, {bytes(host.used_bytes)} of {bytes(host.budget_bytes)}
        </span>
      )}
      {host?.gpus.map(({ name, used_bytes: used, budget_bytes: budget }, place) => (
        <span key={place}>
          {name} {bytes(used)} of {bytes(budget)}
        </span>
      ))}
      {busy > 0 && <span>{busy} running</span>}
      {waiting > 0 && (
        <span>
          <span class="hx-dot hx-dot-warning" aria-hidden="true" />
          {waiting} waiting
        </span>
      )}
      {failed > 0 && (
        <span>
          <span class="hx-dot hx-dot-grave" aria-hidden="true" />
          {failed} failed
        </span>
      )}
    </div>
  );
}
