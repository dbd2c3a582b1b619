"""The verdict says what the data show and no more; every format holds it and is safe."""

from __future__ import annotations

import csv
import html.parser
import io
import random
import re

import pytest
import yaml

from hubexplorer.bench.metrics import metric_of
from hubexplorer.bench.report import Choice, Facts, Report
from hubexplorer.bench.results import Candidate, Rows, work_out
from hubexplorer.bench.spec import load_spec
from hubexplorer.bench.store import Speed
from hubexplorer.cards import eval_results, parse_card
from hubexplorer.errors import DataError

COMMIT = "0123456789" * 4
LABELS = "abc"


def report_of(shares, rows=300, text="hello", **options):
    rng = random.Random(7)
    truths = tuple(rng.choice(LABELS) for _ in range(rows))
    candidates = tuple(
        Candidate(
            name,
            f"embedded:team/{name}@{COMMIT}",
            tuple(
                {"label": t if rng.random() < share else "wrong", "scores": [[t, 0.8]]}
                for t in truths
            ),
            speed=Speed(100.0, (0.002, 0.003), 1.0, 10**7, "cpu", "float32"),
            published=("accuracy 0.99 on Somewhere",),
            findings=("License: not stated.",),
        )
        for name, share in shares.items()
    )
    inputs = tuple({"text": f"{text} {n}"} for n in range(rows))
    slices = {"language": tuple("de" if n % 2 else "fr" for n in range(rows))}
    labeled = Rows(inputs, truths, tuple(range(2, rows + 2)), slices)
    metrics = [metric_of(name) for name in ("accuracy", "macro_f1")]
    results = work_out(candidates, labeled, metrics, margin=options.pop("margin", None))
    facts = Facts("t.csv", "text-classification", "CSV", "0" * 64, {"text": "m"}, "2026-11-23")
    return Report(facts, candidates, labeled, results, **options)


def test_equal_candidates_are_tied():
    report = report_of({"one": 0.8, "two": 0.8, "three": 0.8})
    assert "all 3 candidates are tied: the data cannot tell them apart" in report.verdict
    assert set(report.top_group) == {"one", "two", "three"}
    assert re.search(r"a true difference of \d+\.\d points", report.verdict)


def test_a_clear_winner_and_the_beaten_are_named():
    report = report_of({"one": 0.95, "two": 0.6, "three": 0.6})
    assert "one is clearly best (accuracy 9" in report.verdict
    assert "two and three are clearly beaten." in report.verdict
    assert report.top_group == ("one",)


def test_few_rows_and_single_candidates_claim_nothing():
    assert "nobody is ranked" in report_of({"one": 0.9, "two": 0.1}, rows=20).verdict
    assert "nothing to compare" in report_of({"one": 0.9}).verdict
    assert report_of({"one": 0.9, "two": 0.1}, rows=20).top_group == ()


def test_what_is_alike_within_the_margin_is_said():
    report = report_of({"one": 0.99, "two": 0.99}, rows=2000, margin=0.03)
    assert "Alike within the margin that matters: one and two." in report.verdict


def test_a_person_chooses_and_the_report_says_whether_the_data_agree():
    kept = []
    report = report_of({"one": 0.95, "two": 0.6}, on_choose=kept.append)
    choice = report.choose("two", "half the price")
    assert kept == [choice]
    assert str(choice) == "Chosen by a person: two (not in the top group): half the price."
    assert str(choice) in report.to_text()
    assert report.choose(f"embedded:team/one@{COMMIT}").is_in_top_group
    assert report.choose("team/one").candidate == "one"
    with pytest.raises(ValueError, match="no candidate; there are one, two"):
        report.choose("three")


def test_a_choice_where_nobody_is_ranked_is_in_no_group():
    report = report_of({"one": 0.9, "two": 0.9}, rows=20)
    told = str(report.choose("two", "it is small"))
    assert told == "Chosen by a person: two (nobody is ranked): it is small."
    assert "in color: the top group" not in report.to_html()
    kept_before = Choice("two", "", is_in_top_group=False)
    assert report_of({"one": 0.9, "two": 0.9}, rows=20, choice=kept_before).choice == Choice(
        "two", "", None
    )


def test_values_and_frames():
    report = report_of({"one": 0.95, "two": 0.6})
    frame = report.to_pandas()
    assert list(frame["candidate"]) == ["one", "two"]
    assert frame["accuracy"][0] == report.value("one")
    assert frame["macro_f1"][1] == report.value("team/two", "macro_f1")
    assert list(frame["top_group"]) == [True, False]
    assert list(frame["p95_s"]) == [0.003, 0.003]
    with pytest.raises(ValueError, match="was not measured"):
        report.value("one", "bleu")


class Elements(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.addresses = set(), []

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]


def test_the_page_draws_itself_and_loads_nothing():
    page = report_of({"one": 0.9, "two": 0.8}, text="<script>alert(1)</script>").to_html()
    elements = Elements()
    elements.feed(page)
    assert {"svg", "table", "circle"} <= elements.found
    assert "script" not in elements.found
    assert elements.addresses == []
    assert "default-src 'none'" in page


def test_markdown_and_text_show_the_data_as_it_is():
    report = report_of({"one": 0.9, "two": 0.8}, text="a | b <img src=x> [l](u)")
    told = report.to_markdown()
    assert re.search(r"(?<!\\)<img", told) is None
    assert r"a \| b \<img src=x\> \[l\](u)" in told
    widths = {line.count("|") - line.count(r"\|") for line in told.splitlines() if "---" in line}
    assert len(widths) > 1
    assert "not your data" in report.to_text()
    assert report.verdict in repr(report)


def test_rows_are_exported_without_formulas():
    report = report_of({"one": 0.9, "two": 0.8}, text="=cmd()")
    first = next(csv.DictReader(io.StringIO(report.to_csv())))
    assert first["text"] == "'=cmd() 0"
    assert first["row"] == "2"
    assert first["one: score"] in ("0", "1")


def test_hubs_read_what_is_exported():
    report = report_of({"one": 0.9, "two": 0.8})
    index = yaml.safe_dump(report.to_model_index("one"))
    found, problems = eval_results(
        parse_card(f"---\n{index}---\n"), {".eval_results/t.yaml": report.to_eval_results("one")}
    )
    assert problems == ()
    values = {result.value for result in found}
    assert round(report.value("one"), 6) in values
    assert round(report.value("one", "macro_f1"), 6) in values


def test_it_is_saved_by_its_suffix(tmp_path):
    report = report_of({"one": 0.9, "two": 0.8})
    for name in ("r.html", "r.md", "r.csv", "r.txt"):
        assert report.save(tmp_path / "new" / name).stat().st_size > 500
    with pytest.raises(ValueError, match=r"\.html"):
        report.save(tmp_path / "r.pdf")


def test_a_spec_names_its_files_beside_itself(tmp_path):
    path = tmp_path / "spec.yaml"
    path.write_text("data: d.csv\nmodels: [a/b]\nmetrics: accuracy\npredictions: {old: p.csv}\n")
    spec = load_spec(path)
    assert spec.data == str(tmp_path / "d.csv")
    assert spec.predictions == {"old": str(tmp_path / "p.csv")}
    assert spec.metrics == ("accuracy",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("models: [a/b]", "names no data"),
        ("data: [", "not YAML"),
        ("- 1", "names no data"),
        ("data: d.csv\nmodel: [a/b]", "did you mean models"),
        ("data: d.csv\nmodels: 3", "models cannot be 3"),
        ("data: d.csv\nmargin: much", "margin cannot be 'much'"),
        ("data: d.csv\nlabels: [a]", "labels cannot be"),
        ("data: d.csv\nthresholds: {accuracy: high}", "thresholds cannot be"),
    ],
)
def test_a_spec_s_faults_are_named(tmp_path, text, told):
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        load_spec(path)
    assert told in str(caught.value)
