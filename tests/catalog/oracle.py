"""The same answers as the catalog's, by looking at every row, one after the other.

Nothing of the engine is used here: only the records, the query and the view.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

from hubexplorer.catalog import Query, View
from hubexplorer.records import CatalogRow

RANGE_FIELDS = {
    "parameters": "parameters",
    "memory": "memory_bytes",
    "downloads": "downloads",
    "likes": "likes",
    "updated": "updated_s",
}
FACETS = (
    "task",
    "library",
    "license",
    "license_class",
    "language",
    "fit",
    "format",
    "author",
    "dataset",
    "hub",
    "gated",
    "relation",
    "base_model",
    "tag",
)


@dataclass(frozen=True)
class Expected:
    rows: list[CatalogRow]
    counts: Mapping[str, Counter[str]]
    excluded: Mapping[str, Counter[str]]
    """The counts of a facet where nothing of it is excluded."""
    bins: Mapping[str, list[tuple[float, float, int]]]
    corrected: str
    scores: Counter[tuple[str, str]]
    folded: int
    derived: list[Counter[str]]


class Oracle:
    def __init__(self, rows: Iterable[CatalogRow], view: View) -> None:
        unique = {(row.hub, row.repo): row for row in rows}
        self.rows = sorted(unique.values(), key=lambda row: (-row.downloads, row.hub, row.repo))
        self._values = [values_of(row, view) for row in self.rows]
        self._texts = [
            (words(row.repo), *map(words, row.tags), words(row.summary)) for row in self.rows
        ]
        self._circular = circular(self.rows)
        self._searched: dict[str, tuple[list[int], str]] = {}
        self._words = Counter(word for texts in self._texts for text in texts for word in text)

    def search(self, query: Query) -> Expected:
        levels, corrected = self._levels(query.text)
        found = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        excluded: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        numbers: dict[str, list[float]] = {name: [] for name in RANGE_FIELDS}
        scores: Counter[tuple[str, str]] = Counter()
        bases_aside: list[CatalogRow] = []
        for index, row in enumerate(self.rows):
            level = levels[index]
            values = self._values[index]
            barred = {name for name, some in query.none_of.items() if set(values[name]) & set(some)}
            if level > 2:
                continue
            missed = self._missed(row, values, query)
            for name in query.none_of:
                if missed | barred <= {name}:
                    excluded[name].update(values[name])
            if barred:
                continue
            if not missed:
                found.append((row, level))
            if missed <= {"base_model"}:
                bases_aside.append(row)
            if missed <= set(query.scores):
                scores.update((score.dataset, score.metric) for score in row.scores)
            if len(missed) > 1:
                continue
            for name in FACETS:
                if missed <= {name}:
                    counts[name].update(values[name])
            for name, field in RANGE_FIELDS.items():
                number = getattr(row, field)
                if missed <= {name} and is_known(name, number):
                    numbers[name].append(number)
        total = len(found)
        if query.fold:
            here = {(row.hub, row.repo) for row, _ in found}
            found = [
                (row, level)
                for row, level in found
                if (row.hub, row.repo) in self._circular
                or not any((row.hub, base) in here for base in row.base_models)
            ]
        ordered = ordered_by(query, found)
        derived: dict[tuple[str, str], Counter[str]] = {}
        for row in bases_aside:
            for base in row.base_models:
                derived.setdefault((row.hub, base), Counter())[row.base_relation] += 1
        page = ordered[query.offset : query.offset + (query.limit or 0)]
        return Expected(
            ordered[query.offset : query.offset + query.limit],
            counts | {"total": Counter({"": total})},
            excluded,
            {name: self._bins(name, numbers[name]) for name in RANGE_FIELDS},
            corrected,
            scores,
            total - len(found),
            [derived.get((row.hub, row.repo), Counter()) for row in page] if query.fold else [],
        )

    def _missed(
        self, row: CatalogRow, values: Mapping[str, tuple[str, ...]], query: Query
    ) -> set[str]:
        missed = {
            name for name, chosen in query.any_of.items() if not set(values[name]) & set(chosen)
        }
        for name, (low, high) in query.ranges.items():
            number = getattr(row, RANGE_FIELDS[name])
            if (
                not is_known(name, number)
                or (low is not None and number < low)
                or (high is not None and number >= high)
            ):
                missed.add(name)
        for name, (low, high) in query.scores.items():
            value = score_of(row, name)
            if value is not None and (
                (low is not None and value < low) or (high is not None and value >= high)
            ):
                missed.add(name)
        return missed

    def _bins(self, name: str, numbers: list[float]) -> list[tuple[float, float, int]]:
        known = [n for row in self.rows if is_known(name, n := getattr(row, RANGE_FIELDS[name]))]
        if not known:
            return []
        lowest, highest = min(known), max(known)
        if name == "updated":
            years = range(1970, 2101)
            edges = [
                datetime(y, m, 1, tzinfo=UTC).timestamp() for y in years for m in (1, 4, 7, 10)
            ]
        else:
            edges = [0.0, *(float(f * 10**e) for e in range(20) for f in (1, 2, 5))]
        return [
            (low, high, sum(low <= number < high for number in numbers))
            for low, high in pairwise(edges)
            if high > lowest and low <= highest
        ]

    def _levels(self, text: str) -> tuple[list[int], str]:
        if text not in self._searched:
            terms, corrected = self._terms(text)
            self._searched[text] = (
                [
                    max((self._level(index, *term) for term in terms), default=0)
                    for index in range(len(self.rows))
                ],
                corrected,
            )
        return self._searched[text]

    def _terms(self, text: str) -> tuple[list[tuple[tuple[str, ...], bool]], str]:
        terms: list[tuple[tuple[str, ...], bool]] = []
        shown = []
        is_corrected = False
        pieces = [
            (word, bool(quoted))
            for quoted, plain in re.findall(r'"([^"]*)"|([^\s"]+)', text)
            for word in ([tuple(words(quoted))] if quoted else [(w,) for w in words(plain)])
            if word
        ]
        for number, (term, is_quoted) in enumerate(pieces):
            is_prefix = not is_quoted and number == len(pieces) - 1
            if not is_quoted and not any(fits(word, term[0], is_prefix) for word in self._words):
                meant = self._meant(term[0], is_prefix)
                is_corrected |= meant is not None
                term = (meant or term[0],)
            terms.append((term, is_prefix))
            shown.append(f'"{" ".join(term)}"' if is_quoted else term[0])
        return terms, " ".join(shown) if is_corrected else ""

    def _meant(self, word: str, is_prefix: bool) -> str | None:
        allowed = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
        whole = [(edits(word, w)[-1], -n, w) for w, n in self._words.items()]
        best = [entry for entry in whole if allowed and entry[0] <= allowed]
        if not best and allowed and is_prefix:
            near = ((min(edits(word, w)), -n, w) for w, n in self._words.items())
            best = [entry for entry in near if entry[0] <= allowed]
        return min(best)[2] if best else None

    def _level(self, index: int, term: tuple[str, ...], is_prefix: bool) -> int:
        name, *tags, summary = self._texts[index]
        first = term[0]
        for level, texts in enumerate(([name], tags, [summary])):
            for text in texts:
                for start in range(len(text) - len(term) + 1):
                    part = text[start : start + len(term)]
                    if fits(part[0], first, is_prefix) and all(
                        fits(*pair, is_prefix) for pair in zip(part, term, strict=True)
                    ):
                        return level
        return 3


def values_of(row: CatalogRow, view: View) -> dict[str, tuple[str, ...]]:
    fits_up_to, tight_up_to, offload_up_to = view.fit_limits
    need = row.memory_bytes
    if need is None:
        fit = "unknown"
    elif need <= fits_up_to:
        fit = "fits"
    elif need <= tight_up_to:
        fit = "tight"
    else:
        fit = "offload" if need <= offload_up_to else "no"
    single = {
        "task": row.task,
        "library": row.library,
        "license": row.license_id,
        "license_class": view.license_classes.get(row.license_id, "unknown"),
        "fit": fit,
        "author": row.author,
        "hub": row.hub,
        "gated": "yes" if row.is_gated else "no",
        "relation": row.base_relation or ("" if row.base_models else "base"),
    }
    multi = {
        "language": row.languages,
        "format": row.formats,
        "dataset": row.datasets,
        "base_model": row.base_models,
        "tag": row.tags,
    }
    return {name: (value,) if value else () for name, value in single.items()} | {
        name: tuple(set(values)) for name, values in multi.items()
    }


def ordered_by(query: Query, found: list[tuple[CatalogRow, int]]) -> list[CatalogRow]:
    """Rows in the order asked for; they come in order of downloads, and ties keep it."""
    sort = query.sort
    if sort == "relevance" and not query.text:
        sort = "downloads"
    if sort == "relevance":
        return [
            row for row, _ in sorted(found, key=lambda hit: hit[1] if query.descending else -hit[1])
        ]
    rows = [row for row, _ in found]
    if sort == "score":
        values = {(row.hub, row.repo): score_of(row, next(iter(query.scores))) for row in rows}
        scored = [(value, row) for row in rows if (value := values[row.hub, row.repo]) is not None]
        scored.sort(key=lambda pair: -pair[0] if query.descending else pair[0])
        return [row for _, row in scored] + [
            row for row in rows if values[row.hub, row.repo] is None
        ]
    if sort == "name":
        return sorted(
            rows,
            key=lambda row: (row.repo.casefold(), row.repo, row.hub),
            reverse=query.descending,
        )
    field = RANGE_FIELDS[sort]
    known = [row for row in rows if is_known(sort, getattr(row, field))]
    sign = -1 if query.descending else 1
    known.sort(key=lambda row: sign * getattr(row, field))
    return known + [row for row in rows if not is_known(sort, getattr(row, field))]


def score_of(row: CatalogRow, name: str) -> float | None:
    return next((s.value for s in row.scores if f"{s.dataset}/{s.metric}" == plain(name)), None)


def plain(name: str) -> str:
    """A score's name without quotes, of data sets and metrics without quotes and slashes."""
    return name.replace('"', "")


def circular(rows: Iterable[CatalogRow]) -> set[tuple[str, str]]:
    """The models that one comes back to from base to base, and those between two such circles."""
    known = {(row.hub, row.repo): row for row in rows}
    up = {
        key: {(row.hub, base) for base in row.base_models if (row.hub, base) in known}
        for key, row in known.items()
    }
    while True:
        bases = set().union(*up.values())
        left = {key: above & up.keys() for key, above in up.items() if above and key in bases}
        left = {key: {base for base in above if base in left} for key, above in left.items()}
        if left == up:
            return set(left)
        up = left


def is_known(name: str, number: float | None) -> bool:
    return bool(number) if name == "updated" else number is not None


def words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    spaced = re.sub(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])", r" \1 ", plain)
    return "".join(c if c.isalnum() else " " for c in spaced).split()


def fits(word: str, asked: str, is_prefix: bool) -> bool:
    return word.startswith(asked) if is_prefix else word == asked


@cache
def edits(one: str, other: str) -> tuple[int, ...]:
    """The edits between a word and each beginning of another, from none of it to all of it.

    Insertions, deletions, replacements and swaps of neighbors, in bytes.
    """
    a, b = one.encode(), other.encode()
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return tuple(table[-1][len(other[:end].encode())] for end in range(len(other) + 1))
