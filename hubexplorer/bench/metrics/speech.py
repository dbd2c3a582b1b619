"""Word and character error rates of transcripts, after a normalizer that is named."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats
from hubexplorer.bench.metrics.base import Metric


def basic(text: str) -> str:
    """Unicode composed, lower case, without punctuation and symbols, single spaces."""
    kept = "".join(
        " " if unicodedata.category(character)[0] in "PS" else character
        for character in unicodedata.normalize("NFKC", text).casefold()
    )
    return " ".join(kept.split())


def _error_stats(is_words: bool, normalize: Callable[[str], str]) -> Callable[..., Floats]:
    def stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
        """The row's own rate; errors; words (or characters) of the reference."""
        import jiwer

        process = jiwer.process_words if is_words else jiwer.process_characters
        columns = np.zeros((len(truths), 3))
        for row, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
            wanted, said = normalize(str(truth)), normalize(str(answer or ""))
            if wanted:
                found = process(wanted, said)
                errors = found.substitutions + found.deletions + found.insertions
                length = found.hits + found.substitutions + found.deletions
            else:  # nothing was said: whatever was heard is an error
                errors, length = len(said.split() if is_words else said), 0
            columns[row] = (errors / max(1, length), errors, length)
        return columns

    return stats


def rate(sums: Floats) -> Floats:
    """Errors for each word (or character) of the references."""
    return np.asarray(sums[..., 1] / np.maximum(sums[..., 2], 1))


WER = Metric(
    "wer",
    "word error rate (normalizer: basic)",
    _error_stats(is_words=True, normalize=basic),
    rate,
    right=0.0,
    is_higher_better=False,
)
CER = Metric(
    "cer",
    "character error rate (normalizer: basic)",
    _error_stats(is_words=False, normalize=basic),
    rate,
    right=0.0,
    is_higher_better=False,
)
