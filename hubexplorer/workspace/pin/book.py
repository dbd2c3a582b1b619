"""The pins of a workspace as Python sees them: `ws.pins`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.errors import PinError
from hubexplorer.pins import Difference, LockFile, Pin, lock_diff
from hubexplorer.workspace.downloads import Download
from hubexplorer.workspace.pin.installing import install, pinned_folder
from hubexplorer.workspace.pin.pinning import find_pin, remove_pin
from hubexplorer.workspace.pin.updating import PinUpdate, apply, propose, propose_all

if TYPE_CHECKING:
    from hubexplorer.bench.spec import Spec
    from hubexplorer.workspace.parts import Parts
    from hubexplorer.workspace.pin.weighing import Weighed


class PinBook:
    """What the lock file holds, and what may be done with it; models are named by their ids."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace

    def __iter__(self) -> Iterator[Pin]:
        return iter(self._workspace.lock.pins)

    def __len__(self) -> int:
        return len(self._workspace.lock.pins)

    def __repr__(self) -> str:
        return f"PinBook({', '.join(str(pin.ref) for pin in self)})"

    def diff(self, *models: str) -> tuple[PinUpdate, ...]:
        """What updating these pins (none is all) would change; nothing is written.

        Raises:
            PinError: one is not pinned.
            HubError: a hub does not answer.
        """
        return propose_all(self._workspace, self._chosen(models))

    def compare(self, other: str | Path) -> dict[str, tuple[Difference, ...]]:
        """What differs, by `HUB:ID`, from another lock file: of a colleague, or before a change.

        Raises:
            PinError: it is broken, or there is none.
        """
        path = Path(other)
        if not path.is_file():
            raise PinError(f"there is no lock file {path}")
        return lock_diff(LockFile.load(path), self._workspace.lock)

    def update(self, model: str, *, commit: str | None = None, seen: Sequence[str] = ()) -> Pin:
        """Move a pin to a commit (None: the newest one); see `diff` for what that changes.

        Args:
            seen: kinds of findings at the new commit that were read.
        """
        return self.apply(self.propose(model, commit), seen=seen)

    def propose(self, model: str, commit: str | None = None) -> PinUpdate:
        """What moving one pin to a commit (None: the newest one) would change."""
        (pin,) = self._chosen([model])
        return propose(self._workspace, pin, commit)

    def measure(self, update: PinUpdate, spec: Spec | str | Path) -> Weighed:
        """How the newer commit does beside the pinned one on your own rows, before it is taken.

        Args:
            spec: a `Spec`, or the path of one; its data, columns, metrics and thresholds count.

        Raises:
            DataError: the data or the spec cannot be used.
            RunError: a commit gave no answers.
        """
        from hubexplorer.workspace.pin.weighing import weigh

        return weigh(self._workspace, update, spec)

    def apply(self, update: PinUpdate, *, seen: Sequence[str] = ()) -> Pin:
        """Write an update that `diff` showed.

        Raises:
            PinError: the pin was changed since.
        """
        return apply(self._workspace, update, seen)

    def install(
        self,
        *models: str,
        offline: bool = False,
        watch: Callable[[Download], None] = lambda _download: None,
    ) -> tuple[Path, ...]:
        """The folders with exactly the pinned files of these models (none is all).

        Args:
            offline: ask no hub beyond this machine; what is missing is refused by name.
            watch: called with each download that is needed, once it has begun.

        Raises:
            PinError: files are missing and may not be fetched.
            PinMismatch: hub or disk hold something else than what was pinned.
        """
        pins = self._chosen(models)
        return tuple(install(self._workspace, pin, offline=offline, watch=watch) for pin in pins)

    def folder(self, model: str) -> Path:
        """The local folder of a pinned model, fetched if need be, exactly as it was pinned.

        Raises:
            PinError: it is not pinned, or on more than one hub.
            PinMismatch: what is there differs; the message names every difference.
        """
        return pinned_folder(self._workspace, model)

    def remove(self, model: str) -> None:
        """Take a pin out of the lock file; downloaded files stay."""
        (pin,) = self._chosen([model])
        remove_pin(self._workspace, pin.ref)

    def _chosen(self, models: Sequence[str]) -> tuple[Pin, ...]:
        lock = self._workspace.lock
        return tuple(find_pin(lock, model) for model in models) if models else lock.pins
