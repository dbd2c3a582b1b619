/** The two small forms that open under the actions: pin and reject. */

import { useEffect, useRef, useState } from "preact/hooks";

import { plural, short } from "../shared/format";
import type { PageData } from "../shared/messages";
import { Dot } from "../shared/parts";
import { openFindings } from "./review";

interface PinFormProps {
  page: PageData;
  onPin: (seen: string[]) => void;
  onCancel: () => void;
}

/** Lists what is still open; pins once each of it is ticked. */
export function PinForm({ page, onPin, onCancel }: PinFormProps) {
  const open = openFindings(page);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const form = useFocus();
  const left = open.filter((finding) => !seen.includes(finding.kind)).length;
  return (
    <form
      ref={form}
      class="hx-confirm"
      aria-label="Pin this model"
      onSubmit={(event) => {
        event.preventDefault();
        onPin([...seen]);
      }}
      onKeyDown={(event) => closeOnEscape(event, onCancel)}
    >
      <p>
        Pin <b>{page.key.repo}</b> at commit <span class="hx-mono">{short(page.key.commit)}</span>
        {open.length > 0 ? ". Still open:" : ". Nothing is open."}
      </p>
      <OpenFindings page={page} seen={seen} onSeen={setSeen} />
      <div class="hx-form-end">
        <button type="submit" class="hx-btn hx-primary" disabled={left > 0}>
          Pin
        </button>
        <button type="button" class="hx-btn" onClick={onCancel}>
          Cancel
        </button>
        {left > 0 && (
          <span class="hx-muted">Tick {plural(left, "finding")} as seen; the lock file records it.</span>
        )}
      </div>
    </form>
  );
}

interface OpenProps {
  page: PageData;
  seen: readonly string[];
  onSeen: (seen: readonly string[]) => void;
}

/** What is still open, each to be ticked before a pin is written. */
export function OpenFindings({ page, seen, onSeen }: OpenProps) {
  const see = (kind: string, on: boolean): void =>
    onSeen(on ? [...seen, kind] : seen.filter((one) => one !== kind));
  return (
    <>
      {openFindings(page).map((finding) => (
        <label key={finding.title} class="hx-check">
          <input
            class="hx-box"
            type="checkbox"
            checked={seen.includes(finding.kind)}
            onChange={(event) => see(finding.kind, event.currentTarget.checked)}
          />
          <Dot of={finding.gravity} />
          <span>{finding.title}</span>
        </label>
      ))}
    </>
  );
}

interface RejectFormProps {
  repo: string;
  onReject: (reason: string) => void;
  onCancel: () => void;
}

export function RejectForm({ repo, onReject, onCancel }: RejectFormProps) {
  const [reason, setReason] = useState("");
  const form = useFocus();
  return (
    <form
      ref={form}
      class="hx-confirm"
      aria-label="Reject this model"
      onSubmit={(event) => {
        event.preventDefault();
        onReject(reason.trim());
      }}
      onKeyDown={(event) => closeOnEscape(event, onCancel)}
    >
      <label>
        Why is <b>{repo}</b> not for you?
        <input
          class="hx-field hx-wide"
          value={reason}
          maxLength={500}
          placeholder="License, quality, language …"
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="hx-form-end">
        <button type="submit" class="hx-btn hx-primary" disabled={reason.trim() === ""}>
          Reject
        </button>
        <button type="button" class="hx-btn" onClick={onCancel}>
          Cancel
        </button>
        <span class="hx-muted">The shortlist keeps the reason.</span>
      </div>
    </form>
  );
}

export function closeOnEscape(event: KeyboardEvent, onCancel: () => void): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  onCancel();
}

export function useFocus() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input, button")?.focus(), []);
  return form;
}
