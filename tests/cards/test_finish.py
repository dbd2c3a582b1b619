"""Ids, links and pictures of a finished card."""

import base64
import re

import pytest

from hubexplorer.cards.finish import Finished
from tests.cards.pipeline import pipeline

PIXEL = "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
BASE = "http://127.0.0.1:8000/acme/model/blob/" + "a" * 40 + "/"


def hrefs(done: Finished) -> list[str]:
    return re.findall(r'href="([^"]*)"', done.markup)


def test_headings_get_our_ids_and_stand_in_the_table_of_contents() -> None:
    done = pipeline('# Über *uns*\n\n## A & B\n\n<h3 id="mine">C</h3>\n\n##\n')
    assert done.toc == (("hx-1", 1, "Über uns"), ("hx-2", 2, "A & B"), ("hx-3", 3, "C"))
    assert '<h2 id="hx-2">A &amp; B</h2>' in done.markup
    assert "mine" not in done.markup


def test_links_inside_the_card_lead_to_our_ids() -> None:
    # A bare fragment would lead the frame to the page around it (tried in Chromium).
    done = pipeline("# Use it\n\n# Use it\n\n[a](#use-it) [b](#use-it-1) [c](#nowhere)")
    assert hrefs(done) == ["about:srcdoc#hx-1", "about:srcdoc#hx-2"]


def test_the_cards_own_anchors_and_footnotes_keep_working() -> None:
    done = pipeline('<a name="top"></a>\n\na[^1] [up](#top)\n\n[^1]: note\n')
    ids = re.findall(r'id="([^"]*)"', done.markup)
    assert len(ids) == len(set(ids)) == 3
    assert sorted(hrefs(done)) == sorted(f"about:srcdoc#{own}" for own in ids)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("LICENSE", BASE + "LICENSE"),
        ("./docs/a.md#b", BASE + "docs/a.md#b"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_that_leave_the_card(href: str, target: str) -> None:
    done = pipeline(f"[a]({href})", base_url=BASE)
    assert hrefs(done) == [target]
    assert 'target="_blank" rel="noopener noreferrer nofollow"' in done.markup


def test_relative_links_lead_nowhere_without_a_base() -> None:
    assert pipeline("[a](LICENSE)").markup == "<p><a>a</a></p>\n"


def test_pictures_of_the_commit_are_shown() -> None:
    images = {"assets/my plot.png": PIXEL}
    for src in ("assets/my%20plot.png", "./assets/my%20plot.png?raw=true"):
        done = pipeline(f"![p]({src})", images=images)
        assert f'src="{PIXEL}"' in done.markup
        assert done.remote_images == 0


def test_pictures_of_the_same_repository_named_in_full_are_those_of_the_commit() -> None:
    base = "https://hub.test/acme/model/resolve/" + "a" * 40 + "/"
    images = {"assets/p.png": PIXEL}
    for way in ("resolve/main", "blob/v1.0", "raw/main"):
        done = pipeline(
            f"![p](https://hub.test/acme/model/{way}/assets/p.png)", images=images, base_url=base
        )
        assert f'src="{PIXEL}"' in done.markup
        assert done.remote_images == 0
    other = "![p](https://hub.test/acme/model2/resolve/main/assets/p.png)"
    assert pipeline(other, images=images, base_url=base).remote_images == 1


def test_pictures_handed_in_must_be_pictures() -> None:
    svg = "data:image/svg+xml;base64," + base64.b64encode(b"<svg onload=x>").decode()
    done = pipeline("![p](a.png)", images={"a.png": svg})
    assert "src=" not in done.markup


def test_a_picture_shown_very_often_is_shown_a_few_times() -> None:
    large = "data:image/png;base64," + "A" * 4_000_000
    done = pipeline("![p](a.png)\n" * 50, images={"a.png": large})
    assert 1 <= done.markup.count("src=") <= 4
    assert done.markup.count('class="hx-withheld"') >= 46


def test_remote_pictures_wait_for_consent() -> None:
    text = "![a](https://e.test/a.png) ![b](http://e.test/b.png) ![c](missing.png)"
    before = pipeline(text)
    assert before.remote_images == 1
    assert "src=" not in before.markup
    assert before.markup.count('class="hx-withheld"') == 3
    after = pipeline(text, allow_remote_images=True)
    assert re.findall(r'src="([^"]*)"', after.markup) == ["https://e.test/a.png"]
    assert 'referrerpolicy="no-referrer"' in after.markup


def test_what_scrolls_can_be_reached_by_keyboard() -> None:
    markup = pipeline("```\na\n```\n\n| a |\n|---|\n| b |").markup
    assert '<pre tabindex="0">' in markup
    assert '<div class="hx-wide" tabindex="0" role="group" aria-label="Table"><table>' in markup
    assert markup.count("</table></div>") == 1


def test_tasks_are_marks_with_a_name() -> None:
    markup = pipeline("- [x] a\n- [ ] b").markup
    assert 'role="img" aria-label="done">☑' in markup
    assert 'role="img" aria-label="not done">☐' in markup
