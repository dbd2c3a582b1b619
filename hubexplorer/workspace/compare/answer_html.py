"""What a model answered as plain HTML and inline SVG: no script, nothing loaded, all escaped.

A label, a text or a picture comes from a model or a stranger's file: texts are escaped, pictures
and sounds are `data:` addresses of fixed types.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping, Sequence
from html import escape
from itertools import count
from typing import Any

_MAX_SCORES = 20
_MAX_CHARACTERS = 20_000
_MAX_TEXTS = 40
_MAX_ITEMS = 200
_HUES = 6
_TYPES = (
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"BM", "image/bmp"),
)


class AnswerPage:
    """Draws the answers of one page; it counts what needs an id of its own."""

    def __init__(self) -> None:
        self._ids = count(1)

    def answer(self, output: Mapping[str, Any], inputs: Mapping[str, Any]) -> str:
        """One answer in the view of its kind; as JSON where its kind has none.

        Args:
            inputs: what was asked: boxes and masks are drawn over its picture.
        """
        kind = output.get("kind")
        if kind == "batch":
            items = _items(output, "items")[:_MAX_ITEMS]
            return (
                "<ol>" + "".join(f"<li>{self.answer(one, inputs)}</li>" for one in items) + "</ol>"
            )
        picture = inputs.get("image")
        if kind == "scores":
            return _scores(_items(output, "scores"))
        if kind == "entities":
            return _entities(str(output.get("text", "")), _items(output, "entities"))
        if kind == "similarity":
            return self._similarity(output)
        if kind == "text":
            return _written(str(output.get("text", "")))
        if kind in ("boxes", "masks") and isinstance(picture, bytes):
            return self._over(picture, output)
        if kind == "depth":
            return f'<img alt="Depth, near to far" src="{_data("image/png", output.get("png"))}">'
        if kind == "audio":
            return sound(output.get("wav"), "The sound that it made")
        return _written(json.dumps(_short(output), indent=1, ensure_ascii=False))

    def _similarity(self, output: Mapping[str, Any]) -> str:
        texts = [str(text) for text in output.get("texts") or ()][:_MAX_TEXTS]
        rows = [list(row) for row in output.get("matrix") or ()][:_MAX_TEXTS]
        places = range(1, len(texts) + 1)
        head = "".join(f'<th scope="col">{place}</th>' for place in places)
        body = "".join(
            f'<tr><th scope="row">{place}</th>'
            + "".join(_heat(value) for value in row[: len(texts)])
            + "</tr>"
            for place, row in zip(places, rows, strict=False)
        )
        names = "".join(f"<li>{escape(text[:200])}</li>" for text in texts)
        return (
            '<div class="wide" tabindex="0" role="group" aria-label="Similarity">'
            f'<table class="heat"><thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div><ol>{names}</ol>"
        )

    def _over(self, picture: bytes, output: Mapping[str, Any]) -> str:
        """Boxes or masks over the picture, and the list of them."""
        width, height = _number(output.get("width")), _number(output.get("height"))
        boxes = _items(output, "boxes")[:_MAX_ITEMS]
        masks = _items(output, "masks")[:_MAX_ITEMS]
        drawn = [
            f'<image href="{picture_address(picture)}" width="{width:g}" height="{height:g}"/>'
        ]
        for place, one in enumerate(boxes):
            left, top, right, bottom = [
                _number(side) for side in (*(one.get("box") or ()), 0, 0, 0, 0)
            ][:4]
            drawn.append(
                f'<rect class="hue{place % _HUES}" x="{left:g}" y="{top:g}"'
                f' width="{max(right - left, 0):g}" height="{max(bottom - top, 0):g}"/>'
            )
        for place, one in enumerate(masks):
            name = f"mask{next(self._ids)}"
            area = f'width="{width:g}" height="{height:g}"'
            drawn.append(
                f'<mask id="{name}"><image href="{_data("image/png", one.get("png"))}" {area}/>'
                f'</mask><rect class="fill{place % _HUES}" mask="url(#{name})" {area}/>'
            )
        label = f"{len(boxes) or len(masks)} {'boxes' if boxes else 'parts'} on the picture"
        return (
            f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{label}">'
            f'{"".join(drawn)}</svg><ol class="keys">'
            + "".join(
                f'<li><i class="fill{place % _HUES}"></i>{escape(str(one.get("label"))[:200])}'
                f"{_score(one.get('score'))}</li>"
                for place, one in enumerate(boxes or masks)
            )
            + "</ol>"
        )


def picture_address(data: bytes) -> str:
    """A picture as a `data:` address; what is no known raster picture shows nothing."""
    kind = next((kind for start, kind in _TYPES if data.startswith(start)), "image/png")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def sound(wav: Any, label: str) -> str:
    """A player of a sound in base64; without script it is the browser's own."""
    return f'<audio controls aria-label="{escape(label)}" src="{_data("audio/wav", wav)}"></audio>'


def _scores(scores: Sequence[Mapping[str, Any]]) -> str:
    """The highest scores as bars, the rest counted."""
    ranked = sorted(scores, key=lambda one: -_number(one.get("score")))
    rows = []
    for one in ranked[:_MAX_SCORES]:
        value = _number(one.get("score"))
        share = max(0.0, min(1.0, value)) * 100
        rows.append(
            f"<li><span>{escape(str(one.get('label'))[:200])}</span>"
            '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect class="rail" width="100" height="8"/>'
            f'<rect class="bar" width="{share:.2f}" height="8"/></svg>'
            f"<b>{value:.3f}</b></li>"
        )
    left = len(ranked) - len(rows)
    return '<ol class="scores">' + "".join(rows) + "</ol>" + _and_more(left, "labels")


def _entities(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """The text with its entities marked; one that overlaps an earlier one is left out."""
    text, parts, at = text[:_MAX_CHARACTERS], [], 0
    for one in sorted(entities, key=lambda one: _number(one.get("start"))):
        start, end = int(_number(one.get("start"))), int(_number(one.get("end")))
        if start < at or end <= start or end > len(text):
            continue
        label = escape(str(one.get("label"))[:80])
        parts.append(
            f"{escape(text[at:start])}<mark>{escape(text[start:end])} <small>{label}"
            f"{_score(one.get('score'))}</small></mark>"
        )
        at = end
    none = "" if parts else '<p class="soft">Nothing was found.</p>'
    return f'<p class="text">{"".join(parts)}{escape(text[at:])}</p>{none}'


def _written(text: str) -> str:
    cut = text[:_MAX_CHARACTERS]
    return f'<p class="text">{escape(cut)}</p>' + _and_more(len(text) - len(cut), "characters")


def _heat(value: Any) -> str:
    number = _number(value)
    share = max(0.0, min(1.0, number)) * 48
    return f'<td style="--heat:{share:.0f}%">{number:.2f}</td>'


def _score(value: Any) -> str:
    return "" if value is None else f" {_number(value):.2f}"


def _and_more(left: int, what: str) -> str:
    return f'<p class="soft">and {left:,} more {what}</p>' if left > 0 else ""


def _items(output: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = output.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _number(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else 0.0


def _data(kind: str, content: Any) -> str:
    return escape(f"data:{kind};base64,{content}")


def _short(value: Any) -> Any:
    """The same with long texts cut, such as pictures in base64."""
    if isinstance(value, str):
        return value if len(value) <= 500 else value[:500] + "…"
    if isinstance(value, Mapping):
        return {str(name): _short(one) for name, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value
