"""What published scores are called: `glue/accuracy`."""

from __future__ import annotations

import re

_PLAIN_DATASET = re.compile(r"[^\s\"]+")
_PLAIN_METRIC = re.compile(r"[^\s\"/:]+")
_NAME = re.compile(
    r'(?:"((?:[^"]|"")+)"|([^\s"]+))/(?:"((?:[^"]|"")+)"|([^\s"/:]+))(?::([^\s"/:]+))?'
)
_MISUSE = "not a score: {!r}; write DATASET/METRIC, for example glue/accuracy"


def score_name(dataset: str, metric: str) -> str:
    """What a score is called in queries: `glue/accuracy`, with quotes where they are needed."""
    return "/".join(
        part if plain.fullmatch(part) else '"' + part.replace('"', '""') + '"'
        for part, plain in ((dataset, _PLAIN_DATASET), (metric, _PLAIN_METRIC))
    )


def score_parts(name: str) -> tuple[str, str]:
    """The data set and the metric of a score's name.

    Raises:
        ValueError: it is not the name of a score.
    """
    match = _NAME.fullmatch(name)
    if match is None or match[5]:
        raise ValueError(_MISUSE.format(name))
    return _unquoted(match[1], match[2]), _unquoted(match[3], match[4])


def read_score(text: str) -> tuple[str, str]:
    """The name of a score, and the bounds that are written behind it, if there are any.

    Raises:
        ValueError: it is not the name of a score.
    """
    match = _NAME.fullmatch(text)
    if match is None:
        raise ValueError(_MISUSE.format(text))
    name = score_name(_unquoted(match[1], match[2]), _unquoted(match[3], match[4]))
    return name, match[5] or ""


def _unquoted(quoted: str | None, plain: str) -> str:
    return plain if quoted is None else quoted.replace('""', '"')
