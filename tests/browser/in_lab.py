"""A notebook in JupyterLab, opened and run as a person does."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import expect

START_MS = 60_000
TRIES = 20


def run_first_cell(page, lab, path: str) -> None:
    """Open a notebook by its path below Lab's folder, and run its first cell.

    In a workspace of its own: Lab brings back the documents of the last one, also in front.
    Not before its kernel is idle: without one, Lab answers with a dialog that asks which to start.
    Pressed again until its prompt says so: Lab drops a run while its kernel connects.
    """
    page.goto(lab.url.replace("/lab?", f"/lab/workspaces/{uuid4().hex}/tree/{path}?"))
    cell = page.locator(".jp-Notebook .jp-Cell").first
    expect(cell).to_be_visible(timeout=START_MS)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=START_MS)
    prompt = cell.locator(".jp-InputPrompt")
    for _ in range(TRIES):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(1000)
        if not re.fullmatch(r"\[ *\]:", prompt.inner_text().strip()):
            return
    raise AssertionError("Lab did not run the cell")
