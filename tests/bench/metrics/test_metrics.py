"""Every metric equals its library's, from sums of columns as well as at once."""

from __future__ import annotations

import math
import random

import jiwer
import numpy as np
import pytest
import sacrebleu
from scipy import stats as scipy_stats
from sklearn import metrics as sklearn_metrics

from hubexplorer.bench.metrics import all_metrics, metric_of
from hubexplorer.bench.metrics.classes import calibration, confusion, f1_by_label, f1_stats
from hubexplorer.bench.metrics.speech import basic

WORDS = [
    "the",
    "cat",
    "sat",
    "on",
    "a",
    "mat",
    "while",
    "rain",
    "fell",
    "over",
    "Łódź",
    "and",
    "München",
    "猫",
    "が",
    "寝る",
]
RNG = random.Random(3)


def value(name, truths, answers):
    metric = metric_of(name)
    return float(metric.value(metric.stats(truths, answers).sum(0)))


def sentences(count, changed):
    truths = [" ".join(RNG.choices(WORDS, k=RNG.randint(1, 14))) for _ in range(count)]
    return truths, [
        " ".join(RNG.choice(WORDS) if RNG.random() < changed else w for w in truth.split())
        for truth in truths
    ]


@pytest.fixture(scope="module")
def classes():
    truths = RNG.choices("abcde", weights=[9, 5, 3, 2, 1], k=400)
    said = [t if RNG.random() < 0.7 else RNG.choice("abcdex") for t in truths]
    return truths, said, [{"label": label, "scores": []} for label in said]


def test_classification_is_scikit_learn_s(classes):
    truths, said, answers = classes
    assert value("accuracy", truths, answers) == pytest.approx(
        sklearn_metrics.accuracy_score(truths, said), abs=1e-12
    )
    labels = sorted(set(truths))
    reference = sklearn_metrics.f1_score(truths, said, labels=labels, average=None)
    found = f1_by_label(f1_stats(truths, answers).sum(0))
    assert found == pytest.approx(reference, abs=1e-12)
    assert value("macro_f1", truths, answers) == pytest.approx(reference.mean(), abs=1e-12)
    table = confusion(truths, answers)
    matrix = sklearn_metrics.confusion_matrix(truths, said, labels=labels)
    assert [[table.get((t, s), 0) for s in labels] for t in labels] == matrix.tolist()


def test_a_label_that_no_row_of_a_slice_has_is_not_counted(classes):
    truths, said, answers = classes
    rows = [n for n, truth in enumerate(truths) if truth in "ab"]
    metric = metric_of("macro_f1")
    part = metric.value(metric.stats(truths, answers)[rows].sum(0))
    reference = sklearn_metrics.f1_score(
        [truths[n] for n in rows], [said[n] for n in rows], labels=["a", "b"], average="macro"
    )
    assert float(part) == pytest.approx(reference, abs=1e-12)


def test_top_3_and_calibration():
    answers = [{"label": "a", "scores": [["a", 0.9], ["b", 0.05], ["c", 0.03], ["d", 0.02]]}] * 4
    assert value("top_3", ["a", "b", "c", "d"], answers) == 0.75
    found = calibration(["a", "b", "c", "d"], answers)
    assert found.bins == ((pytest.approx(0.9), 0.25, 4),)
    assert found.error == pytest.approx(0.65)
    assert calibration(["a"], [{"label": "a", "scores": []}]) is None


@pytest.mark.parametrize("changed", [0.0, 0.3, 1.0])
def test_texts_are_sacrebleu_s(changed):
    truths, answers = sentences(80, changed)
    chrf = sacrebleu.corpus_chrf(answers, [truths]).score
    assert 100 * value("chrf", truths, answers) == pytest.approx(chrf, abs=1e-9)
    bleu = sacrebleu.corpus_bleu(answers, [truths]).score
    assert 100 * value("bleu", truths, answers) == pytest.approx(bleu, abs=1e-9)


def test_a_short_text_has_a_chrf_and_empty_ones_are_no_trouble():
    assert value("chrf", ["Где моя посылка"], ["Где моя посылка"]) == pytest.approx(1)
    for name in ("chrf", "bleu", "exact", "length", "wer", "cer", "f1"):
        assert math.isfinite(value(name, ["a b", "c"], ["", None]))


@pytest.mark.parametrize(("name", "library"), [("wer", jiwer.wer), ("cer", jiwer.cer)])
def test_speech_is_jiwer_s(name, library):
    truths, answers = sentences(60, 0.3)
    reference = library([basic(t) for t in truths], [basic(a) for a in answers])
    assert value(name, truths, answers) == pytest.approx(reference, abs=1e-12)
    assert value(name, ["Hello, World!"], ["hello world"]) == 0
    assert value(name, [""], ["heard"]) > 0


def test_questions_are_scored_as_squad_does():
    truths = [{"text": ["the Eiffel Tower", "Eiffel"]}, ["Paris"], "42", {"text": []}]
    answers = ["Eiffel tower!", "in Paris", None, ""]
    assert value("exact_match", truths, answers) == 0.5
    assert value("f1", truths, answers) == pytest.approx((1 + 2 / 3 + 0 + 1) / 4)


def test_spans_are_counted_exactly():
    truths = [[[0, 4, "PER"], [9, 13, "LOC"]], [], [[0, 1, "PER"]]]
    answers = [[[0, 4, "PER"], [9, 13, "ORG"]], [], None]
    assert value("span_f1", truths, answers) == pytest.approx(2 * 1 / (2 + 3))
    assert metric_of("span_f1").stats(truths, answers)[:, 0].tolist() == [0.5, 1.0, 0.0]


def test_ranks_are_scipy_s_and_scikit_learn_s():
    truths = [float(n % 7) for n in range(90)]
    answers = [t + RNG.gauss(0, 3) for t in truths]
    reference = scipy_stats.spearmanr(truths, answers).statistic
    assert value("spearman", truths, answers) == pytest.approx(reference, abs=1e-9)
    assert value("spearman", truths, [1.0] * 90) == 0

    documents = [str(n) for n in range(12)]
    lists = [RNG.sample(documents, 12) for _ in range(30)]
    wanted = [RNG.sample(documents, 3) for _ in range(30)]
    gains = np.array([[d in w for d in documents] for w in wanted], dtype=float)
    scores = np.array([[-found.index(d) for d in documents] for found in lists])
    ndcg = sklearn_metrics.ndcg_score(gains, scores, k=10)
    assert value("ndcg_10", wanted, lists) == pytest.approx(ndcg, abs=1e-9)
    assert value("mrr", [["b"], "c", "z"], [["a", "b"], ["c"], ["a"]]) == 0.5


def test_rules_and_own_functions():
    assert value("contains", ["30 days", "free"], ["Within 30 DAYS.", "no"]) == 0.5
    assert value("regex", [r"\d+ days"], ["30 days"]) == 1

    def shorter(truth, answer):
        return len(answer) < len(truth)

    metric = metric_of(shorter)
    assert metric.name == "shorter"
    assert float(metric.value(metric.stats(["long", "a"], ["l", "bb"]).sum(0))) == 0.5
    with pytest.raises(ValueError, match="no metric 'acc'; there are accuracy"):
        metric_of("acc")


@pytest.mark.parametrize("name", sorted(all_metrics()))
def test_the_first_column_is_the_row_s_own_score(name):
    metric = metric_of(name)
    truths, answers = {
        "accuracy": (["a"], [{"label": "a", "scores": [["a", 1.0]]}]),
        "span_f1": ([[[0, 1, "x"]]], [[[0, 1, "x"]]]),
        "spearman": ([1.0, 2.0], [3.0, 4.0]),
        "mrr": (["a"], [["a"]]),
        "json_schema": (['{"const": 1}'], ["1"]),
    }.get(
        {"macro_f1": "accuracy", "top_3": "accuracy", "ndcg_10": "mrr"}.get(name, name),
        (["a"], ["a"]),
    )
    best = 1.0 if metric.is_higher_better else 0.0
    assert metric.stats(truths, answers)[0, 0] == pytest.approx(best)
