import { useEffect, useRef, useState } from "preact/hooks";

import { areLettersOn, type Binding, setLetters } from "./keys";

const SHOWN: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
};

interface HelpProps {
  title: string;
  bindings: readonly Binding[];
  onClose: () => void;
}

/** The keys of this screen, and the switch for single letters. */
export function Help({ title, bindings, onClose }: HelpProps) {
  const [letters, setShown] = useState(areLettersOn);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("button")?.focus(), []);
  const switchLetters = (on: boolean): void => {
    setLetters(on);
    setShown(on);
  };
  return (
    <div class="hx-veil" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={box}
        class="hx-help"
        role="dialog"
        aria-modal="true"
        aria-label={`Keys in ${title}`}
        onKeyDown={(event) => keepInside(event, box.current, onClose)}
      >
        <div class="hx-help-head">
          <h2>Keys in {title}</h2>
          <button type="button" class="hx-btn" onClick={onClose}>
            Close
          </button>
        </div>
        <dl>
          {[...bindings, { keys: ["?"], label: "This help" }].map((one) => (
            <div key={one.label}>
              <dt>
                {one.keys.map((key) => (
                  <kbd key={key}>{SHOWN[key] ?? key}</kbd>
                ))}
              </dt>
              <dd>{one.label}</dd>
            </div>
          ))}
        </dl>
        <label class="hx-check">
          <input
            type="checkbox"
            checked={letters}
            onChange={(event) => switchLetters(event.currentTarget.checked)}
          />
          Single-letter keys act
        </label>
        <p class="hx-muted">Keys act only while the focus is inside this screen.</p>
      </div>
    </div>
  );
}

function keepInside(event: KeyboardEvent, box: HTMLElement | null, onClose: () => void): void {
  event.stopPropagation();
  if (event.key === "Escape") onClose();
  if (event.key !== "Tab" || box === null) return;
  const stops = [...box.querySelectorAll<HTMLElement>("button, input")];
  const last = stops.length - 1;
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = event.shiftKey ? (at <= 0 ? last : at - 1) : at >= last ? 0 : at + 1;
  event.preventDefault();
  stops[next]?.focus();
}
