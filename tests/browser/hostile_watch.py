"""What a page does that a card must never make it do, seen from outside the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Frame,
    Page,
    Request,
)

_EXERCISE = Path(__file__).with_name("exercise.js").read_text("utf-8")
_OUTSIDE = re.compile(r"^(?!(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:)")
_SCRIPT_ADDRESS = re.compile(r"^(javascript|vbscript|livescript|mocha):", re.IGNORECASE)
_INLINE = re.compile(r"^(data|blob|about):")
_NOTHING = re.compile(r"(?!)")
SCRIPT_RAN = "a script called "
_SCRIPT_TRIED = ("Blocked script execution", "a click led to ")
# A card is the only thing that stands in a frame, so the page around it is left as it is. A hook
# answers at once: a real dialog would hold up the page, and some payloads open one after another.
_HOOKS = f"""if (window !== top) {{
  const say = (name) => console.log('{SCRIPT_RAN}' + name);
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval', 'fetch']) {{
    window[name] = () => say(name);
  }}
  XMLHttpRequest.prototype.open = () => say('XMLHttpRequest');
  for (const name of ['write', 'writeln']) Document.prototype[name] = () => say(name);
}}"""


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing seen: a "script" that ran or tried to, a "request", a "navigation", or a "policy".

    A "policy" is a browser's word that it kept the card from something.
    """

    kind: str
    detail: str


class Watch:
    """A page of its own in which nothing leaves this machine, and what was seen on it."""

    def __init__(self, browser: Browser, *, ignored: re.Pattern[str] = _NOTHING) -> None:
        """A watch that begins now.

        Args:
            ignored: addresses that the page around the card asks for by itself.
        """
        self._seen: list[Sight] = []
        self._ignored = ignored
        self.context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900})
        self.context.add_init_script(_HOOKS)
        self.context.route(_OUTSIDE, lambda route: route.abort())
        self.page: Page = self.context.new_page()
        self.context.on("request", self._on_request)
        self.context.on("console", self._on_console)
        self.context.on("dialog", self._on_dialog)
        self.context.on("weberror", lambda error: self._see("script", str(error.error)))
        self.context.on("page", self._on_popup)
        self.page.on("framenavigated", self._on_navigation)

    def take(self) -> tuple[Sight, ...]:
        """What was seen since the last time."""
        seen, self._seen = tuple(self._seen), []
        return seen

    def exercise(self, selector: str, trigger: str) -> tuple[tuple[Sight, ...], int]:
        """What is seen while every event of the card in a frame is set off, and how many were."""
        events: int = self.page.evaluate(_EXERCISE, {"selector": selector, "trigger": trigger})
        return self.take(), events

    def _see(self, kind: str, detail: str) -> None:
        self._seen.append(Sight(kind, detail[:200]))

    def _on_request(self, request: Request) -> None:
        if request.resource_type == "script" or _SCRIPT_ADDRESS.match(request.url):
            self._see("script", request.url)
        elif not _INLINE.match(request.url) and not self._ignored.match(request.url):
            self._see("request", request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        text = message.text
        if text.startswith((SCRIPT_RAN, *_SCRIPT_TRIED)):
            self._see("script", text)
        elif "Content Security Policy" in text or "sandboxed" in text:
            self._see("policy", text)

    def _on_dialog(self, dialog: Dialog) -> None:
        self._see("script", f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    def _on_popup(self, page: Page) -> None:
        self._see("navigation", f"a new tab: {page.url}")
        page.close()

    def _on_navigation(self, frame: Frame) -> None:
        if frame.parent_frame is None or not _INLINE.match(frame.url):
            self._see("navigation", frame.url)
