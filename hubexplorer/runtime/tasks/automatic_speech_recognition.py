"""Speech recognition: what is said in a sound."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from hubexplorer.runtime.call_settings import text as text_setting
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.sounds import read_sound

TASK = TaskInfo(
    name="automatic-speech-recognition",
    input_kind="audio",
    loader="hubexplorer.runtime.tasks.automatic_speech_recognition:load",
    architectures=(
        "ForCTC",
        "WhisperForConditionalGeneration",
        "Speech2TextForConditionalGeneration",
        "MoonshineForConditionalGeneration",
        "SpeechEncoderDecoderModel",
        "SpeechT5ForSpeechToText",
    ),
    settings=("language",),
)
_WINDOW_S = 30
_MAX_NEW_TOKENS = 400

_Hear = Callable[[Any, dict[str, Any]], str]


def load(loading: Loading) -> Runner:
    """A runner for {"audio": bytes} of a WAV file, read in windows of 30 s.

    Settings: `language`, where the model knows several and is to be told.
    """
    from hubexplorer.runtime.loading import load_feature_extractor

    is_ctc = any(name.endswith("ForCTC") for name in loading.config.architectures or ())
    hear, dtype = (_ctc if is_ctc else _written)(loading)
    extractor = load_feature_extractor(loading)
    rate = int(extractor.sampling_rate)

    def run(call: Call) -> dict[str, Any]:
        samples = read_sound(call.inputs.get("audio"), rate)
        language = text_setting(call.settings, "language")
        options = {"language": language} if language else {}
        texts: list[str] = []
        for start in range(0, len(samples), _WINDOW_S * rate):
            call.check()
            window = samples[start : start + _WINDOW_S * rate]
            features = extractor(window, sampling_rate=rate, return_tensors="pt")
            if text := hear(features, options).strip():
                call.emit({"text": f" {text}" if texts else text})
                texts.append(text)
        return {"kind": "text", "text": " ".join(texts), "seconds": len(samples) / rate}

    return Runner(run, dtype)


def _ctc(loading: Loading) -> tuple[_Hear, str]:
    """A model that names a letter, or none, for each moment; and its dtype."""
    import torch
    from transformers import AutoModelForCTC

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer

    model = load_model(AutoModelForCTC, loading)
    tokenizer = load_tokenizer(loading)
    # Wav2Vec2's own tokenizer joins repeated letters itself.
    is_joining = "CTC" in type(tokenizer).__name__

    def hear(features: Any, _options: dict[str, Any]) -> str:
        with torch.inference_mode():
            logits = model(**features.to(loading.device, dtype=model.dtype)).logits
        tokens = logits[0].argmax(-1).tolist()
        if not is_joining:
            tokens = _joined(tokens, int(model.config.pad_token_id or 0))
        return str(tokenizer.decode(tokens, skip_special_tokens=True))

    return hear, dtype_name(model)


def _joined(tokens: list[int], blank: int) -> list[int]:
    """Each run of a token once, blanks left out."""
    return [token for token, _run in groupby(tokens) if token != blank]


def _written(loading: Loading) -> tuple[_Hear, str]:
    """A model that writes what it hears; and its dtype."""
    import torch
    from transformers import AutoModelForSpeechSeq2Seq

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer

    model = load_model(AutoModelForSpeechSeq2Seq, loading)
    tokenizer = load_tokenizer(loading)
    most = int(getattr(loading.config, "max_target_positions", 0) or _MAX_NEW_TOKENS)

    def hear(features: Any, options: dict[str, Any]) -> str:
        with torch.inference_mode():
            tokens = model.generate(
                **features.to(loading.device, dtype=model.dtype),
                **options,
                num_beams=1,
                do_sample=False,
                max_new_tokens=min(_MAX_NEW_TOKENS, most // 2),
            )
        return str(tokenizer.decode(tokens[0], skip_special_tokens=True))

    return hear, dtype_name(model)
