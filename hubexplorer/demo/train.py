"""Train demo models again: `python -m hubexplorer.demo.train NAME [--out DIR]`.

Needs the `tune` extra. Each model takes seconds to three minutes on one CPU core, and the same seed
on one thread gives the same figures. Spoken digits need the program espeak-ng as well.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from hubexplorer.demo.assemble import assemble
from hubexplorer.demo.history import MODELS
from hubexplorer.demo.recipes import BASES, FAMILIES, FINAL, TrainingRun, family
from hubexplorer.demo.results import ALL, Results
from hubexplorer.errors import HubExplorerError

_SUMMARY = "Train models of the embedded hub again."


def build(name: str, out: Path, *, threads: int = 1) -> Results:
    """Train one model and write its repository to `out/NAME`; the results of its newest commit.

    A model tuned from another one starts from that one in `out`, if it is there, else from the
    shipped one.
    """
    recipe = family(name)
    _use_threads(threads)
    models = out if (out / BASES.get(name, name)).is_dir() else MODELS
    with (
        tempfile.TemporaryDirectory() as folder,
        tqdm(desc=name, unit="step", file=sys.stderr) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        recipe.train(TrainingRun(name, Path(folder), models, progress))
        assemble(name, Path(folder), out / name)
        return Results.read(Path(folder) / FINAL)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m hubexplorer.demo.train", description=_SUMMARY)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAMILIES))
    parser.add_argument("--all", action="store_true", help="every model, bases first")
    parser.add_argument("--out", type=Path, default=MODELS, help="where the repositories go")
    parser.add_argument("--threads", type=int, default=1, help="1 reproduces the figures")
    options = parser.parse_args(arguments)
    names = list(FAMILIES) if options.all else options.names
    if not names or set(names) - FAMILIES.keys():
        parser.error(f"name models to train: {', '.join(FAMILIES)}; or --all")
    for name in names:
        try:
            results = build(name, options.out, threads=options.threads)
        except HubExplorerError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        sys.stdout.write(f"{name}: {results.metric} {results.values[ALL]:.3f}\n")
    return 0


def _use_threads(count: int) -> None:
    # Not above: the command's help and its errors need no torch.
    import torch

    torch.set_num_threads(count)


if __name__ == "__main__":
    sys.exit(main())
