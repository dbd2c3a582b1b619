"""Where a card's links and pictures may lead, decided by what is allowed, not by what is bad."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from hubexplorer.cards.check import OUTWARD_LINK, PICTURE, REMOTE_PICTURE

# A browser drops these wherever they stand in an address; so do we, before looking at it.
_DROPPED = re.compile(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(0x21))) + "\x7f\u00a0\u2028\u2029\u3000\ufeff"
_OWN_FILE = re.compile(r"/(?:resolve|raw|blob)/[^/]+/(.+)", re.DOTALL)
_RELATIVE = re.compile(r"(?![/\\]{2})(?!\\)[^:/?#\\]*(?:[/?#].*)?", re.DOTALL)


def link_target(href: str, *, base_url: str | None) -> str | None:
    """The absolute address of a link that leaves the card, or None where it may not.

    Args:
        href: the address as the card gives it.
        base_url: folder of the card at its commit; without one, relative links lead nowhere.
    """
    href = _tidy(href)
    if not OUTWARD_LINK.fullmatch(href):
        if base_url is None or not href or not _RELATIVE.fullmatch(href):
            return None
        href = _tidy(urljoin(base_url, href.lstrip("/")))
    return href if OUTWARD_LINK.fullmatch(href) else None


def picture_source(src: str, images: Mapping[str, str], *, base_url: str | None) -> str | None:
    """The picture as a `data:` address, from the card itself or the commit's files, if known.

    Args:
        src: the address as the card gives it: many name their own repository's files in full.
        images: path in the repository to `data:` address.
        base_url: folder of the card at its commit.
    """
    src = re.sub(r"\s+", "", src) if src.lstrip()[:5].lower() == "data:" else _tidy(src)
    if PICTURE.fullmatch(src):
        return src
    path = unquote(_path_in_repository(src, base_url).partition("#")[0].partition("?")[0])
    known = images.get(path) or images.get(path.removeprefix("./").lstrip("/"))
    return known if known is not None and PICTURE.fullmatch(known) else None


def _path_in_repository(src: str, base_url: str | None) -> str:
    repository = (base_url or "").partition("/resolve/")[0]
    if repository and src.startswith(repository + "/"):
        inside = _OWN_FILE.fullmatch(src[len(repository) :])
        return inside[1] if inside else src
    return src


def is_remote_picture(src: str) -> bool:
    """Whether the picture is one that the reader could agree to fetch."""
    return REMOTE_PICTURE.fullmatch(_tidy(src)) is not None


def remote_picture(src: str) -> str:
    """The address of a remote picture, as it is written into the page."""
    return _tidy(src)


def _tidy(address: str) -> str:
    return _DROPPED.sub("", address).strip(_EDGES).replace(" ", "%20").replace("\\", "%5C")
