"""Sounds in and out of tasks: WAV files read with limits, samples written as WAV."""

from __future__ import annotations

import base64
import io
import wave
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hubexplorer.errors import DataError

_MAX_BYTES = 64 << 20
_MAX_SECONDS = 600
_RATES = range(1000, 400_001)
_CHOOSE = "choose a WAV file (PCM); ffmpeg -i FILE FILE.wav makes one of any other sound"


def read_sound(data: Any, rate: int) -> NDArray[np.float32]:
    """The samples of a WAV file from -1 to 1, one channel, at `rate` samples a second.

    Raises:
        DataError: it is empty, too long, damaged, or of another format.
    """
    if not isinstance(data, bytes | bytearray) or not data:
        raise DataError("there is no sound", hint=_CHOOSE)
    if len(data) > _MAX_BYTES:
        raise DataError(
            f"the sound's file has {len(data)} bytes", hint=f"at most {_MAX_BYTES} are read"
        )
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, stored = file.getsampwidth(), file.getnchannels(), file.getframerate()
            raw = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise DataError(f"this is no sound that can be read: {error}", hint=_CHOOSE) from None
    if stored not in _RATES or channels < 1:
        raise DataError(f"the sound has {stored} samples a second", hint=_CHOOSE)
    whole = len(raw) - len(raw) % (width * channels)
    samples = _samples(raw[:whole], width).reshape(-1, channels).mean(1)
    if not len(samples):
        raise DataError("the sound is empty", hint=_CHOOSE)
    if len(samples) > _MAX_SECONDS * stored:
        raise DataError(
            f"the sound lasts {len(samples) / stored:.0f} s",
            hint=f"cut it to at most {_MAX_SECONDS} s",
        )
    return resampled(samples, stored, rate)


def resampled(samples: NDArray[np.float32], stored: int, rate: int) -> NDArray[np.float32]:
    """The same sound at another rate; what the new rate cannot carry is left out."""
    if stored == rate:
        return samples.astype(np.float32)
    length = max(1, round(len(samples) * rate / stored))
    spectrum = np.fft.rfft(samples)
    wanted = length // 2 + 1
    kept = np.zeros(wanted, dtype=spectrum.dtype)
    number = min(wanted, len(spectrum))
    kept[:number] = spectrum[:number]
    return (np.fft.irfft(kept, length) * (length / len(samples))).astype(np.float32)


def as_wav(samples: NDArray[np.float32], rate: int) -> bytes:
    """A WAV file of samples from -1 to 1, 16 bits each, one channel."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def sound_output(samples: NDArray[np.float32], rate: int) -> dict[str, Any]:
    """A sound as a task answers it: its file in base64, rate and length."""
    return {
        "kind": "audio",
        "rate": rate,
        "seconds": len(samples) / rate,
        "wav": base64.b64encode(as_wav(samples, rate)).decode(),
    }


def _samples(raw: bytes, width: int) -> NDArray[np.float32]:
    """Little-endian PCM of `width` bytes a sample, from -1 to 1."""
    if width == 1:
        return (np.frombuffer(raw, "u1").astype(np.float32) - np.float32(128)) / np.float32(128)
    if width == 3:
        padded = np.zeros((len(raw) // 3, 4), "u1")
        padded[:, 1:] = np.frombuffer(raw, "u1").reshape(-1, 3)
        raw, width = padded.tobytes(), 4
    if width not in {2, 4}:
        raise DataError(f"the sound has {8 * width} bits a sample", hint=_CHOOSE)
    values: NDArray[np.float32] = np.frombuffer(raw, f"<i{width}").astype(np.float32)
    return values / np.float32(2 ** (8 * width - 1))
