/** A download under way or at rest: how far it is, pause, resume, cancel. */

import { bytes } from "./format";
import type { DownloadView, ModelKey } from "./messages";
import { ProgressBar } from "./progress";
import { Linked } from "./strip";

const WORD: Record<DownloadView["status"], string> = {
  running: "Fetching",
  paused: "Paused",
  done: "Done",
  failed: "Failed",
};

const AGAIN: Record<DownloadView["status"], string> = {
  running: "Pause",
  paused: "Resume",
  done: "Fetch again",
  failed: "Try again",
};

export type Act = (op: "pause" | "resume" | "cancel", args: { key: ModelKey }) => Promise<unknown>;

export function Fetching({ download, act }: { download: DownloadView; act: Act }) {
  const { key, status, done_bytes: done, total_bytes: total, problem, hint } = download;
  const isRunning = status === "running";
  return (
    <div class="hx-fetch" role="group" aria-label={`Download of ${key.repo}`}>
      <span>
        {WORD[status]} {bytes(done)} of {bytes(total)}
      </span>
      <ProgressBar label={`Download of ${key.repo}`} done={done} total={total} />
      <button type="button" class="hx-btn" onClick={() => void act(isRunning ? "pause" : "resume", { key })}>
        {AGAIN[status]}
      </button>
      <button type="button" class="hx-btn" onClick={() => void act("cancel", { key })}>
        Cancel
      </button>
      {problem !== "" && (
        <span class="hx-fetch-problem">
          {problem} <Linked text={hint} />
        </span>
      )}
    </div>
  );
}
