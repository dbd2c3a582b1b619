/** The left column: facet values with exact counts, and ranges, in sections that open and close. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { exact } from "../shared/format";
import type { FacetValueView, FacetView, Filters, RangeView, SectionView } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import type { Counts } from "./finder";
import { COLLECTION, setRange } from "./filters";
import { MachineChoice } from "./machine";
import { Range } from "./range";
import { Scores } from "./scores";
import { isRange, type Sections } from "./sections";
import { type FindValues, Lookup, Values } from "./values";

const FIRST_VALUES = 6;
const SCORE = "score";
const STOPS = ".hx-section, .hx-facet .hx-link, .hx-box:not([aria-disabled]), .hx-facet .hx-field";

interface FacetsProps {
  filters: Filters;
  sections: Sections;
  counts: Counts | null;
  /** This machine in a few words. */
  machine: string;
  checkMachine: (machine: string) => Promise<string>;
  onChange: (filters: Filters) => void;
  lookup: FindValues;
}

export function Facets({ filters, sections, counts, onChange, lookup, ...props }: FacetsProps) {
  const isOneHub = (counts?.hubs.length ?? 0) < 2;
  const shown = sections.all.filter(({ name }) => name !== "hub" || !isOneHub || chosen(filters, name) > 0);
  return (
    <nav class="hx-facets" aria-label="Filters" tabIndex={-1} onKeyDown={walk}>
      {shown.map((section) => {
        const frame = {
          section,
          chosen: chosen(filters, section.name),
          isOpen: sections.isOpen(section),
          onOpen: (isOpen: boolean) => sections.setOpen(section, isOpen),
        };
        if (isRange(section)) {
          const range = counts?.ranges.find((one) => one.name === section.name);
          return (
            <Section key={section.name} {...frame}>
              <Bounded section={section} range={range} filters={filters} onChange={onChange} />
            </Section>
          );
        }
        const facet = counts?.facets.find((one) => one.name === section.name);
        if (section.name === SCORE && facet !== undefined) {
          return (
            <Section key={section.name} {...frame}>
              <Scores
                facet={facet}
                ranges={counts?.ranges ?? []}
                filters={filters}
                onChange={onChange}
                lookup={lookup}
              />
            </Section>
          );
        }
        return (
          <Facet
            key={section.name}
            {...frame}
            {...(section.name === "fit" ? fitParts(filters, props, onChange) : {})}
            facet={facet}
            filters={filters}
            onChange={onChange}
            lookup={lookup}
          />
        );
      })}
    </nav>
  );
}

/** What the section of fit has besides: for which machine, and the choice of another. */
function fitParts(
  filters: Filters,
  { machine, checkMachine }: Pick<FacetsProps, "machine" | "checkMachine">,
  onChange: (filters: Filters) => void,
): Pick<FacetProps, "setting"> {
  return {
    setting: {
      title: filters.machine === "" ? null : "Fits",
      link: filters.machine === "" ? machine : filters.machine,
      label: "Choose the machine",
      body: (
        <MachineChoice
          own={machine}
          value={filters.machine}
          check={checkMachine}
          onMachine={(next) => onChange({ ...filters, machine: next })}
        />
      ),
    },
  };
}

/** How many values or bounds of a section are in use. */
function chosen(filters: Filters, name: string): number {
  if (name === SCORE) return Object.keys(filters.scores).length;
  if (name === COLLECTION) return filters.collection === "" ? 0 : 1;
  const values = (filters.any[name]?.length ?? 0) + (filters.none[name]?.length ?? 0);
  return values + (filters.ranges[name] === undefined ? 0 : 1);
}

/** The arrows go from one thing that can be set to the next. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.target instanceof HTMLInputElement && event.target.type === "radio") return;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)];
  const at = stops.indexOf(event.target as HTMLElement);
  event.preventDefault();
  event.stopPropagation();
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}

interface FrameProps {
  section: SectionView;
  chosen: number;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

interface SectionProps extends FrameProps {
  /** In the place of the section's label. */
  title?: string;
  beside?: ComponentChildren;
  children: ComponentChildren;
}

function Section({ section, title, chosen: set, isOpen, onOpen, beside, children }: SectionProps) {
  return (
    <section class="hx-facet" aria-label={section.label} data-open={isOpen || undefined}>
      <h3>
        <button type="button" class="hx-section" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          {title ?? section.label}
          <span class="hx-chevron" aria-hidden="true" />
        </button>
        {isOpen ? beside : set > 0 && <span class="hx-set">{set} set</span>}
      </h3>
      {isOpen && children}
    </section>
  );
}

interface FacetProps extends FrameProps {
  facet: FacetView | undefined;
  /** Something to set in the section, behind a link in its head. */
  setting?: { title: string | null; link: string; label: string; body: ComponentChildren };
  filters: Filters;
  onChange: (filters: Filters) => void;
  lookup: FindValues;
}

function Facet({ facet, setting, filters, onChange, lookup, ...frame }: FacetProps) {
  const [isWhole, setWhole] = useState(false);
  const [isSetting, showSetting] = useState(false);
  const { section } = frame;
  if (facet === undefined) {
    return (
      <Section {...frame}>
        <Skeleton rows={3} height={12} />
      </Section>
    );
  }
  const hasMore = facet.size > FIRST_VALUES || facet.values.length > FIRST_VALUES;
  // Of a facet with very many values only the first were counted: its size is then 0.
  const all = facet.size > 0 ? `all ${exact(facet.size)}` : "all";
  const more = hasMore && (
    <button
      type="button"
      class="hx-link"
      aria-expanded={isWhole}
      aria-label={`${isWhole ? "less" : all} of ${section.label}`}
      onClick={() => setWhole(!isWhole)}
    >
      {isWhole ? "less" : all}
    </button>
  );
  const first = withChosen(facet, filters);
  const change = setting && (
    <button
      type="button"
      class="hx-link hx-setting"
      aria-expanded={isSetting}
      aria-label={`${setting.label}: ${setting.link}`}
      title={setting.link}
      onClick={() => showSetting(!isSetting)}
    >
      {setting.link}
    </button>
  );
  return (
    <Section {...frame} title={setting?.title ?? section.label} beside={change ?? more}>
      {isSetting && setting?.body}
      {isWhole ? (
        <Lookup section={section} facet={facet} filters={filters} onChange={onChange} lookup={lookup} />
      ) : first.length > 0 ? (
        <Values facet={facet.name} values={first} filters={filters} onChange={onChange} />
      ) : (
        <p class="hx-muted">No model says.</p>
      )}
    </Section>
  );
}

/** The first few values, and every chosen one. */
function withChosen(facet: FacetView, filters: Filters): FacetValueView[] {
  const wanted = [...(filters.any[facet.name] ?? []), ...(filters.none[facet.name] ?? [])];
  const known = new Map(facet.values.map((one) => [one.value, one]));
  const first = facet.values.slice(0, FIRST_VALUES);
  const missing = wanted.filter((value) => !first.some((one) => one.value === value));
  return [...first, ...missing.map((value) => known.get(value) ?? { value, count: 0 })];
}

interface BoundedProps {
  section: SectionView;
  range: RangeView | undefined;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Bounded({ section, range, filters, onChange }: BoundedProps) {
  if (range === undefined) return <Skeleton rows={2} height={20} />;
  if (range.bins.length === 0 && filters.ranges[range.name] === undefined) {
    return <p class="hx-muted">No model says.</p>;
  }
  const [low = null, high = null] = filters.ranges[range.name] ?? [];
  return (
    <Range
      label={section.label}
      unit={section.unit}
      bins={range.bins}
      low={low}
      high={high}
      onSet={(from, to) => onChange(setRange(filters, range.name, from, to))}
    />
  );
}
