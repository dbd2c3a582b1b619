/** What the training printed: for whoever wants to see why it is slow, or failed. */

import { useEffect, useState } from "preact/hooks";

import type { TuneEvent } from "../shared/messages";
import type { Screen } from "../shared/screen";

const EVERY_MS = 2000;

export function Printed({ screen, event }: { screen: Screen<"tune">; event: TuneEvent }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { ask } = screen;
  const { name, status } = event;
  useEffect(() => {
    if (!isOpen) return;
    const read = (): void => void ask("log", {}).then((log) => log && setText(log.text));
    read();
    if (status !== "running") return;
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, [ask, isOpen, name, status]);
  return (
    <details class="hx-printed" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>Log</summary>
      {isOpen && <pre tabIndex={0}>{text === "" ? "Nothing was printed." : text}</pre>}
    </details>
  );
}
