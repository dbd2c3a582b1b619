"""Writing text with a loaded model, piece by piece; imported in workers only."""

from __future__ import annotations

import time
from typing import Any

import torch
from transformers import StoppingCriteria, StoppingCriteriaList
from transformers.generation.streamers import BaseStreamer

from hubexplorer.errors import DataError
from hubexplorer.runtime.task import Call
from hubexplorer.runtime.tasks.generation import Generation

FLUSH_S = 0.06
"""Pieces are sent this often, however fast tokens come."""
_UNFINISHED = "\N{REPLACEMENT CHARACTER}"


def write(
    model: Any,
    tokenizer: Any,
    encoded: Any,
    call: Call,
    settings: Generation,
    *,
    streams: bool = True,
    **options: Any,
) -> dict[str, Any]:
    """What the model writes after (or for) the encoded input: text, tokens, pace, why it ended.

    Args:
        encoded: one input as its tokenizer or processor made it, on the model's device.
        streams: send pieces to the caller while it writes.
        options: for `generate`, beyond the settings.

    Raises:
        DataError: the input leaves no room for an answer.
    """
    is_separate = bool(model.config.is_encoder_decoder)
    read = 0 if is_separate else int(encoded["input_ids"].shape[-1])
    room = settings.max_new_tokens
    if not is_separate:
        room = min(room, int(tokenizer.model_max_length) - read)
        if room < 1:
            raise DataError(
                f"the input has {read} tokens; the model reads and writes"
                f" {int(tokenizer.model_max_length)} in all",
                hint="shorten it",
            )
    torch.manual_seed(settings.seed)
    writer = Writer(tokenizer, call, streams=streams)
    with torch.inference_mode():
        model.generate(
            **encoded,
            **{**settings.options(), "max_new_tokens": room},
            **options,
            pad_token_id=_pad_token(model, tokenizer),
            streamer=writer,
            stopping_criteria=StoppingCriteriaList([_Canceled(call)]),
        )
    call.check()
    return {
        "kind": "text",
        "text": tokenizer.decode(writer.tokens, skip_special_tokens=True),
        "finish": "length" if len(writer.tokens) >= room else "stop",
        "pace": writer.pace(),
    }


class Writer(BaseStreamer):
    """Takes tokens from `generate` and sends the text they make, some ten times a second."""

    def __init__(self, tokenizer: Any, call: Call, *, streams: bool = True) -> None:
        self.tokens: list[int] = []
        self._tokenizer = tokenizer
        self._call = call
        self._streams = streams
        self._has_prompt = False
        self._start_s = self._flushed_s = time.perf_counter()
        self._first_s = self._last_s = self._start_s
        self._shown = self._read = 0

    def put(self, value: torch.Tensor) -> None:
        """Take the prompt at first, later one token at a time."""
        if not self._has_prompt:
            self._has_prompt = True
            return
        self._last_s = time.perf_counter()
        if not self.tokens:
            self._first_s = self._last_s
        self.tokens += value.flatten().tolist()
        # The first piece goes at once: it is what a reader waits for.
        if self._streams and (len(self.tokens) == 1 or self._last_s - self._flushed_s >= FLUSH_S):
            self._flush()

    def end(self) -> None:
        """Send what is left."""
        if self._streams:
            self._flush(is_last=True)

    def pace(self) -> dict[str, Any]:
        """How many tokens came how fast, as an answer keeps it."""
        number = len(self.tokens)
        if not number:
            return {"tokens": 0}
        later_s = self._last_s - self._first_s
        return {
            "tokens": number,
            "first_token_s": self._first_s - self._start_s,
            "tokens_per_s": (number - 1) / later_s if later_s > 0 else None,
        }

    def _flush(self, *, is_last: bool = False) -> None:
        """Send the text of the new tokens; a letter whose bytes are not all there waits.

        Both decodings begin at a token that was shown already, so that spaces between words,
        which some tokenizers drop at the start, are in neither or in both.
        """
        self._flushed_s = time.perf_counter()
        before = self._text(self._shown, self._read)
        after = self._text(self._shown, len(self.tokens))
        if len(after) > len(before) and (is_last or not after.endswith(_UNFINISHED)):
            self._shown, self._read = self._read, len(self.tokens)
            self._call.emit({"text": after[len(before) :]})

    def _text(self, start: int, end: int) -> str:
        text: str = self._tokenizer.decode(self.tokens[start:end], skip_special_tokens=True)
        return text


class _Canceled(StoppingCriteria):
    """Ends `generate` between two tokens once the caller wants no answer any more."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __call__(self, input_ids: torch.Tensor, *_scores: Any, **_others: Any) -> torch.Tensor:
        self._call.check()
        return torch.zeros(len(input_ids), dtype=torch.bool, device=input_ids.device)


def _pad_token(model: Any, tokenizer: Any) -> int | None:
    """A token to pad with: the tokenizer's, else the one that ends a text."""
    if tokenizer.pad_token_id is not None:
        return int(tokenizer.pad_token_id)
    ends = model.generation_config.eos_token_id
    first = ends[0] if isinstance(ends, list) else ends
    return None if first is None else int(first)
