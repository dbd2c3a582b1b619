"""What stands ready when nothing is filtered yet: saved searches with what is new, collections."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from hubexplorer.ui.browser.searching import Searching
from hubexplorer.ui.filters import query_of, read_text, whole
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.collection_file import Collection, source_text


class Shelf:
    """The saved searches and collections of a workspace's folder."""

    def __init__(self, workspace: Workspace, searching: Searching) -> None:
        self._workspace = workspace
        self._searching = searching

    def view(self) -> dict[str, Any]:
        """Everything on it, with how much each holds now.

        Raises:
            DataError: a file of the folder is broken.
        """
        self._workspace.finder.ready()
        searches, known = self._workspace.searches, self._workspace.collections
        found = [searches.look(name, limit=0) for name in searches.names()]
        return {
            "saved": [
                {
                    "name": one.saved.name,
                    "query": one.saved.query,
                    "total": one.hits.total,
                    "new": one.new.total,
                }
                for one in found
            ],
            "collections": [
                _collection_view(known[item.value], item.count)
                for item in self._searching.collections({})
                if item.value in known
            ],
        }

    def follow(self, where: str) -> None:
        """Take over the collections of a hub's repository or of a `.toml` file.

        Raises:
            ValueError: it is neither.
            HubError: the hub does not give the file.
            DataError, DiskFull: it holds no collections, or they cannot be written.
        """
        self._workspace.collections.follow(where)

    def unfollow(self, where: str) -> None:
        """Give up the collections that are followed from there.

        Raises:
            ValueError: none are.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        self._workspace.collections.unfollow(where)

    def save(self, name: str, filters: Mapping[str, Any]) -> None:
        """Keep the filters under a name; one of that name is replaced.

        Raises:
            ValueError: the name is empty.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        used = whole(filters)
        self._workspace.searches.save(
            name.strip(),
            str(query_of(used)),
            sort=used["sort"],
            collection=used["collection"],
            machine=used["machine"],
            fold=used["fold"],
        )

    def forget(self, name: str) -> None:
        """Remove a saved search.

        Raises:
            ValueError: there is none of that name.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        self._workspace.searches.remove(name)

    def reopen(self, name: str, *, only_new: bool) -> dict[str, Any]:
        """The filters of a saved search, or of what is new in it; that counts as seen from now on.

        Raises:
            ValueError: there is none of that name.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        saved = self._workspace.searches.open(name, limit=0).saved
        kept = {name: getattr(saved, name) for name in ("sort", "collection", "machine", "fold")}
        filters = read_text(saved.query, kept)
        if only_new:
            low, high = filters["ranges"].get("updated", (None, None))
            since_s = max(low or 0.0, math.nextafter(saved.newest_s, math.inf))
            filters["ranges"] = {**filters["ranges"], "updated": [since_s, high]}
            filters["sort"] = "updated"
        return filters


def _collection_view(collection: Collection, total: int) -> dict[str, Any]:
    source = collection.source
    return {
        "name": collection.name,
        "about": collection.about,
        "total": total,
        "source": "" if source is None else source_text(source),
    }
