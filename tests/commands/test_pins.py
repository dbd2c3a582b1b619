"""diff, update and install as a project uses them; pin and verify are in tests/test_cli.py."""

from __future__ import annotations

import pandas as pd
import pytest

from hubexplorer import demo
from hubexplorer.bench.data import read
from hubexplorer.workspace.pin.pinning import local_folder

NANO = "demo/support-intent-en-nano"


@pytest.fixture
def old(workspace):
    """A project whose pin is one commit behind; the commits, newest first."""
    commits = [entry.commit for entry in workspace.card(NANO).commits]
    workspace.pin(f"embedded:{NANO}@{commits[1]}")
    return workspace, commits


def test_diff_and_update_show_what_changes_before_anything_is_written(hubexplorer, objects, old):
    workspace, commits = old
    before = workspace.lock_path.read_bytes()
    shown = hubexplorer("diff")
    assert shown.returncode == 1
    assert shown.stdout.startswith(f"changes\t{NANO}@{commits[1][:7]} to {commits[0][:7]}\n")
    assert f"  commit: pinned {commits[1]}, found {commits[0]}" in shown.stdout
    (told,) = objects(hubexplorer("diff", "--json", NANO))
    assert (told["from"], told["to"]) == (commits[1], commits[0])

    asked = hubexplorer("update")
    assert asked.returncode == 1
    assert asked.stdout == shown.stdout
    assert "--yes" in asked.stderr
    assert workspace.lock_path.read_bytes() == before

    written = hubexplorer("update", "--yes", "--seen", NANO)
    assert written.returncode == 0
    assert written.stdout == f"{shown.stdout}written\tembedded:{NANO}@{commits[0]}\n"
    assert hubexplorer("diff").stdout == f"up to date\t{NANO}@{commits[0][:7]}\n"
    assert hubexplorer("verify").returncode == 0

    (workspace.folder / "before.lock").write_bytes(before)
    compared = hubexplorer("diff", "--with", "before.lock")
    assert compared.returncode == 1
    assert compared.stdout.startswith(f"changes\tembedded:{NANO}\n")


def test_an_update_that_does_worse_on_own_rows_is_not_taken(hubexplorer, old):
    workspace, commits = old
    tickets = read(demo.data_file("tickets_test.csv"))
    texts, intents = tickets.column("message")[:300], tickets.column("intent")[:300]
    answer = workspace.run(f"embedded:{NANO}@{commits[1]}", texts)
    said = [item["scores"][0]["label"] for item in answer.output["items"]]
    right = [
        {"message": t, "intent": i} for t, i, s in zip(texts, intents, said, strict=True) if s == i
    ]
    pd.DataFrame(right).to_csv(workspace.folder / "mine.csv", index=False)
    spec = "data: mine.csv\ncolumns: {text: message, label: intent}\nthresholds: {accuracy: %s}\n"
    (workspace.folder / "mine.yaml").write_text(spec % 0.1)
    poor = hubexplorer("update", "--yes", "--measure", "mine.yaml", "--commit", commits[-1], NANO)
    assert poor.returncode == 1, poor.stdout
    assert "does worse than" in poor.stderr
    assert f"@{commits[-1][:7]} is clearly beaten" in poor.stdout
    assert next(iter(workspace.pins)).commit == commits[1]

    (workspace.folder / "mine.yaml").write_text(spec % 1.1)
    strict = hubexplorer("update", "--yes", "--measure", "mine.yaml", NANO)
    assert (strict.returncode, "accuracy" in strict.stderr) == (1, True)
    weighed = workspace.pins.measure(workspace.pins.propose(NANO), workspace.folder / "mine.yaml")
    assert not weighed.is_worse
    assert weighed.missed

    (workspace.folder / "mine.yaml").write_text(spec % 0.1)
    taken = hubexplorer("update", "--yes", "--measure", "mine.yaml", NANO)
    assert taken.returncode == 0, taken.stderr
    assert taken.stdout.rstrip().endswith(f"written\tembedded:{NANO}@{commits[0]}")


def test_install_brings_the_pinned_files_and_refuses_an_edited_lock_file(hubexplorer, old):
    workspace, commits = old
    (pin,) = workspace.pins
    folder = local_folder(workspace, pin)
    workspace.downloads.delete(pin.hub, pin.repo, pin.commit)
    assert hubexplorer("verify").stdout == f"ok\t{NANO}@{commits[1][:7]}\tnot installed\n"
    done = hubexplorer("install", "--offline")
    assert done.stdout == f"embedded:{NANO}\t{folder}\n", done.stderr
    assert done.stderr.startswith("fetching ")

    text = workspace.lock_path.read_text()
    digest = pin.files["config.json"][1]
    workspace.lock_path.write_text(text.replace(digest, "0" * 64))
    refused = hubexplorer("install")
    assert refused.returncode == 1
    assert "files: edited in the lock file" in refused.stderr


@pytest.mark.parametrize("words", [("diff",), ("update", "--yes"), ("install",)])
def test_without_a_lock_file_each_says_how_to_make_one(hubexplorer, words):
    done = hubexplorer(*words)
    assert done.returncode == 1
    assert "hint: hubexplorer pin MODEL makes one" in done.stderr


def test_misuse_exits_with_2(hubexplorer, old):
    assert hubexplorer("update", "--commit", "a" * 40).returncode == 2
    assert hubexplorer("update", "--commit", "main", NANO).returncode == 2
    assert hubexplorer("diff", "--with", "x", NANO).returncode == 2
    assert hubexplorer("diff", "demo/nope").returncode == 1
