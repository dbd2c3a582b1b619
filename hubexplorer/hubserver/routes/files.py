"""The files of a model at a revision: listed, described, and served byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from hubexplorer.hubserver.access import check_content, visible_repo
from hubexplorer.hubserver.documents import lfs_fields, short_commit
from hubexplorer.hubserver.exchange import (
    FilePart,
    Reply,
    Request,
    json_reply,
    link_next,
    parse_query,
)
from hubexplorer.hubserver.gitstore import GitCommit, GitRepository, TreeEntry
from hubexplorer.hubserver.paging import read_cursor, read_limit, write_cursor
from hubexplorer.hubserver.refusals import BadRequest, EntryNotFound, RangeNotSatisfiable
from hubexplorer.hubserver.registry import RepoRecord
from hubexplorer.hubserver.store import HubStore

_PAGE = 1000
_EXPANDED_PAGE = 50
_MAX_PATHS = 2000
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def tree(  # noqa: PLR0917 - the parts of the address, in its order
    store: HubStore, request: Request, owner: str, name: str, revision: str, folder: str
) -> Reply:
    """GET /api/models/{owner}/{name}/tree/{revision}[/{folder}]."""
    record = visible_repo(store, request, owner, name)
    git = store.git(record)
    commit = git.resolve(revision)
    entries = store.facts(record, commit).entries
    if folder and not any(entry.is_folder and entry.path == folder for entry in entries):
        raise EntryNotFound(
            f"{folder} does not exist on {revision!r}", headers={"X-Repo-Commit": commit}
        )
    is_expanded = request.flag("expand")
    limit = read_limit(request, most=_EXPANDED_PAGE if is_expanded else _PAGE)
    after = read_cursor(request, str)
    found = _inside(entries, folder, is_recursive=request.flag("recursive"))
    found = [entry for entry in found if after is None or entry.path > after[0]]
    page = found[:limit]
    headers: Mapping[str, str] = {}
    if len(found) > limit:
        headers = link_next(request.url_with(cursor=write_cursor([page[-1].path])))
    return json_reply(_described(git, commit, page, is_expanded=is_expanded), headers=headers)


def paths_info(store: HubStore, request: Request, owner: str, name: str, revision: str) -> Reply:
    """POST /api/models/{owner}/{name}/paths-info/{revision}."""
    record = visible_repo(store, request, owner, name)
    paths, is_expanded = _asked_paths(request)
    git = store.git(record)
    commit = git.resolve(revision)
    found = [entry for entry in store.facts(record, commit).entries if entry.path in paths]
    return json_reply(_described(git, commit, found, is_expanded=is_expanded))


def resolve(  # noqa: PLR0917 - the parts of the address, in its order
    store: HubStore, request: Request, owner: str, name: str, revision: str, path: str
) -> Reply:
    """HEAD or GET /{owner}/{name}/resolve/{revision}/{path}."""
    record = visible_repo(store, request, owner, name)
    check_content(record)
    commit = store.git(record).resolve(revision)
    for entry in store.facts(record, commit).files:
        if entry.path == path:
            return _content(store, request, record, commit, entry)
    # With the commit in the headers, clients remember that the file is not there.
    raise EntryNotFound("Entry not found", headers={"X-Repo-Commit": commit})


def ranged(request: Request, content: FilePart, headers: Mapping[str, str]) -> Reply:
    """The content, or the part of it that the request asks for.

    Raises:
        RangeNotSatisfiable: the part begins behind the end.
    """
    headers = {**headers, "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    size = content.length
    if request.method != "GET" or asked is None or asked.groups() == ("", ""):
        return Reply(content, 200, headers)
    if asked[1]:
        start, last = int(asked[1]), min(int(asked[2] or size), size - 1)
        if asked[2] and int(asked[2]) < start:  # not a range: ignored, as HTTP asks for
            return Reply(content, 200, headers)
    else:
        start, last = max(0, size - int(asked[2])), size - 1
    if start > last:
        nowhere = {"Content-Range": f"bytes */{size}"}
        raise RangeNotSatisfiable("The range begins behind the end", headers=nowhere)
    headers["Content-Range"] = f"bytes {start}-{last}/{size}"
    return Reply(FilePart(content.file, start, last - start + 1), 206, headers)


def _content(
    store: HubStore, request: Request, record: RepoRecord, commit: str, entry: TreeEntry
) -> Reply:
    etag = f'"{entry.sha256 or entry.oid}"'
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": _disposition(entry.path),
        "ETag": etag,
        "X-Repo-Commit": commit,
        "X-Linked-Etag": etag,
        "X-Linked-Size": str(entry.size_bytes),
        "Cache-Control": "no-cache",
        # Files are anybody's: a browser must not run one as a page of this hub.
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    content = FilePart(store.content(record, entry), 0, entry.size_bytes)
    return ranged(request, content, headers)


def _disposition(path: str) -> str:
    name = path.rpartition("/")[2]
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    return f"inline; filename*=UTF-8''{quote(name, safe='')}; filename=\"{plain}\";"


def _inside(entries: Iterable[TreeEntry], folder: str, *, is_recursive: bool) -> list[TreeEntry]:
    prefix = f"{folder}/" if folder else ""
    below = (entry for entry in entries if entry.path.startswith(prefix))
    return [entry for entry in below if is_recursive or "/" not in entry.path[len(prefix) :]]


def _described(
    git: GitRepository, commit: str, entries: list[TreeEntry], *, is_expanded: bool
) -> list[dict[str, Any]]:
    changes: Mapping[str, GitCommit] = {}
    if is_expanded:
        changes = git.last_changes(commit, [entry.path for entry in entries])
    items = []
    for entry in entries:
        kind = "directory" if entry.is_folder else "file"
        item: dict[str, Any] = {"type": kind, "oid": entry.oid, "size": entry.size_bytes}
        item["path"] = entry.path
        if entry.sha256:
            item["lfs"] = lfs_fields(entry, "oid")
        if entry.path in changes:
            item["lastCommit"] = short_commit(changes[entry.path])
        items.append(item)
    return items


def _asked_paths(request: Request) -> tuple[frozenset[str], bool]:
    """Which paths, and whether with their last commits; sent as JSON or as a form."""
    if "json" not in request.headers.get("content-type", ""):
        form = parse_query(request.body)
        values, is_expanded = form.get("paths", []), form.get("expand", [""])[0].lower() == "true"
    else:
        try:
            asked = json.loads(request.body)
            values, is_expanded = asked.get("paths", []), asked.get("expand") is True
        except (ValueError, AttributeError, RecursionError):
            raise BadRequest("the body is not a JSON object") from None
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list) or len(values) > _MAX_PATHS:
        raise BadRequest(f'"paths" must be at most {_MAX_PATHS} paths')
    return frozenset(value.strip("/") for value in values if isinstance(value, str)), is_expanded
