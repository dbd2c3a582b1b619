/** What stands ready before anything is filtered: saved searches, with what is new, and collections. */

import { useCallback, useEffect, useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { CollectionView, Filters, ShelfData } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { LineForm, type Outcome, outcomeOf } from "./lineform";

export interface Shelf {
  data: ShelfData | null;
  save: (name: string, filters: Filters) => Promise<Outcome>;
  forget: (name: string) => void;
  reopen: (name: string, onlyNew: boolean) => void;
  /** Takes over the collections of a repository or file. */
  follow: (where: string) => Promise<Outcome>;
  unfollow: (where: string) => void;
}

/** The shelf, read whenever it comes into sight or the catalog has changed. */
export function useShelf(
  screen: Screen<"browser">,
  isInSight: boolean,
  generation: number,
  onChange: (filters: Filters) => void,
): Shelf {
  const { ask, connection, announce } = screen;
  const [data, setData] = useState<ShelfData | null>(null);
  const took = useCallback((next: ShelfData | undefined) => next && setData(next), []);
  useEffect(() => {
    if (isInSight) void ask("shelf", {}).then(took);
  }, [ask, took, isInSight, generation]);
  return {
    data,
    save: (name, filters) =>
      outcomeOf(
        connection
          .request("save", { name, filters })
          .then(took)
          .then(() => announce(`Saved as ${name}`)),
      ),
    forget: (name) => void ask("forget", { name }).then(took),
    reopen: (name, onlyNew) =>
      void ask("reopen", { name, only_new: onlyNew }).then((found) => found && onChange(found.filters)),
    follow: (where) =>
      outcomeOf(
        connection
          .request("follow", { where })
          .then(took)
          .then(() => announce(`Following ${where}`)),
      ),
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
