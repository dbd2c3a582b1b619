"""Pins: the models that a project uses, exactly, in a lock file that is held against reality."""

from hubexplorer.pins.lockfile import LockFile
from hubexplorer.pins.pin import Difference, Pin, manifest_commit
from hubexplorer.pins.verify import (
    edits,
    lock_diff,
    pin_diff,
    require,
    require_unedited,
    verify_facts,
    verify_files,
)

__all__ = [
    "Difference",
    "LockFile",
    "Pin",
    "edits",
    "lock_diff",
    "manifest_commit",
    "pin_diff",
    "require",
    "require_unedited",
    "verify_facts",
    "verify_files",
]
