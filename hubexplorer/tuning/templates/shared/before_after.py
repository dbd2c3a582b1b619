"""Before and after on the same held-out rows, with the uncertainty that so many rows leave.

Each row's answer is turned into a few numbers whose sums give the metrics (hits and claims of a
label, edits and words of a transcript). Then a resample of the rows is a sum with other weights,
and thousands of them are one matrix product: a paired bootstrap of any such metric.
"""

import numpy as np

RESAMPLES = 2_000
CHUNK = 250


def compare(rows, before, after, metrics, seed):
    """All rows, and each language: every metric before, after, the change and its interval.

    before and after hold one line of numbers a row; metrics(sums, rows) makes a name -> value
    of their sums, for one sum or for an array of them.
    """
    languages = np.array([row.get("language", "") for row in rows])
    result = {**_compared(before, after, metrics, seed), "languages": {}}
    for language in sorted({*languages.tolist()} - {""}):
        part = languages == language
        result["languages"][language] = _compared(before[part], after[part], metrics, seed)
    return result


def score(numbers, metrics):
    """The metrics of all rows."""
    return {name: float(value) for name, value in metrics(numbers.sum(0), len(numbers)).items()}


def _compared(before, after, metrics, seed):
    count = len(before)
    chance = np.random.default_rng(seed)
    changes = []
    for _ in range(RESAMPLES // CHUNK):
        weights = chance.multinomial(count, np.full(count, 1 / count), size=CHUNK).astype(float)
        old, new = metrics(weights @ before, count), metrics(weights @ after, count)
        changes.append(np.array([new[name] - old[name] for name in new]))
    low, high = np.quantile(np.concatenate(changes, axis=1), [0.025, 0.975], axis=1)
    old, new = score(before, metrics), score(after, metrics)
    return {
        "rows": count,
        "before": old,
        "after": new,
        "difference": {name: new[name] - old[name] for name in new},
        "low": dict(zip(new, low.tolist(), strict=True)),
        "high": dict(zip(new, high.tolist(), strict=True)),
    }
