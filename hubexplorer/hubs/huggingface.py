"""Hugging Face, the embedded hub, and any other endpoint that speaks the same protocol."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from hubexplorer.errors import BadAnswer, BudgetExceeded, HubError, NotFound
from hubexplorer.hubs.base import MAX_READ_BYTES, Capability, Page, Refs
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.hubs.parsing import commit_from, file_from, model_from, refs_from, scan_from
from hubexplorer.hubs.paths import commit_name, is_safe_path, snapshot_folder
from hubexplorer.hubs.transport import (
    INTERACTIVE,
    Budget,
    JsonPage,
    Params,
    Transport,
    never_canceled,
)
from hubexplorer.hubs.values import mapping
from hubexplorer.records import CommitEntry, FileEntry, HubModel, HubScan, is_repo_id

_LISTING = "/api/models"
_PAGE_SIZE = 100
_MAX_PAGE_SIZE = 1000
_MAX_PAGE_ROWS = 10_000
"""Of a hub that does not keep to the size asked for."""
# Parameter counts come only through `expand`, which then has to name everything else too.
_EXPAND: Params = tuple(
    ("expand", field)
    for field in (
        "author", "cardData", "config", "createdAt", "downloads", "evalResults", "gated", "gguf",
        "lastModified", "library_name", "likes", "pipeline_tag", "private", "safetensors", "sha",
        "siblings", "tags",
    )
)  # fmt: skip
# The longest field by far, of some: left to listings that nobody waits for.
_EXPAND_LONG: Params = (*_EXPAND, ("expand", "model-index"))


class HuggingFaceHub:
    """A hub at an endpoint with Hugging Face's REST API.

    Args:
        name: the short name that stands in a ModelRef.
        endpoint: for example "https://huggingface.co".
        cache: this hub's own folder of downloads; two hubs may use the same repository ids.
        title: how screens call it.
        credentials: where the endpoint's token is looked up, now and when the hub denies it.
        token: used instead of one from `credentials`.
        canceled: asked while waiting; a call then ends with JobCanceled.
    """

    capabilities = frozenset(Capability)

    def __init__(
        self,
        name: str,
        endpoint: str,
        *,
        cache: Path,
        title: str = "",
        credentials: Credentials | None = None,
        token: str | None = None,
        budget: Budget = INTERACTIVE,
        offline: bool = False,
        canceled: Callable[[], bool] = never_canceled,
    ) -> None:
        self.name = name
        self.title = title or name
        self.endpoint = endpoint.rstrip("/")
        self.cache = cache
        find_token = None
        if token is None and credentials is not None:
            find_token = partial(credentials.get, endpoint)
            token = find_token()
        self._transport = Transport(
            endpoint,
            token=token,
            budget=budget,
            offline=offline,
            canceled=canceled,
            find_token=find_token,
        )

    def __repr__(self) -> str:
        return f"HuggingFaceHub({self.name!r}, {self.endpoint!r})"

    @property
    def may_connect(self) -> bool:
        """Whether it may be asked at all: offline, only one on this machine may."""
        return self._transport.may_connect

    def close(self) -> None:
        """Close the connections kept open."""
        self._transport.close()

    def list_models(
        self,
        *,
        search: str = "",
        author: str = "",
        filters: Sequence[str] = (),
        sort: str = "downloads",
        limit: int | None = None,
        cursor: str | None = None,
        page_size: int = _PAGE_SIZE,
    ) -> Iterator[Page]:
        """The hub's models, page by page, best first; see `Hub.list_models`.

        Args:
            search: part of a repository id.
            filters: tags that must all be there ("license:mit", "text-classification", ...).
            sort: downloads, likes, lastModified, createdAt or trendingScore.
            limit: no further page is asked for once this many models came.
            cursor: a page's `next_cursor`; the other arguments are then those of its listing.
            page_size: rows asked for at once, 1000 at most.
        """
        path, params = _LISTING, _listing_params(search, author, filters, sort)
        params.append(("limit", str(_page_size(page_size, limit))))
        if cursor is not None:
            path, params = f"{_LISTING}?{cursor}", []
        given = 0
        page = None
        try:
            for answer in self._transport.pages(path, params):
                page = self._page(answer)
                given += len(page.models)
                yield page
                if limit is not None and given >= limit:
                    return
        except HubError as problem:
            if page is None:
                raise
            yield Page((), page.next_cursor, is_partial=True, problem=problem)

    def page(self, *, sort: str, cursor: str | None, page_size: int) -> Page:
        """One page of all models: the first one, or the one that `cursor` names.

        Raises:
            TooLarge: so many rows are too large at once.
            HubError: it did not come. A next page that may not be asked for is the page's problem.
        """
        if cursor is not None:
            answer = self._transport.page(f"{_LISTING}?{_with_limit(cursor, page_size)}")
        else:
            params = _listing_params("", "", (), sort, _EXPAND_LONG)
            params.append(("limit", str(_page_size(page_size, None))))
            answer = self._transport.page(_LISTING, params)
        page = self._page(answer)
        return replace(page, is_partial=answer.problem is not None, problem=answer.problem)

    def model(self, repo: str, revision: str = "main") -> HubModel:
        """One model with the commit that `revision` names now."""
        path = f"{_api(repo)}/revision/{_revision(revision)}"
        model = model_from(self.name, self._transport.get_json(path, _EXPAND))
        if model is None or model.commit is None:
            raise BadAnswer(f"{self.title} does not say which commit {repo} is at")
        return model

    def files(self, repo: str, commit: str) -> tuple[FileEntry, ...]:
        """All files at a commit, without those whose names cannot be kept."""
        path = f"{_api(repo)}/tree/{commit_name(commit)}"
        pages = self._transport.pages(path, [("recursive", "true"), ("expand", "false")])
        entries = (file_from(row) for page in pages for row in _rows(page.value))
        return tuple(entry for entry in entries if entry is not None)

    def scan(self, repo: str, commit: str) -> HubScan:
        """What the hub's scanners say of the files at a commit."""
        path = f"{_api(repo)}/revision/{commit_name(commit)}"
        return scan_from(self._transport.get_json(path, [("securityStatus", "true")]))

    def commits(
        self, repo: str, revision: str = "main", limit: int = 50
    ) -> tuple[CommitEntry, ...]:
        """The history of a revision, newest first."""
        found: list[CommitEntry] = []
        path = f"{_api(repo)}/commits/{_revision(revision)}"
        for page in self._transport.pages(path, [("limit", str(limit))]):
            entries = (commit_from(row) for row in _rows(page.value))
            found += [entry for entry in entries if entry is not None]
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    def refs(self, repo: str) -> Refs:
        """Branches and tags."""
        refs = mapping(self._transport.get_json(f"{_api(repo)}/refs"))
        return Refs(refs_from(refs.get("branches")), refs_from(refs.get("tags")))

    def read_file(
        self, repo: str, commit: str, path: str, max_bytes: int = MAX_READ_BYTES
    ) -> bytes:
        """One file's bytes, from the cache where it was downloaded.

        Raises:
            BudgetExceeded: the file is larger than `max_bytes`.
        """
        if not is_safe_path(path):
            raise NotFound(f"no file can have the name {path[:200]!a}")
        kept = snapshot_folder(self.cache, repo, commit) / path
        try:
            with kept.open("rb") as file:
                content = file.read(max_bytes + 1)
        except OSError:
            return self._transport.get_bytes(resolve_path(repo, commit, path), max_bytes=max_bytes)
        if len(content) > max_bytes:
            raise BudgetExceeded(f"{path} is larger than {max_bytes:,} bytes")
        return content

    def is_up(self, timeout_s: float = 2.0) -> bool:
        """Whether the hub answers now."""
        look = self._transport.with_budget(
            Budget(connect_s=timeout_s, read_s=timeout_s, total_s=timeout_s, max_retries=0)
        )
        try:
            return isinstance(look.get_json(_LISTING, [("limit", "1")]), list)
        except HubError:
            return False
        finally:
            look.close()

    def _page(self, answer: JsonPage) -> Page:
        rows = _rows(answer.value)
        if len(rows) > _MAX_PAGE_ROWS:
            raise BadAnswer(f"{self.title} lists {len(rows):,} models on one page")
        next_cursor = urlsplit(answer.next_url).query if answer.next_url else None
        parsed = [model_from(self.name, row) for row in rows]
        models = tuple(model for model in parsed if model is not None)
        return Page(
            models,
            next_cursor,
            skipped=len(rows) - len(models),
            requests_left=answer.requests_left,
        )


def resolve_path(repo: str, commit: str, path: str) -> str:
    """The request path of a file's bytes at a commit."""
    return f"/{_repo(repo)}/resolve/{commit_name(commit)}/{quote(path)}"


def _repo(repo: str) -> str:
    if not is_repo_id(repo):
        raise ValueError(f"not a repository id: {repo!r}")
    return repo


def _api(repo: str) -> str:
    return f"{_LISTING}/{_repo(repo)}"


def _rows(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadAnswer("the hub's answer is not a list")
    return value


def _revision(revision: str) -> str:
    if not is_safe_path(revision):
        raise NotFound(f"no revision can have the name {revision[:200]!a}")
    return quote(revision, safe="")


def _listing_params(
    search: str, author: str, filters: Sequence[str], sort: str, expand: Params = _EXPAND
) -> list[tuple[str, str]]:
    params = [("sort", sort), *expand]
    params += [("search", search)] if search else []
    params += [("author", author)] if author else []
    params += [("filter", tag) for tag in filters]
    return params


def _with_limit(cursor: str, page_size: int) -> str:
    """The cursor with no more rows a page than that; a hub's link repeats what was asked before."""
    pairs = parse_qsl(cursor, keep_blank_values=True)
    sizes = [value for name, value in pairs if name == "limit"]
    if not any(size.isdecimal() and int(size) > page_size for size in sizes):
        return cursor
    return urlencode([pair for pair in pairs if pair[0] != "limit"] + [("limit", str(page_size))])


def _page_size(most: int, limit: int | None) -> int:
    """Rows a page, spread evenly so that the last page does not bring many more than asked."""
    most = max(1, min(most, _MAX_PAGE_SIZE))
    if limit is None:
        return most
    pages = max(1, math.ceil(limit / most))
    return max(1, math.ceil(limit / pages))
