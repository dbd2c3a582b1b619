/** What stands ready before anything is filtered: saved searches, with what is new, and collections. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { CollectionView, Filters, ShelfData } from "../shared/messages";
import type { Screen } from "../shared/screen";

export interface Shelf {
  data: ShelfData | null;
  save: (name: string, filters: Filters) => Promise<boolean>;
  forget: (name: string) => void;
  reopen: (name: string, onlyNew: boolean) => void;
  /** Takes over the collections of a repository or file; whether that worked. */
  follow: (where: string) => Promise<boolean>;
  unfollow: (where: string) => void;
}

/** The shelf, read whenever it comes into sight or the catalog has changed. */
export function useShelf(
  screen: Screen<"browser">,
  isInSight: boolean,
  generation: number,
  onChange: (filters: Filters) => void,
): Shelf {
  const { ask, announce } = screen;
  const [data, setData] = useState<ShelfData | null>(null);
  const took = useCallback((next: ShelfData | undefined) => next && setData(next), []);
  useEffect(() => {
    if (isInSight) void ask("shelf", {}).then(took);
  }, [ask, took, isInSight, generation]);
  return {
    data,
    save: async (name, filters) => {
      const next = await ask("save", { name, filters });
      took(next);
      if (next) announce(`Saved as ${name}`);
      return next !== undefined;
    },
    forget: (name) => void ask("forget", { name }).then(took),
    reopen: (name, onlyNew) =>
      void ask("reopen", { name, only_new: onlyNew }).then((found) => found && onChange(found.filters)),
    follow: async (where) => {
      const next = await ask("follow", { where });
      took(next);
      if (next) announce(`Following ${where}`);
      return next !== undefined;
    },
    unfollow: (where) => void ask("unfollow", { where }).then(took),
  };
}

interface ShelfLineProps {
  shelf: Shelf;
  onCollection: (name: string) => void;
}

export function ShelfLine({ shelf, onCollection }: ShelfLineProps) {
  const { data, forget, reopen, follow, unfollow } = shelf;
  const [isFollowing, setFollowing] = useState(false);
  if (data === null) return null;
  return (
    <div class="hx-shelf">
      {data.saved.length > 0 && <span class="hx-muted">Saved</span>}
      {data.saved.map((one) => (
        <span key={one.name} class="hx-chip hx-saved">
          <button
            type="button"
            class="hx-saved-name"
            title={one.query}
            onClick={() => reopen(one.name, false)}
          >
            {one.name} <span class="hx-muted">{exact(one.total)}</span>
          </button>
          {one.new > 0 && (
            <button type="button" class="hx-saved-new" onClick={() => reopen(one.name, true)}>
              {exact(one.new)} new<span class="hx-said"> in {one.name}</span>
            </button>
          )}
          <button type="button" aria-label={`Forget the search ${one.name}`} onClick={() => forget(one.name)}>
            ×
          </button>
        </span>
      ))}
      <span class="hx-muted">Collections</span>
      {data.collections.map((one) => (
        <Collection
          key={one.name}
          one={one}
          onOpen={() => onCollection(one.name)}
          onUnfollow={() => unfollow(one.source)}
        />
      ))}
      {isFollowing ? (
        <LineForm
          label="Repository or file to follow"
          placeholder="HUB:TEAM/LISTS or a .toml file"
          action="Follow"
          onSubmit={follow}
          onClose={() => setFollowing(false)}
        />
      ) : (
        <button
          type="button"
          class="hx-link hx-quiet"
          title="Take over the lists of a hub's repository or of a file that your team shares"
          onClick={() => setFollowing(true)}
        >
          Follow…
        </button>
      )}
    </div>
  );
}

interface CollectionProps {
  one: CollectionView;
  onOpen: () => void;
  onUnfollow: () => void;
}

function Collection({ one, onOpen, onUnfollow }: CollectionProps) {
  const from = one.source === "" ? "" : `Followed from ${one.source}`;
  return (
    <span class="hx-chip hx-saved">
      <button
        type="button"
        class="hx-saved-name"
        title={[one.about, from].filter((part) => part !== "").join("\n")}
        disabled={one.total === 0}
        onClick={onOpen}
      >
        {one.name} <span class="hx-muted">{exact(one.total)}</span>
      </button>
      {one.source !== "" && (
        <button
          type="button"
          title={`No longer follow ${one.source}`}
          aria-label={`No longer follow ${one.name}, from ${one.source}`}
          onClick={onUnfollow}
        >
          ×
        </button>
      )}
    </span>
  );
}

interface LineFormProps {
  label: string;
  placeholder: string;
  action: string;
  /** Does it; whether that worked. */
  onSubmit: (text: string) => Promise<boolean>;
  onClose: () => void;
}

/** One line to type and a button; Escape closes it, and so does what worked. */
export function LineForm({ label, placeholder, action, onSubmit, onClose }: LineFormProps) {
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    const isDone = await onSubmit(text.trim());
    setBusy(false);
    if (isDone) onClose();
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
        placeholder={placeholder}
        maxLength={400}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="hx-btn" disabled={text.trim() === "" || isBusy}>
        {isBusy ? "Asking…" : action}
      </button>
    </form>
  );
}
