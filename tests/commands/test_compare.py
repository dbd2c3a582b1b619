"""`hubexplorer compare`: a saved comparison made again, as lines, a page and a spec."""

from __future__ import annotations

import pytest

from hubexplorer.workspace.compare.spec import load_comparison

SPEC = """\
version = 1
[[candidate]]
model = "embedded:demo/support-intent-en-nano"
[[candidate]]
model = "embedded:demo/not-there"
[[input]]
text = "I want my money back"
[[input]]
text = "Where is my parcel?"
"""


def test_each_input_is_asked_again_and_written(hubexplorer, objects, tmp_path):
    (tmp_path / "ours.toml").write_text(SPEC)
    done = hubexplorer("compare", "ours.toml", "--json", "--out", "x.html", "--out", "x.toml")
    lines = objects(done)
    assert [line["input"] for line in lines] == [1, 1, 2, 2]
    assert [line["output"] is None for line in lines] == [False, True, False, True]
    assert "input 2 of 2: Where is my parcel?" in done.stderr
    assert done.returncode == 1  # one candidate is not there
    again = load_comparison(tmp_path / "x.toml")
    assert [one["text"] for one in again.inputs] == ["I want my money back", "Where is my parcel?"]
    assert again.candidates[0].ref.commit in (tmp_path / "x.html").read_text()


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["theirs.toml"], 1, "theirs.toml: candidate is missing"),
        (["theirs.toml", "--out", "x.pdf"], 2, ".html"),
    ],
)
def test_what_cannot_be_done_is_said(hubexplorer, tmp_path, words, status, says):
    (tmp_path / "theirs.toml").write_text("version = 1")
    done = hubexplorer("compare", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
