"""Pins: what the lock file holds, what lies on this disk, and the hubs that were signed in to."""

from __future__ import annotations

from typing import Any

import traitlets

from hubexplorer.errors import HubExplorerError, PinError
from hubexplorer.pins import Pin
from hubexplorer.records import ModelRef
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.downloading import DownloadTeller, download_view
from hubexplorer.ui.findings import gravest_view
from hubexplorer.ui.screen import Screen
from hubexplorer.workspace.downloads import Downloads
from hubexplorer.workspace.pin.installing import start_install
from hubexplorer.workspace.pin.pinning import PinCheck, local_folder, remove_pin, verify_pins
from hubexplorer.workspace.pin.updating import PinUpdate, apply, propose
from hubexplorer.workspace.signin import Accounts


class Pins(Screen):
    """The lock file of this folder, its downloads, and the accounts at its hubs."""

    stem = "pins"

    generation = traitlets.Int(0, help="Counts the changes of the lock file.").tag(sync=True)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._checks: dict[str, PinCheck] = {}
        self._updates: dict[str, PinUpdate] = {}
        self._downloads = Downloads(self.desk.workspace)
        self._accounts = Accounts(self.desk.workspace)
        self._teller = DownloadTeller(self._downloads, self.event)
        self.desk.observe(self._show_desk, "pins_generation")

    def on_list(self, _args: dict[str, Any]) -> dict[str, Any]:
        workspace = self.desk.workspace
        downloads = self._downloads.all()
        if any(one.status == "running" for one in downloads):
            self._teller.watch()
        return {
            "path": str(workspace.lock_path),
            "pins": [self._pin_view(pin) for pin in workspace.lock.pins],
            "downloads": [download_view(one) for one in downloads if one.status != "done"],
            "disk": [
                {
                    "key": {"hub": one.hub, "repo": one.repo, "commit": one.commit},
                    "size_bytes": one.size_bytes,
                    "pinned": one.is_pinned,
                }
                for one in self._downloads.disk()
            ],
            "accounts": [
                {
                    "hub": one.hub,
                    "title": one.title,
                    "endpoint": one.endpoint,
                    "signed_in": one.is_signed_in,
                    "place": one.place,
                }
                for one in self._accounts.all()
            ],
        }

    def on_verify(self, args: dict[str, Any]) -> dict[str, Any]:
        self._checks = {check.pin.key: check for check in verify_pins(self.desk.workspace)}
        return self.on_list(args)

    def on_diff(self, args: dict[str, Any]) -> dict[str, Any]:
        pin = self._pin(args)
        update = self._updates[pin.key] = propose(self.desk.workspace, pin)
        return {
            "to": key_of(update.new.ref),
            "needed": update.is_needed,
            "differences": [str(found) for found in update.differences],
            "opened": [f"{item.gravity}: {item.title}" for item in update.findings],
            "settled": [item.title for item in update.settled],
            "card": list(update.card),
        }

    def on_update(self, args: dict[str, Any]) -> dict[str, Any]:
        pin = self._pin(args)
        update = self._updates.get(pin.key)
        if update is None or update.new.ref != ref_of(args["to"]):
            raise PinError("what changes was not shown yet", hint="look at the update again")
        # What the person saw before agreeing is what the lock file says was seen.
        apply(self.desk.workspace, update, [item.kind for item in update.findings])
        self.desk.pins_generation += 1
        return self.on_list(args)

    def on_install(self, args: dict[str, Any]) -> dict[str, Any]:
        if start_install(self.desk.workspace, self._pin(args)) is not None:
            self._teller.watch()
        return self.on_list(args)

    def on_pause(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.pause(ref_of(args["key"]))
        return self.on_list(args)

    def on_resume(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.resume(ref_of(args["key"]))
        return self.on_list(args)

    def on_cancel(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.cancel(ref_of(args["key"]))
        return self.on_list(args)

    def on_delete(self, args: dict[str, Any]) -> dict[str, Any]:
        ref = ref_of(args["key"])
        self._downloads.delete(ref.hub, ref.repo, ref.commit)
        return self.on_list(args)

    def on_sign_in(self, args: dict[str, Any]) -> dict[str, Any]:
        self._accounts.sign_in(args["hub"], args["token"])
        return self.on_list(args)

    def on_sign_out(self, args: dict[str, Any]) -> dict[str, Any]:
        self._accounts.sign_out(args["hub"])
        return self.on_list(args)

    def on_remove(self, args: dict[str, Any]) -> dict[str, Any]:
        remove_pin(self.desk.workspace, ref_of(args["key"]))
        return self.on_list(args)

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))
        self.desk.tab = "find"

    def summary(self) -> str:
        return f"Pins({len(self._listed())} pinned)"

    def facts(self) -> list[tuple[str, ...]]:
        return [(pin.repo, pin.commit[:7], pin.license_class) for pin in self._listed()]

    def _pin(self, args: dict[str, Any]) -> Pin:
        ref = ref_of(args["key"])
        pin = self.desk.workspace.lock.get(ref)
        if pin is None or pin.commit != ref.commit:
            raise PinError(f"{ref} is not pinned any more", hint="the lock file has changed")
        return pin

    def _listed(self) -> tuple[Pin, ...]:
        try:
            return tuple(self.desk.workspace.lock.pins)
        except HubExplorerError:  # a broken lock file is told in the view, not in its repr
            return ()

    def _pin_view(self, pin: Pin) -> dict[str, Any]:
        check = self._checks.get(pin.key)
        if check is not None and check.pin != pin:  # pinned anew since it was checked
            check = None
        differences = list(check.differences) if check else []
        if check is None:
            status = "unchecked"
        elif check.differences:
            status = "differs"
        else:
            status = "ok" if check.problem is None else "unreachable"
        if check is not None and check.problem is not None:
            differences.append(str(check.problem))
        folder = local_folder(self.desk.workspace, pin)
        page = self.desk.workspace.reader.known(pin.ref)
        return {
            "key": key_of(ModelRef(pin.hub, pin.repo, pin.commit)),
            "hub_title": self.desk.workspace.hubs.title(pin.hub),
            "pinned_s": pin.pinned_s,
            "license_id": pin.license_id,
            "license_class": pin.license_class,
            "files": len(pin.files),
            "size_bytes": sum(size for size, _digest in pin.files.values()),
            "findings_seen": list(pin.findings_seen),
            "exceptions": list(pin.exceptions),
            "installed": all((folder / path).is_file() for path in pin.files),
            "status": status,
            "differences": differences,
            "gravest": gravest_view(page, pin.findings_seen) if page is not None else None,
            "snippet": pinned_code(pin),
        }

    def _show_desk(self, _change: Any = None) -> None:
        self.generation = self.desk.pins_generation


def pinned_code(pin: Pin) -> str:
    """Code that loads a pinned model, refusing if it differs from the lock file."""
    if pin.base:  # the libraries would fetch the newest commit of its base
        return (
            "import hubexplorer as hx\n\n"
            "ws = hx.Workspace.open()\n"
            f"model = {str(pin.ref)!a}  # an adapter, run on its base as pinned\n"
            'answer = ws.run(model, "Where is my parcel?")\n'
        )
    return (
        "import hubexplorer as hx\n"
        "from transformers import pipeline\n\n"
        "ws = hx.Workspace.open()\n"
        f"folder = ws.pins.folder({pin.key!a})  # refuses what differs from the pin\n"
        "model = pipeline(model=folder)\n"
    )
