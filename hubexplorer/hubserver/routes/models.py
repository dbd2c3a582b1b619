"""One model: what it is at a revision, its branches and tags, its history."""

from __future__ import annotations

from html import escape
from typing import Any

from hubexplorer.hubserver.access import check_content, visible_repo
from hubexplorer.hubserver.documents import described, expanded, iso_time, siblings_with_blobs
from hubexplorer.hubserver.exchange import Reply, Request, json_reply, link_next
from hubexplorer.hubserver.refusals import BadRequest, WriteRefused
from hubexplorer.hubserver.store import HubStore

_COMMITS_PER_PAGE = 50


def info(store: HubStore, request: Request, owner: str, name: str, revision: str) -> Reply:
    """GET /api/models/{owner}/{name}[/revision/{revision}]."""
    record = visible_repo(store, request, owner, name)
    facts = store.facts(record, store.git(record).resolve(revision))
    if names := request.many("expand"):
        return json_reply(described(record, facts, expanded(names)))
    document = described(record, facts)
    if request.flag("blobs"):
        document["siblings"] = siblings_with_blobs(facts)
    if request.flag("securityStatus"):
        document["securityRepoStatus"] = {"scansDone": False, "filesWithIssues": []}
    return json_reply(document)


def refs(store: HubStore, request: Request, owner: str, name: str) -> Reply:
    """GET /api/models/{owner}/{name}/refs."""
    record = visible_repo(store, request, owner, name)
    found: dict[str, list[dict[str, str]]] = {"branches": [], "tags": [], "converts": []}
    for ref, commit in sorted(store.git(record).references().items()):
        kind, _, short = ref.removeprefix("refs/").partition("/")
        entry = {"name": short, "ref": ref, "targetCommit": commit}
        found["branches" if kind == "heads" else "tags"].append(entry)
    if "include_prs" in request.query:
        found["pullRequests"] = []
    return json_reply(found)


def commits(store: HubStore, request: Request, owner: str, name: str, revision: str) -> Reply:
    """GET /api/models/{owner}/{name}/commits/{revision}."""
    record = visible_repo(store, request, owner, name)
    page = _page_number(request)
    git = store.git(record)
    skip = page * _COMMITS_PER_PAGE
    found = git.log(git.resolve(revision), skip=skip, limit=_COMMITS_PER_PAGE + 1)
    items = []
    for commit in found[:_COMMITS_PER_PAGE]:
        item: dict[str, Any] = {
            "id": commit.commit,
            "title": commit.title,
            "message": commit.message,
            "authors": [{"user": commit.author}],
            "date": iso_time(commit.date_s),
        }
        if "formatted" in request.many("expand"):
            item["formatted"] = {
                "title": escape(commit.title),
                "message": escape(commit.message),
            }
        items.append(item)
    has_more = len(found) > _COMMITS_PER_PAGE
    headers = link_next(request.url_with(p=str(page + 1))) if has_more else {}
    return json_reply(items, headers=headers)


def auth_check(
    store: HubStore, request: Request, owner: str, name: str, *, is_write: bool = False
) -> Reply:
    """GET /api/models/{owner}/{name}/auth-check[/write]."""
    record = visible_repo(store, request, owner, name)
    check_content(record)
    if is_write:
        raise WriteRefused("You don't have write access to this repository")
    return json_reply({})


def _page_number(request: Request) -> int:
    text = request.one("p") or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadRequest('"p" must be the number of a page')
    return int(text)
