"""Synthetic catalogs shaped like a big hub, the same for the same seed.

Shape, at 3,000,000 rows (vocabularies shrink with the number of rows):

    downloads   fall as a Zipf law (rank**-1.1), most are small; likes follow them
    families    1 row in 50 is the base of a family, 60 % of the others derive from one
                (Zipf), share its task, library and license, and name it as their base model;
                those that are merges name a second one
    tags        13.6 a model out of 100,000: a few of all models, the family's, a Zipf tail
    languages   0 to 6 a model out of 4,000 (Zipf); 200 licenses; 40 tasks; 25 libraries
    authors     about 900,000 different ones; most have one model, a few have thousands
    data sets   0 to 2 a model out of 75,000 (Zipf)
    names       a third has a word that no other model has, the others are of common words
    summaries   0 to 20 words out of 100,000 (Zipf); a third of the models has none
    scores      an eighth of the models publishes 1 to 15, of Zipf data sets and 3 metrics
    unknown     10 % say no license, 10 % no size, 5 % no task

Drawn with numpy by the 5,000: 3,000,000 rows come in about a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from hubexplorer.records import CatalogRow, Score

# fmt: off
TASKS = (
    "text-generation", "text-classification", "token-classification", "sentence-similarity",
    "fill-mask", "image-classification", "automatic-speech-recognition", "translation",
    "text-to-image", "object-detection", "question-answering", "summarization",
    *(f"task-{number}" for number in range(28)),
)
LIBRARIES = (
    "transformers", "sentence-transformers", "diffusers", "timm", "peft", "gguf", "onnx",
    *(f"library-{number}" for number in range(18)),
)
LICENSES = (
    "apache-2.0", "mit", "llama3.1", "cc-by-nc-4.0", "openrail", "gemma", "cc-by-4.0", "other",
    "bsd-3-clause", "gpl-3.0", *(f"license-{number}" for number in range(190)),
)
FORMATS = ("safetensors", "gguf", "onnx", "pickle", "keras")
METRICS = ("accuracy", "f1", "main score")
RELATIONS = ("finetune", "adapter", "quantized", "merge")
LANGUAGES = (
    "en", "zh", "de", "fr", "es", "ja", "ko", "ru", "pt", "it", "ar", "hi",
    *(f"x{number:03}" for number in range(3988)),
)
_STEMS = ("bert", "lama", "mistal", "quen", "gema", "roberto", "vit", "wisper", "phy", "clap")
_SIZES = np.array((22e6, 66e6, 110e6, 350e6, 1.1e9, 3e9, 7e9, 8e9, 13e9, 70e9))
_TRAITS = ("instruct", "chat", "base", "distilled", "uncased", "multilingual", "v2", "large")
_COMMON_TAGS = ("region:us", "endpoints_compatible", "autotrain_compatible")
_WORDS = (
    "support", "intent", "tickets", "customer", "reviews", "legal", "medical", "code", "speech",
    "images", "news", "finance", "small", "fast", "accurate", "compact", "evaluated", "trained",
    "on", "curated", "data", "for", "classification", "search", "ranking", "dialogue",
    "reasoning", "translation", "Übersetzung", "français", "español", "日本語", "русский",
)
_SYLLABLES = (
    "ba", "con", "der", "fi", "gra", "hu", "in", "ka", "lo", "men", "nor", "pi", "qua", "ro",
    "sta", "ter", "un", "ver", "wi", "zo",
)
# fmt: on
_NOW_S = 1_795_000_000.0
_SPAN_S = 4 * 365 * 86_400.0
_CHUNK = 5_000
_FULL_SIZE = 3_000_000

Ints = npt.NDArray[np.int64]


def catalog_rows(
    count: int, *, seed: int = 0, hubs: Sequence[str] = ("hub",)
) -> Iterator[CatalogRow]:
    """`count` rows with ids of their own, in no particular order."""
    hub = _Hub(count, np.random.default_rng(seed))
    for start in range(0, count, _CHUNK):
        yield from hub.rows(np.arange(start, min(start + _CHUNK, count)), hubs)


@dataclass(frozen=True)
class _Families:
    """What the models of each family share."""

    authors: Ints
    stems: Ints
    tasks: Ints
    libraries: Ints
    licenses: Ints

    @classmethod
    def draw(cls, chance: np.random.Generator, count: int, author_count: int) -> _Families:
        return cls(
            _zipf(chance, author_count, count, 0.5),
            chance.integers(0, len(_STEMS), count),
            _zipf(chance, len(TASKS), count),
            _zipf(chance, len(LIBRARIES), count, 1.5),
            _zipf(chance, len(LICENSES), count, 1.3),
        )

    def __len__(self) -> int:
        return len(self.stems)


class _Hub:
    """What the rows of one catalog are drawn from."""

    def __init__(self, count: int, chance: np.random.Generator) -> None:
        self._chance = chance
        share = min(1.0, count / _FULL_SIZE)
        self._author_count = max(10, count * 2 // 5)
        self._families = _Families.draw(chance, max(3, count // 50), self._author_count)
        self._ranks = chance.permutation(count) + 1
        self._most_downloads = 3e6 * (count / 20_000) ** 0.5
        self._tags = np.array([f"topic-{n}" for n in range(max(50, int(100_000 * share)))], object)
        self._datasets = np.array(
            [f"data/set-{n}" for n in range(max(20, int(75_000 * share)))], object
        )
        self._words = np.array(_vocabulary(max(60, int(100_000 * share))), object)
        self._languages = np.array(LANGUAGES[: max(200, int(4_000 * share))], object)

    def rows(self, numbers: Ints, hubs: Sequence[str]) -> Iterator[CatalogRow]:
        """The rows of these numbers, the first of all being the families' bases."""
        columns = self._columns(numbers)
        names = list(columns)
        for number, *values in zip(numbers.tolist(), *columns.values(), strict=True):
            given = dict(zip(names, values, strict=True))
            yield CatalogRow(hub=hubs[number % len(hubs)], **given)

    def _columns(self, numbers: Ints) -> dict[str, list[Any]]:
        chance, size = self._chance, len(numbers)
        families = self._families
        is_base = numbers < len(families)
        family = np.where(is_base, numbers, _zipf(chance, len(families), size, 1.1))
        is_derived = ~is_base & (chance.random(size) < 0.6)
        knows_size = chance.random(size) < 0.9
        parameters = (chance.choice(_SIZES, size) * chance.uniform(0.9, 1.1, size)).astype(np.int64)
        memory = parameters * chance.choice((1, 2, 4), size)
        downloads = (self._most_downloads / self._ranks[numbers] ** 1.1).astype(np.int64)
        age_s = chance.random(size) ** 2 * _SPAN_S
        formats = _picked(np.array(FORMATS, object), chance.integers(0, len(FORMATS), size))
        others = _picked(np.array(FORMATS, object), chance.integers(0, len(FORMATS), size))
        has_other = chance.random(size) < 0.33
        tasks = _picked(TASKS, families.tasks[family])
        libraries = _picked(LIBRARIES, families.libraries[family])
        licenses = _picked(LICENSES, families.licenses[family])
        stems = _picked(_STEMS, families.stems[family])
        languages = self._runs(self._languages, chance.choice((0, 1, 1, 1, 2, 6), size), 1.2)
        topics = self._runs(self._tags, chance.poisson(6.5, size), 0.95)
        relations = _picked(RELATIONS, chance.integers(0, len(RELATIONS), size))
        common = chance.integers(1, len(_COMMON_TAGS) + 1, size).tolist()
        return {
            "repo": self._names(numbers, family, is_base),
            "commit": [part.hex() for part in _parts(chance.bytes(20 * size), 20)],
            "task": _where(chance.random(size) < 0.95, tasks, ""),
            "library": libraries,
            "license_id": _where(chance.random(size) < 0.9, licenses, ""),
            "languages": languages,
            "tags": [
                tuple(dict.fromkeys((*_COMMON_TAGS[:n], library, task, form, stem, *spoken, *more)))
                for n, library, task, form, stem, spoken, more in zip(
                    common, libraries, tasks, formats, stems, languages, topics, strict=True
                )
            ],
            "datasets": self._runs(self._datasets, chance.choice((0, 0, 1, 2), size), 0.9),
            "formats": [
                (one, other) if more and one != other else (one,)
                for one, other, more in zip(formats, others, has_other.tolist(), strict=True)
            ],
            "base_models": self._bases(is_derived, family, relations),
            "base_relation": _where(is_derived, relations, ""),
            "parameters": _where(knows_size, parameters.tolist(), None),
            "memory_bytes": _where(knows_size, memory.tolist(), None),
            "downloads": downloads.tolist(),
            "likes": (downloads**0.6 / 10).astype(np.int64).tolist(),
            "updated_s": (_NOW_S - age_s).tolist(),
            "scores": self._scores(size),
            "is_gated": (chance.random(size) < 0.05).tolist(),
            "summary": self._summaries(size),
        }

    def _names(self, numbers: Ints, family: Ints, is_base: npt.NDArray[np.bool_]) -> list[str]:
        chance, size = self._chance, len(numbers)
        # Most authors have one model: the chance of each falls slowly with its number.
        authors = (self._author_count * chance.random(size) ** 2).astype(np.int64)
        stems = _picked(_STEMS, self._families.stems[family])
        first, second = (_picked(_TRAITS, chance.integers(0, len(_TRAITS), size)) for _ in "ab")
        derived = [
            f"author{author}/{stem}-{one}-{other}-{_suffix(number)}"
            for author, stem, one, other, number in zip(
                authors.tolist(), stems, first, second, numbers.tolist(), strict=True
            )
        ]
        return [
            base if so else name
            for so, base, name in zip(
                is_base.tolist(), self._base_names(family), derived, strict=True
            )
        ]

    def _base_names(self, family: Ints) -> list[str]:
        families = self._families
        stems = _picked(_STEMS, families.stems[family])
        authors = families.authors[family].tolist()
        return [
            f"author{author}/{stem}-{number}"
            for author, stem, number in zip(authors, stems, family.tolist(), strict=True)
        ]

    def _bases(
        self, is_derived: npt.NDArray[np.bool_], family: Ints, relations: list[str]
    ) -> list[tuple[str, ...]]:
        others = self._base_names(_zipf(self._chance, len(self._families), len(family), 1.1))
        bases = zip(is_derived.tolist(), self._base_names(family), others, relations, strict=True)
        return [
            tuple(dict.fromkeys((base, other) if relation == "merge" else (base,))) if so else ()
            for so, base, other, relation in bases
        ]

    def _scores(self, size: int) -> list[tuple[Score, ...]]:
        chance = self._chance
        lengths = np.where(chance.random(size) < 0.12, chance.integers(1, 16, size), 0)
        count = int(lengths.sum())
        sets = _picked(self._datasets, _zipf(chance, len(self._datasets), count, 1.2))
        metrics = _picked(METRICS, chance.integers(0, len(METRICS), count))
        values = chance.random(count).round(4).tolist()
        drawn = [*map(Score, sets, metrics, values)]
        ends = [0, *np.cumsum(lengths).tolist()]
        return [
            tuple({(score.dataset, score.metric): score for score in drawn[start:end]}.values())
            for start, end in pairwise(ends)
        ]

    def _summaries(self, size: int) -> list[str]:
        chance = self._chance
        lengths = np.where(chance.random(size) < 0.35, 0, chance.integers(4, 21, size))
        drawn = _picked(self._words, _zipf(chance, len(self._words), int(lengths.sum()), 0.9))
        ends = [0, *np.cumsum(lengths).tolist()]
        return [" ".join(drawn[start:end]) for start, end in pairwise(ends)]

    def _runs(
        self, values: npt.NDArray[np.object_], lengths: Ints, fall: float
    ) -> list[tuple[str, ...]]:
        drawn = _picked(values, _zipf(self._chance, len(values), int(lengths.sum()), fall))
        ends = [0, *np.cumsum(lengths).tolist()]
        return [tuple(dict.fromkeys(drawn[start:end])) for start, end in pairwise(ends)]


def _suffix(number: int) -> str:
    """What tells a name from others: a word of its own for a third, else two that many have."""
    return f"{number}" if number % 3 == 0 else f"{number // 1000}-{number % 1000}"


def _zipf(chance: np.random.Generator, values: int, size: int, fall: float = 1.0) -> Ints:
    """Numbers below `values`, drawn with a weight that falls with their rank to a power."""
    drawn = chance.random(size)
    if fall == 1.0:
        rank = (values + 1.0) ** drawn
    else:
        power = 1.0 - fall
        rank = (((values + 1.0) ** power - 1.0) * drawn + 1.0) ** (1.0 / power)
    return np.minimum(rank.astype(np.int64) - 1, values - 1)


def _vocabulary(size: int) -> list[str]:
    """Words of a few syllables behind those that are really written."""
    found = list(_WORDS)
    for number in range(size - len(found)):
        word, rest = "", number + len(_SYLLABLES)
        while rest:
            rest, place = divmod(rest, len(_SYLLABLES))
            word += _SYLLABLES[place]
        found.append(word)
    return found


def _picked(values: Sequence[str] | npt.NDArray[np.object_], places: Ints) -> list[str]:
    picked: list[str] = np.asarray(values, object)[places].tolist()
    return picked


def _where(is_it: npt.NDArray[np.bool_], values: list[Any], other: Any) -> list[Any]:
    return [value if so else other for so, value in zip(is_it.tolist(), values, strict=True)]


def _parts(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]
