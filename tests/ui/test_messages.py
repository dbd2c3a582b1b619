"""Nothing reaches a screen that is not of the agreed shape."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hubexplorer.ui.filters import NO_FILTERS
from hubexplorer.ui.messages import MAX_ITEMS, MAX_TEXT, OPS, Refused, check_request
from hubexplorer.ui.typescript import typescript

KEY = {"hub": "h", "repo": "a/b", "commit": None}
FILTERS = {**NO_FILTERS, "ranges": {"parameters": [None, 1e9]}, "sort": "name"}


def request(op: str, args: object, **changes: object) -> dict[str, object]:
    return {"v": 1, "id": 1, "seq": 1, "op": op, "args": args, **changes}


def test_a_good_request_passes():
    assert check_request("browser", request("open", {"key": KEY})) == (1, 1, "open", {"key": KEY})
    args = {"filters": FILTERS, "offset": 0, "limit": 50, "facets": [], "ranges": []}
    assert check_request("browser", request("search", args))[3] == args


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "search",
        {},
        request("open", {"key": KEY}, v=2),
        request("open", {"key": KEY}, id="1"),
        request("open", {"key": KEY}, seq=True),
        request("open", {"key": KEY}, id=2**60),
        request("__init__", {}),
        request("close", {}),
        request("open", None),
        request("open", {}),
        request("open", {"key": {**KEY, "extra": 1}}),
        request("open", {"key": {"hub": "h", "repo": "a/b"}}),
        request("open", {"key": {**KEY, "repo": 7}}),
        request("open", {"key": {**KEY, "commit": 7}}),
        request("open", {"key": {**KEY, "repo": "x" * (MAX_TEXT + 1)}}),
        request("mark", {"key": KEY, "on": 1}),
        request("code", {"filters": {**FILTERS, "any": {"task": ["x"] * (MAX_ITEMS + 1)}}}),
        request("code", {"filters": {**FILTERS, "any": {"task": "x"}}}),
        request("code", {"filters": {**FILTERS, "ranges": {"parameters": ["0", None]}}}),
    ],
)
def test_anything_else_is_refused_without_repeating_it(content):
    with pytest.raises(Refused) as caught:
        check_request("browser", content)
    assert "x" * 100 not in str(caught.value)


def test_a_door_is_one_of_the_known_words():
    assert check_request("explorer", request("door", {"door": "try"}))
    with pytest.raises(Refused):
        check_request("explorer", request("door", {"door": "window"}))


def test_the_typescript_is_that_of_these_shapes():
    folder = Path(__file__).parents[2] / "widgets" / "src" / "shared" / "messages"
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == typescript()


def test_every_operation_has_its_handler():
    code = (
        "import hubexplorer.ui.explorer\n"
        "from hubexplorer.ui.messages import OPS\n"
        "from hubexplorer.ui.screen import Screen\n"
        "kinds = Screen.__subclasses__()\n"
        "kinds += [below for kind in kinds for below in kind.__subclasses__()]\n"
        "screens = {kind.stem: kind for kind in kinds if 'stem' in vars(kind)}\n"
        "assert set(screens) == set(OPS), set(screens) ^ set(OPS)\n"
        "missing = [(stem, op) for stem, ops in OPS.items() for op in ops\n"
        "           if not hasattr(screens[stem], 'on_' + op)]\n"
        "assert not missing, missing\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert sum(len(ops) for ops in OPS.values()) > 20
