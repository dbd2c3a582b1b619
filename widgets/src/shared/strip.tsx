import type { ErrorView } from "./messages";

export interface Trouble {
  view: ErrorView;
  retry: (() => void) | null;
}

/** What went wrong, what to do, and one button. */
export function Strip({ trouble, onDismiss }: { trouble: Trouble; onDismiss: () => void }) {
  const { view, retry } = trouble;
  return (
    <div class="hx-strip" role="alert">
      <span class="hx-dot hx-dot-grave" aria-hidden="true" />
      <span class="hx-strip-text">
        <b>{view.message}</b> <Linked text={view.hint} />
      </span>
      {retry === null ? (
        <button type="button" class="hx-btn" onClick={onDismiss}>
          Dismiss
        </button>
      ) : (
        <button type="button" class="hx-btn" onClick={retry}>
          Retry
        </button>
      )}
    </div>
  );
}

const ADDRESS = /(https?:\/\/[^\s()<>"']*[^\s()<>"'.,;:!?])/;

/** Words with the addresses in them as links. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(ADDRESS).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a key={at} class="hx-address" href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ),
      )}
    </>
  );
}
