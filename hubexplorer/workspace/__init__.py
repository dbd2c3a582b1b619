"""The one place where rooms meet: a workspace finds, reads, compares, tunes and pins."""

from hubexplorer.workspace.open import Workspace

__all__ = ["Workspace"]
