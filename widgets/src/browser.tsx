/** Find: facets on the left, the search and its results on the right. */

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Facets } from "./browser/facets";
import { afterReading, isFiltered, namesFilters, NO_FILTERS } from "./browser/filters";
import { Finder, type Found, keyOf, type RowView } from "./browser/finder";
import { HubLine, Nothing } from "./browser/foot";
import { useList } from "./browser/list";
import { liveText, useLive } from "./browser/live";
import { Rows } from "./browser/rows";
import { type Copied, SearchBar } from "./browser/searchbar";
import { type Sections, useSections } from "./browser/sections";
import { ShelfLine, useShelf } from "./browser/shelf";
import { SyncLine, useSync } from "./browser/sync";
import { exact, identity } from "./shared/format";
import type { Filters, ModelKey, SectionView } from "./shared/messages";
import { copyText, Skeleton, useUnique } from "./shared/parts";
import { asWidget, type Screen, useKeys, useTrait } from "./shared/screen";

const WIDE_PAGE_ROWS = 15;

function Browser({ screen }: { screen: Screen<"browser"> }) {
  const sections = useSections(useTrait<SectionView[]>(screen.model, "sections"));
  const { found, finder } = useFinder(screen, sections);
  const { filters, counts, pages } = found;
  const sync = useSync(screen);
  const machine = useTrait<string>(screen.model, "machine");
  const generation = useTrait<number>(screen.model, "generation");
  const opened = useTrait<ModelKey | null>(screen.model, "opened");
  const marks = useTrait<ModelKey[]>(screen.model, "marked");
  const marked = useMemo(() => new Set(marks.map(identity)), [marks]);
  const [areFiltersShown, showFilters] = useState(false);
  const [copied, setCopied] = useState<Copied | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLElement>(null);
  const idPrefix = useUnique("row");
  const live = useLive(screen, found);
  const total = counts === null ? 0 : counts.total - counts.folded;
  const placed = { total, pages, live: live.rows };

  const change = useCallback((next: Filters) => finder.find(next), [finder]);
  const list = useList(screen, found, placed, change);
  const isPlain = filters.text === "" && filters.machine === "" && !isFiltered(filters);
  const shelf = useShelf(screen, isPlain, generation, change);
  const checkMachine = async (text: string): Promise<string> =>
    (await screen.ask("machine", { machine: text }))?.problem ?? "";
  const mark = (row: RowView | undefined): void => {
    if (!row) return;
    const present = marks.find((key) => identity(key) === identity(row));
    void screen.ask("mark", { key: present ?? keyOf(row), on: present === undefined });
  };
  const focusList = (): void => area.current?.querySelector<HTMLElement>(".hx-rows")?.focus();
  const focusSearch = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  const focusFilters = (): void =>
    area.current?.parentElement
      ?.querySelector<HTMLElement>(".hx-facets .hx-box:not([aria-disabled])")
      ?.focus();
  const copy = async (what: Copied): Promise<void> => {
    const reply = await screen.ask("code", { filters });
    if (reply && (await copyText(reply[what]))) setCopied(what);
  };
  const read = async (): Promise<void> => {
    const asked = finder.wanted;
    const reply = await screen.ask("read", { text: asked.text, filters: asked });
    if (reply === undefined) return;
    const next = afterReading(reply.filters, asked, finder.wanted);
    if (next !== null) change(next);
    // Whole filters were typed meanwhile.
    const { text } = finder.wanted;
    if (text !== asked.text && text.endsWith(" ") && namesFilters(text)) await read();
  };
  const lookup = useCallback(
    async (facet: string, contains: string) =>
      (await screen.ask("facet", { filters, facet, contains }))?.values ?? [],
    [screen.ask, filters],
  );
  const back = (): void => {
    if (document.activeElement === field.current) focusList();
    else if (filters.text !== "") change({ ...filters, text: "" });
  };

  useEffect(() => setCopied(null), [filters]);
  useKeys(screen, [
    { keys: ["/"], label: "Search", run: focusSearch },
    { keys: ["f"], label: "Filters: arrows walk them, Space chooses, x excludes", run: focusFilters },
    { keys: ["j", "ArrowDown"], label: "Next model", run: () => list.move(1) },
    { keys: ["k", "ArrowUp"], label: "Previous model", run: () => list.move(-1) },
    { keys: ["PageDown"], label: "Further down", run: () => list.move(WIDE_PAGE_ROWS) },
    { keys: ["PageUp"], label: "Further up", run: () => list.move(-WIDE_PAGE_ROWS) },
    { keys: ["Enter"], label: "Open the model", run: () => list.open(list.cursor) },
    { keys: ["ArrowRight", "l", "o"], label: "Unfold what was derived from the model", run: list.unfold },
    { keys: ["ArrowLeft", "h"], label: "Fold it again", run: list.fold },
    {
      keys: ["m"],
      label: "Mark for comparison",
      run: () => mark(list.current()),
    },
    { keys: ["c"], label: "Compare what is marked", run: () => void screen.ask("compare", {}) },
    { keys: ["Escape"], label: "Back to the list; clear the text", run: back, whileTyping: true },
  ]);
  return (
    <div class="hx-find" data-filters={areFiltersShown ? "shown" : undefined}>
      <Facets
        filters={filters}
        sections={sections}
        counts={counts}
        machine={machine}
        checkMachine={checkMachine}
        onChange={change}
        lookup={lookup}
      />
      <section ref={area} class="hx-results" aria-label="Results" data-answers={found.answers}>
        <SearchBar
          field={field}
          filters={filters}
          counts={counts}
          sections={sections.all}
          copied={copied}
          live={liveText(live)}
          onChange={change}
          areFiltersShown={areFiltersShown}
          onFilters={() => showFilters(!areFiltersShown)}
          onRead={() => void read()}
          onSave={(name) => shelf.save(name, filters)}
          onCopy={(what) => void copy(what)}
          onIntoList={() => {
            focusList();
            if (list.cursor === null) list.move(1);
          }}
        >
          <ShelfLine shelf={shelf} onCollection={(name) => change({ ...filters, collection: name })} />
        </SearchBar>
        {counts === null && <Skeleton rows={12} height={16} />}
        {counts !== null && total + live.rows.length === 0 && (
          <Nothing filters={filters} counts={counts} sections={sections.all} onChange={change} />
        )}
        {counts !== null && total + live.rows.length > 0 && (
          <Rows
            idPrefix={idPrefix}
            {...placed}
            isTree={filters.fold}
            families={list.tree.families}
            layout={list.tree.layout}
            cursor={list.cursor}
            opened={opened}
            marked={marked}
            showsTask={filters.any["task"]?.length !== 1}
            showsHub={counts.hubs.length > 1}
            onOpen={list.open}
            onMark={mark}
            onUnfold={list.toggle}
            onMore={list.more}
            onAlone={list.alone}
            onNeed={(page) => finder.need(page)}
          />
        )}
        <HubLine hubs={counts?.hubs ?? []}>
          <SyncLine sync={sync} built_s={counts?.built_s ?? 0} />
        </HubLine>
      </section>
    </div>
  );
}

/** The search loop: the user's filters go out with each search, Python's come in as the trait. */
function useFinder(screen: Screen<"browser">, sections: Sections): { found: Found; finder: Finder } {
  const { model, connection, report, announce } = screen;
  const wanted = useTrait<Filters>(model, "filters");
  const generation = useTrait<number>(model, "generation");
  const [found, setFound] = useState<Found>({
    filters: { ...NO_FILTERS, ...wanted },
    counts: null,
    pages: new Map(),
    answers: 0,
  });
  const finder = useMemo(
    // The kernel took the filters from the search itself: the trait only follows here.
    () =>
      new Finder(connection, found.filters, setFound, report, (used) => model.set("filters", used), sections),
    [model, connection, report],
  );
  useEffect(() => finder.find(finder.wanted), [finder, generation]);
  useEffect(() => {
    finder.counted = sections;
    if (finder.lacks(sections)) finder.find(finder.wanted);
  }, [finder, sections]);
  useEffect(() => {
    const news = { ...NO_FILTERS, ...wanted };
    if (!finder.isOwn(news)) finder.find(news);
  }, [finder, wanted]);
  const total = found.counts?.total;
  useEffect(() => {
    if (total !== undefined) announce(`${exact(total)} models`);
  }, [total, announce]);
  return { found, finder };
}

export default asWidget("browser", "Find models", Browser);
