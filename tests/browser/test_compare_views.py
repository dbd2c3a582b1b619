"""Compare by hand, in Chromium: a real model for every kind of view, in two sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from hubexplorer import demo
from hubexplorer.runtime.tasks.sounds import as_wav
from tests.browser.compare_page import ComparePages, comparing, show
from tests.browser.conftest import FLAGS, SIZE
from tests.browser.test_accessibility import grave_violations
from tests.runtime import models, senses, writers

pytestmark = pytest.mark.browser

START_MS = 60_000
TEXT = "Text for all candidates"
DEVICES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
TINY = {
    "reader": (lambda at: models.save_bert(at, "BertForQuestionAnswering"), "question-answering"),
    "chat": (lambda at: writers.save_llama(at, template=writers.TEMPLATE), "text-generation"),
    "endless": (
        lambda at: writers.save_llama(
            at, hidden_size=256, num_hidden_layers=8, max_position_embeddings=8192
        ),
        "text-generation",
    ),
    "detector": (senses.save_detector, "object-detection"),
    "segmenter": (senses.save_segmenter, "image-segmentation"),
    "depth": (senses.save_depth, "depth-estimation"),
    "letters": (senses.save_letters, "automatic-speech-recognition"),
    "speaker": (senses.save_speaker, "text-to-speech"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A model, what it is asked, and where in its pane the view of its answer is."""

    repo: str
    fields: dict[str, str]
    view: str
    says: str = ""
    file: str = ""


KINDS = [
    Kind(
        "demo/support-intent-multi-mini", {TEXT: "I want my money back"}, ".hx-scores li", "refund"
    ),
    Kind("demo/entities-multi-mini", {TEXT: "Anna Fischer, Hamburg"}, ".hx-entities mark", "Anna"),
    Kind("demo/sentence-embed-multi-mini", {}, ".hx-similarity tbody td", r"1\.00"),
    Kind("demo/handwritten-digits-vit", {}, ".hx-scores li", r"\d"),
    Kind(
        "tiny/reader",
        {"Question": "who paid", "Text that answers it": "Anna paid twice in Berlin"},
        ".hx-context mark",
    ),
    Kind("demo/shop-chat-multi-mini", {TEXT: "Where is my parcel?"}, ".hx-written", "parcel|order"),
    Kind("demo/spoken-digits-en-nano", {}, ".hx-scores li", r"\w"),
    Kind("tiny/detector", {}, ".hx-picture svg rect", file="Image file"),
    Kind("tiny/segmenter", {}, ".hx-mask-part", file="Image file"),
    Kind("tiny/depth", {}, ".hx-depth img", file="Image file"),
    Kind("tiny/letters", {"What was really said": "three one"}, ".hx-diff del", file="Sound file"),
    Kind("tiny/speaker", {TEXT: "please help anna"}, ".hx-player svg rect"),
]
DARK = [KINDS[at] for at in (1, 2, 4, 7, 10)]
"""Those with colors of their own."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    base = tmp_path_factory.mktemp("saved")
    saved = {name: (save(base / name), task) for name, (save, task) in TINY.items()}
    with comparing(saved, tmp_path_factory.mktemp("comparing")) as screen:
        yield screen


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """A picture and a sound to choose."""
    folder = tmp_path_factory.mktemp("files")
    sound = folder / "sound.wav"
    sound.write_bytes(as_wav(senses.rising(), 16_000))
    return {"Image file": demo.samples("image-classification")[0], "Sound file": sound}


def ask(page: Page, kind: Kind, files: dict[str, Path]) -> Locator:
    """Make it the only candidate, fill what it needs and run it; its pane, once that has ended."""
    show(page, [kind.repo])
    pane = page.get_by_role("region", name=kind.repo)
    expect(pane).to_be_visible(timeout=START_MS)
    if kind.file:
        page.get_by_label(kind.file).set_input_files(files[kind.file])
        expect(page.locator(".hx-media-acts")).to_contain_text(files[kind.file].name)
        expect(page.locator(".hx-media progress")).to_have_count(0)
    for label, text in kind.fields.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Run on 1").click()
    expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
    return pane


def test_every_kind_of_view_then_a_chat_that_goes_on_beside_itself(
    pages: ComparePages, page: Page, files
):
    pages.open(page)
    for kind in KINDS:
        pane = ask(page, kind, files)
        view = pane.locator(kind.view).first
        expect(view).to_be_attached()
        if kind.says:
            expect(view).to_contain_text(re.compile(kind.says))
        expect(pane.locator("footer")).to_contain_text(re.compile("[0-9a-f]{8}JSON$"))
        expect(pane).to_contain_text(re.compile(r"commit [0-9a-f]{7} · cpu · fp32"))
        assert grave_violations(page) == [], kind.repo
    pane.get_by_role("button", name="JSON").click()
    expect(pane.get_by_label("The answer as JSON")).to_contain_text('"kind": "audio"')
    continue_a_chat(page)
    stream_and_stop(page)


def test_the_dark_and_what_a_microphone_and_a_camera_give(
    pages: ComparePages, browser, chromium, files
):
    with_devices = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, *DEVICES])
    page = with_devices.new_page(viewport=SIZE)
    pages.open(page, "dark")
    expect(page.locator(".hx-compare")).to_have_attribute("data-theme", "dark")
    for kind in DARK:
        ask(page, kind, files)
        assert grave_violations(page) == [], kind.repo
    show(page, ["tiny/letters"])
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(600)
    page.get_by_role("button", name=re.compile("Stop recording")).click()
    expect(page.locator(".hx-media-acts")).to_contain_text("converted to WAV")
    run_on_what_was_taken(page, "tiny/letters")
    show(page, ["tiny/detector"])
    page.get_by_role("button", name="Camera").click()
    page.wait_for_function("() => document.querySelector('video')?.videoWidth > 0")
    page.get_by_role("button", name="Take picture").click()
    expect(page.locator(".hx-media-acts")).to_contain_text("camera.png")
    run_on_what_was_taken(page, "tiny/detector")
    with_devices.close()


def continue_a_chat(page: Page) -> None:
    """An answer is taken as said, and a candidate put beside itself with other settings."""
    show(page, ["tiny/chat"])
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("max_new_tokens").fill("12")
    page.get_by_role("button", name="System prompt").click()
    page.get_by_label("System prompt", exact=True).fill("help")
    page.get_by_label(TEXT).fill("my card was lost")
    page.get_by_label(TEXT).press("Control+Enter")
    panes = page.get_by_role("region", name="tiny/chat")
    panes.get_by_role("button", name="What it read").click(timeout=START_MS)
    read = panes.get_by_label("What the model read")
    expect(read).to_contain_text("system : help [SEP] user : my card was lost")
    panes.get_by_role("button", name="Continue with this answer").click()
    expect(page.get_by_label("What was said before")).to_contain_text("my card was lost")

    panes.get_by_role("button", name="Duplicate tiny/chat").click()
    form = page.get_by_role("form")
    form.get_by_label("temperature").fill("9")
    form.get_by_role("button", name="Add beside it").click()
    expect(form.get_by_role("alert")).to_contain_text("from 0 to 2")
    form.get_by_label("temperature").fill("1.5")
    form.get_by_label("dtype").select_option("bfloat16")
    assert grave_violations(page) == []
    form.get_by_role("button", name="Add beside it").click()
    expect(panes).to_have_count(2)
    page.get_by_label(TEXT).fill("and now")
    page.get_by_role("button", name="Run on 2").click()
    for place, dtype in enumerate(("fp32", "bf16")):
        expect(panes.nth(place)).to_contain_text(f"cpu · {dtype}", timeout=START_MS)
    expect(panes.nth(1)).to_contain_text("temperature 1.5, dtype bfloat16")


def stream_and_stop(page: Page) -> None:
    """A text is seen while it is written, and stays when it is stopped."""
    show(page, ["tiny/endless"])
    pane = page.get_by_role("region", name="tiny/endless")
    expect(pane).to_be_visible()
    page.get_by_label("max_new_tokens").fill("4000")
    page.get_by_label(TEXT).fill("please")
    page.get_by_role("button", name="Run on 1").click()
    written = pane.get_by_label("The answer so far")
    expect(written).to_contain_text(re.compile(r"(\w+ ){20}"), timeout=START_MS)
    page.get_by_role("button", name="Stop").click()
    expect(pane).to_have_attribute("data-state", "canceled")
    expect(written).to_contain_text(re.compile(r"(\w+ ){20}"))


def run_on_what_was_taken(page: Page, repo: str) -> None:
    expect(page.locator(".hx-media progress")).to_have_count(0)
    page.get_by_role("button", name="Run on 1").click()
    pane = page.get_by_role("region", name=repo)
    expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
