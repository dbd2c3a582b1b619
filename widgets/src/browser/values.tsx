/** The values of one facet: a box to want each, a button to exclude it, and a search in long ones. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { exact } from "../shared/format";
import { areLettersOn } from "../shared/keys";
import type { FacetValueView, FacetView, Filters, SectionView } from "../shared/messages";
import { useUnique } from "../shared/parts";
import { choice, COLLECTION, exclude, toggle } from "./filters";

/** Searches inside one facet. */
export type FindValues = (facet: string, contains: string) => Promise<FacetValueView[]>;

interface LookupProps {
  section: SectionView;
  facet: FacetView;
  filters: Filters;
  onChange: (filters: Filters) => void;
  lookup: FindValues;
}

export function Lookup({ section, facet, filters, onChange, lookup }: LookupProps) {
  const [contains, setContains] = useState("");
  const [values, setValues] = useState<FacetValueView[]>(facet.values);
  useEffect(() => {
    let isWanted = true;
    void lookup(facet.name, contains).then((found) => isWanted && setValues(found));
    return () => {
      isWanted = false;
    };
  }, [facet, contains, lookup]);
  return (
    <>
      <input
        class="hx-field hx-lookup"
        type="search"
        placeholder={`Search in ${section.label.toLowerCase()}`}
        aria-label={`Search in ${section.label}`}
        value={contains}
        onInput={(event) => setContains(event.currentTarget.value)}
      />
      <div class="hx-long">
        <Values facet={facet.name} values={values} filters={filters} onChange={onChange} />
        {values.length === 0 && <p class="hx-muted">No value has “{contains}”.</p>}
      </div>
    </>
  );
}

interface ValuesProps {
  facet: string;
  values: readonly FacetValueView[];
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function Values({ facet, values, filters, onChange }: ValuesProps) {
  const largest = Math.max(1, ...values.map((one) => one.count));
  const list = useRef<HTMLUListElement>(null);
  const focused = useRef<string | null>(null);
  // A value that moves to another place of the list would lose the focus there.
  useLayoutEffect(() => {
    if (focused.current === null || document.activeElement !== document.body) return;
    const boxes = [...(list.current?.querySelectorAll("input") ?? [])];
    boxes.find((box) => box.getAttribute("aria-label") === focused.current)?.focus();
  });
  return (
    <ul
      ref={list}
      onFocusIn={(event) => {
        const { target } = event;
        focused.current = target instanceof HTMLInputElement ? target.getAttribute("aria-label") : null;
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget !== null) focused.current = null;
      }}
    >
      {values.map((one) => (
        <Value
          key={one.value}
          facet={facet}
          value={one}
          share={one.count / largest}
          filters={filters}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}

interface ValueProps {
  facet: string;
  value: FacetValueView;
  share: number;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Value({ facet, value: { value, count }, share, filters, onChange }: ValueProps) {
  const chosen = choice(filters, facet, value);
  const countId = useUnique("count");
  // Not disabled, which would take the focus from who is choosing while a new count is on its way.
  const isOff = count === 0 && chosen === null;
  const click = (event: MouseEvent): void => {
    if (isOff) event.preventDefault();
    else onChange((event.altKey ? exclude : toggle)(filters, facet, value));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "x" || isOff || event.ctrlKey || event.metaKey || event.altKey || !areLettersOn())
      return;
    event.preventDefault();
    event.stopPropagation();
    onChange(exclude(filters, facet, value));
  };
  return (
    <li class="hx-value" data-choice={chosen ?? undefined} onKeyDown={onKeyDown}>
      <label title={value}>
        <input
          class="hx-box"
          type="checkbox"
          aria-label={value}
          aria-describedby={countId}
          checked={chosen === "any"}
          aria-disabled={isOff || undefined}
          onClick={click}
        />
        <span class="hx-value-name">{value}</span>
        <span id={countId} class="hx-value-count">
          {exact(count)}
        </span>
      </label>
      <i style={{ width: `${Math.round(share * 72)}px` }} aria-hidden="true" />
      {facet !== COLLECTION && (
        <button
          type="button"
          class="hx-exclude"
          aria-pressed={chosen === "none"}
          title="Exclude (Alt-click, or x)"
          disabled={isOff}
          onClick={() => onChange(exclude(filters, facet, value))}
        >
          <span aria-hidden="true">⊘</span>
          <span class="hx-said">Exclude {value}</span>
        </button>
      )}
    </li>
  );
}
