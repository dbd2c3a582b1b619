"""The steps of the render child, run here, so that many cards can be looked at soon."""

from __future__ import annotations

from collections.abc import Mapping

from hubexplorer.cards.finish import Finished, finish
from hubexplorer.cards.markdown import make_parser
from hubexplorer.cards.sanitize import sanitize

_PARSER = make_parser()


def pipeline(
    text: str,
    *,
    images: Mapping[str, str] | None = None,
    allow_remote_images: bool = False,
    base_url: str | None = None,
) -> Finished:
    """A card's body as finished HTML."""
    return finish(
        sanitize(_PARSER.render(text)),
        images=images or {},
        allow_remote_images=allow_remote_images,
        base_url=base_url,
    )
