/** Above the list: the query, the active filters as chips, the total, the order. */

import type { RefObject } from "preact";

import { exact } from "../shared/format";
import type { Filters } from "../shared/messages";
import { type Chip, chips, cleared } from "./filters";
import type { Counts } from "./finder";

const SORTS: ReadonlyArray<[string, string]> = [
  ["downloads", "downloads"],
  ["likes", "likes"],
  ["updated", "last update"],
  ["parameters", "parameters"],
  ["name", "name"],
  ["relevance", "relevance"],
];

interface SearchBarProps {
  field: RefObject<HTMLInputElement | null>;
  filters: Filters;
  counts: Counts | null;
  isCopied: boolean;
  onChange: (filters: Filters) => void;
  onCopyCode: () => void;
  onIntoList: () => void;
  areFiltersShown: boolean;
  onFilters: () => void;
}

export function SearchBar(props: SearchBarProps) {
  const { field, filters, counts, onChange, onIntoList } = props;
  const active = chips(filters, counts?.ranges ?? []);
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
            placeholder="Search names, authors, tags"
            aria-label="Search models"
            value={filters.text}
            onInput={(event) => onChange({ ...filters, text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown") return;
              event.preventDefault();
              onIntoList();
            }}
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
        <label class="hx-sort">
          <span class="hx-muted">Sort</span>
          <select
            class="hx-field"
            value={filters.sort}
            onChange={(event) => onChange({ ...filters, sort: event.currentTarget.value })}
          >
            {SORTS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ActiveFilters {...props} active={active} />
    </div>
  );
}

type ActiveFiltersProps = SearchBarProps & { active: Chip[] };

function ActiveFilters({ active, filters, counts, isCopied, onChange, onCopyCode }: ActiveFiltersProps) {
  return (
    <div class="hx-chips hx-active">
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
        <span>{counts === null ? "Searching…" : `${exact(counts.total)} of ${exact(counts.size)}`}</span>
        {counts !== null && counts.corrected !== "" && (
          <span>
            showing <b>{counts.corrected}</b>
          </span>
        )}
        <span class="hx-space" />
        <button type="button" class="hx-link hx-quiet" onClick={onCopyCode}>
          {isCopied ? "Copied" : "Copy as code"}
        </button>
      </span>
    </div>
  );
}
