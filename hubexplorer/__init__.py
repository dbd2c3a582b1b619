"""The notebook model hub that decides: find, read, try, measure, tune and pin models in JupyterLab.

    import hubexplorer as hx
    hx.Explorer()                     # the whole app, in a cell or on a Voila dashboard
    ws = hx.Workspace.open()          # the same from Python

Importing this package loads none of torch, ipywidgets or huggingface_hub: each name is
imported when it is first used.
"""

from __future__ import annotations

import importlib

__version__ = "0.1.0"

_HOMES = {
    "Candidate": "hubexplorer.workspace.compare.candidate",
    "CardViewer": "hubexplorer.ui.card.screen",
    "Compare": "hubexplorer.ui.compare.screen",
    "Explorer": "hubexplorer.ui.explorer",
    "HubExplorerError": "hubexplorer.errors",
    "Measure": "hubexplorer.ui.measure.screen",
    "ModelBrowser": "hubexplorer.ui.browser.screen",
    "ModelRef": "hubexplorer.records",
    "Pins": "hubexplorer.ui.pins",
    "Settings": "hubexplorer.settings",
    "Tune": "hubexplorer.ui.tune.screen",
    "Workspace": "hubexplorer.workspace",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605  (a list of names, made from the one table above)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hubexplorer' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
