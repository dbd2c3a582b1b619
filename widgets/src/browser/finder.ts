/** The search loop: one request in flight, the newest wish next, pages as they scroll into view. */

import { type Connection, RequestFailed } from "../shared/connection";
import type { Filters, ModelKey, RowsView, SearchData } from "../shared/messages";
import { fingerprint } from "./filters";

export const PAGE_ROWS = 30;

/** One row of the list. */
export type RowView = { [Column in keyof RowsView]: RowsView[Column][number] };

export function keyOf({ hub, repo, commit }: RowView): ModelKey {
  return { hub, repo, commit };
}

/** The rows of a page that came column by column. */
export function rowsOf(columns: RowsView): RowView[] {
  const names = Object.keys(columns) as Array<keyof RowsView>;
  return columns.repo.map(
    (_, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]])) as RowView,
  );
}

export type Counts = Omit<SearchData, "rows">;

export interface Found {
  /** What the user asked for last; the rows may still be those of the filters before. */
  filters: Filters;
  counts: Counts | null;
  pages: ReadonlyMap<number, readonly RowView[]>;
  /** How many replies were shown: what is painted belongs to the newest of them. */
  answers: number;
}

interface Wish {
  filters: Filters;
  page: number;
}

/** What is to be counted with each new search. */
export interface Counted {
  facets: readonly string[];
  ranges: readonly string[];
}

export class Finder {
  private found: Found;
  private isAsking = false;
  private next: Wish | null = null;
  private readonly asked = new Set<string>();

  constructor(
    private readonly connection: Connection<"browser">,
    filters: Filters,
    private readonly show: (found: Found) => void,
    private readonly fail: (error: unknown, retry: () => void) => void,
    private readonly settled: (filters: Filters) => void,
    public counted: Counted,
  ) {
    this.found = { filters, counts: null, pages: new Map(), answers: 0 };
  }

  /** What the user asked for last. */
  get wanted(): Filters {
    return this.found.filters;
  }

  /** Whether something to be counted is not among the present counts, nor on its way. */
  lacks({ facets, ranges }: Counted): boolean {
    const { counts } = this.found;
    if (counts === null) return false;
    const isHere = (known: ReadonlyArray<{ name: string }>) => (name: string) =>
      known.some((one) => one.name === name);
    return !(facets.every(isHere(counts.facets)) && ranges.every(isHere(counts.ranges)));
  }

  /** Searches anew. The fields show the wish at once, the rows follow. */
  find(filters: Filters): void {
    this.found = { ...this.found, filters };
    this.asked.add(fingerprint(filters));
    this.show(this.found);
    this.ask({ filters, page: 0 });
  }

  /** Fetches one page of the present result, unless it is here or something newer is asked for. */
  need(page: number): void {
    if (this.found.pages.has(page) || this.found.counts === null) return;
    if (this.next !== null && this.next.page === 0) return;
    this.ask({ filters: this.found.filters, page });
  }

  /** Whether these filters are an echo of a search of our own rather than news. */
  isOwn(filters: Filters): boolean {
    const print = fingerprint(filters);
    return print === fingerprint(this.found.filters) || this.asked.has(print);
  }

  private ask(wish: Wish): void {
    if (this.isAsking) {
      this.next = wish;
      return;
    }
    this.isAsking = true;
    const { filters, page } = wish;
    const { facets, ranges } = page === 0 ? this.counts(filters) : { facets: [], ranges: [] };
    const args = { filters, offset: page * PAGE_ROWS, limit: PAGE_ROWS, facets, ranges };
    this.connection.request("search", args).then(
      (data) => this.took(wish, data),
      (error: unknown) => this.lost(wish, error),
    );
  }

  /** What is in sight, and what is filtered by: an empty result suggests what to give up. */
  private counts({ any, none, ranges }: Filters): { facets: string[]; ranges: string[] } {
    return {
      facets: [...new Set([...this.counted.facets, ...Object.keys(any), ...Object.keys(none)])],
      ranges: [...new Set([...this.counted.ranges, ...Object.keys(ranges)])],
    };
  }

  private took(wish: Wish, data: SearchData): void {
    // The next request leaves before this reply is painted.
    this.goOn();
    const { rows: columns, ...counts } = data;
    const rows = rowsOf(columns);
    this.found = { ...this.found, answers: this.found.answers + 1 };
    if (wish.page === 0) {
      this.found = { ...this.found, counts, pages: new Map([[0, rows]]) };
    } else if (fingerprint(wish.filters) === fingerprint(this.found.filters)) {
      this.found = { ...this.found, pages: new Map([...this.found.pages, [wish.page, rows]]) };
    }
    this.show(this.found);
    if (wish.page === 0 && !this.isAsking) {
      // The trait says these filters a moment later, when the user may have gone on from them.
      this.asked.clear();
      this.asked.add(fingerprint(wish.filters));
      this.settled(wish.filters);
    }
  }

  private lost(wish: Wish, error: unknown): void {
    this.goOn();
    const again = error instanceof RequestFailed ? error.retryable() : error;
    this.fail(again, () => this.ask(wish));
  }

  private goOn(): void {
    this.isAsking = false;
    const next = this.next;
    this.next = null;
    if (next !== null) this.ask(next);
  }
}
