/** Published scores: choose a data set and metric, then a range; models that publish none stay. */

import { useEffect, useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { FacetValueView, FacetView, Filters, RangeView } from "../shared/messages";
import { removeScore, setScore } from "./filters";
import { Range } from "./range";
import type { FindValues } from "./values";

const FIRST_SCORES = 5;

interface ScoresProps {
  facet: FacetView;
  ranges: readonly RangeView[];
  filters: Filters;
  onChange: (filters: Filters) => void;
  lookup: FindValues;
}

export function Scores({ facet, ranges, filters, onChange, lookup }: ScoresProps) {
  const [contains, setContains] = useState("");
  const [found, setFound] = useState<readonly FacetValueView[]>(facet.values);
  useEffect(() => {
    let isWanted = true;
    if (contains === "") setFound(facet.values);
    else void lookup("score", contains).then((values) => isWanted && setFound(values));
    return () => {
      isWanted = false;
    };
  }, [facet, contains, lookup]);
  const chosen = Object.keys(filters.scores);
  const offered = found.filter((one) => !chosen.includes(one.value)).slice(0, FIRST_SCORES);
  return (
    <>
      {chosen.map((name) => (
        <Score
          key={name}
          name={name}
          range={ranges.find((one) => one.name === name)}
          filters={filters}
          onChange={onChange}
        />
      ))}
      {facet.size > FIRST_SCORES && (
        <input
          class="hx-field hx-lookup"
          type="search"
          placeholder="Search data sets and metrics"
          aria-label="Search in published scores"
          value={contains}
          onInput={(event) => setContains(event.currentTarget.value)}
        />
      )}
      <ul>
        {offered.map((one) => (
          <li key={one.value} class="hx-score">
            <button
              type="button"
              class="hx-link"
              title={one.value}
              onClick={() => onChange(setScore(filters, one.value, null, null))}
            >
              {one.value}
            </button>
            <span class="hx-value-count">{exact(one.count)}</span>
          </li>
        ))}
      </ul>
      {offered.length === 0 && chosen.length === 0 && <p class="hx-muted">No model publishes one.</p>}
    </>
  );
}

interface ScoreProps {
  name: string;
  range: RangeView | undefined;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Score({ name, range, filters, onChange }: ScoreProps) {
  const [low = null, high = null] = filters.scores[name] ?? [];
  const isSorted = filters.sort === "score";
  return (
    <div class="hx-chosen-score">
      <p class="hx-score">
        <b title={name}>{name}</b>
        <button
          type="button"
          class="hx-link"
          aria-label={`Give up ${name}`}
          onClick={() => onChange(removeScore(filters, name))}
        >
          ×
        </button>
      </p>
      <Range
        label={name}
        unit="score"
        bins={range?.bins ?? []}
        low={low}
        high={high}
        onSet={(from, to) => onChange(setScore(filters, name, from, to))}
      />
      <label class="hx-check">
        <input
          class="hx-box"
          type="checkbox"
          checked={isSorted}
          onClick={() => onChange({ ...filters, sort: isSorted ? "downloads" : "score" })}
        />
        Best first
      </label>
      <p class="hx-muted">Models that do not publish it stay in the list.</p>
    </div>
  );
}
