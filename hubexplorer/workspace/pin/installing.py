"""Installing pins: exactly the pinned files on this disk, or a refusal that names what differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.errors import JobError, PinError, PinMismatch
from hubexplorer.pins import Pin, require, require_unedited, verify_files
from hubexplorer.workspace.downloads import Download, Downloads
from hubexplorer.workspace.pin.pinning import find_pin, local_folder

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

_REPAIRED = frozenset({"missing", "size", "sha256", "unreadable"})
"""What fetching a file again puts right; a file that nobody pinned stays where it is."""


def install(
    workspace: Parts,
    pin: Pin,
    *,
    offline: bool = False,
    watch: Callable[[Download], None] = lambda _download: None,
) -> Path:
    """The folder with exactly the pinned files, fetched where they are not here yet.

    Args:
        offline: ask no hub beyond this machine.
        watch: called with the download once it has begun, if one is needed.

    Raises:
        PinError: files are missing and may not be fetched; they are named.
        PinMismatch: hub or disk hold something else than what was pinned; it is named.
        JobError: the download failed.
    """
    download = start_install(workspace, pin, offline=offline)
    if download is not None:
        watch(download)
        download.job.wait()
    folder = local_folder(workspace, pin)
    require(pin, folder)
    return folder


def pinned_folder(workspace: Parts, repo: str, hub: str = "") -> Path:
    """The local folder of a pinned model, fetched if need be, exactly as it was pinned.

    Asks no hub where the files are here already.

    Args:
        repo: its id.
        hub: needed only where two hubs' models of that id are pinned.

    Raises:
        PinError: it is not pinned, or on more than one hub.
        PinMismatch: what is there differs; the message names every difference.
    """
    pin = find_pin(workspace.lock, repo, hub)
    folder = local_folder(workspace, pin)
    if any(found.kind != "missing" for found in verify_files(pin, folder)):
        require(pin, folder)  # what was changed is told, not put right in silence
    return install(workspace, pin)


def start_install(workspace: Parts, pin: Pin, *, offline: bool = False) -> Download | None:
    """Begin to fetch what is missing of a pin; None where nothing is.

    Raises:
        PinError: files are missing and may not be fetched; they are named.
        PinMismatch: the pin was edited by hand, or its hub has another address now.
    """
    require_unedited(pin)
    lacking = [
        found
        for found in verify_files(pin, local_folder(workspace, pin))
        if found.kind in _REPAIRED
    ]
    if not lacking:
        return None
    is_offline = offline or workspace.settings.is_offline
    if is_offline and pin.hub != "embedded":
        raise PinError(
            f"{pin.ref} is not whole on this disk: {'; '.join(map(str, lacking))}",
            hint="install it once with a network",
        )
    endpoint = workspace.hubs.endpoint(pin.hub)
    if pin.endpoint not in ("", endpoint):
        raise PinMismatch(
            f"{pin.ref} was pinned at {pin.endpoint}; {pin.hub} is {endpoint} here",
            hint="set HUBEXPLORER_HUB to the pinned address",
        )
    digests = {path: sha256 for path, (_size, sha256) in pin.files.items()}
    download = Downloads(workspace).fetch(pin.ref, sorted(pin.files), digests)
    if download.job.args["sha256"] != digests:
        raise JobError(
            f"{pin.ref} is being downloaded without its pin", hint="try again once that has ended"
        )
    return download
