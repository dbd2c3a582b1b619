"""git itself: clone and fetch over HTTP, and the download half of git-lfs. Pushes are refused."""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from typing import Any

from hubexplorer.hubserver.access import check_content, visible_repo
from hubexplorer.hubserver.exchange import FilePart, Reply, Request
from hubexplorer.hubserver.refusals import (
    BadRequest,
    BodyTooLarge,
    EntryNotFound,
    WriteRefused,
)
from hubexplorer.hubserver.registry import RepoRecord
from hubexplorer.hubserver.routes.files import ranged
from hubexplorer.hubserver.store import HubStore

_MAX_REQUEST_BYTES = 8 << 20
_MAX_PACK_IN_MEMORY_BYTES = 8 << 20
_MAX_LFS_OBJECTS = 1000
_LFS_TYPE = "application/vnd.git-lfs+json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_CACHE = {"Cache-Control": "no-cache, max-age=0, must-revalidate"}


def info_refs(store: HubStore, request: Request, owner: str, name: str) -> Reply:
    """GET /{owner}/{name}[.git]/info/refs."""
    record = _readable(store, request, owner, name)
    service = request.one("service")
    if service == "git-receive-pack":
        raise push_refused()
    if service != "git-upload-pack":
        raise BadRequest("only git's smart protocol is spoken here")
    headers = {"Content-Type": "application/x-git-upload-pack-advertisement", **_NO_CACHE}
    return Reply(store.git(record).advertise(), 200, headers)


def upload_pack(store: HubStore, request: Request, owner: str, name: str) -> Reply:
    """POST /{owner}/{name}[.git]/git-upload-pack."""
    record = _readable(store, request, owner, name)
    body = request.body
    if request.headers.get("content-encoding") == "gzip":
        body = _decompressed(body)
    pack = tempfile.SpooledTemporaryFile(_MAX_PACK_IN_MEMORY_BYTES)  # noqa: SIM115 - closed once sent
    try:
        store.git(record).upload_pack(body, pack)
    except BaseException:
        pack.close()
        raise
    headers = {"Content-Type": "application/x-git-upload-pack-result", **_NO_CACHE}
    return Reply(FilePart(pack, 0, pack.tell()), 200, headers)


def push_refused() -> WriteRefused:
    """Why a push, or an upload by git-lfs, is not taken."""
    return WriteRefused("This hub does not take pushes", hint="it is read-only over HTTP")


def lfs_batch(store: HubStore, request: Request, owner: str, name: str) -> Reply:
    """POST /{owner}/{name}.git/info/lfs/objects/batch."""
    record = _readable(store, request, owner, name)
    try:
        asked = json.loads(request.body)
        operation = asked["operation"]
        objects = [(str(item["oid"]), int(item["size"])) for item in asked["objects"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadRequest("not a batch request of git-lfs") from None
    if operation != "download":
        raise push_refused()
    if len(objects) > _MAX_LFS_OBJECTS:
        raise BodyTooLarge(f"at most {_MAX_LFS_OBJECTS} objects in a batch")
    base = f"{request.base_url}/{record.repo_id}.git/info/lfs/objects"
    items = [_lfs_item(store, record, base, oid, size) for oid, size in objects]
    answer = json.dumps({"transfer": "basic", "objects": items, "hash_algo": "sha256"})
    return Reply(answer.encode(), 200, {"Content-Type": _LFS_TYPE})


def lfs_object(store: HubStore, request: Request, owner: str, name: str, oid: str) -> Reply:
    """GET /{owner}/{name}.git/info/lfs/objects/{oid}."""
    record = _readable(store, request, owner, name)
    path = store.held_object(record, oid) if _SHA256.fullmatch(oid) else None
    if path is None:
        raise EntryNotFound("No such object in this repository")
    headers = {"Content-Type": "application/octet-stream", "ETag": f'"{oid}"'}
    return ranged(request, FilePart(path, 0, path.stat().st_size), headers)


def _readable(store: HubStore, request: Request, owner: str, name: str) -> RepoRecord:
    record = visible_repo(store, request, owner, name)
    check_content(record)
    return record


def _lfs_item(
    store: HubStore, record: RepoRecord, base: str, oid: str, size: int
) -> dict[str, Any]:
    if not _SHA256.fullmatch(oid) or store.held_object(record, oid) is None:
        return {"oid": oid, "size": size, "error": {"code": 404, "message": "no such object"}}
    return {"oid": oid, "size": size, "actions": {"download": {"href": f"{base}/{oid}"}}}


def _decompressed(body: bytes) -> bytes:
    """The body that a git with much to say has compressed."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(body, _MAX_REQUEST_BYTES)
    except zlib.error:
        raise BadRequest("the body is not gzip") from None
    if unpacker.unconsumed_tail:
        raise BodyTooLarge(f"more than {_MAX_REQUEST_BYTES} bytes after decompression")
    return text
