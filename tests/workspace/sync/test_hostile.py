"""Hubs that mean harm, a sample: what came is kept, the rest is said, and tokens stay home.

All of them, on the time and memory that they take, are `python -m tests.soak --only hostile_hubs`.
"""

from __future__ import annotations

import random

import pytest

from hubexplorer.errors import BadAnswer, TooLarge
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.hubs.transport import Budget
from tests.hubs.bad_server import answer, serving
from tests.hubs.hostile import KINDS, WAITED
from tests.soak.hostile_hubs import ACTIONS, outcome

SLOW = frozenset({"silent", "silent in an answer", "dripping head", "dripping answer"})
ALWAYS = ("next page elsewhere", "redirect elsewhere", "wait a minute")


def sample():
    """A few uses of quick kinds, others every time the seed changes."""
    draw = random.Random(7)
    quick = sorted(set(KINDS) - SLOW - WAITED - set(ALWAYS))
    kinds = [*ALWAYS, *draw.sample(quick, 5)]
    return [(ACTIONS[place % len(ACTIONS)], kind) for place, kind in enumerate(kinds)]


@pytest.mark.parametrize(("action", "kind"), sample())
def test_a_hostile_hub_ends_and_what_came_is_kept_and_said(action, kind):
    told = outcome(action, kind, patience_s=4.0)
    assert told["is_kept"], told
    assert told["is_said"], told
    assert (told["has_shown_it"], told["leaked"]) == (True, 0)
    assert told["grown_bytes"] < 300e6


def test_a_page_of_too_many_rows_is_refused_before_they_are_read(tmp_path):
    rows = [{"id": "a/b"}] * 10_001
    with serving(lambda c, r: answer(c, rows)) as server:
        hub = HuggingFaceHub("bad", server.url, cache=tmp_path)
        with pytest.raises(BadAnswer, match="10,001 models on one page"):
            next(hub.list_models())
        hub.close()


def test_a_page_too_large_at_once_can_be_asked_for_in_smaller_ones(tmp_path):
    def behavior(connection, request):
        asked.append(request.path)
        size = int(request.path.partition("limit=")[2].partition("&")[0])
        answer(connection, [{"id": f"a/m{n}", "pad": "x" * 9_000} for n in range(size)])

    asked = []
    with serving(behavior) as server:
        budget = Budget(max_bytes=100_000)
        hub = HuggingFaceHub("fat", server.url, cache=tmp_path, budget=budget)
        cursor = "sort=downloads&limit=500&cursor=a%3Db%26"
        with pytest.raises(TooLarge):
            hub.page(sort="downloads", cursor=cursor, page_size=500)
        page = hub.page(sort="downloads", cursor=cursor, page_size=5)
        hub.close()
    assert len(page.models) == 5
    assert asked[0].endswith(cursor)
    assert asked[1].endswith("?sort=downloads&cursor=a%3Db%26&limit=5")
