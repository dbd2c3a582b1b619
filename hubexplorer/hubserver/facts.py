"""What one repository says of itself at one commit: card, configuration, weights, tags.

Facts of a commit never change, so they are computed once and kept by `index`. Whatever a
repository holds, broken or hostile, facts come out; what cannot be read is left out of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from hubexplorer.hubserver import safetensors, tags
from hubexplorer.hubserver.frontmatter import YamlRefused, front_matter, read_yaml
from hubexplorer.hubserver.gitstore import TreeEntry

FACTS_VERSION = 1
"""Raise it when facts come out differently: kept ones of another version are not used."""

_MAX_TEXT_BYTES = 4_000_000
_EVAL_RESULTS = re.compile(r"\.eval_results/[^/]+\.ya?ml")
_CONFIG_KEYS = ("architectures", "model_type", "quantization_config", "auto_map", "peft")
_AUTO_CLASSES = {
    "ForSequenceClassification": ("AutoModelForSequenceClassification", "text-classification"),
    "ForTokenClassification": ("AutoModelForTokenClassification", "token-classification"),
    "ForQuestionAnswering": ("AutoModelForQuestionAnswering", "question-answering"),
    "ForMaskedLM": ("AutoModelForMaskedLM", "fill-mask"),
    "ForCausalLM": ("AutoModelForCausalLM", "text-generation"),
    "ForImageClassification": ("AutoModelForImageClassification", "image-classification"),
}


@dataclass(frozen=True, slots=True)
class RepoFacts:
    """Everything about a commit that a listing or an info answer needs."""

    commit: str
    date_s: float
    entries: tuple[TreeEntry, ...]
    card: Mapping[str, Any]
    config: Mapping[str, Any]
    parameters: Mapping[str, int]
    """Safetensors dtype to number of parameters; empty without safetensors."""
    tags: tuple[str, ...]
    library: str
    task: str
    languages: tuple[str, ...]
    base_models: tuple[str, ...]
    base_relation: str
    eval_results: tuple[Mapping[str, Any], ...]
    transformers_info: Mapping[str, str]

    @property
    def files(self) -> tuple[TreeEntry, ...]:
        return tuple(entry for entry in self.entries if not entry.is_folder)

    @property
    def total_parameters(self) -> int | None:
        return sum(self.parameters.values()) if self.parameters else None


@dataclass(frozen=True, slots=True)
class Files:
    """A commit's files, and how to get at their content."""

    entries: Sequence[TreeEntry]
    content: Callable[[TreeEntry], Path | BytesIO]
    """Where a large file is, or a small one itself."""

    def text(self, path: str) -> str:
        """The text of a file; empty where it is missing or too large to be one."""
        entry = next((e for e in self.entries if e.path == path and not e.is_folder), None)
        if entry is None or entry.size_bytes > _MAX_TEXT_BYTES:
            return ""
        content = self.content(entry)
        data = content.read_bytes() if isinstance(content, Path) else content.getvalue()
        return data.decode("utf-8", "replace")


def collect(commit: str, date_s: float, files: Files) -> RepoFacts:
    """The facts of a commit, read from its files."""
    readme = files.text("README.md")
    card = front_matter(readme)
    config = _json_object(files.text("config.json"))
    paths = [entry.path for entry in files.entries if not entry.is_folder]
    sources = tags.Sources(card, config, paths, readme)
    transformers_info = _transformers_info(config, paths)
    task = tags.word(card.get("pipeline_tag"))
    return RepoFacts(
        commit=commit,
        date_s=date_s,
        entries=tuple(files.entries),
        card=card,
        config={key: config[key] for key in _CONFIG_KEYS if key in config},
        parameters=_parameters(files),
        tags=tags.build(sources),
        library=tags.word(card.get("library_name")),
        task=task or transformers_info.get("pipeline_tag", ""),
        languages=tags.words(card.get("language")),
        base_models=tags.base_models(card),
        base_relation=tags.base_relation(sources),
        eval_results=_eval_results(files, paths),
        transformers_info=transformers_info,
    )


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_constant=lambda _: None) if text else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _parameters(files: Files) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for entry in files.entries:
        content = files.content(entry) if safetensors.is_counted(entry.path) else None
        if isinstance(content, Path):
            for dtype, count in safetensors.parameters_by_dtype(content).items():
                counts[dtype] = counts.get(dtype, 0) + count
    return counts


def _transformers_info(config: Mapping[str, Any], paths: Sequence[str]) -> Mapping[str, str]:
    architectures = config.get("architectures")
    first = architectures[0] if isinstance(architectures, list) and architectures else None
    if not isinstance(first, str):
        return {}
    for suffix, (auto_class, task) in _AUTO_CLASSES.items():
        if first.endswith(suffix):
            is_image = "preprocessor_config.json" in paths
            processor = "AutoImageProcessor" if is_image else "AutoTokenizer"
            return {"auto_model": auto_class, "pipeline_tag": task, "processor": processor}
    return {"auto_model": "AutoModel"}


def _eval_results(files: Files, paths: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    found: list[Mapping[str, Any]] = []
    for path in paths:
        if _EVAL_RESULTS.fullmatch(path):
            found.extend(_eval_file(path, files.text(path)))
    return tuple(found)


def _eval_file(path: str, text: str) -> list[Mapping[str, Any]]:
    try:
        items = read_yaml(text)
    except YamlRefused as error:
        return [{"filename": path, "error": str(error)}]
    if not isinstance(items, list) or not all(_is_eval_item(item) for item in items):
        return [{"filename": path, "error": "not a list of results with dataset and value"}]
    return [{"filename": path, "data": item} for item in items]


def _is_eval_item(item: object) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("dataset"), dict):
        return False
    return "value" in item and {"id", "task_id"} <= item["dataset"].keys()
