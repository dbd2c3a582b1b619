"""Audio classification: a score for each label of one sound."""

from __future__ import annotations

from typing import Any

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.sounds import read_sound

_FAMILIES = ("Data2VecAudio", "Hubert", "SEWD", "SEW", "UniSpeech", "UniSpeechSat")
_WAV_FAMILIES = ("Wav2Vec2Bert", "Wav2Vec2Conformer", "Wav2Vec2", "WavLM")

TASK = TaskInfo(
    name="audio-classification",
    input_kind="audio",
    loader="hubexplorer.runtime.tasks.audio_classification:load",
    architectures=(
        "ForAudioClassification",
        *(f"{family}ForSequenceClassification" for family in (*_FAMILIES, *_WAV_FAMILIES)),
    ),
)


def load(loading: Loading) -> Runner:
    """A runner for {"audio": bytes} of a WAV file."""
    import torch
    from transformers import AutoModelForAudioClassification

    from hubexplorer.runtime.loading import dtype_name, load_feature_extractor, load_model
    from hubexplorer.runtime.tasks.text_classification import ranked_scores

    model = load_model(AutoModelForAudioClassification, loading)
    extractor = load_feature_extractor(loading)
    rate = int(extractor.sampling_rate)

    def run(call: Call) -> dict[str, Any]:
        samples = read_sound(call.inputs.get("audio"), rate)
        features = extractor(samples, sampling_rate=rate, return_tensors="pt")
        with torch.inference_mode():
            logits = model(**features.to(loading.device, dtype=model.dtype)).logits
        scores = ranked_scores(logits.float().softmax(-1), model.config.id2label)
        return {"kind": "scores", "scores": scores[0]}

    return Runner(run, dtype_name(model))
