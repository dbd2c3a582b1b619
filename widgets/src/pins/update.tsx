/** What the newest commit changes in a pin, before anything is written. */

import { useEffect, useState } from "preact/hooks";

import { short } from "../shared/format";
import type { PinView, UpdateView } from "../shared/messages";
import type { Screen } from "../shared/screen";
import type { Do } from "./acting";

interface Props {
  pin: PinView;
  screen: Screen<"pins">;
  act: Do;
  onClose: () => void;
}

export function Update({ pin, screen, act, onClose }: Props) {
  const [found, setFound] = useState<UpdateView | null>(null);
  const [isWriting, setWriting] = useState(false);
  const { ask } = screen;
  useEffect(() => {
    void ask("diff", { key: pin.key }).then((update) => (update ? setFound(update) : onClose()));
    // Only when it is opened: the parent makes a new onClose at every render.
  }, [ask]);
  if (found === null) return <p class="hx-muted">Asking {pin.hub_title} for its newest commit…</p>;
  if (!found.needed) return <p>It is at the newest commit.</p>;
  const write = async (): Promise<void> => {
    setWriting(true);
    const isWritten = await act("update", { key: pin.key, to: found.to }, `${pin.key.repo} updated`);
    setWriting(false);
    if (isWritten) onClose();
  };
  return (
    <section class="hx-pin-update" aria-label={`What updating ${pin.key.repo} changes`}>
      <h3>
        {short(pin.key.commit)} to {short(found.to.commit)} changes
      </h3>
      <List lines={found.differences} />
      {found.opened.length > 0 && <h3>Newly open</h3>}
      <List lines={found.opened} />
      {found.settled.length > 0 && <h3>No longer open</h3>}
      <List lines={found.settled} />
      {found.card.length > 0 && (
        <>
          <h3>The card</h3>
          <pre class="hx-pin-diff" tabIndex={0} aria-label="Changed lines of the card">
            {found.card.map((line, place) => (
              <span key={place} class={tone(line)}>
                {`${line}\n`}
              </span>
            ))}
          </pre>
        </>
      )}
      <div class="hx-form-end">
        <button type="button" class="hx-btn hx-primary" disabled={isWriting} onClick={() => void write()}>
          {isWriting ? "Updating…" : "Update the pin"}
        </button>
        <button type="button" class="hx-btn" onClick={onClose}>
          Keep it as it is
        </button>
      </div>
    </section>
  );
}

const DIGEST = /\b[0-9a-f]{40,64}\b/g;

function List({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line} title={line}>
          {line.replace(DIGEST, (found) => `${found.slice(0, 12)}…`)}
        </li>
      ))}
    </ul>
  );
}

function tone(line: string): string {
  if (line.startsWith("+")) return "hx-pin-added";
  return line.startsWith("-") ? "hx-pin-gone" : "hx-muted";
}
