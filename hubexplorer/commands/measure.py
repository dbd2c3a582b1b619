"""measure: a benchmark from a YAML file; the exit status says whether thresholds were met."""

from __future__ import annotations

import argparse
from pathlib import Path

from hubexplorer.bench.report import Report
from hubexplorer.bench.spec import Spec, load_spec
from hubexplorer.bench.tables import records
from hubexplorer.bench.thresholds import missed
from hubexplorer.commands.talk import (
    FAILED,
    OK,
    Adder,
    follow,
    open_workspace,
    put,
    put_json,
    say,
)
from hubexplorer.workspace.measure.measurer import Measurer


def add_to(add: Adder) -> None:
    """Put the verb on the command line."""
    measure = add("measure", _measure, "measure candidates on your own data, as a YAML file says")
    measure.add_argument("spec", type=Path, help="data, models, metrics, thresholds, ...")
    measure.add_argument(
        "--out",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="write the report too: .html, .md, .txt, or every row as .csv (repeatable)",
    )
    measure.add_argument("--json", action="store_true", help="one JSON object a candidate")


def _measure(args: argparse.Namespace) -> int:
    spec = load_spec(args.spec)
    workspace = open_workspace(args)
    try:
        measurer = Measurer(workspace)
        plan = measurer.plan(spec)
        say(str(plan))
        job = measurer.start_missing(plan)
        if job is not None:
            follow(job)
        report = measurer.report(plan, job)
    finally:
        workspace.close()
    if args.json:
        for record in records(report.candidates, report.results):
            put_json(record)
    else:
        put(report.to_text())
    for path in args.out:
        say(f"written: {report.save(path)}")
    return FAILED if report.facts.failed or not _is_met(report, spec) else OK


def _is_met(report: Report, spec: Spec) -> bool:
    """Whether every threshold is met; each one that is not is told."""
    name = spec.must or str(records(report.candidates, report.results)[0]["candidate"])
    told = missed(report, spec.thresholds, name)
    for line in told:
        say(f"threshold missed: {line}")
    return not told
