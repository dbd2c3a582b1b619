/** One line to type and a button, with what went wrong said below it. */

import { useEffect, useRef, useState } from "preact/hooks";

import { RequestFailed, Superseded } from "../shared/connection";
import type { ErrorView } from "../shared/messages";

/** Why it did not work; null if it did. */
export type Outcome = ErrorView | null;

/** What became of a request whose failure is said where it was asked. */
export async function outcomeOf(request: Promise<unknown>): Promise<Outcome> {
  try {
    await request;
    return null;
  } catch (error) {
    // The view was closed meanwhile.
    if (error instanceof Superseded) return null;
    if (!(error instanceof RequestFailed)) throw error;
    return error.view();
  }
}

interface LineFormProps {
  label: string;
  placeholder: string;
  action: string;
  onSubmit: (text: string) => Promise<Outcome>;
  onClose: () => void;
}

/** Escape closes it, and so does what worked. */
export function LineForm({ label, placeholder, action, onSubmit, onClose }: LineFormProps) {
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Outcome>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    const outcome = await onSubmit(text.trim());
    setBusy(false);
    setProblem(outcome);
    if (outcome === null) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form class="hx-line-form" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <input
        ref={field}
        class="hx-field"
        aria-label={label}
        aria-invalid={problem !== null}
        placeholder={placeholder}
        maxLength={400}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="hx-btn" disabled={text.trim() === "" || isBusy}>
        {isBusy ? "Asking…" : action}
      </button>
      {problem !== null && (
        <p class="hx-line-problem" role="alert">
          {problem.message}. {problem.hint}
        </p>
      )}
    </form>
  );
}
