"""Synthetic catalogs shaped like a big hub, the same for the same seed.

Shape: downloads fall as a Zipf law and are mostly small; models come in families that share a
base, its task, library and license, and differ in size; half of them are derived. Languages,
licenses, libraries and authors are skewed: few values have most rows, many have a handful. A
tenth of the rows says nothing of license or size, as on real hubs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hubexplorer.records import CatalogRow

TASKS = (
    "text-generation",
    "text-classification",
    "token-classification",
    "sentence-similarity",
    "fill-mask",
    "image-classification",
    "automatic-speech-recognition",
    "translation",
    "text-to-image",
    "object-detection",
    "question-answering",
    "summarization",
)
LIBRARIES = ("transformers", "sentence-transformers", "diffusers", "timm", "peft", "gguf", "onnx")
LICENSES = (
    "apache-2.0",
    "mit",
    "llama3.1",
    "cc-by-nc-4.0",
    "openrail",
    "gemma",
    "cc-by-4.0",
    "other",
    "bsd-3-clause",
    "gpl-3.0",
)
FORMATS = ("safetensors", "gguf", "onnx", "pickle", "tensorflow")
RELATIONS = ("finetune", "adapter", "quantized", "merge")
_COMMON_LANGUAGES = ("en", "zh", "de", "fr", "es", "ja", "ko", "ru", "pt", "it", "ar", "hi")
LANGUAGES = _COMMON_LANGUAGES + tuple(f"x{number:03}" for number in range(200))
_STEMS = ("bert", "lama", "mistal", "quen", "gema", "roberto", "vit", "wisper", "phy", "clap")
_SIZES = (22e6, 66e6, 110e6, 350e6, 1.1e9, 3e9, 7e9, 8e9, 13e9, 70e9)
_TRAITS = ("instruct", "chat", "base", "distilled", "uncased", "multilingual", "v2", "large")
# fmt: off
_WORDS = (
    "support", "intent", "tickets", "customer", "reviews", "legal", "medical", "code", "speech",
    "images", "news", "finance", "small", "fast", "accurate", "compact", "evaluated", "trained",
    "on", "curated", "data", "for", "classification", "search", "ranking", "dialogue",
    "reasoning", "translation", "Übersetzung", "français", "español", "日本語", "русский",
)
# fmt: on
_NOW_S = 1_795_000_000.0
_SPAN_S = 4 * 365 * 86_400.0


class _Skewed:
    """Different values drawn with a weight that falls with their rank."""

    def __init__(self, values: Sequence[str], fall: float = 1.0) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (rank + 1) ** fall for rank in range(len(values))))

    def draw(self, chance: random.Random, count: int = 1) -> tuple[str, ...]:
        drawn = chance.choices(self._values, cum_weights=self._weights, k=count)
        return tuple(dict.fromkeys(drawn))


@dataclass(frozen=True, slots=True)
class _Family:
    base: str
    stem: str
    task: str
    library: str
    license_id: str


def catalog_rows(
    count: int, *, seed: int = 0, hubs: Sequence[str] = ("hub",)
) -> Iterator[CatalogRow]:
    """`count` rows with ids of their own, in no particular order."""
    hub = _Hub(count, random.Random(seed))
    ranks = list(range(1, count + 1))
    hub.chance.shuffle(ranks)
    for number, rank in enumerate(ranks):
        downloads = int(3e6 * (count / 20_000) ** 0.5 / rank**1.1)
        yield hub.row(number, hubs[number % len(hubs)], downloads)


class _Hub:
    """What the rows of one catalog are drawn from."""

    def __init__(self, count: int, chance: random.Random) -> None:
        self.chance = chance
        self._authors = _Skewed([f"author{n}" for n in range(max(10, count // 4))], fall=0.8)
        self._tasks = _Skewed(TASKS)
        self._libraries = _Skewed(LIBRARIES, fall=1.5)
        self._licenses = _Skewed(LICENSES)
        self._languages = _Skewed(LANGUAGES, fall=1.3)
        self._datasets = _Skewed([f"data/set-{n}" for n in range(max(20, count // 40))])
        self._tags = _Skewed([f"topic-{n}" for n in range(max(50, count // 10))], fall=0.9)
        self._words = _Skewed(_WORDS, fall=0.5)
        self._families = [self._family(n) for n in range(max(3, count // 200))]

    def row(self, number: int, hub: str, downloads: int) -> CatalogRow:
        chance = self.chance
        place = min(int(chance.paretovariate(0.7)), len(self._families))
        family = self._families[place - 1]
        parameters = int(chance.choice(_SIZES) * chance.uniform(0.9, 1.1))
        knows_size = chance.random() < 0.9
        is_derived = chance.random() < 0.5
        author = self._authors.draw(chance)[0]
        traits = "-".join(chance.sample(_TRAITS, 2))
        return CatalogRow(
            hub=hub,
            repo=f"{author}/{family.stem}-{traits}-{number}",
            commit=f"{chance.getrandbits(160):040x}",
            task=family.task if chance.random() < 0.95 else "",
            library=family.library,
            license_id=family.license_id if chance.random() < 0.9 else "",
            languages=self._languages.draw(chance, chance.choice((0, 1, 1, 1, 2, 6))),
            tags=(family.task, *self._tags.draw(chance, chance.randrange(8))),
            datasets=self._datasets.draw(chance, chance.choice((0, 0, 1, 2))),
            formats=tuple(chance.sample(FORMATS, chance.choice((1, 1, 2)))),
            base_model=family.base if is_derived else "",
            base_relation=chance.choice(RELATIONS) if is_derived else "",
            parameters=parameters if knows_size else None,
            memory_bytes=parameters * chance.choice((1, 2, 4)) if knows_size else None,
            downloads=downloads,
            likes=int(downloads**0.6 / 10),
            updated_s=_NOW_S - chance.random() ** 2 * _SPAN_S,
            is_gated=chance.random() < 0.05,
            summary=" ".join(self._words.draw(chance, chance.randrange(4, 20))),
        )

    def _family(self, number: int) -> _Family:
        stem = f"{self.chance.choice(_STEMS)}-{number}"
        return _Family(
            base=f"{self._authors.draw(self.chance)[0]}/{stem}",
            stem=stem,
            task=self._tasks.draw(self.chance)[0],
            library=self._libraries.draw(self.chance)[0],
            license_id=self._licenses.draw(self.chance)[0],
        )
