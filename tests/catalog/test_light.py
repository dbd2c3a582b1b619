"""What a kernel loads with the catalog."""

import subprocess
import sys
from pathlib import Path

from hubexplorer.catalog import write_snapshot
from tests.benchmarks.synthetic import catalog_rows


def test_importing_the_catalog_loads_nothing_heavy() -> None:
    code = (
        "import sys, hubexplorer.catalog\n"
        "heavy = {'pandas', 'pyarrow', 'scipy', 'sklearn', 'torch', 'transformers',\n"
        "         'huggingface_hub', 'ipywidgets'}\n"
        "sys.exit(f'loaded: {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)\n"
    )
    project = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_first_search_imports_nothing(tmp_path: Path) -> None:
    write_snapshot(tmp_path, catalog_rows(300), built_s=1.0, source={})
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from hubexplorer.catalog import RANGES, Catalog, Query, View\n"
        "catalog = Catalog.open(Path(sys.argv[1]))\n"
        "before = set(sys.modules)\n"
        "for text in ('bert', 'clasification fast', 'task:text-generation -tag:onnx params:<3B'):\n"
        "    catalog.search(Query.parse(text), View({}, (1, 2, 3)), ranges=tuple(RANGES))\n"
        "sys.exit(f'loaded: {new}' if (new := set(sys.modules) - before) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
