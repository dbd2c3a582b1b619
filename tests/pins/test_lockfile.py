"""The lock file: what is put in comes out, whole or not at all, and nothing else gets in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.errors import PinError
from hubexplorer.pins import LockFile, Pin, edits, manifest_commit
from hubexplorer.records import ModelRef

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_metadata.json"
STRINGS = [
    '"',
    "\\",
    "\n[pin.x]\n",
    "\r",
    "\x00",
    "\x7f",
    "\u2028",
    "\u202e",
    "#",
    "'''",
    "😀",
    "=",
    "",
]
BUSY = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from hubexplorer.pins import LockFile, Pin, edits, manifest_commit
path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
(model,) = LockFile.load(path.with_name("model.lock")).pins
for number in range(count) if count else itertools.count():
    with LockFile.editing(path) as lock:
        lock.add(replace(model, repo=f"{who}/model-{number % 500}"))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hubexplorer.lock"


def written(path: Path, pin: Pin) -> str:
    lock = LockFile.load(path)
    lock.add(pin)
    lock.save()
    return path.read_text("utf-8")


def test_absent_file_is_empty_and_is_made_by_save(path: Path, pin: Pin) -> None:
    assert LockFile.load(path).pins == ()
    written(path, pin)
    assert LockFile.load(path).pins == (pin,)
    assert [entry.name for entry in path.parent.glob("*lock*")] == [path.name]


def test_order_does_not_depend_on_who_came_first(path: Path, pin: Pin, tmp_path: Path) -> None:
    pins = [replace(pin, repo=f"team/model-{number}") for number in range(5)]
    for one in pins:
        written(path, one)
    for one in reversed(pins):
        written(tmp_path / "other.lock", one)
    assert path.read_bytes() == (tmp_path / "other.lock").read_bytes()


def test_one_more_pin_adds_lines_and_changes_none(path: Path, pin: Pin) -> None:
    before = written(path, pin).splitlines()
    after = written(path, replace(pin, repo="team/another")).splitlines()
    rest = iter(after)
    assert all(line in rest for line in before)  # a subsequence: git merges it


def test_add_replaces_and_remove_takes_out(path: Path, pin: Pin) -> None:
    written(path, pin)
    written(path, replace(pin, commit="0" * 40))
    lock = LockFile.load(path)
    found = lock.get(ModelRef(pin.hub, pin.repo))
    assert found is not None
    assert found.commit == "0" * 40
    lock.remove(pin.hub, pin.repo)
    lock.save()
    assert LockFile.load(path).pins == ()
    with pytest.raises(PinError, match="is not pinned"):
        lock.remove(pin.hub, pin.repo)


def versioned(pin: Pin) -> Pin:
    """The same model on a hub that numbers versions and knows no commits."""
    return replace(pin, hub="kaggle", version="3", commit=manifest_commit(pin.files))


def test_a_hub_without_commits_fits_the_format(path: Path, pin: Pin) -> None:
    text = written(path, versioned(pin))
    (read,) = LockFile.load(path).pins
    assert read == versioned(pin)
    assert read.version == "3"
    assert "version" not in written(path.with_name("other.lock"), pin).partition("[pin")[2]
    more = {**pin.files, "more.json": (1, "a" * 64)}
    assert manifest_commit(more) != manifest_commit(pin.files)
    for old, new, named in (
        ('version = "3"\n', "", "seal"),
        ("size = 22,", "size = 23,", "commit is not that of the files of version '3'"),
    ):
        assert old in text
        path.write_text(text.replace(old, new, 1))
        with pytest.raises(PinError, match=named):
            LockFile.load(path)
    path.write_text(text.replace('version = "3"', 'version = "4"'))
    (edited,) = LockFile.load(path).pins
    assert [str(found) for found in edits(edited)] == [
        "version: edited in the lock file after it was written there"
    ]


def hostile_strings() -> list[str]:
    if not HOSTILE.exists():
        return STRINGS
    return STRINGS + [entry["value"] for entry in json.loads(HOSTILE.read_text())["strings"]]


@pytest.mark.parametrize("text", hostile_strings(), ids=lambda text: ascii(text)[:30])
def test_hostile_strings_come_back_as_they_went_in(path: Path, pin: Pin, text: str) -> None:
    hostile = replace(pin, license_id=text, findings_seen=(text, "license"), exceptions=(text,))
    content = written(path, hostile)
    assert LockFile.load(path).pins == (hostile,)
    assert content.isascii() or content.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hub", "Hub:x"),
        ("repo", "team/../x"),
        ("commit", "main"),
        ("commit", "A" * 40),
        ("endpoint", "https://user:hf_secret@hub.example"),
        ("endpoint", "https://hub.example/?token=hf_secret"),
        ("endpoint", "file:///etc/passwd"),
        ("pinned_s", float("nan")),
        ("license_class", "allowed"),
        ("license_id", "\ud800"),
        ("card_sha256", "c" * 63),
        ("findings_seen", ["license"]),
        ("files", {}),
        ("files", {"../x": (1, "a" * 64)}),
        ("files", {"/etc/passwd": (1, "a" * 64)}),
        ("files", {"a//b": (1, "a" * 64)}),
        ("files", {"a\\b": (1, "a" * 64)}),
        ("files", {"a\nb": (1, "a" * 64)}),
        ("files", {"config.json": (-1, "a" * 64)}),
        ("files", {"config.json": (True, "a" * 64)}),
        ("files", {"config.json": (1, "a" * 40)}),
    ],
)
def test_a_pin_refuses_what_is_no_pin(pin: Pin, field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=field):
        replace(pin, **{field: value})


BREAKS: dict[str, tuple[Callable[[str], str], str]] = {
    "torn": (lambda text: text[: len(text) // 2], "line 18, the end"),
    "merge conflict": (lambda text: "<<<<<<< ours\n" + text, "merge conflict"),
    "twice": (lambda text: text + text[text.index("[pin") :], "line"),
    "newer": (lambda text: text.replace("version = 1", "version = 2"), "update HubExplorer"),
    "no version": (lambda text: text.replace("version = 1\n", ""), "version is None"),
    "unknown key": (
        lambda text: text.replace("\npinned", '\nnote = "x"\npinned'),
        "line 11: 'note'",
    ),
    "unknown table": (lambda text: text + "\n[policy]\nallow = true\n", "'policy' is not known"),
    "no license": (lambda text: text.replace("license_id", "license_ld"), "license"),
    "bad commit": (
        lambda text: text.replace('commit = "89abcdef', 'commit = "main'),
        "line 7: commit",
    ),
    "path outside": (lambda text: text.replace('"config.json" =', '"../config.json" ='), "line"),
    "file without hash": (
        lambda text: text.replace(", sha256 =", ", sha1 ="),
        "needs size and sha256",
    ),
    "no seal": (lambda text: text[: text.rindex("[pin")], "'seal' of .* is missing"),
    "half a seal": (lambda text: text[: text.rindex("pinned_s =")], "does not name every field"),
    "no time": (lambda text: text.replace("pinned = ", "pinned = 1 # "), "no time"),
    "list of numbers": (
        lambda text: text.replace('    "license",', "    1,"),
        "line 12: findings_seen",
    ),
    "a number for text": (
        lambda text: text.replace('license_id = "cc-by-nc-4.0"', "license_id = 4"),
        "license_id",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_refused_by_line(path: Path, pin: Pin, name: str) -> None:
    break_it, message = BREAKS[name]
    text = written(path, pin)
    broken = break_it(text)
    assert broken != text
    path.write_text(broken)
    with pytest.raises(PinError, match=message):
        LockFile.load(path)


def test_every_truncation_is_a_named_error(path: Path, pin: Pin) -> None:
    content = written(path, pin).encode()
    for part in range(1, 64):
        path.write_bytes(content[: len(content) * part // 64])
        if b"[pin" in path.read_bytes():
            with pytest.raises(PinError, match=r"hubexplorer\.lock"):
                LockFile.load(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"version = 1\xe9", b"a = " + b"[" * 5000])
def test_garbage_is_a_named_error(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(PinError, match=r"hubexplorer\.lock"):
        LockFile.load(path)


@pytest.mark.parametrize("comment", ["# why we chose it\n", 'x = "#" # why\n'])
def test_a_comment_is_not_lost_by_saving(path: Path, pin: Pin, comment: str) -> None:
    text = written(path, replace(pin, license_id="# no comment"))
    at = text.index("pinned = ")
    commented = text[:at] + (comment if comment[0] == "#" else "") + text[at:]
    if comment[0] != "#":
        commented = text.replace("version = 1", "version = 1 # why")
    path.write_text(commented)
    lock = LockFile.load(path)
    lock.add(replace(pin, repo="team/another"))
    with pytest.raises(PinError, match="holds a comment"):
        lock.save()
    assert path.read_text() == commented


def test_a_change_by_somebody_else_is_not_overwritten(path: Path, pin: Pin) -> None:
    mine = LockFile.load(path)
    written(path, replace(pin, repo="team/theirs"))
    mine.add(pin)
    with pytest.raises(PinError, match="has changed"):
        mine.save()
    assert [each.repo for each in LockFile.load(path).pins] == ["team/theirs"]


def test_a_link_is_neither_read_nor_written(path: Path, pin: Pin, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    path.symlink_to(target)
    with pytest.raises(PinError, match="link"):
        LockFile.load(path)
    path.unlink()
    lock = LockFile.load(path)
    lock.add(pin)
    path.symlink_to(target)
    with pytest.raises(PinError, match="link"):
        lock.save()
    assert not target.exists()


def test_an_unwritable_place_leaves_the_old_file(path: Path, pin: Pin) -> None:
    before = written(path, pin)
    code = (
        "import resource, sys; from pathlib import Path; from hubexplorer.pins import LockFile\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from dataclasses import replace\n"
        "lock = LockFile.load(Path(sys.argv[1])); (pin,) = lock.pins\n"
        "lock.add(replace(pin, repo='team/second'))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))\n"
        "lock.save()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert "DiskFull" in run.stderr
    assert path.read_text() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def start_busy(path: Path, who: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUSY, str(path), who, str(count)])


def test_two_processes_lose_nothing(path: Path, pin: Pin) -> None:
    written(path.with_name("model.lock"), pin)
    processes = [start_busy(path, who, 40) for who in ("ann", "bob")]
    assert [process.wait(60) for process in processes] == [0, 0]
    repos = {each.repo for each in LockFile.load(path).pins}
    assert repos == {f"{who}/model-{number}" for who in ("ann", "bob") for number in range(40)}


def test_a_kill_leaves_a_whole_file(path: Path, pin: Pin) -> None:
    written(path.with_name("model.lock"), pin)
    count = 0
    for round_number in range(6):
        process = start_busy(path, "ann", 0)
        before = path.stat().st_mtime_ns if path.exists() else 0
        while not path.exists() or path.stat().st_mtime_ns == before:
            time.sleep(0.005)
        time.sleep(0.013 * round_number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        pins = LockFile.load(path).pins  # raises if anything half was left
        assert len(pins) >= count
        count = len(pins)
    with LockFile.editing(path) as lock:
        lock.add(replace(pin, repo="ann/last"))
    assert not list(path.parent.glob("*.tmp"))
