/** The written notebook: opened in JupyterLab, handed over as a file elsewhere. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { NotebookData } from "../shared/messages";

interface NotebookLinkProps {
  notebook: NotebookData;
  host: "lab" | "voila";
}

export function NotebookLink({ notebook, host }: NotebookLinkProps) {
  const isInLab = host === "lab" && notebook.lab_path !== "";
  return isInLab ? <LabLink notebook={notebook} /> : <Download notebook={notebook} />;
}

/** JupyterLab runs the command that a clicked element names. */
function LabLink({ notebook }: { notebook: NotebookData }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.click(), [notebook]);
  return (
    <p class="hx-line-of">
      <span class="hx-muted">Written:</span>
      <button
        ref={button}
        type="button"
        class="hx-link"
        data-commandlinker-command="docmanager:open"
        data-commandlinker-args={JSON.stringify({ path: notebook.lab_path })}
      >
        {notebook.name}
      </button>
    </p>
  );
}

function Download({ notebook }: { notebook: NotebookData }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([notebook.ipynb], { type: "application/x-ipynb+json" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [notebook]);
  return (
    <p class="hx-line-of">
      <span class="hx-muted">Written:</span>
      <a class="hx-link" href={url} download={notebook.name}>
        Download {notebook.name}
      </a>
    </p>
  );
}
