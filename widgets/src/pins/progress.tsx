/** A download under way or at rest: how far it is, pause, resume, cancel. */

import type { Do } from "../pins";
import { bytes } from "../shared/format";
import type { DownloadView } from "../shared/messages";

const WORD: Record<DownloadView["status"], string> = {
  running: "Fetching",
  paused: "Paused",
  done: "Done",
  failed: "Failed",
};

export function Progress({ download, act }: { download: DownloadView; act: Do }) {
  const { key, status, done_bytes: done, total_bytes: total, problem } = download;
  const share = total > 0 ? Math.round((100 * done) / total) : 0;
  const isRunning = status === "running";
  return (
    <div class="hx-pin-progress" role="group" aria-label={`Download of ${key.repo}`}>
      <span class="hx-nowrap">
        {WORD[status]} {bytes(done)} of {bytes(total)}
      </span>
      <div
        class="hx-progress"
        role="progressbar"
        aria-label={`Download of ${key.repo}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
      >
        <div style={{ width: `${share}%` }} />
      </div>
      <button type="button" class="hx-btn" onClick={() => void act(isRunning ? "pause" : "resume", { key })}>
        {isRunning ? "Pause" : "Resume"}
      </button>
      <button type="button" class="hx-btn" onClick={() => void act("cancel", { key })}>
        Cancel
      </button>
      {problem !== "" && <span class="hx-pin-problem">{problem}</span>}
    </div>
  );
}
