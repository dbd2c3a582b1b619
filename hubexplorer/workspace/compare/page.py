"""Comparisons as one HTML file that reads offline: no script, nothing loaded from anywhere.

Facts of the candidates, each input with every answer to it, how blind votes went, and what proves
which model gave an answer: commit, weights' sha256, device, dtype, settings.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from hubexplorer.records import Answer
from hubexplorer.workspace.compare.answer_html import AnswerPage, picture_address, sound
from hubexplorer.workspace.compare.candidate import Candidate, candidate_name
from hubexplorer.workspace.compare.facts import FactRow, bytes_text
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.record import Record, spec_of
from hubexplorer.workspace.compare.tally import COUNTING, Tally
from hubexplorer.workspace.compare.toml import render_comparison

_STYLE = Path(__file__).with_name("page.css")
_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE = 'class="wide" tabindex="0" role="group"'
_MAX_TEXT = 20_000


def comparison_html(
    records: Sequence[Record], *, facts: Sequence[FactRow] = (), votes: Tally | None = None
) -> str:
    """The page of comparisons of the same candidates, one for each input.

    Args:
        facts: of the candidates of the first record.
        votes: blind ones, where some were given.
    """
    candidates = records[0].candidates
    title = f"{len(candidates)} candidates on {_plural(len(records), 'input')}"
    drawing = AnswerPage()
    who = escape(", ".join(map(candidate_name, candidates)))
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="soft">{who} · asked {_day(records[0].made_s)} with HubExplorer</p>',
        _facts(candidates, facts) if facts else "",
        *(_record(record, drawing, number) for number, record in enumerate(records, start=1)),
        _votes(votes) if votes is not None and votes.votes else "",
        _proofs(records),
        _spec(records),
    ]
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">'
        f"<title>{escape(title)}</title><style>{_STYLE.read_text('utf-8')}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )
    return _LONE_SURROGATE.sub("\ufffd", page)


def _facts(candidates: Sequence[Candidate], rows: Sequence[FactRow]) -> str:
    head = "".join(f'<th scope="col">{escape(candidate_name(one))}</th>' for one in candidates)
    body = []
    for row in rows:
        cells = "".join(
            f'<td class="{fact.tone}{" best" if place in row.best else ""}">{escape(fact.text)}'
            f"{'<span> (best)</span>' if place in row.best else ''}</td>"
            for place, fact in enumerate(row.facts)
        )
        note = '<br><span class="soft">published</span>' if row.is_published else ""
        body.append(
            f'<tr><th scope="row">{escape(row.label)}{note}</th>{cells}'
            f'<td class="soft">{escape(row.why)}</td></tr>'
        )
    return (
        "<section><h2>Facts</h2>"
        + _wide(f"<thead><tr><td></td>{head}<td></td></tr></thead><tbody>{''.join(body)}</tbody>")
        + '<p class="soft">What is published was not measured here.</p></section>'
    )


def _record(record: Record, drawing: AnswerPage, number: int) -> str:
    panes = "".join(_pane(pane, record.inputs, drawing) for pane in record.panes)
    return (
        f"<section><h2>Input {number}</h2>{_input(record.inputs)}"
        f'<div class="panes">{panes}</div></section>'
    )


def _input(inputs: Mapping[str, Any]) -> str:
    parts = []
    for name, value in inputs.items():
        if name == "image" and isinstance(value, bytes):
            shown = f'<img alt="The picture that was asked about" src="{picture_address(value)}">'
        elif name == "audio" and isinstance(value, bytes):
            shown = sound(base64.b64encode(value).decode(), "The sound that was asked about")
        elif name == "messages" and isinstance(value, list):
            shown = "".join(_message(one) for one in value if isinstance(one, Mapping))
        elif isinstance(value, list):
            items = "".join(f"<li>{escape(str(one)[:_MAX_TEXT])}</li>" for one in value)
            shown = f"<ol>{items}</ol>"
        else:
            shown = f'<p class="text">{escape(str(value)[:_MAX_TEXT])}</p>'
        parts.append(f"<dt>{escape(name)}</dt><dd>{shown}</dd>")
    return f'<dl class="asked">{"".join(parts)}</dl>'


def _message(one: Mapping[str, Any]) -> str:
    role, content = escape(str(one.get("role"))), escape(str(one.get("content"))[:_MAX_TEXT])
    return f'<p class="text"><b>{role}:</b> {content}</p>'


def _pane(pane: Pane, inputs: Mapping[str, Any], drawing: AnswerPage) -> str:
    at = f"commit {pane.ref.commit[:7]}" if pane.ref.commit else "newest commit"
    settings = "".join(f" · {name}={value}" for name, value in pane.settings.items())
    if pane.answer is not None:
        body = drawing.answer(pane.answer.output, inputs)
        foot = f"<footer>{escape(' · '.join(_costs(pane.answer)))}</footer>"
    else:
        error = pane.error
        said = f"{error.message} {error.hint}" if error else "It gave no answer."
        body, foot = f'<p class="bad">{escape(said)}</p>', ""
    return (
        f"<article><h3>{escape(pane.ref.name)}</h3>"
        f'<p class="soft">{escape(at + settings)}</p>{body}{foot}</article>'
    )


def _costs(answer: Answer) -> list[str]:
    told = [_seconds(answer.latency_s), f"{answer.device} {answer.dtype}"]
    if answer.speedup is not None:
        told.append(f"ONNX Runtime, {answer.speedup:.1f}x torch on one short text")
    if answer.first_token_s is not None:
        told.append(f"first token {_seconds(answer.first_token_s)}")
    if answer.tokens_per_s is not None:
        told.append(f"{answer.tokens_per_s:.0f} tokens/s")
    return [*told, f"peak {bytes_text(answer.peak_bytes)}"]


def _votes(tally: Tally) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td>{one.best} of {one.rounds}</td>'
        f"<td>{one.ties}</td><td>{one.share:.0%}</td>"
        f"<td>{one.interval.low:.0%} to {one.interval.high:.0%}</td></tr>"
        for one in tally.standings
    )
    pairs = "".join(
        f'<tr><th scope="row">{escape(candidate_name(one.first))} over '
        f"{escape(candidate_name(one.second))}</th><td>{one.wins:g} of {one.rounds}</td>"
        f"<td>{one.interval.low:.0%} to {one.interval.high:.0%}</td>"
        f"<td>{'told apart' if one.is_decided else 'not told apart'}</td></tr>"
        for one in tally.pairs
    )
    columns = ("candidate", "best", "ties", "share", "95 % interval")
    against = ("pair", "wins", "95 % interval", "")
    return (
        f"<section><h2>Blind votes</h2><p>{_plural(tally.votes, 'vote')}. {escape(COUNTING)}</p>"
        + _wide(_head(columns) + f"<tbody>{rows}</tbody>")
        + (_wide(_head(against) + f"<tbody>{pairs}</tbody>") if pairs else "")
        + "</section>"
    )


def _proofs(records: Sequence[Record]) -> str:
    """Which files answered: one line a commit and digest, however many inputs."""
    seen: dict[tuple[str, ...], None] = {}
    for record in records:
        for pane in record.panes:
            if (answer := pane.answer) is not None:
                ref = pane.ref
                seen[ref.hub, ref.repo, ref.commit or "", answer.weights_sha256] = None
    rows = "".join(
        f'<tr><td>{escape(hub)}</td><th scope="row">{escape(repo)}</th>'
        f"<td>{_code(commit)}</td><td>{_code(digest)}</td></tr>"
        for hub, repo, commit, digest in seen
    )
    columns = ("hub", "model", "commit", "sha256 of its weights")
    return (
        "<section><h2>Which model answered</h2><p>Each file was compared with what its hub says"
        " of it before it was loaded. Which weights an endpoint holds nobody can tell.</p>"
        + _wide(_head(columns) + f"<tbody>{rows}</tbody>")
        + "</section>"
    )


def _spec(records: Sequence[Record]) -> str:
    text = escape(render_comparison(spec_of(records)))
    return (
        "<section><h2>Run it again</h2><details><summary>The comparison as a file for"
        " <code>hubexplorer compare</code></summary>"
        f'<pre tabindex="0" aria-label="The comparison as TOML">{text}</pre></details></section>'
    )


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>" if text else "not known"


def _wide(table: str) -> str:
    """A table that scrolls by itself, also by keyboard."""
    return f'<div {_WIDE} aria-label="Table"><table>{table}</table></div>'


def _head(columns: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{one}</th>' if one else "<td></td>" for one in columns)
    return f"<thead><tr>{cells}</tr></thead>"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day(time_s: float) -> str:
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _seconds(value: float) -> str:
    return f"{value * 1e3:.0f} ms" if value < 1 else f"{value:.1f} s"
