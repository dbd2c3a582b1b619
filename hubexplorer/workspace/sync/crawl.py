"""Listing a whole hub into the catalog: page by page, resumed where it was left, in plain sight."""

from __future__ import annotations

import time

from hubexplorer.errors import (
    BadAnswer,
    HubError,
    JobCanceled,
    NotFound,
    RateLimited,
    TooLarge,
)
from hubexplorer.hubs.base import Page
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.jobs import JobContext
from hubexplorer.records import CatalogRow
from hubexplorer.workspace.find.finder import Finder, catalog_row
from hubexplorer.workspace.sync.spool import Spool

PAGE_ROWS = 500
_LEAST_PAGE_ROWS = 4
_MAX_PAGES = 20_000
_MAX_WAIT_S = 320.0
"""A rate limit's window is five minutes; a hub that asks for more is left for another time."""
_MAX_WAITS = 3
_TELL_S = 1.0
_POLL_S = 0.1
_CLOCK_MARGIN_S = 600.0


class Crawl:
    """One listing of one hub, from where its spool stands to the end.

    Args:
        hub: with the budget of a single page.
        expected: about how many models there are; 0 for no idea.
        page_rows: models asked for at once.
    """

    def __init__(
        self,
        hub: HuggingFaceHub,
        finder: Finder,
        spool: Spool,
        job: JobContext,
        *,
        expected: int = 0,
        page_rows: int = PAGE_ROWS,
    ) -> None:
        self._hub = hub
        self._finder = finder
        self._spool = spool
        self._plan = spool.plan
        self._job = job
        self._expected = self._plan.limit or expected
        self._page_rows = min(page_rows, self._plan.limit or page_rows)
        self._cursors: set[str] = set()
        self._began_s = time.monotonic()
        self._began_rows = spool.place.rows
        self._told_s = 0.0

    def run(self) -> int:
        """List the rest; how many models of the hub the catalog then holds.

        The catalog gets what came whenever that has doubled, and in the end, however it ends;
        the spool keeps what an unfinished listing brought.

        Raises:
            HubError: the hub stopped answering; what came is in the catalog.
            JobCanceled: as told; what came is in the catalog.
            DiskFull: it did not fit.
        """
        stored = 0
        try:
            while not self._spool.place.is_complete:
                self._add(self._next_page())
                rows = self._spool.place.rows
                # Changes alone are few, and each store writes the whole catalog.
                if self._plan.since_s is None and (not stored or rows >= 2 * stored):
                    self._store_part()
                    stored = rows
        except (HubError, JobCanceled):
            if self._spool.place.rows > stored:
                self._store_part()
            raise
        size = self._store_all()
        self._spool.clear()
        return size

    def _add(self, page: Page) -> None:
        rows = [catalog_row(model) for model in page.models]
        place, limit = self._spool.place, self._plan.limit
        problem = page.problem or self._circle(page.next_cursor)
        if problem is not None:  # what came is kept, and this page is asked for again
            self._spool.add(rows, place.cursor, is_last=False)
            raise problem
        is_enough = limit is not None and place.rows + len(rows) >= limit
        if is_enough and limit is not None:
            rows = rows[: limit - place.rows]
        is_last = page.next_cursor is None or is_enough or self._is_known_from_here(rows)
        self._spool.add(rows, page.next_cursor, is_last=is_last)
        self._tell_place(page)

    def _circle(self, cursor: str | None) -> HubError | None:
        if cursor in self._cursors:
            return BadAnswer(f"{self._hub.title} leads from page to page in a circle")
        if self._spool.place.pages >= _MAX_PAGES:
            return BadAnswer(f"{self._hub.title} lists more than {_MAX_PAGES:,} pages")
        if cursor is not None:
            self._cursors.add(cursor)
        return None

    def _is_known_from_here(self, rows: list[CatalogRow]) -> bool:
        """Whether all further rows are older than what an earlier listing saw."""
        since_s = self._plan.since_s
        dates = [row.updated_s for row in rows]
        is_newest_first = dates == sorted(dates, reverse=True)  # a hub may know no such order
        return since_s is not None and is_newest_first and bool(dates) and dates[-1] < since_s

    def _next_page(self) -> Page:
        is_resumed = not self._cursors and self._spool.place.cursor is not None
        try:
            return self._asked()
        except (BadAnswer, NotFound):
            if not is_resumed:
                raise
            # The hub has forgotten the cursor that an earlier run left.
            self._spool.restart()
            self._began_rows = 0
            return self._asked()

    def _asked(self) -> Page:
        """The next page, once the hub lets us ask for it."""
        waits = 0
        while True:
            try:
                return self._hub.page(
                    sort=self._plan.sort,
                    cursor=self._spool.place.cursor,
                    page_size=self._page_rows,
                )
            except TooLarge:  # cards can hold much: fewer of them are smaller
                if self._page_rows <= _LEAST_PAGE_ROWS:
                    raise
                self._page_rows = max(self._page_rows // 5, _LEAST_PAGE_ROWS)
            except RateLimited as error:
                waits += 1
                if error.retry_after_s > _MAX_WAIT_S or waits > _MAX_WAITS:
                    raise
                self._wait(error.retry_after_s)

    def _wait(self, wait_s: float) -> None:
        until_s = time.monotonic() + wait_s
        while (left_s := until_s - time.monotonic()) > 0:
            self._say(f"{self._hub.title} asks to wait: {duration(left_s)} to go")
            time.sleep(min(left_s, _POLL_S))

    def _tell_place(self, page: Page) -> None:
        rows = self._spool.place.rows
        words = [f"{self._hub.title}: {rows:,} models"]
        took_s = time.monotonic() - self._began_s
        speed = (rows - self._began_rows) / took_s if took_s > 0 else 0.0
        if speed > 0:
            words.append(f"{speed:,.0f} a second")
            if self._expected > rows:
                words.append(f"about {duration((self._expected - rows) / speed)} left")
        if page.skipped:
            words.append(f"{page.skipped:,} rows that name no model left out")
        if page.requests_left is not None:
            words.append(f"{page.requests_left:,} requests left for now")
        self._say(", ".join(words))

    def _say(self, text: str) -> None:
        """Tell it, at most once a second: a crawl is long, and its events are kept."""
        now_s, place = time.monotonic(), self._spool.place
        if now_s - self._told_s < _TELL_S and not place.is_complete:
            self._job.check()
            return
        self._told_s = now_s
        self._job.progress(
            place.rows, max(self._expected, place.rows) if self._expected else 0, text
        )

    def _store_part(self) -> None:
        self._finder.store(self._hub.name, self._spool, {}, keeps_rest=True)

    def _store_all(self) -> int:
        plan, place, name = self._plan, self._spool.place, self._hub.name
        if plan.limit is not None and place.rows >= plan.limit:
            return self._finder.store(name, self._spool, {}, keeps_rest=True)
        # What changed while we listed may have been missed: the next one looks again.
        newest_s = max((row.updated_s for row in self._spool), default=0.0)
        newest_s = max(plan.since_s or 0.0, min(newest_s, place.began_s - _CLOCK_MARGIN_S))
        if plan.since_s is not None:
            return self._finder.store(name, self._spool, {"newest_s": newest_s}, keeps_rest=True)
        about = {"listed_s": place.began_s, "newest_s": newest_s}
        return self._finder.store(name, self._spool, about, is_whole=True)


def duration(seconds: float) -> str:
    """A stretch of time in words: "40 s", "12 min", "1.5 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
