/** Files: why each is needed, what is here, what fetching takes, and what is refused. */

import { useCallback, useEffect, useState } from "preact/hooks";

import { Fetching } from "../shared/fetching";
import { bytes, exactly, plural } from "../shared/format";
import type { FilesData, FileView, PageData } from "../shared/messages";
import { Failed, Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { AllowForm } from "./allow";

interface FilesProps {
  screen: Screen<"card">;
  page: PageData;
  /** The page is to be loaded again: what may be run has changed. */
  onChanged: () => void;
}

type Op = "download" | "pause" | "resume" | "cancel";

export function FilesTab({ screen, page, onChanged }: FilesProps) {
  const { key } = page;
  const [data, setData] = useState<FilesData | null | undefined>(null);
  const { ask, connection } = screen;
  const load = useCallback(() => void ask("files", { key }).then(setData), [ask, exactly(key)]);
  useEffect(() => {
    setData(null);
    load();
  }, [load]);
  useEffect(
    () =>
      connection.listen("downloads", ({ downloads }) => {
        const mine = downloads.find((one) => exactly(one.key) === exactly(key));
        if (mine?.status === "running") setData((now) => now && { ...now, download: mine });
        else load();
      }),
    [connection, load],
  );
  const act = async (op: Op): Promise<void> => {
    const next = await ask(op, { key });
    if (next) setData(next);
  };
  if (data === undefined) return <Failed what="The list of files" onRetry={load} />;
  if (data === null) return <Skeleton rows={6} />;
  const changed = (next: FilesData): void => {
    setData(next);
    onChanged();
  };
  return (
    <div class="hx-pad hx-files">
      <Plan data={data} onDownload={() => void act("download")} />
      {data.download && <Fetching download={data.download} act={(op) => act(op)} />}
      <table class="hx-table">
        <thead>
          <tr>
            <th scope="col">File, and what it is for</th>
            <th scope="col">Format</th>
            <th scope="col" class="hx-number">
              Size
            </th>
          </tr>
        </thead>
        {neededFirst(data.files).map((file) => (
          <File key={file.path} file={file} page={page} screen={screen} onChanged={changed} />
        ))}
      </table>
      <p class="hx-muted">
        {data.is_scanned
          ? `${page.hub_title} has scanned this repository; its word is shown, and permits nothing.`
          : `${page.hub_title} names no finished scan of this repository.`}
      </p>
    </div>
  );
}

/** What is fetched, then what is refused, then the rest. */
function neededFirst(files: readonly FileView[]): FileView[] {
  const rank = (one: FileView): number => (one.why !== "" ? 0 : one.refusal !== "" ? 1 : 2);
  return [...files].sort((a, b) => rank(a) - rank(b));
}

/** What would move, what is here, and what is left of the disk. */
function Plan({ data, onDownload }: { data: FilesData; onDownload: () => void }) {
  const needed = data.files.filter((file) => file.why !== "").length;
  const isHere = data.missing_bytes === 0;
  const here = data.total_bytes - data.missing_bytes;
  return (
    <div class="hx-plan" role="group" aria-label="Download plan">
      <span>
        {`${needed} of ${plural(data.files.length, "file")} needed, `}
        <b>{bytes(data.total_bytes)}</b>
        {isHere ? ": all on this disk." : `: ${bytes(data.missing_bytes)} to fetch, ${bytes(here)} here. `}
        {!isHere && data.left_bytes >= 0 && (
          <span class="hx-muted">Leaves {bytes(data.left_bytes)} of the disk.</span>
        )}
        {data.left_bytes < 0 && (
          <b class="hx-fetch-problem">The disk has only {bytes(data.free_bytes)} left.</b>
        )}
      </span>
      {!isHere && data.download === null && (
        <button type="button" class="hx-btn hx-primary" disabled={data.left_bytes < 0} onClick={onDownload}>
          Download {bytes(data.missing_bytes)}
        </button>
      )}
    </div>
  );
}

interface FileProps {
  file: FileView;
  page: PageData;
  screen: Screen<"card">;
  onChanged: (next: FilesData) => void;
}

function File({ file, page, screen, onChanged }: FileProps) {
  const [isAsking, setAsking] = useState(false);
  const withdraw = async (): Promise<void> => {
    const args = { key: page.key, path: file.path, on: false, seen: [] };
    const next = await screen.ask("allow", args);
    if (next) onChanged(next);
  };
  const done = (next: FilesData): void => {
    setAsking(false);
    onChanged(next);
  };
  return (
    <tbody>
      <tr class={isAsking ? "hx-asking" : undefined}>
        <td class="hx-break" title={file.sha256 === "" ? undefined : `sha256 ${file.sha256}`}>
          {file.path}
          <Scan file={file} />
          <div class="hx-file-note hx-muted">
            {file.why === "" ? "left out" : file.why}
            {file.why !== "" && file.here_bytes === file.size_bytes && " · here"}
          </div>
          {file.refusal !== "" && (
            <Refused file={file} onAsk={() => setAsking(!isAsking)} onWithdraw={() => void withdraw()} />
          )}
        </td>
        <td>
          {file.kind !== "" && (
            <span class={`hx-badge hx-${file.refusal === "" ? "ok" : "bad"}`}>{file.kind}</span>
          )}
        </td>
        <td class="hx-number">{bytes(file.size_bytes)}</td>
      </tr>
      {isAsking && (
        <tr>
          <td colSpan={3}>
            <AllowForm
              file={file}
              page={page}
              screen={screen}
              onAllowed={done}
              onCancel={() => setAsking(false)}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Scan({ file }: { file: FileView }) {
  if (file.hub_says === "") return null;
  return <span class="hx-badge hx-warn hx-scan">hub's scan: {file.hub_says}</span>;
}

interface RefusedProps {
  file: FileView;
  onAsk: () => void;
  onWithdraw: () => void;
}

function Refused({ file, onAsk, onWithdraw }: RefusedProps) {
  if (file.is_allowed) {
    return (
      <div class="hx-file-note hx-file-allowed">
        Allowed at this commit although it is {file.refusal}.{" "}
        <button type="button" class="hx-link" aria-label={`Withdraw ${file.path}`} onClick={onWithdraw}>
          Withdraw
        </button>
      </div>
    );
  }
  return (
    <div class="hx-file-note hx-muted">
      Refused: {file.refusal}.{" "}
      {file.is_allowable && (
        <button type="button" class="hx-link" aria-label={`Allow ${file.path}`} onClick={onAsk}>
          Allow…
        </button>
      )}
    </div>
  );
}
