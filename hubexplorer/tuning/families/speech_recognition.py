"""Speech recognition: recordings and what is said in them."""

from __future__ import annotations

import math
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Measured,
    Metric,
    Setting,
    Value,
    by_size,
)
from hubexplorer.tuning.families.files import named_file

_BY_SIZE = ((2e6, 20, 2e-3), (2e7, 10, 5e-4), (math.inf, 4, 3e-5))
_MAX_S = 60


def _defaults(parameters: int) -> Mapping[str, Value]:
    return by_size(parameters, _BY_SIZE)


def _parse(values: Mapping[str, str], folder: Path) -> Mapping[str, Any]:
    path = named_file(folder, values["audio"], (".wav",))
    try:
        with wave.open(str(path), "rb") as file:
            width, rate, frames = file.getsampwidth(), file.getframerate(), file.getnframes()
    except (wave.Error, EOFError, OSError):
        raise DataError(f"{values['audio']!a} is no WAV file") from None
    if width != 2 or not rate or not frames:
        raise DataError(f"{values['audio']!a} is not of 16 bit, or holds no sound")
    if frames / rate > _MAX_S:
        raise DataError(f"{values['audio']!a} is longer than {_MAX_S} s")
    return {"audio": str(path), "text": values["text"].strip(), "seconds": frames / rate}


def _length(row: Mapping[str, Any]) -> int:
    return math.ceil(float(row["seconds"]))


FAMILY = Family(
    name="speech_recognition",
    title="speech recognizer",
    story="It learns to write down what is said, from recordings (WAV, 16 bit) with their text.",
    trial='`transformers.pipeline("automatic-speech-recognition", model=OUTPUT)("a.wav")`.',
    tasks=frozenset({"automatic-speech-recognition"}),
    pipeline_tag="automatic-speech-recognition",
    columns=(
        Column(
            "audio",
            "the files, beside the table",
            ("audio", "file", "file_name", "path"),
            example="recordings/0001.wav",
        ),
        Column(
            "text",
            "what is said",
            ("text", "transcript", "sentence", "transcription"),
            -1,
            example="turn on the light",
        ),
    ),
    metrics=(
        Metric("wer", "word error rate", "edits for each true word", lower_is_better=True),
        Metric("cer", "character error rate", "edits for each true letter", lower_is_better=True),
    ),
    settings={
        **{name: one for name, one in TRAINING.items() if name != "max_length"},
        "max_new_tokens": Setting(128, "tokens of a transcript, where it is written", 1, 100_000),
    },
    defaults=_defaults,
    parse=_parse,
    names_files=True,
    length=_length,
    unit="seconds",
    packages=("accelerate", "jiwer", "safetensors", "torch", "transformers"),
    measured=Measured({"audio": "audio", "transcript": "text"}),
    folder=TEMPLATES / "speech_recognition",
)
