"""Cards: parsed, rendered so that they cannot act, and reviewed for what they leave out."""

from hubexplorer.cards.check import violations
from hubexplorer.cards.completeness import Completeness, Part, Said, completeness
from hubexplorer.cards.license_index import index_category
from hubexplorer.cards.license_sources import is_license_file, judged_class, license_sources
from hubexplorer.cards.licenses import (
    forbids_derivatives,
    license_class,
    license_classes,
    license_key,
    obligations,
)
from hubexplorer.cards.parse import Card, Section, parse_card
from hubexplorer.cards.render import CardRenderer, RenderedCard, TocEntry, render_card
from hubexplorer.cards.results import eval_results
from hubexplorer.cards.review import review
from hubexplorer.cards.summary import one_line_summary, plain_text

__all__ = [
    "Card",
    "CardRenderer",
    "Completeness",
    "Part",
    "RenderedCard",
    "Said",
    "Section",
    "TocEntry",
    "completeness",
    "eval_results",
    "forbids_derivatives",
    "index_category",
    "is_license_file",
    "judged_class",
    "license_class",
    "license_classes",
    "license_key",
    "license_sources",
    "obligations",
    "one_line_summary",
    "parse_card",
    "plain_text",
    "render_card",
    "review",
    "violations",
]
