"""What a workspace has besides its verbs, each loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubexplorer.workspace.downloads import Downloads
    from hubexplorer.workspace.find.collections import Collections
    from hubexplorer.workspace.find.searches import Answering, Searches
    from hubexplorer.workspace.find.upkeep import Upkeep
    from hubexplorer.workspace.parts import Parts
    from hubexplorer.workspace.pin.book import PinBook
    from hubexplorer.workspace.signin import Accounts
    from hubexplorer.workspace.tune.runs import Runs
    from hubexplorer.workspace.tune.tuner import Tuner


class Rooms:
    """The attributes of a workspace that are worked with by their own methods."""

    @property
    def collections(self: Parts) -> Collections:
        """The curated lists of `hubexplorer-collections.toml` by name, and "Starter"; read afresh.

        Raises:
            DataError: the file is broken.
        """
        from hubexplorer.workspace.find.collections import Collections

        return Collections(self)

    @property
    def searches(self: Answering) -> Searches:
        """The saved searches of this folder."""
        from hubexplorer.workspace.find.searches import Searches

        return Searches(self)

    @property
    def pins(self: Parts) -> PinBook:
        """The pins of `hubexplorer.lock`: diff, update, install, remove."""
        from hubexplorer.workspace.pin.book import PinBook

        return PinBook(self)

    @property
    def catalog(self: Parts) -> Upkeep:
        """The catalog as files: info, compact, verify, discard."""
        from hubexplorer.workspace.find.upkeep import Upkeep

        return Upkeep(self.finder.folder)

    @property
    def downloads(self: Parts) -> Downloads:
        """What is being downloaded and what lies on this disk: plan, start, pause, delete."""
        from hubexplorer.workspace.downloads import Downloads

        return Downloads(self)

    @property
    def accounts(self: Parts) -> Accounts:
        """The hubs, and the tokens kept for them: sign_in, sign_out."""
        from hubexplorer.workspace.signin import Accounts

        return Accounts(self)

    @property
    def runs(self: Parts) -> Runs:
        """The fine-tuning runs of this folder: side by side, the best of them, go on, keep."""
        from hubexplorer.workspace.tune.runs import Runs

        return Runs(self)

    @property
    def tuner(self: Parts) -> Tuner:
        """Fine-tuning before it starts: read the data, check it, plan time, memory and disk."""
        from hubexplorer.workspace.tune.tuner import Tuner

        return Tuner(self)
