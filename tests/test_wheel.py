"""The built wheel, in clean environments that hold what its metadata asks for and nothing more."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from hubexplorer import __version__, services
from tests.shipped import SHIPPED

ROOT = Path(__file__).parents[1]
NANO = "demo/support-intent-en-nano"


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel in it, a home for it and a folder far from the sources."""

    bin: Path
    home: Path
    folder: Path

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if "HUBEXPLORER" not in name}
        kept.pop("PYTHONPATH", None)
        told = {"HUBEXPLORER_HOME": str(self.home), "HUBEXPLORER_HUB": "embedded", **more}
        return subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.folder,
            env={**kept, **told},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def python(self, code: str, **more: str) -> str:
        """What a program prints."""
        done = self.run("python", "-c", code, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def whole(wheel, tmp_path_factory) -> Iterator[Installed]:
    """`pip install hubexplorer[app]`."""
    made = installed(wheel, tmp_path_factory.mktemp("app"), extras=["app"])
    yield made
    end_services(made.home)


@pytest.fixture(scope="module")
def base(wheel, tmp_path_factory) -> Iterator[Installed]:
    """`pip install hubexplorer`: find, read and pin."""
    made = installed(wheel, tmp_path_factory.mktemp("base"), extras=[])
    yield made
    end_services(made.home)


def end_services(home: Path) -> None:
    for name in ("model-host", "embedded"):
        services.stop(home, name)


def installed(wheel: Path, folder: Path, *, extras: Sequence[str]) -> Installed:
    """A new environment with the wheel, and links to what it requires among what is here."""
    made = folder / "venv"
    venv.create(made)
    binaries = made / "bin"
    command = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install"]
    options = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, *options, str(wheel)], check=True, capture_output=True)
    (packages,) = made.glob("lib/python*/site-packages")
    (ours,) = importlib.metadata.distributions(name="hubexplorer", path=[str(packages)])
    for distribution in required(ours, extras):
        for name in {path.parts[0] for path in distribution.files or ()} - {"..", "__pycache__"}:
            link = packages / name
            if not link.exists() and not name.endswith(".pth"):
                link.symlink_to(Path(distribution.locate_file(name)))
    return Installed(binaries, folder / "home", folder)


def required(
    distribution: importlib.metadata.Distribution, extras: Sequence[str]
) -> list[importlib.metadata.Distribution]:
    """Everything that pip would install beside a distribution, as it is installed here."""
    found: dict[tuple[str, str], importlib.metadata.Distribution] = {}
    waiting = [(distribution, extra) for extra in ("", *extras)]
    while waiting:
        asking, asked = waiting.pop()
        for requirement in map(Requirement, asking.requires or ()):
            if requirement.marker and not requirement.marker.evaluate({"extra": asked}):
                continue
            itself = requirement.name == distribution.name
            needed = distribution if itself else importlib.metadata.distribution(requirement.name)
            for extra in ("", *sorted(requirement.extras)):
                if (needed.name, extra) not in found:
                    found[needed.name, extra] = needed
                    waiting.append((needed, extra))
    return [needed for (name, _extra), needed in found.items() if name != distribution.name]


def test_it_holds_every_file_of_the_package_and_nothing_else(wheel):
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "hubexplorer"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    names = zipfile.ZipFile(wheel).namelist()
    ours = {name for name in names if not name.startswith(f"hubexplorer-{__version__}.dist-info/")}
    assert ours == {name for name in listed if (ROOT / name).exists()}


@pytest.mark.parametrize(
    "name",
    [
        "hubexplorer/py.typed",
        "hubexplorer/cards/licenses.csv",
        "hubexplorer/ui/static/explorer.js",
        "hubexplorer/ui/static/explorer.css",
        "hubexplorer/ui/voila/voila/templates/hubexplorer/conf.json",
        "hubexplorer/demo/data/tickets_train.csv",
        "hubexplorer/demo/data/tickets_test.csv",
        f"hubexplorer/demo/models/{NANO.partition('/')[2]}/01-first-checkpoint/model.safetensors",
        f"hubexplorer-{__version__}.dist-info/licenses/LICENSE",
    ],
)
def test_it_holds(wheel, name):
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_command_works_away_from_the_sources(whole):
    assert whole.run("hubexplorer", "--version").stdout == f"{__version__}\n"
    done = whole.run("hubexplorer", "search", "--json", "support")
    assert [json.loads(line)["hub"] for line in done.stdout.splitlines()] == ["embedded"] * 5
    assert str(ROOT) not in whole.python("import hubexplorer, sys; print(hubexplorer.__file__)")


def test_a_model_runs_from_the_wheel(whole):
    done = whole.run("hubexplorer", "run", NANO, "where is my parcel")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{NANO}\tdelivery")


def test_the_app_has_what_its_notebooks_use(whole):
    code = "import hubexplorer as hx; print(len(hx.Workspace.open().search().to_pandas()))"
    assert whole.python(code) == f"{SHIPPED}\n"
    assert whole.python("import voila, jupyterlab; print('there')") == "there\n"


def test_the_base_install_has_none_of_the_heavy_parts(base):
    names = ["torch", "transformers", "dulwich", "uvicorn", "pandas", "sklearn", "voila"]
    code = (
        "import importlib.util\n"
        f"print([n for n in {names!r} if importlib.util.find_spec(n)])\n"
        "import hubexplorer as hx\n"
        "print([n for n in hx.__all__ if not getattr(hx, n)])"
    )
    assert base.python(code) == "[]\n[]\n"


def test_the_base_install_finds_reads_and_pins_on_any_hub(whole, base):
    """Here on the hub that the whole install serves, as on any other that speaks its protocol."""
    assert whole.run("hubexplorer", "search").returncode == 0
    address = services.find(whole.home, "embedded")
    assert address is not None
    told = {"HUBEXPLORER_HUB": address.endpoint}
    assert base.run("hubexplorer", "sync", **told).returncode == 0
    done = base.run("hubexplorer", "search", "--json", "--sort", "name", "support", **told)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 5
    model = f"{rows[0]['hub']}:{NANO}"
    assert "good\tLicense: apache-2.0." in base.run("hubexplorer", "card", model, **told).stdout
    assert base.run("hubexplorer", "pin", model, **told).returncode == 0
    done = base.run("hubexplorer", "verify", **told)
    assert (done.returncode, done.stdout[:3]) == (0, "ok\t"), done.stderr

    done = base.run("hubexplorer", "run", model, "where is my parcel", **told)
    assert done.returncode == 1
    assert 'hint: pip install "hubexplorer[run]"' in done.stderr


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (["app", "--no-browser"], "app"),
        (["lab", "--no-browser"], "app"),
        (["card", f"embedded:{NANO}"], "hub"),
        (["hub", "serve"], "hub"),
    ],
)
def test_what_the_base_install_cannot_do_says_which_extra_can(base, command, extra):
    done = base.run("hubexplorer", *command)
    assert done.returncode == 1
    assert f'hint: pip install "hubexplorer[{extra}]"' in done.stderr


def test_a_screen_has_a_readable_fall_back_where_the_host_has_no_widget_extension(base, whole):
    assert whole.run("hubexplorer", "search").returncode == 0  # fills the home's catalog
    code = (
        "import hubexplorer as hx, json\n"
        "data, _ = hx.ModelBrowser(hx.Workspace.open())._repr_mimebundle_()\n"
        "print(json.dumps({'html': data['text/html'], 'plain': data['text/plain']}))"
    )
    told = json.loads(base.python(code, HUBEXPLORER_HOME=str(whole.home)))
    assert told["plain"] == f"ModelBrowser({SHIPPED} models)"
    assert f"<td>{NANO}</td>" in told["html"]
    assert "needs the kernel and, in its JupyterLab, the package anywidget" in told["html"]
    assert "<script" not in told["html"]
