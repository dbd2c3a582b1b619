"""The house is as docs/map.md draws it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import hubexplorer
from hubexplorer.ui.app import app_notebook

ROOT = Path(__file__).parents[1]
STEMS = ["browser", "card", "compare", "explorer", "measure", "pins", "tune"]
PUBLIC = [
    "Candidate",
    "CardViewer",
    "Compare",
    "Explorer",
    "HubExplorerError",
    "Measure",
    "ModelBrowser",
    "ModelRef",
    "Pins",
    "Settings",
    "Tune",
    "Workspace",
]
HEAVY = ["torch", "transformers", "ipywidgets", "huggingface_hub", "numpy", "pandas", "plotly"]
MAX_LINES = 400


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split() if (ROOT / name).exists()]


@pytest.mark.parametrize("stem", STEMS)
def test_one_stem_a_screen_in_its_places(stem):
    folder = ROOT / "hubexplorer/ui" / stem
    places = [
        f"hubexplorer/ui/{stem}/screen.py" if folder.is_dir() else f"hubexplorer/ui/{stem}.py",
        f"widgets/src/{stem}.tsx",
        f"hubexplorer/ui/static/{stem}.js",
        f"tests/ui/test_{stem}.py",
    ]
    assert [place for place in places if not (ROOT / place).exists()] == []
    assert f"| `{stem}` |" in (ROOT / "docs" / "map.md").read_text("utf-8")


def test_the_browser_half_holds_no_python():
    assert tracked("widgets/*.py", "widgets/**/*.py") == []


def test_no_file_is_long():
    sources = [path for path in tracked("*.py", "*.ts", "*.tsx") if "static" not in path.parts]
    assert len(sources) > 100
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def test_public_names_are_pinned():
    assert hubexplorer.__all__ == PUBLIC
    assert len(PUBLIC) <= 25


def test_importing_loads_nothing_heavy():
    code = f"import sys, hubexplorer; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_the_screens_load_no_torch_and_no_data_frames():
    heavy = ["torch", "transformers", "pandas", "scipy", "sklearn", "pyarrow", "plotly"]
    code = (
        "import sys, hubexplorer as hx; hx.Explorer; hx.Workspace\n"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_every_name_is_there():
    for name in hubexplorer.__all__:
        assert getattr(hubexplorer, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'Explorers'"):
        _ = hubexplorer.Explorers


def test_every_trait_of_ours_has_help():
    from hubexplorer.ui.desk import Desk
    from hubexplorer.ui.screen import Screen

    for owner in (
        Desk,
        *[
            getattr(hubexplorer, name)
            for name in (
                "CardViewer",
                "Compare",
                "Explorer",
                "Measure",
                "ModelBrowser",
                "Pins",
                "Tune",
            )
        ],
    ):
        ours = {
            name: trait
            for name, trait in owner.class_traits().items()
            if trait.this_class.__module__.startswith("hubexplorer") and not name.startswith("_")
        }
        assert ours
        assert [name for name, trait in ours.items() if not trait.metadata.get("help")] == []
    assert issubclass(hubexplorer.Explorer, Screen)


def test_a_misspelt_keyword_is_an_error(workspace):
    with pytest.raises(TypeError, match="heigth"):
        hubexplorer.ModelBrowser(workspace, heigth=3)


def test_the_committed_dashboard_is_what_the_command_serves_but_keeps_nothing():
    dashboard = json.loads((ROOT / "notebooks" / "app.ipynb").read_text("utf-8"))
    served = json.loads(app_notebook())
    (shown,), (own,) = (one["cells"][0].pop("source")[-1:] for one in (dashboard, served))
    assert dashboard == served
    assert shown.replace("shortlist=False", "") == own


def test_no_notebook_carries_widget_state():
    for path in tracked("notebooks/*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        assert "widgets" not in notebook["metadata"], path


def test_every_dependency_is_pinned():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = {
        name.split(">")[0].split("[")[0].strip().lower().replace("_", "-")
        for group in (project["dependencies"], *extras)
        for name in group
    } - {"hubexplorer"}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    assert sorted(wanted - pinned) == []
