"""Pins: what the lock file holds, and whether hub and disk still agree with it."""

from __future__ import annotations

from typing import Any

import traitlets

from hubexplorer.errors import HubExplorerError
from hubexplorer.pins import Pin
from hubexplorer.records import ModelRef
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.screen import Screen
from hubexplorer.workspace.pin import PinCheck, remove_pin, verify_pins


class Pins(Screen):
    """The lock file of this folder, checked on request."""

    stem = "pins"

    generation = traitlets.Int(0, help="Counts the changes of the lock file.").tag(sync=True)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._checks: dict[str, PinCheck] = {}
        self.desk.observe(self._show_desk, "pins_generation")

    def on_list(self, _args: dict[str, Any]) -> dict[str, Any]:
        workspace = self.desk.workspace
        return {
            "path": str(workspace.lock_path),
            "pins": [self._pin_view(pin) for pin in workspace.lock.pins],
        }

    def on_verify(self, args: dict[str, Any]) -> dict[str, Any]:
        self._checks = {check.pin.key: check for check in verify_pins(self.desk.workspace)}
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
        return {
            "key": key_of(ModelRef(pin.hub, pin.repo, pin.commit)),
            "hub_title": self.desk.workspace.hubs.title(pin.hub),
            "pinned_s": pin.pinned_s,
            "license_id": pin.license_id,
            "license_class": pin.license_class,
            "files": len(pin.files),
            "size_bytes": sum(size for size, _digest in pin.files.values()),
            "findings_seen": list(pin.findings_seen),
            "status": status,
            "differences": differences,
            "snippet": pinned_code(pin),
        }

    def _show_desk(self, _change: Any = None) -> None:
        self.generation = self.desk.pins_generation


def pinned_code(pin: Pin) -> str:
    """Code that loads a pinned model, refusing if it differs from the lock file."""
    return (
        "import hubexplorer as hx\n"
        "from hubexplorer.workspace.pin import pinned_folder\n"
        "from transformers import pipeline\n\n"
        "ws = hx.Workspace.open()\n"
        f"folder = pinned_folder(ws, {pin.repo!a})  # refuses what differs from the pin\n"
        "model = pipeline(model=folder)\n"
    )
