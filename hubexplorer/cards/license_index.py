"""A second source on licenses: SPDX expressions, and what ScanCode's index calls a license.

It reads what the table has no row for; it never makes anything allowed that the table does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from license_expression import ExpressionError, Licensing, get_license_index

from hubexplorer.cards.licenses import license_classes, license_of

_MAX_EXPRESSION = 200


def license_ids(expression: str) -> tuple[str, ...]:
    """The licenses of an SPDX expression ("Apache-2.0 OR MIT"), as the table's ids where it can.

    Empty for what is no expression.
    """
    text = expression.strip()
    if not text or len(text) > _MAX_EXPRESSION:
        return ()
    try:
        keys = Licensing().license_keys(text)
    except (ExpressionError, ValueError):
        return ()
    return tuple(dict.fromkeys(_table_ids().get(key.lower(), key.lower()) for key in keys))


def index_category(license_id: str) -> str:
    """What ScanCode's index calls a license ("Permissive", "Copyleft", "Source-available", ...).

    Empty where it has none of that name. Information for a reader, not a permission.
    """
    row = license_of(license_id)
    name = row.spdx if row is not None and row.spdx else license_id
    return _categories().get(name.strip().lower(), "")


@cache
def _categories() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in get_license_index():
        names = [entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", ())]
        for name in (*names, entry["license_key"]):
            if name:
                found.setdefault(name.lower(), str(entry["category"]))
    return MappingProxyType(found)


def _or_later(spdx: str) -> str:
    return spdx.replace("-only", "-or-later") if spdx.endswith("-only") else ""


@cache
def _table_ids() -> Mapping[str, str]:
    """SPDX identifiers, with and without -only, to the table's ids."""
    found: dict[str, str] = {}
    for license_id in license_classes():
        row = license_of(license_id)
        assert row is not None
        for name in (license_id, row.spdx, row.spdx.removesuffix("-only"), _or_later(row.spdx)):
            if name:
                found.setdefault(name.lower(), license_id)
    return MappingProxyType(found)
