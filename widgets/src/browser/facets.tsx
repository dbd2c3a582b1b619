/** The left column: facet values with exact counts, and ranges. */

import { useEffect, useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { FacetValueView, FacetView, Filters, RangeView } from "../shared/messages";
import { useUnique } from "../shared/parts";
import { choice, exclude, toggle } from "./filters";
import { Range } from "./range";

const FIRST_VALUES = 6;
const FIRST_FACETS = 4;

interface FacetsProps {
  filters: Filters;
  facets: readonly FacetView[];
  ranges: readonly RangeView[];
  onChange: (filters: Filters) => void;
  /** Searches inside one facet. */
  lookup: (facet: string, contains: string) => Promise<FacetValueView[]>;
}

export function Facets({ filters, facets, ranges, onChange, lookup }: FacetsProps) {
  const shown = facets.filter((facet) => facet.values.length > 0);
  const drawn = ranges.filter((range) => range.bins.length > 1 || filters.ranges[range.name]);
  // The first few facets decide most searches; ranges follow them, the long tail comes last.
  const isFirst = (facet: FacetView): boolean => shown.indexOf(facet) < FIRST_FACETS;
  const block = (facet: FacetView) => (
    <Facet key={facet.name} facet={facet} filters={filters} onChange={onChange} lookup={lookup} />
  );
  return (
    <nav class="hx-facets" aria-label="Filters" tabIndex={0}>
      {shown.filter(isFirst).map(block)}
      {drawn.map((range) => (
        <Range key={range.name} range={range} filters={filters} onChange={onChange} />
      ))}
      {shown.filter((facet) => !isFirst(facet)).map(block)}
    </nav>
  );
}

type FacetProps = { facet: FacetView } & Omit<FacetsProps, "facets" | "ranges">;

function Facet({ facet, filters, onChange, lookup }: FacetProps) {
  const [isOpen, setOpen] = useState(false);
  const hasMore = facet.size > FIRST_VALUES || facet.values.length > FIRST_VALUES;
  const values = isOpen ? facet.values : withChosen(facet, filters);
  return (
    <section class="hx-facet" aria-label={facet.label}>
      <h3>
        {facet.label}
        {hasMore && (
          <button
            type="button"
            class="hx-link"
            aria-expanded={isOpen}
            aria-label={isOpen ? `less of ${facet.label}` : `all ${exact(facet.size)} of ${facet.label}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? "less" : `all ${exact(facet.size)}`}
          </button>
        )}
      </h3>
      {isOpen ? (
        <Lookup facet={facet} filters={filters} onChange={onChange} lookup={lookup} />
      ) : (
        <Values facet={facet} values={values} filters={filters} onChange={onChange} />
      )}
    </section>
  );
}

/** The first few values, and every chosen one. */
function withChosen(facet: FacetView, filters: Filters): FacetValueView[] {
  const chosen = [...(filters.any[facet.name] ?? []), ...(filters.none[facet.name] ?? [])];
  const known = new Map(facet.values.map((one) => [one.value, one]));
  const first = facet.values.slice(0, FIRST_VALUES);
  const missing = chosen.filter((value) => !first.some((one) => one.value === value));
  return [...first, ...missing.map((value) => known.get(value) ?? { value, count: 0 })];
}

function Lookup({ facet, filters, onChange, lookup }: FacetProps) {
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
        placeholder={`Search in ${facet.label.toLowerCase()}`}
        aria-label={`Search in ${facet.label}`}
        value={contains}
        onInput={(event) => setContains(event.currentTarget.value)}
      />
      <div class="hx-long">
        <Values facet={facet} values={values} filters={filters} onChange={onChange} />
        {values.length === 0 && <p class="hx-muted">No value has “{contains}”.</p>}
      </div>
    </>
  );
}

interface ValuesProps {
  facet: FacetView;
  values: readonly FacetValueView[];
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Values({ facet, values, filters, onChange }: ValuesProps) {
  const largest = Math.max(1, ...values.map((one) => one.count));
  return (
    <ul>
      {values.map((one) => (
        <Value
          key={one.value}
          facet={facet.name}
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
  const isOff = count === 0 && chosen === null;
  const click = (event: MouseEvent): void =>
    onChange((event.altKey ? exclude : toggle)(filters, facet, value));
  return (
    <li class="hx-value" data-choice={chosen ?? undefined}>
      <label title={value}>
        <input
          class="hx-box"
          type="checkbox"
          aria-label={value}
          aria-describedby={countId}
          checked={chosen === "any"}
          disabled={isOff}
          onClick={click}
        />
        <span class="hx-value-name">{value}</span>
        <span id={countId} class="hx-value-count">
          {exact(count)}
        </span>
      </label>
      <i style={{ width: `${Math.round(share * 72)}px` }} aria-hidden="true" />
      <button
        type="button"
        class="hx-exclude"
        aria-pressed={chosen === "none"}
        title="Exclude (Alt-click)"
        disabled={isOff}
        onClick={() => onChange(exclude(filters, facet, value))}
      >
        <span aria-hidden="true">⊘</span>
        <span class="hx-said">Exclude {value}</span>
      </button>
    </li>
  );
}
