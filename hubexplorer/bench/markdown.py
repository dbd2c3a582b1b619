"""A report as Markdown, readable as plain text too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hubexplorer.bench.tables import Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(title: str, paragraphs: Sequence[str], tables: Sequence[Table]) -> str:
    """The whole report; nothing of the data is taken for markup."""
    parts = [f"# {escaped(title)}", *(escaped(text) for text in paragraphs)]
    for table in tables:
        parts += [f"## {escaped(table.title)}", _table(table)]
        if table.note:
            parts.append(escaped(table.note))
    return "\n\n".join(parts) + "\n"


def plain(title: str, paragraphs: Sequence[str], tables: Sequence[Table]) -> str:
    """The report for a terminal: columns under each other."""
    parts = [title, *paragraphs]
    for table in tables:
        lines = [table.columns, *table.rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
        text = "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )
        parts.append("\n".join(part for part in (table.title, text, table.note) if part))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(table: Table) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(escaped(cell) for cell in cells) + " |"

    rule = "|" + " --- |" * len(table.columns)
    return "\n".join([line(table.columns), rule, *(line(row) for row in table.rows)])
