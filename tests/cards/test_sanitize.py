"""Hostile cards through the whole pipeline, looked at statically."""

import pytest

from hubexplorer.cards.check import violations
from hubexplorer.cards.front_matter import split_front_matter
from tests.cards.payloads import (
    DATA,
    MISSING,
    card_text,
    control_page,
    load_payloads,
    sample_payloads,
)
from tests.cards.pipeline import pipeline

# Where a payload may stand in a card.
PLACES = ("{}", "text {}", "<div>\n{}", "> {}", "- {}", "| a |\n|---|\n| {} |", "## {}", "**{}**")
URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "//example.org/x",
    "/\\example.org",
    "\\\\example.org",
    "about:srcdoc#hx-1",
    "view-source:x",
)


def test_no_public_payload_leaves_a_violation() -> None:
    payloads = load_payloads()
    if not payloads:
        pytest.skip(MISSING)
    assert len(payloads) > 500
    for payload in payloads:
        for place in PLACES:
            text = place.format(card_text(payload))
            done = pipeline(text, allow_remote_images=True, base_url="https://hub.test/m/")
            assert violations(done.markup) == [], (payload.id, place)
        assert violations(pipeline(card_text(payload)).markup) == [], payload.id


def test_real_cards_leave_no_violation() -> None:
    paths = sorted((DATA / "cards").glob("*.md"))
    if not paths:
        pytest.skip(f"REAL CARDS NOT CHECKED: there is no {DATA / 'cards'}")
    for path in paths:
        done = pipeline(split_front_matter(path.read_text(encoding="utf-8")).body)
        assert violations(done.markup) == [], path.name


def test_the_control_really_carries_the_payloads() -> None:
    payloads = sample_payloads(300, seed=1)
    if not payloads:
        pytest.skip(MISSING)
    assert payloads == sample_payloads(300, seed=1)
    bare = [control_page(card_text(payload)).partition("<body>")[2] for payload in payloads]
    assert sum(bool(violations(markup)) for markup in bare) > 200


@pytest.mark.parametrize("url", URLS)
def test_no_address_but_a_plain_one_survives(url: str) -> None:
    for text in (f"[a]({url})", f'<a href="{url}">a</a>', f'<img src="{url}">', f"![a]({url})"):
        done = pipeline(text, allow_remote_images=True)
        assert violations(done.markup) == []
        assert "href=" not in done.markup
        assert "src=" not in done.markup


def test_nothing_of_the_card_names_or_styles_an_element() -> None:
    text = (
        '<div id="content" style="position:fixed" class="jp-Cell hx-wide" onclick="x()">a</div>'
        '<form name="f" action="https://e.test"><input name="n" autofocus onfocus=x()></form>'
        '<iframe srcdoc="<script>x()</script>"></iframe><a name="location">b</a>'
    )
    markup = pipeline(text).markup
    assert violations(markup) == []
    for word in ("content", "position", "jp-Cell", "hx-wide", "onclick", "location", "autofocus"):
        assert word not in markup
    for word in ("<form", "<iframe", "<input", "script", "name="):
        assert word not in markup


@pytest.mark.parametrize(
    ("markup", "violation"),
    [
        ("<script>x</script>", "tag <script>"),
        ('<p onclick="x">a</p>', "attribute onclick on <p>"),
        ('<p style="x">a</p>', "attribute style on <p>"),
        ('<p srcdoc="x">a</p>', "attribute srcdoc on <p>"),
        ('<a name="x">a</a>', "attribute name on <a>"),
        ('<p id="x">a</p>', "id='x' on <p>"),
        ('<p id="hx-1">a</p><p id="hx-1">b</p>', "id hx-1 twice"),
        ('<p class="jp-Cell">a</p>', "class='jp-Cell' on <p>"),
        ('<a href="javascript:x">a</a>', "href='javascript:x' on <a>"),
        ('<a href="java&#115;cript:x">a</a>', "href='javascript:x' on <a>"),
        ('<a href="data:text/html,x">a</a>', "href='data:text/html,x' on <a>"),
        ('<a href="#x">a</a>', "href='#x' on <a>"),
        ('<img src="http://e.test/x.png">', "src='http://e.test/x.png' on <img>"),
        ('<img src="data:image/svg+xml;base64,AA">', "data:image/svg+xml;base64,AA"),
        ('<p title="<b>">a</p>', "unescaped bracket in title of <p>"),
        ("<p title=x>a</p>", "unreadable markup at character 0"),
        ("<P>a</P>", "unreadable markup at character 0"),
        ("a <!-- b -->", "unreadable markup at character 2"),
        ("a < b", "unreadable markup at character 2"),
    ],
)
def test_the_check_sees(markup: str, violation: str) -> None:
    found = violations(markup)
    assert len(found) >= 1
    assert violation in found[0]


def test_the_check_passes_what_a_good_card_holds() -> None:
    text = (
        "# A\n\n[b](#a) <https://e.test/?a=1&b=2> ~~c~~ `d`\n\n- [x] e\n\n| f |\n|---|\n| g |\n\n"
        "```python\nimport os\n```\n\n$h$ i[^1]\n\n[^1]: j\n"
    )
    assert violations(pipeline(text).markup) == []
