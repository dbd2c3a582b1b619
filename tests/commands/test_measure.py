"""`hubexplorer measure`: a spec, a report, and an exit status that continuous integration reads."""

from __future__ import annotations

import json

import pytest

from hubexplorer import demo

SPEC = """
data: tickets.csv
models: [demo/support-intent-en-nano]
columns: {text: message, label: intent}
metrics: [accuracy]
functions: {guess: guessing:answer}
thresholds: {accuracy: %s}
must: support-intent-en-nano
"""


@pytest.fixture
def spec(tmp_path):
    lines = demo.data_file("tickets_test.csv").read_text("utf-8").splitlines()[:101]
    (tmp_path / "tickets.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "guessing.py").write_text("def answer(text):\n    return 'refund'\n")

    def write(threshold):
        (tmp_path / "spec.yaml").write_text(SPEC % threshold)
        return "spec.yaml"

    return write


def test_a_report_in_every_format_and_status_0(hubexplorer, spec, tmp_path):
    outs = [word for kind in ("html", "md", "csv") for word in ("--out", f"r.{kind}")]
    done = hubexplorer("measure", spec(0.1), *outs, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "support-intent-en-nano" in done.stdout
    assert "On 100 rows of tickets.csv" in done.stdout
    assert "label = 'intent'" in done.stderr
    assert all((tmp_path / f"r.{kind}").stat().st_size for kind in ("html", "md", "csv"))


def test_a_missed_threshold_is_status_1(hubexplorer, spec, objects, tmp_path):
    done = hubexplorer("measure", "--json", spec(0.99), PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "threshold missed: support-intent-en-nano has accuracy" in done.stderr
    rows = {row["candidate"]: row for row in objects(done)}
    assert set(rows) == {"guess", "support-intent-en-nano"}
    assert rows["guess"]["p50_s"] is not None
    assert json.dumps(rows)


def test_a_spec_that_is_none_is_told(hubexplorer, tmp_path):
    (tmp_path / "spec.yaml").write_text("dataset: x.csv\ndata: y")
    done = hubexplorer("measure", "spec.yaml")
    assert done.returncode == 1
    assert "no key 'dataset'" in done.stderr
    assert hubexplorer("measure").returncode == 2
