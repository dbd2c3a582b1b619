"""Before and after on the same held-out rows, with the uncertainty that so many rows leave.

Each row's answer is turned into a few numbers whose sums give the metrics (hits and claims of a
label, edits and words of a transcript). Then a resample of the rows is a sum with other weights,
and thousands of them are one matrix product: a paired bootstrap of any such metric.
"""

from collections import Counter

import numpy as np

RUNS = range(1, 7)
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


def count_labels(truth, given, labels):
    """Of each row: whether it was right, and for every label the hit, the truth and the claim."""
    true, claimed = (
        np.array([[one == label for label in labels] for one in column], dtype=float)
        for column in (truth, given)
    )
    right = (true * claimed).sum(1, keepdims=True)
    return np.hstack([right, true * claimed, true, claimed])


def label_metrics(sums, rows):
    """Accuracy, and F1 averaged over the labels that occur in the truth."""
    hits, support, claims = np.split(sums[..., 1:], 3, axis=-1)
    f1 = 2 * hits / np.maximum(support + claims, 1)
    occurs = support > 0
    return {"accuracy": sums[..., 0] / rows, "macro_f1": (f1 * occurs).sum(-1) / occurs.sum(-1)}


def count_texts(truth, given):
    """Of each row: whether it is the very text, and the shared, given and true runs of letters."""
    lines = []
    for true, one in zip(truth, given, strict=True):
        runs = [(_runs(one, length), _runs(true, length)) for length in RUNS]
        shared = [(a & b).total() for a, b in runs]
        lines.append(
            [one.strip() == true.strip(), *shared]
            + [a.total() for a, _ in runs]
            + [b.total() for _, b in runs]
        )
    return np.array(lines, dtype=float)


def text_metrics(sums, rows):
    """The share of very same texts, and chrF: F2 of runs of 1 to 6 letters, as a share."""
    shared, given, true = np.split(sums[..., 1:], 3, axis=-1)
    occurs = (given > 0) & (true > 0)
    precision = shared / np.maximum(given, 1)
    recall = shared / np.maximum(true, 1)
    f2 = 5 * precision * recall / np.maximum(4 * precision + recall, 1e-9)
    return {
        "chrf": (f2 * occurs).sum(-1) / np.maximum(occurs.sum(-1), 1),
        "exact": sums[..., 0] / rows,
    }


def _runs(text, length):
    letters = "".join(text.split())
    return Counter(letters[at : at + length] for at in range(len(letters) - length + 1))


def _compared(before, after, metrics, seed):
    count = len(before)
    chance = np.random.default_rng(seed)
    changes = []
    for _ in range(RESAMPLES // CHUNK):
        weights = chance.multinomial(count, np.full(count, 1 / count), size=CHUNK).astype(float)
        old, new = metrics(weights @ before, count), metrics(weights @ after, count)
        changes.append(np.array([new[name] - old[name] for name in new]))
    low, high = np.quantile(np.concatenate(changes, axis=1), [0.025, 0.975], axis=1)
    # Rows that all changed alike resample to one value. That another would have is not ruled out:
    # of a thing never seen in n rows, up to 3/n of all may be (the rule of three).
    margin = np.where(high - low < 1e-12, 3 / count, 0)
    low = np.maximum(low - margin, np.minimum(low, -1))
    high = np.minimum(high + margin, np.maximum(high, 1))
    old, new = score(before, metrics), score(after, metrics)
    return {
        "rows": count,
        "before": old,
        "after": new,
        "difference": {name: new[name] - old[name] for name in new},
        "low": dict(zip(new, low.tolist(), strict=True)),
        "high": dict(zip(new, high.tolist(), strict=True)),
    }
