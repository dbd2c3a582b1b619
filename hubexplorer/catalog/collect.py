"""From models to a table: tidied, numbered by downloads, and taken apart into columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from hubexplorer.catalog.columns import Coded, MultiCoded, Numbers, Texts
from hubexplorer.catalog.table import GATED, OPEN, UNKNOWN_NUMBER, Table, name_key
from hubexplorer.catalog.text import WordIndex
from hubexplorer.records import CatalogRow

_LARGEST = 2**63 - 1
_YEAR_2100_S = 4_102_444_800.0


def collect(rows: Iterable[CatalogRow]) -> Table:
    """The table of `rows`; of several rows of one repository the last counts.

    A hub may say anything. Repeated and empty values of a row are dropped, counts are cut to
    what 63 bits hold, a number of parameters or bytes below 0 or beyond is unknown, and so is
    a date that is not after 1970 and before 2100.
    """
    unique = {(row.hub, row.repo): row for row in map(_tidied, rows)}
    ordered = sorted(unique.values(), key=lambda row: (-row.downloads, row.hub, row.repo))
    keys = [name_key(row.hub, row.repo) for row in ordered]
    by_name = np.array(sorted(range(len(ordered)), key=keys.__getitem__), np.uint32)
    name_ranks = np.empty_like(by_name)
    name_ranks[by_name] = np.arange(len(by_name))
    return Table(
        _single(ordered),
        _multi(ordered),
        _numbers(ordered),
        _texts(ordered),
        by_name,
        name_ranks,
        WordIndex.collect(ordered),
    )


def _tidied(row: CatalogRow) -> CatalogRow:
    return replace(
        row,
        languages=_distinct(row.languages),
        tags=_distinct(row.tags),
        datasets=_distinct(row.datasets),
        formats=_distinct(row.formats),
        parameters=_size(row.parameters),
        memory_bytes=_size(row.memory_bytes),
        downloads=min(max(row.downloads, 0), _LARGEST),
        likes=min(max(row.likes, 0), _LARGEST),
        updated_s=row.updated_s if 0 < row.updated_s < _YEAR_2100_S else 0.0,
    )


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _size(value: int | None) -> int | None:
    return value if value is not None and 0 <= value <= _LARGEST else None


def _single(rows: list[CatalogRow]) -> dict[str, Coded]:
    columns = {
        "task": [row.task for row in rows],
        "library": [row.library for row in rows],
        "license": [row.license_id for row in rows],
        "author": [row.author for row in rows],
        "hub": [row.hub for row in rows],
        "gated": [GATED if row.is_gated else OPEN for row in rows],
        "relation": [row.base_relation or ("" if row.base_model else "base") for row in rows],
        "base_relation": [row.base_relation for row in rows],
    }
    return {name: Coded.collect(column) for name, column in columns.items()}


def _multi(rows: list[CatalogRow]) -> dict[str, MultiCoded]:
    columns = {
        "language": [row.languages for row in rows],
        "format": [row.formats for row in rows],
        "dataset": [row.datasets for row in rows],
        "tag": [row.tags for row in rows],
    }
    return {name: MultiCoded.collect(column) for name, column in columns.items()}


def _numbers(rows: list[CatalogRow]) -> dict[str, Numbers]:
    def known(value: int | None) -> int:
        return UNKNOWN_NUMBER if value is None else value

    return {
        "parameters": np.array([known(row.parameters) for row in rows], np.int64),
        "memory": np.array([known(row.memory_bytes) for row in rows], np.int64),
        "downloads": np.array([row.downloads for row in rows], np.int64),
        "likes": np.array([row.likes for row in rows], np.int64),
        "updated": np.array([row.updated_s or UNKNOWN_NUMBER for row in rows], np.float64),
    }


def _texts(rows: list[CatalogRow]) -> dict[str, Texts]:
    return {
        "repo": Texts.collect(row.repo for row in rows),
        "commit": Texts.collect(row.commit or "" for row in rows),
        "base_model": Texts.collect(row.base_model for row in rows),
        "summary": Texts.collect(row.summary for row in rows),
    }
