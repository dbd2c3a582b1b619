/** An exception from the loading policy: scanned first, for one commit, written into the lock file. */

import { useState } from "preact/hooks";

import { bytes, short } from "../shared/format";
import type { ErrorView, FilesData, FileView, PageData } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { closeOnEscape, OpenFindings, useFocus } from "./confirm";
import { openFindings } from "./review";

interface AllowProps {
  file: FileView;
  page: PageData;
  screen: Screen<"card">;
  onAllowed: (next: FilesData) => void;
  onCancel: () => void;
}

type Scan = "none" | "scanning" | "clean" | ErrorView;

export function AllowForm({ file, page, screen, onAllowed, onCancel }: AllowProps) {
  const [scan, setScan] = useState<Scan>("none");
  const [seen, setSeen] = useState<readonly string[]>([]);
  const form = useFocus();
  const { key } = page;
  const look = async (): Promise<void> => {
    setScan("scanning");
    const found = await screen.ask("scan", { key, path: file.path });
    setScan(found === undefined ? "none" : (found.refused ?? "clean"));
  };
  const allow = async (): Promise<void> => {
    const next = await screen.ask("allow", { key, path: file.path, on: true, seen: [...seen] });
    if (next) onAllowed(next);
  };
  const isClean = scan === "clean";
  const left = openFindings(page).filter((one) => !seen.includes(one.kind)).length;
  return (
    <form
      ref={form}
      class="hx-confirm"
      aria-label={`Allow ${file.path}`}
      onSubmit={(event) => {
        event.preventDefault();
        void (isClean ? allow() : look());
      }}
      onKeyDown={(event) => closeOnEscape(event, onCancel)}
    >
      <p>
        <b>{file.path}</b> is {file.refusal}. It can be allowed for commit{" "}
        <span class="hx-mono">{short(key.commit)}</span> only: the model is pinned there, and the lock file
        names the exception.
      </p>
      <Told scan={scan} file={file} />
      {isClean && <OpenFindings page={page} seen={seen} onSeen={setSeen} />}
      <div class="hx-form-end">
        {typeof scan === "string" && (
          <button
            type="submit"
            class="hx-btn hx-primary"
            disabled={scan === "scanning" || (isClean && left > 0)}
          >
            {isClean ? "Allow for this commit only" : `Fetch ${bytes(file.size_bytes)} and scan`}
          </button>
        )}
        <button type="button" class="hx-btn" onClick={onCancel}>
          {typeof scan === "string" ? "Cancel" : "Close"}
        </button>
      </div>
    </form>
  );
}

function Told({ scan, file }: { scan: Scan; file: FileView }) {
  const isCode = file.kind === "code";
  if (scan === "none") {
    return (
      <p class="hx-muted">
        {isCode
          ? "Code is not scanned: read it at this commit before you allow it."
          : "First it is fetched and read here, without loading it: anything but tensors is refused."}
      </p>
    );
  }
  if (scan === "scanning") return <p role="status">Fetching and scanning…</p>;
  if (scan === "clean") {
    return (
      <p role="status">{isCode ? "Fetched; it was not scanned." : "The scan found nothing but tensors."}</p>
    );
  }
  return (
    <p role="alert" class="hx-fetch-problem">
      It stays refused: {scan.message}
      {scan.hint !== "" && `; ${scan.hint}`}.
    </p>
  );
}
