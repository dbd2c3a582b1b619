/** Above the list: the query, the active filters as chips, the total, the order. */

import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { Filters, SectionView } from "../shared/messages";
import { useUnique } from "../shared/parts";
import { type Chip, chips, cleared, meant, namesFilters } from "./filters";
import type { Counts } from "./finder";
import { LineForm, type Outcome } from "./lineform";

const SORTS: ReadonlyArray<[string, string]> = [
  ["downloads", "downloads"],
  ["likes", "likes"],
  ["updated", "last update"],
  ["parameters", "parameters"],
  ["name", "name"],
  ["relevance", "relevance"],
];

const SCORE_SORT: [string, string] = ["score", "published score"];

/** What can be put on the clipboard. */
export type Copied = "code" | "query";

interface SearchBarProps {
  field: RefObject<HTMLInputElement | null>;
  filters: Filters;
  sections: readonly SectionView[];
  counts: Counts | null;
  copied: Copied | null;
  /** What is known of rows beyond the snapshot. */
  live: string;
  onChange: (filters: Filters) => void;
  /** Takes the filters that the text names out of it. */
  onRead: () => void;
  onCopy: (what: Copied) => void;
  onSave: (name: string) => Promise<Outcome>;
  /** In the place of the active filters while there are none. */
  children: ComponentChildren;
  onIntoList: () => void;
  areFiltersShown: boolean;
  onFilters: () => void;
}

export function SearchBar(props: SearchBarProps) {
  const { field, filters, counts, onChange, onIntoList, onRead } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const reads = event.key === "Enter" && namesFilters(filters.text);
    if (reads) onRead();
    else if (event.key === "ArrowDown" || event.key === "Enter") onIntoList();
    else return;
    event.preventDefault();
  };
  const onInput = (event: InputEvent & { currentTarget: HTMLInputElement }): void => {
    onChange({ ...filters, text: event.currentTarget.value });
    // A space after a filter, outside of quotes, says that it is whole.
    if (event.data === " " && namesFilters(event.currentTarget.value)) onRead();
  };
  const hintId = useUnique("hint");
  const hint = counts?.hint ?? "";
  return (
    <div class="hx-search" role="search">
      <div class="hx-search-line">
        <button
          type="button"
          class="hx-btn hx-filters-button"
          aria-pressed={props.areFiltersShown}
          onClick={props.onFilters}
        >
          Filters
        </button>
        <div class="hx-query">
          <input
            ref={field}
            class="hx-field"
            type="text"
            role="searchbox"
            autocomplete="off"
            spellcheck={false}
            placeholder="Search names, authors, tags, or type language:de params:<1B -format:gguf"
            aria-label="Search models"
            value={filters.text}
            aria-describedby={hintId}
            onInput={onInput}
            onKeyDown={onKeyDown}
          />
          {filters.text === "" ? (
            <kbd aria-hidden="true">/</kbd>
          ) : (
            <button
              type="button"
              class="hx-clear"
              aria-label="Clear the text"
              onClick={() => onChange({ ...filters, text: "" })}
            >
              ×
            </button>
          )}
        </div>
        <label class="hx-check hx-fold" title="A model derived from one in the list is counted in its row">
          <input
            class="hx-box"
            type="checkbox"
            checked={filters.fold}
            onClick={() => onChange({ ...filters, fold: !filters.fold })}
          />
          Group derived
        </label>
        <label class="hx-sort">
          <span class="hx-muted">Sort</span>
          <select
            class="hx-field"
            value={filters.sort}
            onChange={(event) => onChange({ ...filters, sort: event.currentTarget.value })}
          >
            {(Object.keys(filters.scores).length > 0 ? [...SORTS, SCORE_SORT] : SORTS).map(
              ([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ),
            )}
          </select>
        </label>
      </div>
      <p id={hintId} class="hx-hint">
        {hint !== "" && (
          <>
            <span class="hx-dot hx-dot-warning" aria-hidden="true" /> Not understood: {hint}
          </>
        )}
        {counts?.near.map((near) => (
          <span key={`${near.facet}:${near.value}`} class="hx-near">
            No model has {near.facet}:{near.value}. Did you mean{" "}
            <button type="button" class="hx-link" onClick={() => onChange(meant(filters, near))}>
              {near.meant}
            </button>
            ?
          </span>
        ))}
      </p>
      <ActiveFilters {...props} active={chips(filters, props.sections)} />
    </div>
  );
}

/** "1,204 of 3,012,377, in 310 rows"; "listed" where hubs have more. */
export function totalText({ total, size, folded, is_partial }: Counts): string {
  const found = `${exact(total)} of ${exact(size)}${is_partial ? " listed" : ""}`;
  return folded > 0 ? `${found}, in ${exact(total - folded)} rows` : found;
}

type ActiveFiltersProps = SearchBarProps & { active: Chip[] };

function ActiveFilters({ active, filters, counts, copied, ...props }: ActiveFiltersProps) {
  const { onChange, onCopy, onSave } = props;
  const [isSaving, setSaving] = useState(false);
  const isInUse = filters.text !== "" || active.length > 0;
  return (
    <div class="hx-chips hx-active">
      {!isInUse && props.children}
      {active.map((chip) => (
        <span key={chip.key} class={`hx-chip ${chip.isNot ? "hx-not" : ""}`}>
          <span title={chip.label}>{chip.label}</span>
          <button type="button" aria-label={`Remove ${chip.label}`} onClick={() => onChange(chip.removed)}>
            ×
          </button>
        </span>
      ))}
      {active.length > 1 && (
        <button
          type="button"
          class="hx-link"
          onClick={() => onChange({ ...cleared(filters), text: filters.text })}
        >
          Clear
        </button>
      )}
      <span class="hx-total hx-muted">
        <span>{counts === null ? "Searching…" : totalText(counts)}</span>
        {props.live !== "" && (
          <span class="hx-live-text" title={props.live}>
            {props.live}
          </span>
        )}
        {counts !== null && counts.corrected !== "" && (
          <span>
            showing <b>{counts.corrected}</b>
          </span>
        )}
        <span class="hx-space" />
        {isSaving && (
          <LineForm
            label="Name of this search"
            placeholder="Name of this search"
            action="Save"
            onSubmit={onSave}
            onClose={() => setSaving(false)}
          />
        )}
        {!isSaving && isInUse && (
          <button type="button" class="hx-link hx-quiet" onClick={() => setSaving(true)}>
            Save
          </button>
        )}
        <button type="button" class="hx-link hx-quiet" onClick={() => onCopy("query")}>
          {copied === "query" ? "Copied" : "Copy query"}
        </button>
        <button type="button" class="hx-link hx-quiet" onClick={() => onCopy("code")}>
          {copied === "code" ? "Copied" : "Copy as code"}
        </button>
      </span>
    </div>
  );
}
