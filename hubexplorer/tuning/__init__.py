"""Fine-tuning: a notebook and a script that a person reads, and the job that runs the script."""

from hubexplorer.tuning.data import DataCheck, check_data, guess_columns
from hubexplorer.tuning.estimate import Estimate, estimate, estimate_run
from hubexplorer.tuning.families import Family, Metric, all_families, family_for
from hubexplorer.tuning.run import ENTRY, checkpoints_of, launch, result_of
from hubexplorer.tuning.spec import StarterSpec
from hubexplorer.tuning.starter import Starter, write_starter
from hubexplorer.tuning.tables import Table, read_table
from hubexplorer.tuning.trackers import (
    FOLDER,
    Tracked,
    Tracker,
    all_trackers,
    require_installed,
    tracked,
)
from hubexplorer.tuning.trackers.telling import problem_of

__all__ = [
    "DataCheck",
    "ENTRY",
    "FOLDER",
    "Estimate",
    "Family",
    "Metric",
    "Starter",
    "StarterSpec",
    "Table",
    "Tracked",
    "Tracker",
    "all_families",
    "all_trackers",
    "check_data",
    "checkpoints_of",
    "estimate",
    "estimate_run",
    "family_for",
    "guess_columns",
    "launch",
    "problem_of",
    "read_table",
    "result_of",
    "require_installed",
    "tracked",
    "write_starter",
]
