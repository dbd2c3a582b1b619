"""What was decoded or computed and may be asked for again, bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from hubexplorer.catalog.bitmaps import BitMap, size_bytes


class Cache:
    """Sets of rows by key; those unused for longest go when there is no more room.

    The sets are shared by all who ask: nobody changes one.
    """

    def __init__(self, room_bytes: int) -> None:
        self._room_bytes = room_bytes
        self._used_bytes = 0
        self._kept: OrderedDict[Hashable, tuple[BitMap, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], BitMap]) -> BitMap:
        """What `make` gave for `key`, now or before."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found[0]
        made = make()
        size = size_bytes(made)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made, size
                self._used_bytes += size
            while self._used_bytes > self._room_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self._used_bytes -= freed
        return made
