"""Published attacks as cards in the real viewer, and what a reader's consent and clicks do.

A card takes a quarter of a second, so a sample is read here; `python -m tests.soak --only
malicious_cards` reads every payload there is.
"""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.browser.hostile_cards import (
    FRAME,
    attacks,
    controls,
    hostile_card,
    repo_of,
    viewing,
    viewing_in_lab,
)
from tests.browser.hostile_watch import SCRIPT_RAN
from tests.cards.payloads import MISSING

pytestmark = pytest.mark.browser

SAMPLE = 100
SEED = 1
FIRING = 0.3
SANDBOXED = 20
IN_LAB = 20
PICTURE = "https://pictures.test/far.png"
PAGE = "https://elsewhere.test/page"
READ = "own/read"
LONG = "\n\n".join(f"Paragraph {n}." for n in range(80))
CARD = (
    f"# Card\n\n![far]({PICTURE})\n\n[away]({PAGE})\n\n[down](#the-end)\n\n{LONG}\n\n## The end\n"
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture(scope="module")
def payloads():
    found = attacks(SAMPLE, SEED)
    if not found:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="module")
def viewer(browser, tmp_path_factory):
    cards = {repo_of(payload): hostile_card(payload) for payload in attacks(SAMPLE, SEED)}
    folder = tmp_path_factory.mktemp("malicious")
    with viewing(browser, {READ: CARD, **cards}, folder) as opened:
        yield opened


@pytest.fixture
def card(viewer):
    """A card of our own, just opened in the viewer."""
    viewer.late()
    assert viewer.open(READ) == ()
    assert viewer.late() == ()
    return viewer.page.frame_locator(FRAME)


def test_no_card_runs_asks_or_goes_anywhere(viewer, payloads):
    trials = [viewer.trial(payload) for payload in payloads]
    assert [trial for trial in trials if not trial.is_clean] == []
    assert min(trial.events for trial in trials) > 100
    assert viewer.late() == ()


def test_the_same_cards_fire_where_nothing_holds_them(browser, payloads):
    fired = [trial for trial in controls(browser, payloads) if trial.has_fired]
    assert len(fired) >= FIRING * len(payloads)


def test_no_card_runs_asks_or_goes_anywhere_in_lab(browser, lab, payloads, tmp_path):
    sample = payloads[:IN_LAB]
    cards = {repo_of(payload): hostile_card(payload) for payload in sample}
    with viewing_in_lab(browser, lab, cards, tmp_path) as viewer:
        trials = [viewer.trial(payload) for payload in sample]
        assert [trial for trial in trials if not trial.is_clean] == []
        assert min(trial.events for trial in trials) > 100
        assert viewer.late() == ()
    fired = [trial for trial in controls(browser, sample) if trial.has_fired]
    assert len(fired) >= FIRING * IN_LAB


def test_what_the_sandbox_holds_back_is_seen(browser, payloads):
    held = list(controls(browser, payloads[:SANDBOXED], sandbox="allow-same-origin"))
    said = [sight.detail for trial in held for sight in trial.sights]
    assert any(text.startswith("Blocked script execution") for text in said)
    assert not any(text.startswith(SCRIPT_RAN) for text in said)


def test_pictures_from_elsewhere_wait_for_consent(viewer, card):
    viewer.page.route(PICTURE, lambda route: route.fulfill(body=PNG, content_type="image/png"))
    assert card.locator("img").count() == 0
    viewer.page.get_by_role("button", name="Show 1 remote image").click()
    viewer.page.wait_for_function(
        "(frame) => document.querySelector(frame).contentDocument.images[0]?.naturalWidth === 1",
        arg=FRAME,
    )
    assert [sight.detail for sight in viewer.watch.take()] == [PICTURE]


def test_a_link_opens_a_tab_of_its_own(viewer, card):
    before = viewer.page.url
    link = card.get_by_role("link", name="away")
    expect(link).to_have_attribute("rel", re.compile("noopener.*noreferrer"))
    with viewer.watch.context.expect_page():
        link.click()
    assert PAGE in [sight.detail for sight in viewer.late() if sight.kind == "request"]
    assert viewer.page.url == before
    expect(card.get_by_role("heading", name="The end")).to_be_attached()


def test_a_link_inside_the_card_scrolls_it(viewer, card):
    end = card.get_by_role("heading", name="The end")
    expect(end).not_to_be_in_viewport()
    card.get_by_role("link", name="down").click()
    expect(end).to_be_in_viewport()
    assert [sight for sight in viewer.watch.take() if sight.kind != "navigation"] == []
    assert [frame.url for frame in viewer.page.frames][1:] == ["about:srcdoc#hx-2"]
