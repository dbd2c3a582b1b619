"""What each license tag says about commercial use, and what it asks for.

The facts stand in licenses.csv, one row per tag of the hub. A tag that is not there, a family
without a version, `other` and `unknown` are unknown: none of them is ever taken as permission.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from hubexplorer.records import LicenseClass

_OBLIGATIONS: Mapping[str, str] = MappingProxyType(
    {
        "notice": "Keep the copyright and license notices.",
        "changes": "Say what you changed.",
        "attribution": "Credit the authors.",
        "source": "Offer the source of what you distribute.",
        "share-alike": "Share derivatives under the same license.",
        "file-share-alike": "Keep changes to the licensed files under the same license.",
        "network": "Offer the source to people who use it over a network.",
        "use-restrictions": "Keep to the use restrictions, and pass them on.",
        "noncommercial": "Non-commercial use only.",
        "research": "Research use only.",
        "no-derivatives": "Do not share modified versions; a fine-tuned model is one.",
        "users-700m": "Above 700 million monthly users, ask for a license of your own.",
        "no-rival-models": "Do not improve other language models with its output.",
        "built-with-llama": 'Show "Built with Llama" and begin derived names with "Llama".',
        "not-eu-multimodal": "Its multimodal models are not licensed to companies of the EU.",
        "revenue": "Commercial use depends on your revenue.",
        "family": "The tag names a family of licenses, not one of them.",
        "read-license": "Read the license text before you rely on it.",
    }
)


@dataclass(frozen=True, slots=True)
class License:
    """One row of the table."""

    license_id: str
    name: str
    spdx: str
    """SPDX identifier, empty where there is none."""
    license_class: LicenseClass
    obligations: tuple[str, ...]
    """In words, short."""


def license_of(license_id: str) -> License | None:
    """The table's row for a hub's license tag, in any case, or None."""
    return _table().get(license_id.strip().lower())


def license_class(license_id: str) -> LicenseClass:
    """What a hub's license tag says about commercial use; unknown where it says nothing."""
    row = license_of(license_id)
    return LicenseClass.UNKNOWN if row is None else row.license_class


def license_classes() -> Mapping[str, str]:
    """Each known license tag to its class, for queries over the catalog."""
    return {row.license_id: row.license_class.value for row in _table().values()}


def obligations(license_id: str) -> tuple[str, ...]:
    """What a license asks of those who use the model, in short sentences."""
    row = license_of(license_id)
    return (_OBLIGATIONS["read-license"],) if row is None else row.obligations


@cache
def _table() -> Mapping[str, License]:
    text = files("hubexplorer.cards").joinpath("licenses.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({row["license_id"]: _license(row) for row in rows})


def _license(row: Mapping[str, str]) -> License:
    return License(
        license_id=row["license_id"],
        name=row["name"],
        spdx=row["spdx"],
        license_class=LicenseClass(row["license_class"]),
        obligations=tuple(_OBLIGATIONS[code] for code in row["obligations"].split()),
    )
