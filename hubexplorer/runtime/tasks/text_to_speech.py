"""Text to speech: a text read aloud."""

from __future__ import annotations

from typing import Any

from hubexplorer.errors import CannotRunHere, DataError
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import each_text
from hubexplorer.runtime.tasks.offered import SEED
from hubexplorer.runtime.tasks.sounds import sound_output

TASK = TaskInfo(
    name="text-to-speech",
    input_kind="text",
    loader="hubexplorer.runtime.tasks.text_to_speech:load",
    architectures=("VitsModel", "FastSpeech2ConformerWithHifiGan"),
    hub_tasks=("text-to-audio",),
    settings=("seed",),
)
_MAX_CHARACTERS = 1000


def load(loading: Loading) -> Runner:
    """A runner for {"text": str} or {"texts": [str, ...]}; sounds are WAV files in base64."""
    import torch
    from transformers import AutoModelForTextToWaveform

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer

    model = load_model(AutoModelForTextToWaveform, loading)
    tokenizer = load_tokenizer(loading)
    rate = getattr(loading.config, "sampling_rate", None)
    if not isinstance(rate, int) or rate <= 0:
        raise CannotRunHere("its config.json names no sampling rate", hint="see the model's card")

    def answer(text: str) -> dict[str, Any]:
        if len(text) > _MAX_CHARACTERS:
            raise DataError(
                f"the text has {len(text)} characters", hint=f"at most {_MAX_CHARACTERS} are read"
            )
        encoded = tokenizer(text, return_tensors="pt").to(loading.device)
        if not encoded["input_ids"].numel():
            raise DataError("the model knows none of these letters", hint="write another text")
        with torch.inference_mode():
            output = model(**encoded)
        return sound_output(output.waveform.float().flatten().cpu().numpy(), rate)

    def run(call: Call) -> dict[str, Any]:
        torch.manual_seed(int(SEED.read(call.settings)))
        return each_text(call, answer)

    return Runner(run, dtype_name(model))
