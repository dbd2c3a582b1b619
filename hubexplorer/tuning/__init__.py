"""Fine-tuning: a notebook and a script that a person reads, and the job that runs the script."""

from hubexplorer.tuning.data import DataCheck, check_classification, read_table
from hubexplorer.tuning.estimate import Estimate, defaults, estimate, estimate_run
from hubexplorer.tuning.run import ENTRY, launch
from hubexplorer.tuning.starter import Starter, StarterSpec, write_starter
from hubexplorer.tuning.tables import Table

__all__ = [
    "DataCheck",
    "ENTRY",
    "Estimate",
    "Starter",
    "StarterSpec",
    "Table",
    "check_classification",
    "defaults",
    "estimate",
    "estimate_run",
    "launch",
    "read_table",
    "write_starter",
]
