"""Pins: the models that a project uses, exactly, in a lock file that is held against reality."""

from hubexplorer.pins.lockfile import LockFile
from hubexplorer.pins.pin import Difference, Pin, manifest_commit
from hubexplorer.pins.verify import edits, pin_diff, require, verify_facts, verify_files

__all__ = [
    "Difference",
    "LockFile",
    "Pin",
    "edits",
    "manifest_commit",
    "pin_diff",
    "require",
    "verify_facts",
    "verify_files",
]
