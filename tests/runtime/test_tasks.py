"""Each task in a real worker answers what transformers answers in this process."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hubexplorer.errors import CannotRunHere, DataError
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.tasks import registry
from tests.runtime.models import COMMIT, request

TEXT = "Anna lost my card in Berlin please help"


def ask(client: ModelHost, folder: Path, task: str = "", **inputs: object):
    return client.run(request(folder, task, **inputs), lambda event: None).wait(60)


def in_process(task: str, folder: Path, **settings: object):
    from transformers import AutoImageProcessor, pipeline

    if task == "image-classification":
        settings["image_processor"] = AutoImageProcessor.from_pretrained(folder, backend="pil")
    return pipeline(task, model=str(folder), device="cpu", **settings)


def close(expected: float) -> object:
    return pytest.approx(expected, abs=1e-5)


def test_text_classification(client: ModelHost, folders: dict[str, Path]) -> None:
    answer = ask(client, folders["intent"], text=TEXT)
    expected = in_process("text-classification", folders["intent"], top_k=None)([TEXT])[0]
    assert answer.output == {
        "kind": "scores",
        "scores": [{"label": e["label"], "score": close(e["score"])} for e in expected],
    }
    assert answer.ref.commit == COMMIT
    assert (answer.device, answer.dtype) == ("cpu", "float32")
    assert 0 < answer.latency_s < 5
    assert len(answer.weights_sha256) == 64


def test_a_text_that_a_classifier_does_not_read_whole_is_said(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folders["intent"])
    text = " ".join([TEXT] * 300)
    whole = len(tokenizer(text, add_special_tokens=False)["input_ids"])
    for found in (
        ask(client, folders["intent"], text=text).output,
        ask(client, folders["intent"], texts=[TEXT, text]).output["items"][1],
    ):
        assert found["cut"]["of"] == whole > found["cut"]["read"] > 0
    assert "cut" not in ask(client, folders["intent"], texts=[TEXT, text]).output["items"][0]


def test_many_texts_come_back_in_their_order(client: ModelHost, folders: dict[str, Path]) -> None:
    texts = [" ".join(TEXT.split()[: 1 + place % 8]) for place in range(64)]
    answer = ask(client, folders["intent"], texts=texts)
    expected = in_process("text-classification", folders["intent"], top_k=None)(texts)
    assert answer.output["kind"] == "batch"
    for item, scores in zip(answer.output["items"], expected, strict=True):
        assert item["scores"] == [{"label": e["label"], "score": close(e["score"])} for e in scores]


def test_token_classification(client: ModelHost, folders: dict[str, Path]) -> None:
    answer = ask(client, folders["entities"], text=TEXT)
    pipe = in_process("token-classification", folders["entities"], aggregation_strategy="simple")
    expected = pipe(TEXT)
    assert expected  # random weights, but a seed that names something
    assert answer.output["entities"] == [
        {
            "start": e["start"],
            "end": e["end"],
            "label": e["entity_group"],
            "score": close(float(e["score"])),
            "text": TEXT[e["start"] : e["end"]],
        }
        for e in expected
    ]


def test_a_text_longer_than_the_model_reads_is_read_to_its_end(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    text = " ".join([TEXT] * 30)
    entities = ask(client, folders["entities"], text=text).output["entities"]
    assert entities[-1]["end"] > len(text) - len(TEXT)


def test_sentence_similarity(client: ModelHost, folders: dict[str, Path]) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    texts = [TEXT, "my card was lost", "paid twice"]
    answer = ask(client, folders["embeddings"], "sentence-similarity", texts=texts)
    model = AutoModel.from_pretrained(folders["embeddings"])
    tokenizer = AutoTokenizer.from_pretrained(folders["embeddings"])
    with torch.inference_mode():
        rows = [
            model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0].mean(0)
            for text in texts
        ]
    for a, row in enumerate(rows):
        for b, other in enumerate(rows):
            expected = torch.nn.functional.cosine_similarity(row, other, dim=0).item()
            assert answer.output["matrix"][a][b] == close(expected)
    assert answer.output["texts"] == texts


def picture(kind: str = "PNG") -> bytes:
    from PIL import Image

    image = Image.new("RGB", (28, 20))
    image.putdata([((x * 9) % 256, (x * 5) % 256, x % 256) for x in range(28 * 20)])
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_image_classification(client: ModelHost, folders: dict[str, Path], kind: str) -> None:
    from PIL import Image

    answer = ask(client, folders["digits"], image=picture(kind))
    image = Image.open(io.BytesIO(picture(kind))).convert("RGB")
    expected = in_process("image-classification", folders["digits"], top_k=10)(image)
    assert answer.output["scores"] == [
        {"label": e["label"], "score": close(e["score"])} for e in expected
    ]


@pytest.mark.parametrize(
    "inputs",
    [{"text": "  "}, {}, {"text": "a" * 200_000}, {"texts": []}, {"texts": ["a", ""]}, {"text": 3}],
)
def test_inputs_that_are_refused(
    client: ModelHost, folders: dict[str, Path], inputs: dict[str, object]
) -> None:
    with pytest.raises(DataError) as caught:
        ask(client, folders["intent"], **inputs)
    assert caught.value.hint


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", picture()[:100], b"<svg/>", picture("TIFF")]
)
def test_pictures_that_are_refused(
    client: ModelHost, folders: dict[str, Path], data: bytes
) -> None:
    with pytest.raises(DataError) as caught:
        ask(client, folders["digits"], image=data)
    assert caught.value.hint


def test_a_picture_with_too_many_pixels_is_refused(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    import struct
    import zlib

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n"
    for chunk in (b"IHDR" + header, b"IDAT" + zlib.compress(bytes(1000)), b"IEND"):
        bomb += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(DataError, match="pixels"):
        ask(client, folders["digits"], image=bomb)


def test_architecture_goes_before_the_tag() -> None:
    config = {"architectures": ["BertForTokenClassification"]}
    assert registry.resolve(config, "text-classification").name == "token-classification"
    assert registry.resolve({"architectures": ["BertModel"]}, "feature-extraction").name == (
        "sentence-similarity"
    )
    assert registry.resolve({}, "image-classification").input_kind == "image"


@pytest.mark.parametrize(
    ("config", "task"),
    [
        ({"architectures": ["CLIPModel"]}, "zero-shot-image-classification"),
        ({}, "robotics"),
        ({}, ""),
    ],
)
def test_what_cannot_run_here_says_why(config: dict[str, object], task: str) -> None:
    with pytest.raises(CannotRunHere) as caught:
        registry.resolve(config, task)
    assert caught.value.hint
    assert "Traceback" not in str(caught.value)
