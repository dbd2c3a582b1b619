/** Below and in place of the list: where the rows come from, and what to do when there are none. */

import type { ComponentChildren } from "preact";

import { exact } from "../shared/format";
import type { Filters, HubCountView, SectionView } from "../shared/messages";
import { Empty } from "../shared/parts";
import { cleared, isFiltered, suggestion } from "./filters";
import type { Counts } from "./finder";

/** "8 of 8 embedded · 1,000 of 3,012,377 Hugging Face: most downloaded first". */
export function hubText(hub: HubCountView): string {
  if (hub.of === null) return `the ${exact(hub.rows)} most downloaded of ${hub.title}`;
  const partly = hub.rows < hub.of ? ": most downloaded first" : "";
  return `${exact(hub.rows)} of ${exact(hub.of)} ${hub.title}${partly}`;
}

interface HubLineProps {
  hubs: readonly HubCountView[];
  children: ComponentChildren;
}

export function HubLine({ hubs, children }: HubLineProps) {
  const shown = hubs.filter((hub) => hub.rows > 0 || hub.problem === "");
  const troubled = hubs.filter((hub) => hub.problem !== "");
  return (
    <footer class="hx-hubs">
      <span class="hx-muted">{shown.map(hubText).join(" · ")}</span>
      {troubled.map((hub) => (
        <span key={hub.name} class="hx-hub-problem" title={hub.problem}>
          <span class="hx-dot hx-dot-warning" aria-hidden="true" />
          {hub.title}: {hub.problem}
        </span>
      ))}
      <span class="hx-space" />
      {children}
    </footer>
  );
}

interface NothingProps {
  filters: Filters;
  counts: Counts;
  sections: readonly SectionView[];
  onChange: (filters: Filters) => void;
}

export function Nothing({ filters, counts, sections, onChange }: NothingProps) {
  if (counts.size === 0) {
    return (
      <Empty title="The catalog is empty.">
        <p>No hub has answered yet. Its models appear here by themselves.</p>
      </Empty>
    );
  }
  const best = suggestion(filters, counts.facets, counts.ranges, sections);
  const quoted = filters.text === "" ? [] : [`“${filters.text}”`];
  const what = [...quoted, ...(isFiltered(filters) ? ["these filters"] : [])].join(" and ");
  return (
    <Empty title={`No model matches ${what}.`}>
      {best !== null && (
        <button type="button" class="hx-btn" onClick={() => onChange(best.removed)}>
          Remove “{best.text}”: {exact(best.atLeast)} or more
        </button>
      )}
      <button type="button" class="hx-link" onClick={() => onChange(cleared(filters))}>
        Clear everything
      </button>
    </Empty>
  );
}
