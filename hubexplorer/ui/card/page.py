"""A model page, and what changed between two, as the card shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from hubexplorer.cards import (
    completeness,
    index_category,
    judged_class,
    license_key,
    obligations,
    plain_text,
)
from hubexplorer.hubs.download import choose_files
from hubexplorer.records import LicenseSource, ModelPage
from hubexplorer.ui.desk import key_of
from hubexplorer.ui.findings import finding_view
from hubexplorer.workspace.read.differences import PageDifference


def page_view(page: ModelPage, seen: Collection[str]) -> dict[str, Any]:
    """A model page as the browser shows it."""
    names: dict[str, list[str]] = {}
    for tag, commit in page.tags.items():
        names.setdefault(commit, []).append(tag)
    return {
        "key": key_of(page.ref),
        "task": page.model.task,
        "parameters": sum(page.model.parameters_by_dtype.values()) or None,
        "memory_bytes": page.memory_bytes,
        "fit": str(page.fit),
        "download_bytes": sum(entry.size_bytes for entry in choose_files(page.files)),
        "languages": list(page.model.languages),
        "license_id": page.model.license_id,
        "license_class": str(judged_class(page.license_sources)),
        "obligations": list(
            obligations(license_key(page.model.license_id, page.model.license_name))
        ),
        "license_sources": [_source_view(source) for source in page.license_sources],
        "library": page.model.library,
        "base_models": list(page.model.base_models),
        "findings": [finding_view(finding, seen) for finding in page.findings],
        "completeness": _completeness_view(page),
        "gated": page.model.gated,
        "commits": [
            {
                "commit": entry.commit,
                "title": entry.title,
                "date_s": entry.date_s,
                "authors": list(entry.authors),
                "tags": names.get(entry.commit, []),
            }
            for entry in page.commits
        ],
        "results": [
            {
                "task": item.task,
                "dataset": item.dataset,
                "metric": item.metric,
                "value": item.value,
                "source": item.source,
                "language": item.language,
            }
            for item in page.results
        ],
    }


def difference_view(found: PageDifference) -> dict[str, Any]:
    """What changed between two commits, as the browser shows it."""
    return {
        "old_class": str(found.old_class),
        "new_class": str(found.new_class),
        "licenses": [asdict(one) for one in found.licenses],
        "appeared": [finding_view(one) for one in found.appeared],
        "gone": [finding_view(one) for one in found.gone],
        "files": [asdict(one) for one in found.files],
        "lines": [asdict(one) for one in found.lines],
        "is_cut": found.is_cut,
    }


def _completeness_view(page: ModelPage) -> dict[str, Any]:
    """The parts that a card should have, and which are there."""
    found = completeness(page.findings)
    return {
        "score": found.score,
        "parts": [
            {"kind": part.kind, "label": part.label, "said": str(part.said)} for part in found.parts
        ],
    }


def _source_view(source: LicenseSource) -> dict[str, Any]:
    """What one place says of the license, with what ScanCode's index calls it."""
    return {
        "where": source.where,
        "name": source.name,
        "says": source.says,
        "license_class": str(source.license_class),
        "category": index_category(source.says),
        "quote": plain_text(source.quote),
        "line": source.line,
    }
