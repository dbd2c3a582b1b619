"""Files of a repository at a commit, fetched into a plain folder, whole or not at all.

    cache/<namespace--name>/<commit>/<path>     verified files under their own names
    cache/<namespace--name>/.partial/<key>      what is under way; a later download goes on

A file gets its own name only after its bytes were compared with what the hub says of them
(sha256 of large files, git's own hash of small ones) and written through to the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import filelock

from hubexplorer.errors import (
    BudgetExceeded,
    HubUnreachable,
    JobCanceled,
    NotFound,
    PinMismatch,
    RateLimited,
)
from hubexplorer.hubs.huggingface import HuggingFaceHub, resolve_path
from hubexplorer.hubs.kept import LOCK, PARTIAL
from hubexplorer.hubs.partial import PartialFile, is_intact, require_room, sha256_of
from hubexplorer.hubs.paths import check_paths, is_wanted, repo_folder, snapshot_folder
from hubexplorer.hubs.transport import Budget, Transport, never_canceled
from hubexplorer.jobs import JobContext
from hubexplorer.records import FileEntry

_BUDGET = Budget(total_s=600.0, max_pages=1000, max_wait_s=300.0)
_MAX_TRIES = 5
_LOCK_POLL_S = 0.1
_GRACE_S = 60.0
_SLOWEST_BYTES_PER_S = 20_000


def main(job: JobContext) -> Mapping[str, Any]:
    """Job entry: download a model, and say where it lies and what was fetched.

    Its arguments: endpoint, repo, commit, cache; optionally files (paths; else what is safe to
    load), sha256 (path to the digest a pin expects) and offline. `secret["token"]` is the
    token, if any.

    Raises:
        PinMismatch: the hub's digest of a file differs from the expected one.
        NotFound: a named file is not there.
    """
    args = job.args
    token = job.secret.get("token")
    offline = bool(args.get("offline"))
    cache = Path(args["cache"])

    def is_canceled() -> bool:
        job.check()  # raises
        return False

    hub = HuggingFaceHub(
        "hub", args["endpoint"], cache=cache, token=token, budget=_BUDGET, offline=offline,
        canceled=is_canceled,
    )  # fmt: skip
    with closing(hub):
        listed = hub.files(args["repo"], args["commit"])
    expected = args.get("sha256") or {}
    files = [_as_pinned(file, expected) for file in choose_files(listed, args.get("files"))]
    folder = download_model(
        endpoint=args["endpoint"],
        token=token,
        repo=args["repo"],
        commit=args["commit"],
        cache=cache,
        files=files,
        progress=lambda done, total: job.progress(done, total, f"downloading {args['repo']}"),
        canceled=is_canceled,
        offline=offline,
        recheck=bool(expected),
    )
    return {
        "folder": str(folder),
        "bytes": sum(file.size_bytes for file in files),
        "files": {file.path: file.sha256 or sha256_of(folder / file.path) for file in files},
    }


def choose_files(
    files: Iterable[FileEntry], paths: Sequence[str] | None = None
) -> tuple[FileEntry, ...]:
    """The files named by `paths`; without it those that are safe to load and read.

    Raises:
        NotFound: a named file is not among them.
    """
    if paths is None:
        return tuple(file for file in files if is_wanted(file.path))
    by_path = {file.path: file for file in files}
    if missing := [path for path in paths if path not in by_path]:
        raise NotFound(f"the model has no file {missing[0]!a}")
    return tuple(by_path[path] for path in dict.fromkeys(paths))


def download_model(
    *,
    endpoint: str,
    token: str | None,
    repo: str,
    commit: str,
    cache: Path,
    files: Sequence[FileEntry],
    progress: Callable[[int, int], None],
    canceled: Callable[[], bool] = never_canceled,
    offline: bool = False,
    recheck: bool = False,
) -> Path:
    """The folder that holds `files` of `repo` at `commit`; fetches those that are missing.

    Args:
        endpoint: the hub's address.
        token: for this endpoint, or None.
        cache: this hub's own folder.
        files: as the hub lists them at this commit.
        progress: called with (bytes there, bytes in all).
        canceled: asked often; the call then ends with JobCanceled and what came is kept.
        offline: refuse every host but loopback.
        recheck: hash the files that are there already, and fetch damaged ones again.

    Raises:
        BadAnswer: a file name that cannot be kept, or bytes that are not what the hub says.
        DiskFull: there is no room; what was there before is intact.
        HubError: the hub could not be asked, in one of its other kinds.
        JobCanceled: `canceled` said so.
    """
    check_paths(files)
    folder = snapshot_folder(cache, repo, commit)
    total = sum(file.size_bytes for file in files)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(repo_folder(cache, repo) / LOCK, canceled):
        missing = [file for file in files if not is_intact(folder, file, recheck=recheck)]
        done = total - sum(file.size_bytes for file in missing)
        progress(done, total)
        under_way = repo_folder(cache, repo) / PARTIAL
        parts = [PartialFile(under_way, folder, commit, file) for file in missing]
        require_room(folder, sum(part.missing_bytes for part in parts))
        transport = Transport(
            endpoint, token=token, budget=_BUDGET, offline=offline, canceled=canceled
        )
        with closing(transport):
            for part in parts:
                path = resolve_path(repo, commit, part.entry.path)
                _fetch(transport, path, part, partial(_report, progress, done, total))
                done += part.entry.size_bytes
    progress(total, total)
    return folder


def _as_pinned(file: FileEntry, expected: Mapping[str, str]) -> FileEntry:
    """The file with the digest that a pin expects, where it expects one."""
    pinned = expected.get(file.path, file.sha256)
    if file.sha256 and pinned != file.sha256:
        raise PinMismatch(
            f"{file.path} on the hub has the sha256 {file.sha256}, not the pinned {pinned}"
        )
    return replace(file, sha256=pinned)


def _fetch(
    transport: Transport, path: str, part: PartialFile, report: Callable[[int], None]
) -> None:
    """Bring one file to its end, going on where a broken connection left it."""
    deadline = transport.deadline(_GRACE_S + part.entry.size_bytes / _SLOWEST_BYTES_PER_S)
    tries = 0
    while True:
        before = part.size_bytes
        try:
            if part.missing_bytes:
                with transport.open_file(path, offset=before, deadline=deadline) as body:
                    part.write(body.start, body.chunks, report)
            part.finish()
            return
        except (HubUnreachable, BudgetExceeded):
            tries = 0 if part.size_bytes > before else tries + 1
            wait_s = 0.25 * 2**tries
            if tries >= _MAX_TRIES or not transport.may_connect:
                raise
        except RateLimited as error:
            tries, wait_s = tries + 1, error.retry_after_s
            if tries >= _MAX_TRIES or wait_s > _BUDGET.max_wait_s:
                raise
        deadline.sleep(wait_s)


def _report(progress: Callable[[int, int], None], before: int, total: int, size: int) -> None:
    progress(before + size, total)


@contextmanager
def _locked(path: Path, canceled: Callable[[], bool]) -> Iterator[None]:
    """Hold a repository's lock, so that two downloads of it take turns."""
    lock = filelock.FileLock(path)
    while True:
        if canceled():
            raise JobCanceled("canceled")
        try:
            lock.acquire(timeout=_LOCK_POLL_S)
            break
        except filelock.Timeout:
            continue
    try:
        yield
    finally:
        lock.release()
