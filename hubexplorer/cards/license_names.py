"""Which license a text is, or names: ids of the table, from LICENSE files and from prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubexplorer.cards.licenses import license_of

_HEAD = 400
_READ = 20_000


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LICENSE = _words(r"licen[cs]e")
_LLAMA = _words(r"\bllama[ -]?(2|3(?:\.[123])?|4)\b")
_COMMONS = _words(
    r"\b(?:cc[ -]by|attribution)((?:[ -](?:nc|sa|nd|non-?commercial|share-?alike|no-?deriv\w*))*)"
    r"[ -]?(?:v(?:ersion)? ?)?(\d\.\d)?"
)
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gemma", _words(r"\bgemma terms of use\b|\bgemma license\b")),
    ("bigcode-openrail-m", _words(r"\bbigcode open ?rail-?m\b")),
    ("creativeml-openrail-m", _words(r"\bcreativeml open ?rail[+ -]*m\b")),
    ("bigscience-openrail-m", _words(r"\bbigscience open ?rail-?m\b")),
    ("bigscience-bloom-rail-1.0", _words(r"\bbigscience (?:bloom )?rail\b")),
    ("cc0-1.0", _words(r"\bcc0\b|\bcreative commons zero\b")),
    (
        "apache-2.0",
        _words(r"\bapache(?: software)?[ -]*(?:licen[cs]e)?,?[ -]*(?:v(?:ersion)?\.? ?)?2\b"),
    ),
    ("agpl-3.0", _words(r"\bagpl[ -]?v?3|\baffero general public licen[cs]e\b.{0,20}\bv?3\b")),
    ("lgpl-3.0", _words(r"\blgpl[ -]?v?3|\blesser general public licen[cs]e\b.{0,20}\bv?3\b")),
    ("lgpl-2.1", _words(r"\blgpl[ -]?v?2\.1|\blesser general public licen[cs]e\b.{0,20}\bv?2\.1")),
    (
        "gpl-3.0",
        _words(r"(?<!a)(?<!l)\bgpl[ -]?v?3|\bgnu general public licen[cs]e\b.{0,20}\bv?3\b"),
    ),
    (
        "gpl-2.0",
        _words(r"(?<!a)(?<!l)\bgpl[ -]?v?2\b|\bgnu general public licen[cs]e\b.{0,20}\bv?2\b"),
    ),
    ("mpl-2.0", _words(r"\bmpl[ -]?2|\bmozilla public licen[cs]e\b.{0,12}\b2\.0")),
    ("bsd-3-clause", _words(r"\bbsd[ -]?3|\b3-clause bsd\b")),
    ("bsd-2-clause", _words(r"\bbsd[ -]?2|\b2-clause bsd\b")),
    ("unlicense", _words(r"\bthe unlicense\b")),
    ("mit", re.compile(r"\bMIT\b(?! (?:Press|CSAIL|Han|Lab))")),
)
_PHRASES: tuple[tuple[str, str], ...] = (
    ("mit", "permission is hereby granted, free of charge, to any person obtaining a copy"),
    ("isc", "permission to use, copy, modify, and/or distribute this software for any purpose"),
    ("unlicense", "this is free and unencumbered software released into the public domain"),
)
_BSD = "redistribution and use in source and binary forms"
_BSD_THIRD = "neither the name"


def licenses_named(text: str) -> tuple[str, ...]:
    """The licenses that prose names, as ids of the table, in its order."""
    return tuple(dict.fromkeys(_named(text)))


def license_of_text(text: str) -> str:
    """Which license a LICENSE file holds, as an id of the table; empty where that is not sure."""
    flat = " ".join(text[:_READ].split())
    named = licenses_named(flat[:_HEAD])
    lowered = flat.lower()
    phrases = [license_id for license_id, phrase in _PHRASES if phrase in lowered]
    if _BSD in lowered:
        phrases.append("bsd-3-clause" if _BSD_THIRD in lowered else "bsd-2-clause")
    found = set(named) | set(phrases)
    # Two names at the top are a choice or a mixture: for a person to read.
    return found.pop() if len(found) == 1 else ""


def _named(text: str) -> Iterator[str]:
    places = [
        (match.start(), f"llama{match[1]}")
        for match in _LLAMA.finditer(text)
        if _LICENSE.search(text[match.start() : match.end() + 40])
    ]
    places += [
        (match.start(), _commons(match))
        for match in _COMMONS.finditer(text)
        if match[1] or match[2]
    ]
    for license_id, pattern in _NAMES:
        places += [(match.start(), license_id) for match in pattern.finditer(text)]
    for _, license_id in sorted(places):
        if license_of(license_id) is not None:
            yield license_id


def _commons(match: re.Match[str]) -> str:
    parts = match[1].lower()
    kind = "cc-by"
    kind += "-nc" if re.search(r"nc|non", parts) else ""
    kind += "-nd" if re.search(r"nd|no-?deriv", parts) else ""
    kind += "-sa" if re.search(r"sa|share", parts) else ""
    return f"{kind}-{match[2] or '4.0'}"
