"""Tasks on pictures and sounds: what transformers itself says of the same tiny model."""

from __future__ import annotations

import base64
import io
import wave

import numpy as np
import pytest

from hubexplorer.errors import DataError, RunError
from hubexplorer.runtime.tasks.sounds import as_wav, read_sound, resampled
from tests.runtime import senses
from tests.runtime.senses import RATE, rising
from tests.runtime.test_tasks import picture
from tests.workspace.tiny_hub import tiny_hub

TAGS = {
    "hearing": "audio-classification",
    "letters": "automatic-speech-recognition",
    "listener": "automatic-speech-recognition",
    "speaker": "text-to-speech",
    "detector": "object-detection",
    "segmenter": "image-segmentation",
    "depth": "depth-estimation",
    "captioner": "image-to-text",
}
SOUND = as_wav(rising(), RATE)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("tiny")
    return {name: getattr(senses, f"save_{name}")(base / name) for name in TAGS}


@pytest.fixture(scope="module")
def tiny(folders, shared_settings, tmp_path_factory):
    models = {name: (folder, TAGS[name]) for name, folder in folders.items()}
    with tiny_hub(tmp_path_factory.mktemp("hub"), shared_settings, models) as workspace:
        yield workspace


def close(expected):
    return pytest.approx(expected, abs=1e-3)


def image():
    from PIL import Image

    return Image.open(io.BytesIO(picture())).convert("RGB")


def large():
    """The same picture in 112 by 80 pixels."""
    file = io.BytesIO()
    image().resize((112, 80)).save(file, "PNG")
    return file.getvalue()


def seen(folder, auto_class, given=None):
    """The outputs of a model on the picture, and its processor."""
    import torch
    import transformers

    processor = transformers.AutoImageProcessor.from_pretrained(folder, backend="pil")
    model = getattr(transformers, auto_class).from_pretrained(folder)
    with torch.inference_mode():
        return model(**processor(images=given or image(), return_tensors="pt")), processor


def decoded(png):
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))))


def test_object_detection(tiny, folders):
    answer = tiny.run("tiny/detector", picture(), settings={"threshold": 0.0})
    output, processor = seen(folders["detector"], "AutoModelForObjectDetection")
    (expected,) = processor.post_process_object_detection(
        output, threshold=0.0, target_sizes=[(20, 28)]
    )
    found = answer.output
    assert (found["width"], found["height"]) == (28, 20)
    assert [one["score"] for one in found["boxes"]] == close(
        sorted(expected["scores"].tolist(), reverse=True)
    )
    assert {one["label"] for one in found["boxes"]} <= {"cup", "key"}
    for left, top, right, bottom in (one["box"] for one in found["boxes"]):
        assert 0 <= left <= right <= 28
        assert 0 <= top <= bottom <= 20
    assert (
        len(tiny.run("tiny/detector", picture(), settings={"threshold": 1.0}).output["boxes"]) == 0
    )


def test_image_segmentation(tiny, folders):
    masks = tiny.run("tiny/segmenter", picture()).output["masks"]
    output, processor = seen(folders["segmenter"], "AutoModelForSemanticSegmentation")
    (expected,) = processor.post_process_semantic_segmentation(output, target_sizes=[(20, 28)])
    labels = ["sky", "road", "tree"]
    assert {one["label"] for one in masks} == {labels[i] for i in expected.unique().tolist()}
    for one in masks:
        mask = decoded(one["png"]) == 255
        assert (mask == (expected.numpy() == labels.index(one["label"]))).all()
        assert one["share"] == close(mask.mean())


def test_depth_estimation(tiny, folders):
    from PIL import Image

    found = tiny.run("tiny/depth", large()).output
    shown = Image.open(io.BytesIO(large()))
    output, processor = seen(folders["depth"], "AutoModelForDepthEstimation", shown)
    (expected,) = processor.post_process_depth_estimation(output, target_sizes=[(80, 112)])
    depth = expected["predicted_depth"]
    assert (found["least"], found["most"]) == (close(float(depth.min())), close(float(depth.max())))
    gray = (depth - depth.min()) / (depth.max() - depth.min()) * 255
    assert np.abs(decoded(found["png"]) - gray.numpy()).max() <= 1


def test_image_to_text(tiny, folders):
    import torch
    import transformers

    answer = tiny.run("tiny/captioner", picture(), settings={"max_new_tokens": 6})
    folder = folders["captioner"]
    processor = transformers.AutoImageProcessor.from_pretrained(folder, backend="pil")
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForImageTextToText.from_pretrained(folder)
    pixels = processor(images=image(), return_tensors="pt")
    with torch.inference_mode():
        tokens = model.generate(**pixels, max_new_tokens=6, do_sample=False, num_beams=1)[0]
    assert answer.output["text"] == tokenizer.decode(tokens, skip_special_tokens=True).strip()
    assert tiny.run("tiny/captioner", {"image": picture(), "text": "my card"}).output["kind"] == (
        "text"
    )


def test_audio_classification(tiny, folders):
    import torch
    import transformers

    answer = tiny.run("tiny/hearing", SOUND)
    extractor = transformers.AutoFeatureExtractor.from_pretrained(folders["hearing"])
    model = transformers.AutoModelForAudioClassification.from_pretrained(folders["hearing"])
    with torch.inference_mode():
        logits = model(**extractor(rising(), sampling_rate=RATE, return_tensors="pt")).logits[0]
    expected = dict(zip(["yes", "no"], logits.softmax(-1).tolist(), strict=True))
    assert {one["label"]: one["score"] for one in answer.output["scores"]} == close(expected)


def test_speech_recognition_letter_by_letter(tiny, folders):
    import torch
    import transformers

    answer = tiny.run("tiny/letters", SOUND)
    folder = folders["letters"]
    extractor = transformers.AutoFeatureExtractor.from_pretrained(folder)
    model = transformers.AutoModelForCTC.from_pretrained(folder)
    with torch.inference_mode():
        logits = model(**extractor(rising(), sampling_rate=RATE, return_tensors="pt")).logits
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    expected = tokenizer.decode(logits[0].argmax(-1), skip_special_tokens=True)
    assert answer.output == {"kind": "text", "text": expected.strip(), "seconds": 1.0}


def test_speech_recognition_in_words(tiny):
    whole = tiny.run("tiny/listener", as_wav(rising(31), RATE)).output
    assert whole["seconds"] == 31
    parts = [rising(31)[: 30 * RATE], rising(31)[30 * RATE :]]
    texts = [tiny.run("tiny/listener", as_wav(part, RATE)).output["text"] for part in parts]
    assert whole["text"] == " ".join(filter(None, texts))


def test_text_to_speech_is_a_sound_that_can_be_read(tiny):
    found = tiny.run("tiny/speaker", "hello there").output
    heard = read_sound(base64.b64decode(found["wav"]), found["rate"])
    assert len(heard) / found["rate"] == pytest.approx(found["seconds"])
    assert found["seconds"] > 0
    again = tiny.run("tiny/speaker", "hello there").output
    assert again["wav"] == found["wav"]
    assert tiny.run("tiny/speaker", "hello there", settings={"seed": 5}).output != found
    with pytest.raises(DataError):
        tiny.run("tiny/speaker", "a" * 5000)


def test_a_sound_from_a_file_and_one_of_the_wrong_kind(tiny, tmp_path):
    path = tmp_path / "sound.wav"
    path.write_bytes(SOUND)
    assert tiny.run("tiny/hearing", path).output == tiny.run("tiny/hearing", SOUND).output
    with pytest.raises(RunError, match="a sound"):
        tiny.run("tiny/hearing", picture())


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", SOUND[:30], b"ID3" + bytes(100), as_wav(np.zeros(0, np.float32), RATE)]
)
def test_sounds_that_are_refused(tiny, data):
    with pytest.raises(DataError) as caught:
        tiny.run("tiny/hearing", {"audio": data})
    assert caught.value.hint


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_pcm_width_is_read(width, channels):
    values = rising(0.1)
    scaled = np.round(values * (2 ** (8 * width - 1) - 1)).astype("<i8")
    if width == 1:
        scaled += 128
    raw = scaled.repeat(channels).view("u1").reshape(-1, 8)[:, :width].tobytes()
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((channels, width, RATE, 0, "NONE", ""))
        writer.writeframes(raw)
    tolerance = 0.02 if width == 1 else 1e-4
    assert np.abs(read_sound(file.getvalue(), RATE) - values).max() < tolerance


def test_another_rate_keeps_the_sound():
    low = resampled(rising(), RATE, 8_000)
    assert len(low) == 8_000
    # Below 4,000 Hz nothing is lost; the ends, where the sound stops at once, apart.
    back = resampled(low, 8_000, RATE)
    assert np.abs(back - rising())[500:-500].max() < 0.02
