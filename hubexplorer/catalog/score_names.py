"""What published scores are called: `glue/accuracy`."""

from __future__ import annotations

import re

_PLAIN_DATASET = re.compile(r"[^\s\"]+")
_PLAIN_METRIC = re.compile(r"[^\s\"/:]+")
_NAME = re.compile(r'(?:"((?:[^"]|"")+)"|([^\s"]+))/(?:"((?:[^"]|"")+)"|([^\s"/:]+))')


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
    if match is None:
        raise ValueError(f"not a score: {name!r}; write DATASET/METRIC, for example glue/accuracy")
    return _unquoted(match[1], match[2]), _unquoted(match[3], match[4])


def _unquoted(quoted: str | None, plain: str) -> str:
    return plain if quoted is None else quoted.replace('""', '"')
