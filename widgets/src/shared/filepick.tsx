/** A file of rows, chosen or dropped: its way to the kernel, and what may be sent said before. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { bytes } from "./format";
import type { DataFile, UploadLimits } from "./messages";
import { RunProgress } from "./progress";
import { problemOf, type Receiver, unreadable, useUpload } from "./upload";

interface FilePickProps {
  to: Receiver;
  limits: UploadLimits;
  /** On the button, while no file was sent. */
  title: string;
  /** Of the input, for people who do not see it. */
  label: string;
  chosen: DataFile | null;
  onFile: (file: DataFile) => void;
  /** Before the button. */
  children?: ComponentChildren;
  after?: ComponentChildren;
}

export function FilePick(props: FilePickProps) {
  const { to, limits, title, label, chosen, onFile, children, after } = props;
  const { coming, send, stop } = useUpload(to);
  const [problem, setProblem] = useState("");
  const [isOver, setOver] = useState(false);
  useEffect(() => setProblem(""), [chosen]);
  const picker = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const why = problemOf(file, file.name, limits);
    setProblem(why);
    if (why !== "") return;
    try {
      const sent = await send(file, file.name);
      if (sent !== null) onFile(sent);
    } catch (error) {
      setProblem(unreadable(error, file.name));
    }
  };
  return (
    <div
      class="hx-drop"
      data-over={isOver}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <div class="hx-line-of">
        {children}
        <button
          type="button"
          class="hx-btn"
          aria-pressed={chosen !== null}
          onClick={() => picker.current?.click()}
        >
          {chosen?.name ?? title}
        </button>
        <span class="hx-muted">or drop it here, at most {bytes(limits.max_bytes)}</span>
        {after}
        <input
          ref={picker}
          type="file"
          accept={limits.endings.join(",")}
          hidden
          aria-label={label}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {coming !== null && (
        <RunProgress
          label={`Sending ${coming.name}`}
          text={`${coming.name}: ${bytes(coming.share * coming.size)} of ${bytes(coming.size)}`}
          done={coming.share}
          total={1}
          stop="Cancel"
          onStop={stop}
        />
      )}
      {problem !== "" && (
        <p class="hx-step-note" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
