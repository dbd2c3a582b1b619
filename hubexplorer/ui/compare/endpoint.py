"""A model behind an endpoint, added on screen: what is served there, its key, its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hubexplorer.errors import AccessDenied, BadAnswer, DataError, HubExplorerError, NotFound
from hubexplorer.ui.screen import error_view
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.run.served import Endpoints

_NOTHING: dict[str, Any] = {"models": [], "wants_key": False, "problem": None}


def listed(endpoints: Endpoints, url: str) -> dict[str, Any]:
    """What an endpoint serves, or why nobody can tell."""
    return _told(endpoints, lambda: endpoints.models(url.strip()))


def signed_in(endpoints: Endpoints, url: str, token: str) -> dict[str, Any]:
    """The same, after a key was kept that the endpoint accepts."""
    return _told(endpoints, lambda: endpoints.sign_in(url.strip(), token))


def found(endpoints: Endpoints, url: str, model: str) -> tuple[dict[str, Any], Candidate | None]:
    """The same, and the model of that name as a candidate; None where it is not served."""
    view = listed(endpoints, url)
    if view["problem"] is not None:
        return view, None
    if model.strip() not in view["models"]:
        some = ", ".join(view["models"][:5]) or "nothing"
        why = DataError(f"{model.strip()[:200]!a} is not served there", hint=f"it serves {some}")
        return view | {"problem": error_view(why)}, None
    return view, Candidate.endpoint(url.strip(), model.strip())


def kept(workspace: Workspace, url: str) -> dict[str, Any]:
    """The origin of an address that a key is kept for, and the hub that it signs in to, if any."""
    origin_of = workspace.runner.endpoints.signed_in
    origin = origin_of(url.strip())
    hubs = [one for one in workspace.accounts.all() if one.is_signed_in] if origin else []
    hub = next((one.title for one in hubs if origin_of(one.endpoint) == origin), "")
    return {"origin": origin, "hub": hub}


def forgotten(workspace: Workspace, url: str) -> dict[str, Any]:
    """The same, after the key was forgotten.

    Raises:
        DataError: it is a hub's, who is signed out of apart; or it is still there.
    """
    if hub := kept(workspace, url)["hub"]:
        raise DataError(f"this key is your sign-in to {hub}", hint="sign out in Pins, under Hubs")
    workspace.runner.endpoints.sign_out(url.strip())
    return kept(workspace, url)


def _told(endpoints: Endpoints, ask: Callable[[], tuple[str, ...]]) -> dict[str, Any]:
    view = _NOTHING | {"place": endpoints.place}
    try:
        return view | {"models": list(ask())}
    except AccessDenied as error:
        why = DataError(error.message, hint="give its key below")
        return view | {"wants_key": True, "problem": error_view(why)}
    except (NotFound, BadAnswer) as error:
        why = DataError(error.message, hint="is it an OpenAI endpoint, and does it end in /v1?")
        return view | {"problem": error_view(why)}
    except HubExplorerError as error:
        return view | {"problem": error_view(error)}
