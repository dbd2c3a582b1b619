"""Cards as documents, made in the child process."""

import contextlib
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from hubexplorer.cards import CardRenderer, RenderedCard, TocEntry, render_card
from hubexplorer.cards.check import violations
from hubexplorer.cards.finish import Finished
from hubexplorer.cards.render_child import MAX_MEMORY_BYTES, reply_for
from tests.cards.payloads import DATA

# What a card can do to a parser, and whether it must still be laid out.
PATHOLOGICAL = {
    "emphasis": "*a " * 60_000,
    "brackets": "[" * 60_000,
    "quotes 3,000 deep": ">" * 3_000 + "x",
    "lists": "".join("  " * depth + "- a\n" for depth in range(400)),
    "unclosed div": "<div>" * 20_000,
    "unclosed b": "<b>" * 20_000,
    "unclosed tables": "<table><tr><td>" * 6_000,
    "misnested": "<b><p>" * 10_000,
    "comments": "<!--" * 100_000,
    "formulas": "\\\\(" * 80_000,
    "footnotes": "".join(f"[^{n}]: x\n" for n in range(20_000)) + "[^1]" * 20_000,
    "code": "```python\n" + '"' * 19_000 + "\n```",
    "alias bomb": "---\na: &a [x]\n"
    + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(9_000)).replace("a0", "a")
    + "---\n# b",
    "deep YAML": "---\n" + "[" * 60_000 + "\n---\n# b",
}


@pytest.fixture(scope="module")
def renderer() -> Iterator[CardRenderer]:
    with CardRenderer() as opened:
        opened.warm_up()
        yield opened


def content(card: RenderedCard) -> str:
    return card.srcdoc.partition("<main>")[2].removesuffix("</main></body></html>")


def test_a_card_becomes_a_whole_document_that_cannot_act() -> None:
    card = render_card("---\nlicense: mit\n---\n# Hello\n\n<script>x</script>*there*")
    assert not card.is_plain
    assert card.toc == (TocEntry("hx-1", 1, "Hello"),)
    assert content(card).startswith('<h1 id="hx-1">Hello</h1>')
    assert "license: mit" not in card.srcdoc
    assert card.srcdoc.startswith("<!doctype html>")
    assert (
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'\"" in card.srcdoc
    )
    assert violations(content(card)) == []


def test_consent_opens_the_policy_for_pictures_only(renderer: CardRenderer) -> None:
    text = "![a](https://e.test/a.png)"
    assert renderer.render(text).remote_images == 1
    agreed = renderer.render(text, allow_remote_images=True)
    assert agreed.remote_images == 0
    assert "img-src data: https:;" in agreed.srcdoc


def test_the_hosts_theme_is_taken_but_cannot_leave_its_element() -> None:
    css = ":root{--hx-paper:#111}"
    assert f"<style>{css}</style>" in render_card("a", theme_css=css).srcdoc
    with pytest.raises(ValueError, match="theme_css"):
        render_card("a", theme_css="</style><script>")


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_cards_end_in_time(name: str, renderer: CardRenderer) -> None:
    card = renderer.render(PATHOLOGICAL[name])  # the child's own clock ends it
    assert violations(content(card)) == []
    assert card.is_plain == bool(card.reason)


def test_the_child_limits_itself_before_it_lays_a_card_out() -> None:
    with CardRenderer() as renderer, ThreadPoolExecutor(1) as executor:
        renderer.warm_up()
        assert renderer._spare is not None
        pid = renderer._spare.pid
        rendered = executor.submit(renderer.render, PATHOLOGICAL["footnotes"])
        seen = set()
        while not rendered.done():
            with contextlib.suppress(ProcessLookupError):
                seen.add(resource.prlimit(pid, resource.RLIMIT_AS)[0])
    assert MAX_MEMORY_BYTES in seen


def test_a_card_beyond_its_limits_is_shown_as_plain_text(renderer: CardRenderer) -> None:
    notes = "".join(f"[^{n}]: x\n" for n in range(32_000)) + "[^1]" * 25_000
    slow = renderer.render(notes)
    assert slow.is_plain
    assert slow.reason == "laying it out takes more than 2 s or 300 MB."
    large = renderer.render("<b>" + "x" * 512_000)
    assert large.is_plain
    assert large.reason == "it is larger than 512 kB."
    assert content(large).startswith("<p><strong>Shown as plain text: it is larger than 512 kB.")
    assert "&lt;b&gt;x" in content(large)


def test_markup_that_fails_the_check_never_leaves_the_child() -> None:
    reply = reply_for(Finished('<p onclick="x()">a</p>', (), 0))
    assert "markup" not in reply
    assert "attribute onclick on <p>" in reply["refused"]


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "\ufeff---\n---\n", "---\n", "\r\n\r"])
def test_odd_texts_are_laid_out(text: str, renderer: CardRenderer) -> None:
    assert not renderer.render(text).is_plain


def test_a_renderer_whose_spare_died_starts_another() -> None:
    with CardRenderer() as opened:
        opened.warm_up()
        spare = opened._spare
        assert spare is not None
        spare.kill()
        spare.wait()
        assert not opened.render("# a").is_plain


def test_real_cards_are_laid_out(renderer: CardRenderer) -> None:
    paths = sorted((DATA / "cards").glob("*.md"))
    if not paths:
        pytest.skip(f"REAL CARDS NOT CHECKED: there is no {DATA / 'cards'}")
    # All of them go through the same steps in test_sanitize.
    for path in paths[::5]:
        card = renderer.render(path.read_text(encoding="utf-8"))
        assert not card.is_plain, (path.name, card.reason)
        assert violations(content(card)) == []
