"""Which route answers which address."""

from __future__ import annotations

from collections.abc import Sequence

from hubexplorer.hubserver.access import refuse_credentials
from hubexplorer.hubserver.exchange import Reply, Request, json_reply
from hubexplorer.hubserver.refusals import BadCredentials, PageNotFound, WriteRefused
from hubexplorer.hubserver.routes import files, git, listing, models
from hubexplorer.hubserver.store import HubStore

_READING = frozenset({"GET", "HEAD"})


def answer(store: HubStore, request: Request) -> Reply:
    """The reply to a request.

    Raises:
        Refusal: it is not to be carried out.
    """
    refuse_credentials(request)
    if request.method in _READING:
        return _read(store, request)
    if request.method == "POST":
        return _post(store, request)
    raise _read_only()


def _read(store: HubStore, request: Request) -> Reply:
    match request.segments:
        case ("api", "models"):
            return listing.list_models(store, request)
        case ("api", "models-tags-by-type"):
            return listing.tags_by_type(store, request)
        case ("api", "models", owner, name, *rest):
            return _model(store, request, owner, name, rest)
        case ("api", "agent-harnesses"):
            return json_reply({"standardEnvVars": [], "harnesses": {}})
        case ("api", "whoami-v2"):
            raise BadCredentials("Invalid username or password.", hint="this hub has no accounts")
        case (owner, name, "resolve", revision, *path) if path:
            return files.resolve(store, request, owner, name, revision, "/".join(path))
        case (owner, name, "info", "refs"):
            return git.info_refs(store, request, owner, name)
        case (owner, name, "info", "lfs", "objects", oid):
            return git.lfs_object(store, request, owner, name, oid)
        case _:
            raise PageNotFound("There is nothing at this address")


def _model(store: HubStore, request: Request, owner: str, name: str, rest: Sequence[str]) -> Reply:
    match rest:
        case []:
            return models.info(store, request, owner, name, "main")
        case ["revision", revision]:
            return models.info(store, request, owner, name, revision)
        case ["refs"]:
            return models.refs(store, request, owner, name)
        case ["commits", revision]:
            return models.commits(store, request, owner, name, revision)
        case ["tree", revision, *folder]:
            return files.tree(store, request, owner, name, revision, "/".join(folder))
        case ["auth-check", *write] if write in ([], ["write"]):
            return models.auth_check(store, request, owner, name, is_write=bool(write))
        case ["xet-read-token" | "xet-write-token", *_]:
            raise PageNotFound(
                "This hub has no Xet storage", hint="set HF_HUB_DISABLE_XET=1 for the client"
            )
        case _:
            raise PageNotFound("There is nothing at this address")


def _post(store: HubStore, request: Request) -> Reply:
    match request.segments:
        case ("api", "models", owner, name, "paths-info", revision):
            return files.paths_info(store, request, owner, name, revision)
        case (owner, name, "git-upload-pack"):
            return git.upload_pack(store, request, owner, name)
        case (owner, name, "info", "lfs", "objects", "batch"):
            return git.lfs_batch(store, request, owner, name)
        case (_, _, "git-receive-pack"):
            raise git.push_refused()
        case _:
            raise _read_only()


def _read_only() -> WriteRefused:
    # 403 and not 501: stock clients repeat a 5xx for half a minute before they show it.
    return WriteRefused(
        "This hub is read-only over HTTP",
        hint="commit through hubexplorer.hubserver.store.HubStore",
    )
