/** What stands ready before anything is filtered: saved searches, with what is new, and collections. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { Filters, ShelfData } from "../shared/messages";
import type { Screen } from "../shared/screen";

export interface Shelf {
  data: ShelfData | null;
  save: (name: string, filters: Filters) => Promise<boolean>;
  forget: (name: string) => void;
  reopen: (name: string, onlyNew: boolean) => void;
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
  };
}

interface ShelfLineProps {
  shelf: Shelf;
  onCollection: (name: string) => void;
}

export function ShelfLine({ shelf: { data, forget, reopen }, onCollection }: ShelfLineProps) {
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
      {data.collections.length > 0 && <span class="hx-muted">Collections</span>}
      {data.collections.map((one) => (
        <span key={one.name} class="hx-chip hx-saved">
          <button
            type="button"
            class="hx-saved-name"
            title={one.about}
            onClick={() => onCollection(one.name)}
          >
            {one.name} <span class="hx-muted">{exact(one.total)}</span>
          </button>
        </span>
      ))}
    </div>
  );
}

interface SaveFormProps {
  onSave: (name: string) => Promise<boolean>;
  onClose: () => void;
}

/** The name under which the filters in use are kept. */
export function SaveForm({ onSave, onClose }: SaveFormProps) {
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (name.trim() !== "" && (await onSave(name.trim()))) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form class="hx-save" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <input
        ref={field}
        class="hx-field"
        aria-label="Name of this search"
        placeholder="Name of this search"
        maxLength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="hx-btn" disabled={name.trim() === ""}>
        Save
      </button>
    </form>
  );
}
