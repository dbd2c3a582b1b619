"""What a kernel loads with the catalog."""

import subprocess
import sys
from pathlib import Path


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
