from __future__ import annotations

import hashlib
import os

import pytest

from hubexplorer import demo
from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.spec import (
    MAX_CANDIDATES,
    ComparisonSpec,
    load_comparison,
    parse_comparison,
)
from hubexplorer.workspace.compare.toml import render_comparison, save_comparison

COMMIT = "3f9c2ab" + "0" * 33
PICTURE = demo.samples("image-classification")[0].read_bytes()
SPEC = ComparisonSpec(
    candidates=(
        Candidate(ModelRef("embedded", "demo/a", COMMIT), {"dtype": "bfloat16", "top_p": 0.9}),
        Candidate(ModelRef("hf", "b"), {"do_sample": True, "labels": ["x", "y"]}),
    ),
    inputs=(
        {"text": 'Line one\nline "two" \\ \u202e tail \U0001f600\x00'},
        {"texts": ["one", "two"], "labels": ["refund"]},
        {"question": "Where?", "context": "Here."},
        {"messages": [{"role": "user", "content": "hi"}]},
        {"image": PICTURE, "text": "what is it?"},
    ),
    settings={"max_new_tokens": 32},
)
HEAD = 'version = 1\n[[candidate]]\nmodel = "demo/a"\n'


@pytest.mark.parametrize("embed_bytes", [0, 1_000_000])
def test_what_is_saved_is_read_back_whole(tmp_path, embed_bytes):
    path = save_comparison(SPEC, tmp_path / "deep" / "tickets.toml", embed_bytes=embed_bytes)
    assert load_comparison(path) == SPEC
    digest = hashlib.sha256(PICTURE).hexdigest()
    beside = [] if embed_bytes else [f"tickets-{digest[:12]}.png"]
    assert sorted(one.name for one in path.parent.iterdir()) == [*beside, "tickets.toml"]


def test_half_a_character_does_not_spoil_the_file():
    spec = ComparisonSpec(SPEC.candidates, ({"text": "a\ud800b"},))
    again = parse_comparison(render_comparison(spec).encode(), "x")
    assert again.inputs == ({"text": "a\ufffdb"},)


def test_what_toml_does_not_know_is_refused():
    spec = ComparisonSpec((Candidate(ModelRef("hf", "b"), {"x": object()}),))
    with pytest.raises(DataError, match="cannot be saved"):
        render_comparison(spec)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "version"),
        ("version = 2", "version"),
        ("version = true", "version"),
        ("[" * 50_000, "not TOML"),
        ("\x00", "not TOML"),
        ("version = 1", "candidate is missing"),
        ("version = 1\ncandidate = 3", "no list of blocks"),
        ("version = 1\n" + '[[candidate]]\nmodel = "a/b"\n' * (MAX_CANDIDATES + 1), "occurs"),
        (HEAD + "command = 'rm'", "has 'command'"),
        (HEAD + "[run]\nx = 1", "'run' is not known"),
        ('version = 1\n[[candidate]]\nmodel = "../etc"', "is no model"),
        ('version = 1\n[[candidate]]\nmodel = "a/b@main"', "commit"),
        (HEAD.replace("demo", "https://far.example/v1:demo"), "would send what is asked to"),
        (HEAD.replace("demo", "http://user@127.0.0.1/v1:demo"), "is no model"),
        (HEAD + "settings = { x = inf }", "setting 'x'"),
        (HEAD + "settings = { X-y = 1 }", "setting 'X-y'"),
        (HEAD + "[[input]]", "input 1 is empty"),
        (HEAD + "[[input]]\ntext = 3", "input 1, text"),
        (HEAD + "[[input]]\ntext = " + "[" * 40 + "]" * 40, "input 1, text"),
        (HEAD + '[[input]]\nimage = "x.png"', "needs sha256"),
        (HEAD + f'[[input]]\nimage = {{ base64 = "!", sha256 = "{"0" * 64}" }}', "no base64"),
        (HEAD + f'[[input]]\nimage = {{ base64 = "AAAA", sha256 = "{"0" * 64}" }}', "differs"),
        (HEAD + f'[[input]]\nimage = {{ file = "../x", sha256 = "{"0" * 64}" }}', "names"),
        (HEAD + f'[[input]]\nimage = {{ file = "/etc/passwd", sha256 = "{"0" * 64}" }}', "names"),
        (HEAD + f'[[input]]\nimage = {{ file = "nowhere.png", sha256 = "{"0" * 64}" }}', "no file"),
    ],
)
def test_a_spec_of_a_stranger_is_refused_by_name(tmp_path, text, says):
    path = tmp_path / "theirs.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=says) as caught:
        load_comparison(path)
    assert caught.value.message.startswith("theirs.toml")
    assert len(caught.value.message) < 500


def test_links_pipes_and_other_folders_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"x")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.png").symlink_to(secret)
    os.mkfifo(folder / "pipe.png")
    digest = hashlib.sha256(b"x").hexdigest()
    for name in ("link.png", "pipe.png"):
        path = folder / "theirs.toml"
        path.write_text(HEAD + f'[[input]]\nimage = {{ file = "{name}", sha256 = "{digest}" }}')
        with pytest.raises(DataError, match="no file beside"):
            load_comparison(path)
    with pytest.raises(DataError, match="there is no folder"):
        parse_comparison(path.read_bytes(), "sent")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/v1", "https://far.example/v1"])
def test_an_endpoint_of_this_machine_is_asked_others_where_it_is_said(url):
    text = HEAD.replace("demo", f"{url}:demo").encode()
    (candidate,) = parse_comparison(text, "x", endpoints=True).candidates
    assert str(candidate.ref) == f"{url}:demo/a"
    if "127" in url:
        assert parse_comparison(text, "x").candidates == (candidate,)


def test_a_spec_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DataError, match="cannot be read") as caught:
        load_comparison(tmp_path / "none.toml")
    assert caught.value.hint
