"""Every published payload as a card: in the real viewer, and raw as the control."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.report import Figure
from tests.benchmarks.voila_pages import FLAGS
from tests.browser.hostile_cards import Trial, controls, hostile_card, repo_of, viewing
from tests.cards.payloads import MISSING, Payload, load_payloads, sample_payloads
from tests.soak.progress import Progress

_GOAL_CARDS = 300
_GOAL_RAW = 30


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """What all cards did in the viewer, and how many fire where nothing holds them."""
    payloads = sample_payloads(len(load_payloads()), seed)
    if not payloads:
        sys.stderr.write(f"{MISSING}\n")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        _view(browser, _left(payloads, "viewer", progress), progress)
        for trial in controls(browser, _left(payloads, "raw", progress)):
            progress.keep(f"raw {trial.id}", trial.has_fired)
        browser.close()
    viewed = [outcome for case, outcome in progress.outcomes.items() if case.startswith("viewer")]
    raw = [progress.outcomes[f"raw {payload.id}"] for payload in payloads]
    yield Figure("malicious cards in the viewer", len(raw), "", _GOAL_CARDS, at_least=True)
    for kind in ("script", "request", "navigation", "policy"):
        seen = sum(any(sight["kind"] == kind for sight in trial["sights"]) for trial in viewed)
        yield Figure(f"malicious cards with a {kind} seen", seen, "", 0)
    broken = sum(bool(trial["violations"]) for trial in viewed)
    yield Figure("malicious cards with a static violation", broken, "", 0)
    yield Figure(
        "the same cards raw, script fires", 100 * sum(raw) / len(raw), "%", _GOAL_RAW, at_least=True
    )


def _view(browser: Browser, payloads: list[Payload], progress: Progress) -> None:
    if not payloads:
        return
    cards = {repo_of(payload): hostile_card(payload) for payload in payloads}
    with tempfile.TemporaryDirectory() as folder, viewing(browser, cards, Path(folder)) as viewer:
        for payload in payloads:
            trial = viewer.trial(payload)
            if not trial.is_clean:
                sys.stderr.write(f"{trial}\n")
            progress.keep(f"viewer {trial.id}", _outcome(trial))
        late = Trial("late", viewer.late(), 0)
        progress.keep("viewer late", _outcome(late))


def _left(payloads: tuple[Payload, ...], way: str, progress: Progress) -> list[Payload]:
    return [item for item in payloads if f"{way} {item.id}" not in progress.outcomes]


def _outcome(trial: Trial) -> dict[str, Any]:
    return {
        "sights": [asdict(sight) for sight in trial.sights],
        "violations": list(trial.violations),
    }
