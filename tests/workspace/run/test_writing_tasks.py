"""Text that models write: streamed, within its settings, stopped at once."""

from __future__ import annotations

import time

import pytest

from hubexplorer.errors import DataError
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.comparison import Comparison
from tests.runtime.writers import TEMPLATE, save_llama, save_t5
from tests.workspace.tiny_hub import tiny_hub
from tests.workspace.waiting import until

TEXT = "Anna lost my card in Berlin"
SLOW = {"hidden_size": 256, "num_hidden_layers": 8, "max_position_embeddings": 8192}
"""Makes a model slow enough to be met while it writes."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("tiny")
    return {
        "writer": save_llama(base / "writer"),
        "chat": save_llama(base / "chat", template=TEMPLATE),
        "slow": save_llama(base / "slow", **SLOW),
        "t5": save_t5(base / "t5"),
    }


@pytest.fixture(scope="module")
def tiny(folders, shared_settings, tmp_path_factory):
    models = {
        name: (folder, "summarization" if name == "t5" else "text-generation")
        for name, folder in folders.items()
    }
    with tiny_hub(tmp_path_factory.mktemp("hub"), shared_settings, models) as workspace:
        yield workspace


def written(folder, auto_class, prompt, **options):
    """What transformers itself writes."""
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = getattr(transformers, auto_class).from_pretrained(folder)
    encoded = tokenizer(prompt, return_tensors="pt")
    encoded.pop("token_type_ids", None)
    tokens = model.generate(**encoded, do_sample=False, num_beams=1, pad_token_id=0, **options)[0]
    start = 1 if model.config.is_encoder_decoder else encoded["input_ids"].shape[-1]
    return tokenizer.decode(tokens[start:], skip_special_tokens=True)


def test_text_generation_writes_what_transformers_writes(tiny, folders):
    answer = tiny.run("tiny/writer", TEXT, settings={"max_new_tokens": 20})
    expected = written(folders["writer"], "AutoModelForCausalLM", TEXT, max_new_tokens=20)
    assert answer.output["text"] == expected
    assert answer.output["finish"] == "length"
    assert answer.tokens == 20
    assert 0 < answer.first_token_s < answer.latency_s
    assert answer.tokens_per_s > 0


@pytest.mark.parametrize("settings", [{}, {"prompt": "please help {text}"}])
def test_text_to_text_writes_what_transformers_writes(tiny, folders, settings):
    answer = tiny.run("tiny/t5", TEXT, settings={"max_new_tokens": 12, **settings})
    prompt = settings.get("prompt", "{text}").replace("{text}", TEXT)
    expected = written(folders["t5"], "AutoModelForSeq2SeqLM", prompt, max_new_tokens=12)
    assert answer.output["text"] == expected


def test_what_was_streamed_is_the_answer(tiny):
    ref = tiny.finder.ref("tiny/slow")
    comparison = Comparison(tiny.runner, [ref], {"max_new_tokens": 100})
    seen = []
    comparison.on_change = lambda: seen.append(comparison.panes[0].streamed)
    comparison.start(TEXT)
    assert comparison.wait(120)
    pane = comparison.panes[0]
    assert pane.streamed == pane.answer.output["text"]
    lengths = [len(text) for text in dict.fromkeys(seen)]
    assert lengths == sorted(lengths)
    assert len(lengths) > 3  # it came in pieces


def test_a_text_is_stopped_between_two_tokens_and_its_model_stays(tiny):
    ref = tiny.finder.ref("tiny/slow")
    comparison = Comparison(tiny.runner, [ref], {"max_new_tokens": 4000})
    comparison.start(TEXT)
    until(lambda: comparison.panes[0].streamed, 60)
    comparison.stop()
    until(lambda: comparison.is_ended, 5)
    assert comparison.panes[0].state == "canceled"
    again = tiny.run("tiny/slow", TEXT, settings={"max_new_tokens": 2})
    assert again.load_s == 0.0


def test_a_chat_is_written_by_the_models_own_template(tiny):
    messages = [
        {"role": "user", "content": "my card"},
        {"role": "assistant", "content": "help"},
        {"role": "user", "content": "paid twice"},
    ]
    settings = {"max_new_tokens": 4, "system": "please"}
    answer = tiny.run("tiny/chat", {"messages": messages}, settings=settings)
    assert answer.output["prompt"] == (
        "system : please [SEP] user : my card [SEP] assistant : help [SEP]"
        " user : paid twice [SEP] assistant :"
    )
    plain = tiny.run("tiny/chat", "my card", settings={"max_new_tokens": 4})
    assert plain.output["prompt"] == "user : my card [SEP] assistant :"


def test_what_a_template_refuses_is_said(tiny):
    messages = [{"role": "user", "content": "a"}, {"role": "system", "content": "b"}]
    messages.append({"role": "user", "content": "c"})
    with pytest.raises(DataError, match="the system comes first") as caught:
        tiny.run("tiny/chat", {"messages": messages})
    assert caught.value.hint


def test_sampling_is_repeatable_by_its_seed(tiny):
    def text(seed):
        settings = {"max_new_tokens": 30, "temperature": 1.5, "seed": seed}
        return tiny.run("tiny/writer", TEXT, settings=settings).output["text"]

    assert text(1) == text(1)
    assert len({text(seed) for seed in range(4)}) > 1


def test_many_texts_are_answered_in_their_order(tiny):
    items = tiny.run("tiny/writer", [TEXT, "paid twice"], settings={"max_new_tokens": 3}).output[
        "items"
    ]
    assert [item["prompt"] for item in items] == [TEXT, "paid twice"]


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        (TEXT, {"max_new_tokens": 0}),
        (TEXT, {"max_new_tokens": 10**6}),
        (TEXT, {"temperature": "hot"}),
        (TEXT, {"top_p": True}),
        (TEXT, {"prompt": "no place"}),
        (TEXT, {"speed": 3}),
        (TEXT, {"dtype": "int3"}),
        (TEXT, {"limit_s": 0}),
        ("card " * 300, {}),
        ({"messages": []}, {}),
        ({"messages": [{"role": "tool", "content": "x"}]}, {}),
        ({"messages": [{"role": "assistant", "content": "x"}]}, {}),
        ({"messages": [{"role": "user", "content": " "}]}, {}),
    ],
)
def test_inputs_and_settings_that_are_refused(tiny, given, settings):
    with pytest.raises(DataError) as caught:
        tiny.run("tiny/writer", given, settings=settings)
    assert caught.value.hint


def test_one_model_stands_twice_with_settings_of_its_own(tiny):
    ref = tiny.finder.ref("tiny/writer")
    candidates = [Candidate(ref, {"max_new_tokens": 2}), Candidate(ref, {"max_new_tokens": 5})]
    started = time.monotonic()
    comparison = tiny.compare(candidates, TEXT, settings={"max_new_tokens": 9, "seed": 1})
    assert [answer.tokens for answer in comparison.answers] == [2, 5]
    assert comparison.answers[1].settings == {"max_new_tokens": 5, "seed": 1}
    assert comparison.answers[0].latency_s < time.monotonic() - started
    frame = comparison.to_pandas()
    assert list(frame["text"]) == [answer.output["text"] for answer in comparison.answers]
