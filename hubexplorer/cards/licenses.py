"""What each license tag says about commercial use, and what it asks for.

The facts stand in licenses.csv, one row per tag of the hub, and in named_licenses.csv, one row
per name that models often give to a license tagged `other`; with the place of the text and the
date of the one that is meant where SPDX has none. A tag or name that is not there, a family
without a version, `other` and `unknown` are unknown: none of them is ever taken as permission.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from hubexplorer.records import LicenseClass

_OTHER = "other"
_TAGS, _NAMES = "licenses.csv", "named_licenses.csv"
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
        "users": "Above the number of users that it names, ask for a license of your own.",
        "apply": "Register with or apply to its publisher before commercial use.",
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
    source: str
    """Where its text is, for a license without an SPDX identifier."""
    date: str
    """Of the text that is meant, as far as known: a year, or a year and a month."""
    license_class: LicenseClass
    obligations: tuple[str, ...]
    """In words, short."""


def license_key(license_id: str, license_name: str) -> str:
    """The id under which a license is looked up: the tag, of `other` the name too.

    Names are written in many ways: `other` with "Qwen Research" is "other:qwen-research".
    """
    name = "-".join(license_name.casefold().replace("_", " ").split())
    return f"{_OTHER}:{name}" if name and license_id.strip().lower() == _OTHER else license_id


def license_of(license_id: str) -> License | None:
    """The table's row for a hub's license tag or a `license_key`, in any case, or None."""
    return _table().get(license_id.strip().lower())


def license_class(license_id: str) -> LicenseClass:
    """What a hub's license tag says about commercial use; unknown where it says nothing."""
    row = license_of(license_id)
    return LicenseClass.UNKNOWN if row is None else row.license_class


def license_classes() -> Mapping[str, str]:
    """Each known license tag and `license_key` to its class, for queries over the catalog."""
    return {row.license_id: row.license_class.value for row in _table().values()}


def obligations(license_id: str) -> tuple[str, ...]:
    """What a license asks of those who use the model, in short sentences."""
    row = license_of(license_id)
    return (_OBLIGATIONS["read-license"],) if row is None else row.obligations


def forbids_derivatives(license_id: str) -> bool:
    """Whether a license is known not to let modified versions be shared."""
    return _OBLIGATIONS["no-derivatives"] in obligations(license_id)


@cache
def _table() -> Mapping[str, License]:
    tagged = {row["license_id"]: _license(row["license_id"], row) for row in _read(_TAGS)}
    named = {row["license_key"]: _license(row["license_key"], row) for row in _read(_NAMES)}
    return MappingProxyType(tagged | named)


def _read(name: str) -> Iterator[Mapping[str, str]]:
    text = files("hubexplorer.cards").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _license(license_id: str, row: Mapping[str, str]) -> License:
    return License(
        license_id=license_id,
        name=row["name"],
        spdx=row.get("spdx", ""),
        source=row["source"],
        date=row["date"],
        license_class=LicenseClass(row["license_class"]),
        obligations=tuple(_OBLIGATIONS[code] for code in row["obligations"].split()),
    )
