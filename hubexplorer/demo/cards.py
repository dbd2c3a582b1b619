"""A demo model's README.md and `.eval_results` file, with figures taken from its results."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

from hubexplorer.demo.results import ALL, Results

CARDS = Path(__file__).with_name("data") / "cards"
LICENSES = Path(__file__).with_name("data") / "licenses"

_LANGUAGE_NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", ALL: "All"}


def render(name: str, results: Results, *, license_id: str, omit: Collection[str] = ()) -> str:
    """The whole README.md of one model at one commit.

    Args:
        license_id: as the front matter states it; empty states none.
        omit: titles of the sections that this commit's card does not have yet.
    """
    source = (CARDS / f"{name}.md").read_text(encoding="utf-8")
    _, front, body = source.split("---\n", 2)
    matter: dict[str, Any] = {"license": license_id} if license_id else {}
    matter.update(yaml.safe_load(front))
    matter["model-index"] = [model_index(name, matter["pipeline_tag"], results)]
    head = yaml.safe_dump(matter, sort_keys=False, allow_unicode=True)
    text = Template(_without(body, omit)).substitute(_figures(results))
    return f"---\n{head}---\n{text}"


def license_text(license_id: str) -> str:
    """The LICENSE file that goes with a license id."""
    return (LICENSES / f"{license_id}.txt").read_text(encoding="utf-8")


def model_index(name: str, task: str, results: Results) -> dict[str, Any]:
    """The front matter's `model-index` entry: one result for each language."""
    return {
        "name": name,
        "results": [
            {
                "task": {"type": task},
                "dataset": {
                    "type": results.dataset_id,
                    "name": f"{results.dataset_name} ({_LANGUAGE_NAMES[part]})",
                    "config": part,
                    "split": "test",
                    **({} if part == ALL else {"args": {"language": part}}),
                },
                "metrics": [{"type": results.metric, "value": value, "name": results.metric_name}],
            }
            for part, value in results.values.items()
        ],
    }


def eval_results(results: Results, *, date: str) -> tuple[str, str]:
    """Path and content of the `.eval_results` file.

    Args:
        date: of the measurement, ISO 8601.
    """
    entries = [
        {
            "dataset": {"id": results.dataset_id, "task_id": part},
            "value": value,
            "date": date,
            "notes": f"{results.metric} on {results.rows[part]} held-out rows",
        }
        for part, value in results.values.items()
    ]
    name = results.dataset_id.rpartition("/")[2]
    return f".eval_results/{name}.yaml", yaml.safe_dump(entries, sort_keys=False)


def figure(value: float) -> str:
    """A figure as the cards print it."""
    return f"{value:.3f}"


def _figures(results: Results) -> Mapping[str, str]:
    return {
        "table": _table(results),
        "parameters": f"{results.parameters:,}",
        "rows": f"{results.rows[ALL]:,}",
        **{f"value_{part}": figure(value) for part, value in results.values.items()},
        **{name: f"{value:.2f}" for name, value in results.measures.items()},
    }


def _table(results: Results) -> str:
    lines = [f"| Language | Rows | {results.metric_name} |", "|---|---:|---:|"]
    lines += [
        f"| {_LANGUAGE_NAMES[part]} | {results.rows[part]} | {figure(value)} |"
        for part, value in sorted(results.values.items(), key=lambda item: item[0] == ALL)
    ]
    return "\n".join(lines)


def _without(body: str, titles: Collection[str]) -> str:
    """`body` without its second-level sections of these titles."""
    head, *sections = re.split(r"(?m)^(?=## )", body)
    known = {section.partition("\n")[0].removeprefix("## "): section for section in sections}
    if unknown := set(titles) - known.keys():
        raise ValueError(f"the card has no section {sorted(unknown)}")
    kept = [section for title, section in known.items() if title not in titles]
    return (head + "".join(kept)).rstrip() + "\n"
