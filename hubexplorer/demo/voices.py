"""Spoken digits from the voices of eSpeak NG, some of which are kept for measuring."""

from __future__ import annotations

import io
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hubexplorer.errors import CannotRunHere

RATE = 16_000
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Split = Literal["train", "held"]
Samples = NDArray[np.float32]

_ACCENTS = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-us-nyc")
_SPEAKERS = {
    "train": (
        *("m1", "m2", "m3", "m4", "m5", "m6", "f1", "f2", "f3", "f4", "Andy", "Annie", "Denis"),
        *("Gene", "Jacky", "Lee", "Mario", "Michael", "adam", "anika", "aunty", "belinda"),
        *("boris", "caleb", "david", "ed", "grandma", "iven", "john", "linda", "max", "pablo"),
        *("paul", "pedro", "quincy", "rob", "sandro", "steph", "victor", "zac"),
    ),
    "held": ("m7", "f5", "Alex", "Alicia", "antonio", "benjamin", "travis", "marcelo", "shelby"),
}
_SAMPLES = (
    ("one", "three", "Alex", 130),
    ("one", "seven", "f5", 150),
    ("one", "zero", "m7", 140),
    ("row", "three one four", "f5", 150),
    ("row", "nine zero two six", "Alex", 160),
)
"""What each sample is for, its words, the speaker and the words a minute."""
_QUIETEST = 0.01
_MARGIN = RATE // 50
_LOUDEST_NOISE = 0.01


@dataclass(frozen=True, slots=True)
class Utterance:
    """A voice that says some digits."""

    samples: Samples
    text: str
    """What is said: "three one four"."""
    speaker: str


def utterances(split: Split, count: int, *, most_digits: int, seed: int) -> list[Utterance]:
    """`count` utterances of one to `most_digits` digits, as often of each length.

    Raises:
        CannotRunHere: eSpeak NG is not installed.
    """
    rng = Random(f"{split}/{seed}")
    noise = np.random.default_rng(seed)
    found = []
    for number in range(count):
        text = " ".join(rng.choice(WORDS) for _ in range(1 + number % most_digits))
        speaker = rng.choice(_SPEAKERS[split])
        voice = f"{rng.choice(_ACCENTS)}+{speaker}"
        clean = spoken(text, voice, words_a_minute=rng.randint(110, 190), pitch=rng.randint(25, 75))
        found.append(Utterance(_roughened(clean, rng, noise), text, speaker))
    return found


def spoken(text: str, voice: str, *, words_a_minute: int, pitch: int) -> Samples:
    """What a voice of eSpeak NG says, without the silence around it.

    Raises:
        CannotRunHere: eSpeak NG is not installed.
    """
    settings = ("-v", voice, "-s", str(words_a_minute), "-p", str(pitch))
    command = ["espeak-ng", *settings, "--stdout", text]
    try:
        sound = subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise CannotRunHere("the voices need eSpeak NG", hint="apt-get install espeak-ng") from None
    with wave.open(io.BytesIO(sound)) as file:
        rate = file.getframerate()
        # The header of a stream states no length.
        values = np.frombuffer(file.readframes(len(sound)), "<i2").astype(np.float32) / 2**15
    places = np.arange(round(len(values) * RATE / rate)) * (rate / RATE)
    samples: Samples = np.interp(places, np.arange(len(values)), values).astype(np.float32)
    loud = np.flatnonzero(np.abs(samples) > _QUIETEST)
    return samples[max(0, int(loud[0]) - _MARGIN) : int(loud[-1]) + _MARGIN]


def _roughened(samples: Samples, rng: Random, noise: np.random.Generator) -> Samples:
    """The same louder or softer, with silence around it and some noise over it all."""
    before, after = rng.randrange(RATE // 5), rng.randrange(RATE // 5)
    whole: Samples = np.pad(samples * np.float32(rng.uniform(0.3, 1.1)), (before, after))
    level = np.float32(rng.uniform(0.0005, _LOUDEST_NOISE))
    return whole + level * noise.standard_normal(len(whole), dtype=np.float32)


def write_samples(folder: Path) -> None:
    """Write the sample inputs: held-out voices as WAV files."""
    for kind, text, speaker, words_a_minute in _SAMPLES:
        samples = spoken(text, f"en-us+{speaker}", words_a_minute=words_a_minute, pitch=50)
        whole = np.pad(samples, RATE // 20)
        with wave.open(str(folder / f"spoken-{kind}-{text.replace(' ', '-')}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((whole.clip(-1, 1) * (2**15 - 1)).astype("<i2").tobytes())
