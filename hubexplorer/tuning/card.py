"""The card of a fine-tuned model: where it comes from and what it can be shown to do.

Labels, languages and file names come from strangers' data: they enter the card as inline text
that neither Markdown nor HTML gives a meaning to. The front matter is JSON, which is YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.tuning.data import DataCheck
from hubexplorer.tuning.spec import StarterSpec

MIN_SLICE_ROWS = 30
"""A language with fewer held-out rows is not judged."""
_BACKTICKS = re.compile("`+")
_LONGEST_INLINE = 80
_TO_BE_WRITTEN = "[More Information Needed] To be written by the author: {}"


@dataclass(frozen=True, slots=True)
class Training:
    """What was trained on what."""

    spec: StarterSpec
    check: DataCheck
    data_sha256: str
    test_sha256: str
    """Empty where the held-out rows come from the same file."""


def card_text(training: Training, result: Mapping[str, Any]) -> str:
    """README.md of the result."""
    spec = training.spec
    labels = ", ".join(inline(label) for label in sorted(training.check.labels))
    labeled = f" with {len(training.check.labels)} labels ({labels})" if labels else ""
    sections = [
        f"---\n{_front_matter(spec, result)}---\n",
        f"# {spec.ref.name}, fine-tuned\n",
        (
            f"{spec.kind.named[0].upper()}{spec.kind.named[1:]}{labeled}, trained from "
            f"`{spec.ref.repo}` at commit `{spec.ref.commit}`.\n"
        ),
        "## Intended use\n",
        _TO_BE_WRITTEN.format("what it is for, and what it must not be used for.") + "\n",
        "## Limitations and bias\n",
        _TO_BE_WRITTEN.format("where it fails, and for whom.") + "\n",
        "## Training data\n",
        _data(training),
        "## Training\n",
        _settings(spec),
        "## Evaluation\n",
        _evaluation(spec, result),
    ]
    return "\n".join(sections)


def inline(text: str) -> str:
    """The text as a code span on one line: neither Markdown nor HTML acts on what is in one."""
    flat = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    cut = flat if len(flat) <= _LONGEST_INLINE else flat[: _LONGEST_INLINE - 1] + "…"
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(cut)), default=0))
    edge = " " if cut.startswith("`") or cut.endswith("`") else ""
    return f"{fence}{edge}{cut}{edge}{fence}"


def _in_table(text: str) -> str:
    return inline(text).replace("|", "\\|")


def _front_matter(spec: StarterSpec, result: Mapping[str, Any]) -> str:
    titles = _titles(spec)
    metrics = [
        {"type": metric, "name": titles[metric], "value": round(value, 4)}
        for metric, value in result["after"].items()
    ]
    evaluation = {
        "task": {"type": spec.kind.pipeline_tag, "name": spec.kind.title},
        "dataset": {"type": "held-out", "name": "held-out rows of the training data"},
        "metrics": metrics,
    }
    is_adapter = spec.settings.get("adapter") == "kept"
    fields = {
        "base_model": spec.ref.repo,
        "base_model_relation": "adapter" if is_adapter else "finetune",
        "library_name": "peft" if is_adapter else "transformers",
        "pipeline_tag": spec.kind.pipeline_tag,
        "model-index": [{"name": f"{spec.ref.name}-tuned", "results": [evaluation]}],
    }
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())


def _titles(spec: StarterSpec) -> dict[str, str]:
    return {metric.name: metric.title for metric in spec.kind.metrics}


def _data(training: Training) -> str:
    spec, check = training.spec, training.check
    source = f"Held out: {check.test} rows of it, whole texts at a time, with seed {spec.seed}."
    if training.test_sha256:
        source = f"Held out: {check.test} rows of another file, sha256 `{training.test_sha256}`."
    lines = [
        (
            f"One file, sha256 `{training.data_sha256}`: {check.train} rows trained on, "
            f"{check.validation} watched during training. {source}"
        ),
        *(f"Left out: {inline(problem)}." for problem in check.problems),
        _TO_BE_WRITTEN.format("where the data comes from, and whose it is."),
    ]
    return "\n\n".join(lines) + "\n"


def _settings(spec: StarterSpec) -> str:
    rows = [f"| {name} | {value} |" for name, value in {**spec.settings, "seed": spec.seed}.items()]
    return "\n".join(["| setting | value |", "|---|---|", *rows]) + "\n"


def _evaluation(spec: StarterSpec, result: Mapping[str, Any]) -> str:
    titles = _titles(spec)
    judged = {
        name: part for name, part in result["languages"].items() if part["rows"] >= MIN_SLICE_ROWS
    }
    rows = [
        f"| {_in_table(name)} | {part['rows']} | {titles[metric]}"
        f" | {part['before'][metric]:.3f} | {part['after'][metric]:.3f}"
        f" | {part['difference'][metric]:+.3f}"
        f" | {part['low'][metric]:+.3f} to {part['high'][metric]:+.3f} |"
        for name, part in {"all": result, **judged}.items()
        for metric in part["before"]
    ]
    lines = [
        "| rows | number | metric | before | after | change | 95 % interval of the change |",
        "|---|--:|---|--:|--:|--:|---|",
        *rows,
        "",
        (
            f"Before: {result['baseline']}. The same held-out rows before and after; intervals "
            "from a paired bootstrap."
        ),
    ]
    few = len(result["languages"]) - len(judged)
    if few:
        lines += ["", f"{few} languages with under {MIN_SLICE_ROWS} rows are not judged."]
    return "\n".join(lines) + "\n"
