"""Models behind an OpenAI-compatible endpoint: asked, streamed, stopped, measured; or refused."""

from __future__ import annotations

import io
import json
import logging
import time

import pytest

from hubexplorer.cli import main
from hubexplorer.errors import (
    AccessDenied,
    BadAnswer,
    BudgetExceeded,
    DataError,
    HubError,
    HubUnreachable,
    TooLarge,
)
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.run.served import is_served
from tests.runtime.writers import save_llama
from tests.workspace.chat_server import MODELS, chat_server
from tests.workspace.tiny_hub import tiny_hub
from tests.workspace.waiting import until

TEXT = "Anna lost my card in Berlin"
TOKEN = "sk-secret-of-one-origin"
FEW = {"max_new_tokens": 6}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_llama(tmp_path_factory.mktemp("served") / "llama")


@pytest.fixture(scope="module")
def serving(folder):
    with chat_server(folder) as server:
        yield server


@pytest.fixture
def server(serving):
    yield serving
    serving.wanted, serving.pace_s = "", 0.0
    serving.seen.clear()


@pytest.fixture(scope="module")
def tiny(folder, shared_settings, tmp_path_factory):
    models = {"llama": (folder, "text-generation")}
    with tiny_hub(tmp_path_factory.mktemp("hub"), shared_settings, models) as workspace:
        yield workspace


def served(server, kind="v1", model=MODELS[0]) -> Candidate:
    path = "v1" if kind == "v1" else f"{kind}/v1"
    return Candidate.endpoint(f"{server.url}/{path}", model)


def test_beside_the_same_model_run_here_it_writes_the_same(tiny, server):
    candidates = [served(server), Candidate(tiny.finder.ref("tiny/llama"))]
    comparison = tiny.compare(candidates, TEXT, settings=FEW)
    there, here = comparison.answers
    assert there.output["text"].split() == here.output["text"].split()
    assert there.output["finish"] == here.output["finish"] == "length"
    assert there.output["served_as"] == "tiny-llama-q8"
    assert there.tokens == here.tokens == 6
    assert 0 < there.first_token_s <= there.latency_s
    assert there.device == "endpoint"
    assert there.ref.commit is None
    frame = comparison.to_pandas()
    assert list(frame["tokens_per_s"] > 0) == [True, True]
    (_path, given, body) = server.seen[-1]
    assert given == ""
    assert body["messages"] == [{"role": "user", "content": TEXT}]
    assert (body["max_tokens"], body["temperature"], body["stream"]) == (6, 0.0, True)
    assert not body.keys() & {"seed", "top_k", "repetition_penalty", "top_p"}


def test_chats_settings_and_several_texts(tiny, server):
    candidate = Candidate.endpoint(f"{server.url}/v1", MODELS[1], system="be kind", seed=3)
    asked = {"messages": [{"role": "user", "content": "help"}]}
    settings = {**FEW, "temperature": 0.5, "top_p": 0.9, "top_k": 5}
    tiny.run(candidate, asked, settings=settings)
    body = server.seen[-1][2]
    assert body["model"] == "llama3:8b"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert (body["seed"], body["top_p"], body["top_k"]) == (3, 0.9, 5)
    items = tiny.run(served(server), [TEXT, "paid twice"], settings=FEW).output["items"]
    assert len(items) == 2


def test_what_is_streamed_is_the_answer_and_can_be_stopped(tiny, server):
    server.pace_s = 0.02
    comparison = Comparison(tiny.runner, [served(server)], {"max_new_tokens": 20})
    seen = []
    comparison.on_change = lambda: seen.append(comparison.panes[0].streamed)
    comparison.start(TEXT)
    assert comparison.wait(60)
    assert comparison.panes[0].streamed == comparison.answers[0].output["text"]
    assert len(set(seen)) > 3
    server.pace_s = 0.5
    slow = Comparison(tiny.runner, [served(server)], {"max_new_tokens": 200})
    slow.start(TEXT)
    until(lambda: slow.panes[0].streamed, 30)
    slow.stop()
    assert until(lambda: slow.is_ended) < 2.0
    assert slow.panes[0].state == "canceled"


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("silent", BudgetExceeded),
        ("mute", BudgetExceeded),
        ("drip", BudgetExceeded),
        ("endless", TooLarge),
        ("rapid", TooLarge),
        ("line", (BudgetExceeded, TooLarge)),
        ("garbage", BadAnswer),
        ("list", BadAnswer),
        ("nested", BadAnswer),
        ("cut", BadAnswer),
        ("fails", BadAnswer),
        ("plain", BadAnswer),
        ("page", BadAnswer),
        ("away", BadAnswer),
        ("broken", HubUnreachable),
    ],
)
def test_hostile_endpoints_end_with_a_named_error(tiny, server, kind, error):
    started = time.monotonic()
    with pytest.raises(error):
        tiny.run(served(server, kind), TEXT, settings={**FEW, "limit_s": 1.0})
    assert time.monotonic() - started < 20


def test_an_endpoint_that_is_not_there(tiny, server):
    with pytest.raises(HubUnreachable):
        tiny.run(Candidate.endpoint("http://127.0.0.1:9/v1", "m"), TEXT)


def test_a_token_goes_to_its_own_origin_alone_and_into_nothing_else(tiny, server, caplog):
    caplog.set_level(logging.DEBUG)
    credentials = tiny.hubs.credentials
    server.wanted = TOKEN
    with pytest.raises(AccessDenied) as denied:
        tiny.run(served(server), TEXT, settings=FEW)
    assert "endpoint login" in denied.value.hint
    credentials.set(f"{server.url}/v1", TOKEN)
    try:
        answer = tiny.run(served(server), TEXT, settings=FEW)
        assert server.seen[-1][1] == f"Bearer {TOKEN}"
        server.wanted = "another"
        with pytest.raises(AccessDenied) as refused:
            tiny.run(served(server), TEXT, settings=FEW)
        endpoints = tiny.runner.endpoints
        said = [str(refused.value), str(answer), repr(endpoints), repr(served(server)), caplog.text]
        assert not any(TOKEN in text for text in said)
        with chat_server(server.folder) as other:
            tiny.run(served(other), TEXT, settings=FEW)
            assert other.seen[-1][1] == ""
    finally:
        credentials.remove(server.url)


@pytest.mark.parametrize(
    ("settings", "inputs"),
    [
        ({"dtype": "bfloat16"}, TEXT),
        ({"device": "cpu"}, TEXT),
        ({"threshold": 0.5}, TEXT),
        ({}, b"RIFF"),
        ({}, " "),
    ],
)
def test_what_an_endpoint_does_not_take_is_refused_with_a_hint(tiny, server, settings, inputs):
    with pytest.raises(DataError) as caught:
        tiny.run(served(server), inputs, settings=settings)
    assert caught.value.hint
    assert not server.seen


@pytest.mark.parametrize(
    "url", ["http://example.org/v1", "ftp://127.0.0.1/v1", "v1", "https://user:pass@example.org"]
)
def test_addresses_that_are_refused(url):
    with pytest.raises(ValueError, match=r"https|address|password"):
        Candidate.endpoint(url, "model")


def test_a_candidate_is_told_apart_by_its_ref_and_settings(server):
    plain, odd = served(server), served(server, model="llama3:8b")
    assert is_served(plain.ref)
    assert ModelRef.parse(str(plain.ref)) == plain.ref
    assert odd.ref.repo == "llama3-8b"
    assert json.loads(json.dumps(dict(odd.settings))) == {"served_model": "llama3:8b"}


def test_what_it_serves_is_listed(tiny, server):
    assert tiny.runner.endpoints.models(f"{server.url}/v1") == MODELS
    with pytest.raises(HubError):
        tiny.runner.endpoints.models("http://127.0.0.1:9/v1")
    with pytest.raises(DataError, match="a key is given apart"):
        tiny.runner.endpoints.models(f"{server.url}/v1?api_key={TOKEN}")


def test_it_is_measured_on_somebody_s_rows(tiny, server):
    rows = [{"text": f"{TEXT} {number}", "reference": "card"} for number in range(4)]
    candidate = Candidate.endpoint(f"{server.url}/v1", MODELS[0], max_new_tokens=4)
    report = tiny.measure([candidate], rows, task="text-generation", metric="chrf")
    assert len(report.candidates) == 1
    assert report.candidates[0].name == "llama"
    asked = len(server.seen)
    assert asked >= 4
    again = tiny.measure([candidate], rows, task="text-generation", metric="chrf")
    assert len(server.seen) == asked  # kept for the day
    assert again.value("llama", "chrf") == report.value("llama", "chrf")


def test_from_the_command_line(tiny, server, monkeypatch, capsys):
    monkeypatch.setenv("HUBEXPLORER_HOME", str(tiny.settings.home))
    monkeypatch.setenv("HUBEXPLORER_HUB", "embedded")
    url, folder = f"{server.url}/v1", ["--folder", str(tiny.folder)]
    assert main(["endpoint", "models", url, *folder]) == 0
    names = capsys.readouterr().out.splitlines()
    assert names == [f"{url}:tiny/llama", f"{url}\tllama3:8b\tPython only"]
    server.wanted = TOKEN
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{TOKEN}\n"))
    assert main(["endpoint", "login", url, *folder]) == 0
    assert main(["run", names[0], "help", "--json", *folder]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out.splitlines()[-1])["output"]["served_as"] == "tiny-llama-q8"
    assert TOKEN not in told.out + told.err
    assert main(["endpoint", "logout", url, *folder]) == 0
    assert main(["run", names[0], "help", *folder]) == 1
    assert main(["endpoint", "models", "http://example.org/v1", *folder]) == 1
