"""Intervals, tests and standings against their references and against simulated truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.contingency_tables import mcnemar as reference_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_confint

from hubexplorer.bench import intervals, significance
from hubexplorer.bench.standings import MIN_RANKED, Rules, judge, judge_slices
from tests.benchmarks.statistics import KINDS, mean_of, simulate


def share_rules(rows, **options):
    return Rules(lambda sums: sums[..., 0] / rows, is_share=True, **options)


def column(*values):
    return np.array(values, dtype=float)[:, None]


@pytest.mark.parametrize(("right", "rows"), [(0, 30), (30, 30), (17, 40), (812, 1000)])
def test_a_share_s_interval_is_wilson_s(right, rows):
    found = intervals.share_interval(right, rows)
    low, high = proportion_confint(right, rows, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (1, 0), (5, 17), (60, 60), (400, 300)])
def test_mcnemar_is_the_exact_test(wins, losses):
    reference = reference_mcnemar([[9, wins], [losses, 9]], exact=True).pvalue
    assert significance.mcnemar(wins, losses) == pytest.approx(reference, abs=1e-9)


def test_holm_is_the_reference_s():
    p_values = np.random.default_rng(3).random(15) ** 3
    reference = multipletests(p_values, method="holm")[1]
    assert significance.holm(p_values.tolist()) == pytest.approx(reference.tolist(), abs=1e-9)
    assert significance.holm([]) == []


def test_the_t_test_of_a_mean_is_the_paired_t_test():
    lead = np.random.default_rng(4).normal(0.1, 1, 200)
    error = lead.std(ddof=0) / len(lead) ** 0.5  # what resampling a mean converges to
    found = significance.t_test(float(lead.mean()), error, len(lead))
    assert found == pytest.approx(scipy_stats.ttest_1samp(lead, 0).pvalue, abs=1e-9)


def test_the_smallest_difference_has_the_power_it_claims():
    error = 0.02
    found = significance.smallest_difference(error, pairs=1)
    power = NormalIndPower(ddof=0).power(found / error, 1, 0.05, ratio=0, alternative="larger")
    one_sided = NormalIndPower(ddof=0).power(found / error, 1, 0.025, ratio=0, alternative="larger")
    assert one_sided == pytest.approx(0.8, abs=1e-9)
    assert power > 0.8
    assert significance.smallest_difference(error, pairs=10) > found


def test_the_planner_s_rows_show_the_difference():
    rows = significance.rows_needed(0.05, disagreement=0.2)
    error = ((0.2 - 0.05**2) / rows) ** 0.5
    assert significance.smallest_difference(error, 1) == pytest.approx(0.05, rel=1e-3)
    assert significance.rows_needed(0.05, candidates=5) > rows
    with pytest.raises(ValueError, match="disagreement"):
        significance.rows_needed(0.3, disagreement=0.2)


def test_resampling_a_mean_has_the_error_and_the_percentiles_of_theory():
    values = np.random.default_rng(5).random(400)
    stats = [np.column_stack([values, np.ones(400)])]
    draws = intervals.resampled(stats, mean_of, resamples=20_000, seed=1)[:, 0]
    assert draws.std() == pytest.approx(values.std() / 20, rel=0.02)
    reference = scipy_stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=1
    ).confidence_interval
    found = intervals.percentile_interval(draws, 400)
    assert (found.low, found.high) == pytest.approx(tuple(reference), abs=2e-3)


def test_rows_that_are_alike_are_resampled_like_any():
    right = (np.arange(500) % 5 > 0).astype(float)[:, None]
    grouped = intervals.resampled([right], lambda s: s[..., 0] / 500, resamples=20_000)
    single = intervals.resampled(
        [right + np.linspace(0, 1e-9, 500)[:, None]], lambda s: s[..., 0] / 500, resamples=20_000
    )
    assert grouped.std() == pytest.approx(single.std(), rel=0.03)
    assert grouped.mean() == pytest.approx(0.8, abs=1e-3)


def test_the_same_seed_gives_the_same_standings():
    generator = np.random.default_rng(6)
    stats = [np.column_stack([generator.random(50), np.ones(50)]) for _ in range(3)]
    assert judge(stats, Rules(mean_of, seed=7)) == judge(stats, Rules(mean_of, seed=7))
    assert judge(stats, Rules(mean_of, seed=7)) != judge(stats, Rules(mean_of, seed=8))


def test_candidates_that_answer_alike_are_tied_and_never_certain():
    right = (np.arange(100) % 10 > 0).astype(float)[:, None]
    standings = judge([right, right], share_rules(100))
    (pair,) = standings.pairs
    assert (pair.difference, pair.p, pair.is_different) == (0.0, 1.0, False)
    assert pair.interval.low < 0 < pair.interval.high
    assert standings.top == (0, 1)
    assert standings.smallest_difference > 0


def test_a_clear_winner_stands_alone_and_the_ranks_say_what_is_known():
    generator = np.random.default_rng(8)
    stats = [(generator.random(600) < share).astype(float)[:, None] for share in (0.9, 0.7, 0.69)]
    standings = judge(stats, share_rules(600))
    assert standings.top == (0,)
    assert [(e.best_rank, e.worst_rank) for e in standings.estimates] == [(1, 1), (2, 3), (2, 3)]


def test_lower_is_better_turns_the_ranks():
    errors = [np.column_stack([np.full(200, rate), np.ones(200)]) for rate in (0.4, 0.1)]
    errors = [own + np.random.default_rng(9).normal(0, 0.01, own.shape) for own in errors]
    standings = judge(errors, Rules(mean_of, is_higher_better=False))
    assert standings.top == (1,)


def test_few_rows_rank_nobody():
    stats = [column(*([1] * (MIN_RANKED - 1))), column(*([0] * (MIN_RANKED - 1)))]
    standings = judge(stats, share_rules(MIN_RANKED - 1))
    assert (standings.is_ranked, standings.top, standings.pairs) == (False, (), ())
    assert standings.smallest_difference is None
    assert judge([column(1.0)], Rules(lambda s: s[..., 0])).estimates[0].value == 1.0


def test_equivalence_needs_a_margin_and_enough_rows():
    right = (np.arange(2000) % 10 > 0).astype(float)[:, None]
    assert judge([right, right], share_rules(2000, margin=0.02)).pairs[0].is_equivalent
    assert not judge([right[:40], right[:40]], share_rules(40, margin=0.02)).pairs[0].is_equivalent
    assert not judge([right, right], share_rules(2000)).pairs[0].is_equivalent


def test_rows_of_one_speaker_widen_the_interval():
    make, _ = KINDS["word errors by speaker"]
    benchmark = make(1000, np.random.default_rng(10))
    apart = judge(benchmark.stats, benchmark.rules)
    together = judge(benchmark.stats, benchmark.rules, benchmark.clusters)
    assert (apart.units, together.units) == (1000, 100)
    widths = [s.estimates[0].interval.high - s.estimates[0].interval.low for s in (apart, together)]
    assert widths[1] > 1.3 * widths[0]


def test_slices_share_one_correction():
    generator = np.random.default_rng(11)
    stats = [(generator.random(400) < share).astype(float)[:, None] for share in (0.9, 0.8)]
    rules = Rules(mean_share)
    stats = [np.hstack([own, np.ones((400, 1))]) for own in stats]
    places = {"de": np.arange(200), "fr": np.arange(200, 400), "it": np.arange(10)}
    found = judge_slices(stats, rules, {**places, "none": np.arange(0)})
    assert set(found) == {"de", "fr", "it"}
    assert not found["it"].is_ranked
    alone = judge([own[:200] for own in stats], rules).pairs[0]
    assert found["de"].pairs[0].p == alone.p
    assert found["de"].pairs[0].p_adjusted >= alone.p_adjusted


def mean_share(sums):
    return sums[..., 0] / sums[..., 1]


@pytest.mark.parametrize("name", KINDS)
def test_intervals_hold_the_truth_and_equals_are_called_equal(name):
    rows = KINDS[name][1][-1]
    found = simulate(name, rows, 60, seed=2)
    assert found.coverage > 0.88
    assert found.paired_coverage > 0.9
    assert found.false_claims <= 0.12
