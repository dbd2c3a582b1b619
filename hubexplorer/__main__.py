"""`hubexplorer` on the command line, and `python -m hubexplorer`."""

from __future__ import annotations

import sys

from hubexplorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
