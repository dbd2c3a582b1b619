"""From kept answers, files and functions to a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hubexplorer.bench import columns as bench_columns
from hubexplorer.bench.data import read
from hubexplorer.bench.dataset import Dataset
from hubexplorer.bench.folders import SHA256
from hubexplorer.bench.labels import LabelMap, match_labels
from hubexplorer.bench.metrics import Metric
from hubexplorer.bench.overlap import SIMILAR, overlaps
from hubexplorer.bench.prices import cost_of_1000, price_of
from hubexplorer.bench.report import Choice, Facts, Report
from hubexplorer.bench.results import Candidate, Rows, work_out
from hubexplorer.bench.run import complete, predictor
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.store import Store
from hubexplorer.bench.tasks import Task, answer_of
from hubexplorer.errors import DataError, HubError, RunError
from hubexplorer.records import EvalResult, ModelRef
from hubexplorer.workspace.read.reader import Reader

_ANSWER_NAMES = ("prediction", "predicted", "answer", "output", "response", "hypothesis")
_FOREIGN = "{} (not a label of the data)"
_MAX_PUBLISHED = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """A model at a commit with settings, and where its answers are kept."""

    ref: ModelRef
    settings: Mapping[str, Any]
    store: Path

    @property
    def key(self) -> str:
        """What no other subject of a benchmark has."""
        return " ".join([str(self.ref), *self._settings])

    @property
    def _settings(self) -> list[str]:
        return [f"{name}={value}" for name, value in sorted(self.settings.items())]

    def name_among(self, others: Sequence[Subject]) -> str:
        """A short name: with hub, commit and settings only as far as another shares the rest."""
        same = [other for other in others if other.ref.name == self.ref.name]
        refs = {other.ref for other in same}
        name = self.ref.name
        if len(refs) > 1:
            is_enough = len({other.repo for other in refs}) == len(refs)
            short = f"{self.ref.hub}:{self.ref.repo}@{(self.ref.commit or '')[:7]}"
            name = self.ref.repo if is_enough else short
        return " ".join([name, *self._settings]) if len(same) > len(refs) else name


@dataclass(frozen=True, slots=True)
class Plan:
    """A benchmark made ready: what is asked, of whom, and what is true."""

    spec: Spec
    task: Task
    dataset: Dataset
    """Only rows with a true value."""
    roles: Mapping[str, str]
    inputs: tuple[Mapping[str, str], ...]
    sha256: str
    """Of the inputs: answers are kept under it."""
    truths: tuple[Any, ...]
    slices: tuple[str, ...]
    metrics: tuple[Metric, ...]
    models: tuple[Subject, ...]
    others: Mapping[str, Any]
    """Names to functions, objects or paths."""
    notes: tuple[str, ...]
    folder: Path | None = None
    """Where the files lie that rows name; None where rows are texts."""

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
    failed: dict[str, str] = {}
    for subject in plan.models:
        name = subject.name_among(plan.models)
        if subject.key in done.failed:
            failed[name] = _reason(done.failed[subject.key])
            continue
        try:
            candidates.append(_model(plan, subject, name, reader))
        except DataError as error:
            failed[name] = str(error)
    candidates += [_other(plan, name, other) for name, other in plan.others.items()]
    if not candidates:
        raise RunError("no candidate gave answers", hint=_told_once(failed))
    candidates = [_priced(plan, candidate) for candidate in candidates]
    dataset = plan.dataset
    slices = {name: tuple(map(str, dataset.column(name))) for name in plan.slices}
    clusters = tuple(dataset.column(plan.spec.cluster)) if plan.spec.cluster else None
    shown = tuple({r: v for r, v in row.items() if r != SHA256} for row in plan.inputs)
    rows = Rows(shown, plan.truths, dataset.numbers, slices, clusters)
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


def _priced(plan: Plan, candidate: Candidate) -> Candidate:
    price = price_of(plan.spec.prices, candidate.name, candidate.ref)
    return replace(candidate, cost_of_1000=cost_of_1000(price, candidate.speed))


def _model(plan: Plan, subject: Subject, name: str, reader: Reader) -> Candidate:
    store = Store.open(subject.store, len(plan.inputs))
    if store.missing:
        raise DataError(f"{len(store.missing):,} rows have no answer yet", hint="measure again")
    given = [store.answers[place] for place in range(store.count)]
    answers, labels = _in_data_s_words(plan, given, store.labels)
    try:
        page = reader.page(subject.ref)
        published = _published(page.results)
        findings = tuple(finding.title for finding in page.findings if finding.is_open)
    except HubError:  # answers kept on this disk need no hub
        published = findings = ()
    return Candidate(name, str(subject.ref), answers, labels, store.speed, published, findings)


def _other(plan: Plan, name: str, other: Any) -> Candidate:
    if isinstance(other, Path):
        answers = _from_file(plan, other)
        speed = None
    else:
        store = Store.unkept(len(plan.inputs))
        main = plan.task.inputs[0]
        predict = predictor(other, lambda value: _answer(plan.task, value, name), main)
        rows = plan.inputs
        if plan.folder is not None:  # a function is given the path of a file
            rows = tuple({main: str(plan.folder / row[main])} for row in rows)
        complete(predict, rows, store)
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
    if plan.folder is not None:
        return ["Rows were not held against training data: that is done for texts only."]
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


def _told_once(failed: Mapping[str, str]) -> str:
    """Why each gave none, said once where it is the same for several."""
    names: dict[str, list[str]] = {}
    for name, why in failed.items():
        names.setdefault(why, []).append(name)
    return "; ".join(f"{', '.join(same)}: {why}" for why, same in names.items())


def _reason(why: Mapping[str, str]) -> str:
    return f"{why['message']} ({why['hint']})" if why["hint"] else why["message"]
