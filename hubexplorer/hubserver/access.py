"""Who may read what. There are no accounts yet: every caller is anonymous."""

from __future__ import annotations

from hubexplorer.hubserver.exchange import Request
from hubexplorer.hubserver.paths import check_repo_id
from hubexplorer.hubserver.refusals import BadCredentials, GatedRepo, Moved, RepoNotFound
from hubexplorer.hubserver.registry import RepoRecord
from hubexplorer.hubserver.store import HubStore


def refuse_credentials(request: Request) -> None:
    """Say so when somebody sends a token or password, instead of ignoring it.

    Raises:
        BadCredentials: this hub knows nobody by whom it could have been issued.
    """
    if "authorization" in request.headers:
        raise BadCredentials(
            "Invalid credentials in Authorization header",
            hint="this hub has no accounts; with huggingface_hub pass token=False",
        )


def is_listed(record: RepoRecord) -> bool:
    """Whether the caller may know that the repository exists."""
    return not record.is_private


def visible_repo(store: HubStore, request: Request, owner: str, name: str) -> RepoRecord:
    """The repository that a request names.

    Raises:
        RepoNotFound: there is none, or it is private: the answers are the same.
        Moved: it has another id now.
    """
    try:
        repo_id = check_repo_id(f"{owner}/{name.removesuffix('.git')}")
    except ValueError:
        raise RepoNotFound("Repository not found") from None
    record = store.record(repo_id)
    if not is_listed(record):
        raise RepoNotFound("Repository not found")
    if record.repo_id != repo_id:
        raise _moved(request, owner, name, record)
    return record


def check_content(record: RepoRecord) -> None:
    """Let the caller read the repository's files.

    Raises:
        GatedRepo: its files need a granted request.
    """
    if record.gated:
        raise GatedRepo(
            f"Access to model {record.repo_id} is restricted",
            hint="this hub has no accounts that could be let in",
        )


def _moved(request: Request, owner: str, name: str, record: RepoRecord) -> Moved:
    at = request.segments.index(owner)
    while request.segments[at + 1] != name:
        at = request.segments.index(owner, at + 1)
    new_name = record.repo_id.partition("/")[2] + (".git" if name.endswith(".git") else "")
    segments = (*request.segments[:at], record.owner, new_name, *request.segments[at + 2 :])
    return Moved(f"The repository is {record.repo_id} now", request.relative_url(segments))
