"""Text tasks from a hub to an answer: what transformers itself says of the same tiny model."""

from __future__ import annotations

import pytest

from hubexplorer.errors import DataError, RunError
from tests.runtime.models import save_bert
from tests.workspace.tiny_hub import tiny_hub

NLI = ["contradiction", "neutral", "entailment"]
TEXT = "Anna lost my card in Berlin please help"
LABELS = ["card", "berlin", "twice"]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("tiny")
    return {
        "mask": save_bert(base / "mask", "BertForMaskedLM"),
        "nli": save_bert(base / "nli", "BertForSequenceClassification", NLI),
        "intent": save_bert(base / "intent", "BertForSequenceClassification", ["a", "b"]),
        "answers": save_bert(base / "answers", "BertForQuestionAnswering"),
        "tags": save_bert(base / "tags", "BertForTokenClassification", ["O", "B-PER", "I-PER"]),
    }


@pytest.fixture(scope="module")
def tiny(folders, shared_settings, tmp_path_factory):
    tags = {
        "mask": "fill-mask",
        "nli": "zero-shot-classification",
        "intent": "zero-shot-classification",
        "answers": "question-answering",
        "tags": "token-classification",
    }
    models = {name: (folder, tags[name]) for name, folder in folders.items()}
    with tiny_hub(tmp_path_factory.mktemp("hub"), shared_settings, models) as workspace:
        yield workspace


def close(expected):
    return pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("mask", ["[MASK]", "<mask>"])
def test_fill_mask(tiny, folders, mask):
    from transformers import pipeline

    answer = tiny.run("tiny/mask", f"my {mask} was lost", settings={"top": 3})
    pipe = pipeline("fill-mask", model=str(folders["mask"]), device="cpu", top_k=3)
    expected = pipe("my [MASK] was lost")
    assert answer.output["scores"] == [
        {"label": one["token_str"], "score": close(one["score"])} for one in expected
    ]


@pytest.mark.parametrize("text", ["no mask", "[MASK] and [MASK]", "my " * 70 + "[MASK]"])
def test_a_text_without_one_mask_is_refused(tiny, text):
    with pytest.raises(DataError) as caught:
        tiny.run("tiny/mask", text)
    assert caught.value.hint


@pytest.mark.parametrize("is_multi", [False, True])
def test_zero_shot_classification(tiny, folders, is_multi):
    from transformers import pipeline

    given = {"text": TEXT, "labels": LABELS}
    answer = tiny.run("tiny/nli", given, settings={"multi_label": is_multi})
    pipe = pipeline("zero-shot-classification", model=str(folders["nli"]), device="cpu")
    expected = pipe(TEXT, LABELS, multi_label=is_multi)
    assert answer.output["scores"] == [
        {"label": label, "score": close(score)}
        for label, score in zip(expected["labels"], expected["scores"], strict=True)
    ]


def test_zero_shot_label_wording_is_a_setting(tiny, folders):
    from transformers import pipeline

    given = {"texts": [TEXT, "paid twice"], "labels": LABELS}
    answer = tiny.run("tiny/nli", given, settings={"hypothesis": "my {} please"})
    pipe = pipeline("zero-shot-classification", model=str(folders["nli"]), device="cpu")
    for item, text in zip(answer.output["items"], given["texts"], strict=True):
        expected = pipe(text, LABELS, hypothesis_template="my {} please")
        assert [one["label"] for one in item["scores"]] == expected["labels"]
    assert answer.settings == {"hypothesis": "my {} please"}


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        ({"text": TEXT, "labels": []}, {}),
        ({"text": TEXT, "labels": ["a", " "]}, {}),
        ({"text": TEXT, "labels": ["a" * 500]}, {}),
        ({"text": TEXT, "labels": LABELS}, {"hypothesis": "no place"}),
        ({"text": TEXT, "labels": LABELS}, {"multi_label": "yes"}),
        ({"text": TEXT, "labels": LABELS}, {"temperature": 1}),
    ],
)
def test_labels_and_settings_that_are_refused(tiny, given, settings):
    with pytest.raises(DataError) as caught:
        tiny.run("tiny/nli", given, settings=settings)
    assert caught.value.hint


def test_a_model_without_entailment_cannot_judge_labels(tiny):
    with pytest.raises(RunError, match="entailment") as caught:
        tiny.run("tiny/intent", {"text": TEXT, "labels": LABELS})
    assert caught.value.hint


def test_question_answering(tiny, folders):
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    from hubexplorer.runtime.tasks.question_answering import best_span

    question = "please help"
    answer = tiny.run("tiny/answers", {"question": question, "context": TEXT})
    (span,) = answer.output["entities"]
    assert answer.output["answer"] == span["text"] == TEXT[span["start"] : span["end"]] != ""

    tokenizer = AutoTokenizer.from_pretrained(folders["answers"])
    model = AutoModelForQuestionAnswering.from_pretrained(folders["answers"])
    encoded = tokenizer(question, TEXT, return_tensors="pt")
    with torch.inference_mode():
        output = model(**encoded)
    parts = torch.tensor([part == 1 for part in encoded.sequence_ids(0)])
    score, start, end = best_span(output.start_logits[0], output.end_logits[0], parts, 30)
    offsets = tokenizer(question, TEXT, return_offsets_mapping=True)["offset_mapping"]
    assert (span["start"], span["end"]) == (offsets[start][0], offsets[end][1])
    assert span["score"] == close(score)


def test_best_span_is_the_best_of_all_that_are_allowed():
    import torch

    from hubexplorer.runtime.tasks.question_answering import best_span

    torch.manual_seed(0)
    starts, ends = torch.randn(12), torch.randn(12)
    parts = torch.tensor([False] * 4 + [True] * 8)
    allowed = [
        (float(starts[a] + ends[b]), a, b) for a in range(4, 12) for b in range(a, min(a + 3, 12))
    ]
    assert best_span(starts, ends, parts, 3)[1:] == max(allowed)[1:]


def test_a_context_longer_than_the_model_reads_is_read_to_its_end(tiny, folders):
    long = " ".join([TEXT] * 30)
    span = tiny.run("tiny/answers", {"question": "help", "context": long}).output["entities"][0]
    assert long[span["start"] : span["end"]] == span["text"]
    with pytest.raises(DataError, match="question"):
        tiny.run("tiny/answers", {"question": "help " * 80, "context": TEXT})


@pytest.mark.parametrize("given", ["only a text", {"question": "what"}, {"context": TEXT}, b"x"])
def test_inputs_of_another_kind_are_refused(tiny, given):
    with pytest.raises(RunError, match="a question and a context") as caught:
        tiny.run("tiny/answers", given)
    assert caught.value.hint


def test_entities_of_many_texts(tiny):
    items = tiny.run("tiny/tags", [TEXT, "my card"]).output["items"]
    assert [item["text"] for item in items] == [TEXT, "my card"]
    assert items[0] == tiny.run("tiny/tags", TEXT).output
