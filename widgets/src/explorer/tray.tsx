/** The marked candidates, in sight in every tab. */

import { exactly, identity, short, split } from "../shared/format";
import type { ModelKey } from "../shared/messages";

/** The model's name; with its commit where another commit of it is marked too. */
function nameIn(marked: readonly ModelKey[], key: ModelKey): string {
  const name = split(key.repo)[1];
  const isTwice = marked.filter((one) => identity(one) === identity(key)).length > 1;
  return isTwice ? `${name} ${short(key.commit)}` : name;
}

interface TrayProps {
  marked: readonly ModelKey[];
  onRemove: (key: ModelKey) => void;
  onCompare: () => void;
  /** null where nothing can be measured. */
  onMeasure: (() => void) | null;
  /** null where there is no card to hide. */
  isCardShown: boolean | null;
  onCard: () => void;
}

export function Tray({ marked, onRemove, onCompare, onMeasure, isCardShown, onCard }: TrayProps) {
  return (
    <section class="hx-tray" aria-label="Marked models">
      <b>{marked.length} marked</b>
      {marked.length === 0 && (
        <span class="hx-muted">
          Mark models with <kbd>m</kbd> to try them side by side.
        </span>
      )}
      <div class="hx-tray-chips">
        {marked.map((key) => (
          <span key={exactly(key)} class="hx-chip">
            <span title={key.repo}>{nameIn(marked, key)}</span>
            <button type="button" aria-label={`Remove ${key.repo}`} onClick={() => onRemove(key)}>
              ×
            </button>
          </span>
        ))}
      </div>
      <span class="hx-space" />
      {isCardShown !== null && (
        <button type="button" class="hx-btn" aria-pressed={isCardShown} onClick={onCard}>
          Card
        </button>
      )}
      {onMeasure !== null && (
        <button type="button" class="hx-btn" disabled={marked.length === 0} onClick={onMeasure}>
          Measure
        </button>
      )}
      <button type="button" class="hx-btn hx-primary" disabled={marked.length === 0} onClick={onCompare}>
        Compare {marked.length > 0 ? marked.length : ""}
      </button>
    </section>
  );
}
