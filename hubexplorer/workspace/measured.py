"""From kept answers, files and functions to a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubexplorer.bench import columns as bench_columns
from hubexplorer.bench.data import Dataset, read
from hubexplorer.bench.labels import LabelMap, match_labels
from hubexplorer.bench.metrics import Metric
from hubexplorer.bench.overlap import SIMILAR, overlaps
from hubexplorer.bench.report import Choice, Facts, Report
from hubexplorer.bench.results import Candidate, Rows, work_out
from hubexplorer.bench.run import complete, predictor
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.store import Store
from hubexplorer.bench.tasks import Task, answer_of
from hubexplorer.errors import DataError, HubError, RunError
from hubexplorer.records import EvalResult, ModelRef
from hubexplorer.workspace.read import Reader

_ANSWER_NAMES = ("prediction", "predicted", "answer", "output", "response", "hypothesis")
_FOREIGN = "{} (not a label of the data)"
_MAX_PUBLISHED = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """A benchmark made ready: what is asked, of whom, and what is true."""

    spec: Spec
    task: Task
    dataset: Dataset
    """Only rows with a true value."""
    roles: Mapping[str, str]
    inputs: tuple[Mapping[str, str], ...]
    truths: tuple[Any, ...]
    slices: tuple[str, ...]
    metrics: tuple[Metric, ...]
    models: tuple[ModelRef, ...]
    """With their commits."""
    others: Mapping[str, Any]
    """Names to functions, objects or paths."""
    stores: Mapping[str, Path]
    """A model to where its answers are kept."""
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return bench_columns.preview(self.dataset, self.roles)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A plan after its models answered."""

    plan: Plan
    failed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """A model to the message and hint of what kept it."""
    date: str = ""


def gather(
    done: Gathered,
    reader: Reader,
    choice: Choice | None = None,
    on_choose: Callable[[Choice], None] = lambda _choice: None,
) -> Report:
    """The report of a plan whose models have answered; files are read and functions called.

    Raises:
        RunError: no candidate gave answers.
        DataError: a file of answers does not fit the data.
    """
    plan = done.plan
    candidates: list[Candidate] = []
    failed = {_short(ref, plan.models): _reason(why) for ref, why in done.failed.items()}
    for ref in plan.models:
        name = _short(str(ref), plan.models)
        if name in failed:
            continue
        try:
            candidates.append(_model(plan, ref, name, reader))
        except DataError as error:
            failed[name] = str(error)
    candidates += [_other(plan, name, other) for name, other in plan.others.items()]
    if not candidates:
        told = "; ".join(f"{name}: {why}" for name, why in failed.items())
        raise RunError(f"no candidate gave answers: {told}")
    dataset = plan.dataset
    slices = {name: tuple(map(str, dataset.column(name))) for name in plan.slices}
    clusters = tuple(dataset.column(plan.spec.cluster)) if plan.spec.cluster else None
    rows = Rows(plan.inputs, plan.truths, dataset.numbers, slices, clusters)
    results = work_out(candidates, rows, plan.metrics, margin=plan.spec.margin, seed=plan.spec.seed)
    facts = Facts(
        data=dataset.name,
        task=plan.task.name,
        read_as=f"{len(plan.truths):,} labeled rows, {dataset.read_as}",
        sha256=dataset.sha256,
        columns=plan.roles,
        date=done.date,
        notes=(*plan.notes, *_label_notes(candidates), *_repeats(plan)),
        failed=failed,
    )
    return Report(facts, tuple(candidates), rows, results, choice=choice, on_choose=on_choose)


def _model(plan: Plan, ref: ModelRef, name: str, reader: Reader) -> Candidate:
    store = Store.open(plan.stores[str(ref)], len(plan.inputs))
    if store.missing:
        raise DataError(f"{len(store.missing):,} rows have no answer yet", hint="measure again")
    given = [store.answers[place] for place in range(store.count)]
    answers, labels = _in_data_s_words(plan, given, store.labels)
    try:
        page = reader.page(ref)
        published = _published(page.results)
        findings = tuple(finding.title for finding in page.findings if finding.is_open)
    except HubError:  # answers kept on this disk need no hub
        published = findings = ()
    return Candidate(name, str(ref), answers, labels, store.speed, published, findings)


def _other(plan: Plan, name: str, other: Any) -> Candidate:
    if isinstance(other, Path):
        answers = _from_file(plan, other)
        speed = None
    else:
        store = Store.unkept(len(plan.inputs))
        predict = predictor(other, lambda value: _answer(plan.task, value, name), "text")
        complete(predict, plan.inputs, store)
        answers = [store.answers[place] for place in range(store.count)]
        speed = store.speed
    known = sorted({a["label"] for a in answers if isinstance(a, Mapping) and "label" in a})
    words, labels = _in_data_s_words(plan, answers, known)
    return Candidate(name, "", words, labels, speed)


def _from_file(plan: Plan, path: Path) -> list[Any]:
    """Answers in the rows' order, or found by a column `id` that both files have."""
    found = read(path)
    lowered = {column.casefold(): column for column in found.columns}
    names = (*_ANSWER_NAMES, plan.roles[plan.task.truth].casefold(), plan.task.truth)
    column = next((lowered[name] for name in names if name in lowered), None)
    if column is None:
        raise DataError(
            f"{found.name} has no column of answers", hint=f"name it {_ANSWER_NAMES[0]!a}"
        )
    values = found.column(column)
    if "id" in found.columns and "id" in plan.dataset.columns:
        by_id = dict(zip(map(str, found.column("id")), values, strict=True))
        wanted = [str(key) for key in plan.dataset.column("id")]
        if missing := [key for key in wanted if key not in by_id]:
            raise DataError(
                f"{found.name} answers {len(wanted) - len(missing):,} of {len(wanted):,} rows;"
                f" the first without is id {missing[0]!a}"
            )
        values = [by_id[key] for key in wanted]
    elif len(values) != len(plan.inputs):
        raise DataError(
            f"{found.name} has {len(values):,} answers for {len(plan.inputs):,} rows",
            hint="give both files a column id",
        )
    return [_answer(plan.task, value, found.name) for value in values]


def _answer(task: Task, value: Any, name: str) -> Any:
    try:
        return answer_of(task, value)
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(f"{name}: {value!a:.80} is no answer for {task.name}: {error}") from None


def _in_data_s_words(
    plan: Plan, answers: Sequence[Any], known: Sequence[str]
) -> tuple[tuple[Any, ...], LabelMap | None]:
    """Answers with the data's label names, and how those were found."""
    if plan.task.truth != "label" or not known:
        return tuple(answers), None
    labels = match_labels(plan.truths, known, plan.spec.labels)

    def word(label: str) -> str:
        return labels.to_data.get(label) or _FOREIGN.format(label)

    return tuple(
        answer
        and {
            "label": word(answer["label"]),
            "scores": [[word(label), score] for label, score in answer["scores"]],
        }
        for answer in answers
    ), labels


def _label_notes(candidates: Sequence[Candidate]) -> list[str]:
    """How labels met, said once where it is the same for several."""
    told: dict[str, list[str]] = {}
    for candidate in candidates:
        if candidate.labels is not None:
            told.setdefault(str(candidate.labels), []).append(candidate.name)
    return [f"Labels of {', '.join(names)}: {how}." for how, names in told.items()]


def _repeats(plan: Plan) -> list[str]:
    if not plan.spec.train_data:
        return []
    train = read(plan.spec.train_data)
    column = plan.roles[plan.task.inputs[0]]
    texts = [row[plan.task.inputs[0]] for row in plan.inputs]
    found = overlaps(texts, list(map(str, train.column(column))))
    if not found:
        return [f"No row repeats one of {train.name} (at least {SIMILAR:.0%} alike)."]
    same = sum(overlap.similarity == 1 for overlap in found)
    first = found[0]
    told = (
        f"{len(found):,} rows repeat training rows of {train.name} ({same:,} word for word), which"
        f" flatters whoever learned from it; the first is row {plan.dataset.numbers[first.test]},"
        f" like row {train.numbers[first.train]} there."
    )
    return [told]


def _published(results: Sequence[EvalResult]) -> tuple[str, ...]:
    """What its author published, each value of a language once, those with a metric first."""
    told: dict[tuple[float, str], str] = {}
    for result in sorted(results, key=lambda result: not result.metric):
        part = result.language or result.task
        text = f"{result.metric or 'score'} {result.value:g} on {result.dataset}"
        told.setdefault((result.value, part), f"{text} ({part})" if part else text)
    return tuple(told.values())[:_MAX_PUBLISHED]


def _short(ref: str, refs: Sequence[ModelRef]) -> str:
    """A name that no other candidate has: without its hub, without its commit if that will do."""
    model = ModelRef.parse(ref)
    if len({other.name for other in refs}) == len(refs):
        return model.name
    same = [other for other in refs if other.repo == model.repo]
    if len(same) == 1:
        return model.repo
    if len({other.hub for other in same}) == len(same):
        return f"{model.hub}:{model.repo}"
    return f"{model.hub}:{model.repo}@{(model.commit or '')[:7]}"


def _reason(why: Mapping[str, str]) -> str:
    return f"{why['message']} ({why['hint']})" if why["hint"] else why["message"]
