"""The whole document of a card, as an `<iframe srcdoc>` takes it."""

from __future__ import annotations

import html
from functools import cache
from importlib.resources import files


def card_page(markup: str, *, allow_remote_images: bool, theme_css: str | None) -> str:
    """A document that cannot run, load or send anything, around checked card HTML.

    Args:
        markup: HTML that has no violations.
        allow_remote_images: whether the reader agreed to fetch pictures from elsewhere.
        theme_css: the host's values of the page's `--hx-*` variables, checked.
    """
    images = "data: https:" if allow_remote_images else "data:"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Model card</title><style>{_stylesheet()}</style>"
        f"<style>{theme_css or ''}</style></head><body><main>{markup}</main></body></html>"
    )


def check_theme(theme_css: str | None) -> None:
    """Nothing, for a theme that cannot end its own style element.

    Raises:
        ValueError: it could.
    """
    if theme_css is not None and "<" in theme_css:
        raise ValueError("theme_css holds a '<'")


def plain_markup(text: str, reason: str) -> str:
    """A card as escaped plain text under a line that says why."""
    notice = f"Shown as plain text: {reason}"
    return f"<p><strong>{html.escape(notice)}</strong></p><pre>{html.escape(text)}</pre>"


@cache
def _stylesheet() -> str:
    return files("hubexplorer.cards").joinpath("card.css").read_text(encoding="utf-8")
