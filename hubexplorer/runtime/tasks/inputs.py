"""What a task reads out of the inputs it was given: checked, or refused with a hint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.runtime.task import Call

MAX_TEXT_CHARACTERS = 100_000
MAX_TEXTS = 4096
MAX_LABELS = 100
MAX_LABEL_CHARACTERS = 200
MAX_MESSAGES = 200
_MAX_BATCH = 16
_BATCH_CHARACTERS = 8192
_ROLES = ("system", "user", "assistant")


def one_text(inputs: Mapping[str, Any]) -> str:
    """The input's text.

    Raises:
        DataError: there is none, it is blank, or longer than any model reads.
    """
    return _text(inputs.get("text"), "the input")


def many_texts(inputs: Mapping[str, Any]) -> list[str]:
    """The input's texts, at least one.

    Raises:
        DataError: there are none or too many, or one is blank or too long (named by its number).
    """
    texts = inputs.get("texts")
    if not isinstance(texts, list) or not texts:
        raise DataError("there is no text to run on", hint="write at least one")
    if len(texts) > MAX_TEXTS:
        raise DataError(f"{len(texts)} texts at once", hint=f"send at most {MAX_TEXTS} a call")
    return [_text(text, f"text {number}") for number, text in enumerate(texts, start=1)]


def cut_of(encoded: Any, at: int = 0) -> dict[str, Any]:
    """{"cut": {"read", "of"}}, in tokens, of an encoded text that the model does not read whole."""
    encoding = encoded.encodings[at] if encoded.encodings else None
    if encoding is None or not encoding.overflowing:
        return {}
    read, *rest = (one.special_tokens_mask.count(0) for one in (encoding, *encoding.overflowing))
    return {"cut": {"read": read, "of": read + sum(rest)}}


def each_text(call: Call, answer: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The answer to the input's one text, or a batch of the answers to its texts, in order."""
    if "texts" not in call.inputs:
        return answer(one_text(call.inputs))
    items = []
    for text in many_texts(call.inputs):
        call.check()
        items.append(answer(text))
    return {"kind": "batch", "items": items}


def candidate_labels(inputs: Mapping[str, Any]) -> list[str]:
    """The labels to choose from, each once, in the order given.

    Raises:
        DataError: there are fewer than one or too many, or one is blank or too long.
    """
    labels = inputs.get("labels")
    if not isinstance(labels, list) or not labels:
        raise DataError("there are no labels to choose from", hint="give labels, such as refund")
    if len(labels) > MAX_LABELS:
        raise DataError(f"{len(labels)} labels", hint=f"give at most {MAX_LABELS}")
    found = list(dict.fromkeys(_text(label, "a label").strip() for label in labels))
    if too_long := [label for label in found if len(label) > MAX_LABEL_CHARACTERS]:
        raise DataError(
            f"the label {too_long[0][:40]!r}... is too long",
            hint=f"shorten it to at most {MAX_LABEL_CHARACTERS} characters",
        )
    return found


def question_and_context(inputs: Mapping[str, Any]) -> tuple[str, str]:
    """The question, and the text that holds its answer.

    Raises:
        DataError: one of them is missing, blank or too long.
    """
    return _text(inputs.get("question"), "the question"), _text(
        inputs.get("context"), "the context"
    )


def chat_messages(inputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """The messages of a chat, each with a role and its content; the last one is the user's.

    Raises:
        DataError: they are no such list, or one is blank or too long (named by its number).
    """
    messages = inputs.get("messages")
    if not isinstance(messages, list) or not 0 < len(messages) <= MAX_MESSAGES:
        raise DataError("there are no messages", hint=f"give 1 to {MAX_MESSAGES} messages")
    found = []
    for place, message in enumerate(messages, start=1):
        role = message.get("role") if isinstance(message, Mapping) else None
        if role not in _ROLES:
            raise DataError(
                f"message {place} has the role {role!r}", hint=f"use {', '.join(_ROLES)}"
            )
        found.append({"role": role, "content": _text(message.get("content"), f"message {place}")})
    if found[-1]["role"] != "user":
        raise DataError("the last message is not the user's", hint="end with what is asked")
    return found


def batches(texts: Sequence[str], *, is_padded: bool) -> Iterator[list[int]]:
    """The places of `texts` in batches that compute little padding and need little memory.

    Args:
        is_padded: whether the tokenizer can pad; each text is a batch of its own where not.
    """
    batch: list[int] = []
    # Texts of like length share a batch: padding is computed too, and for nothing.
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        size = (len(batch) + 1) * len(texts[place])
        if batch and (not is_padded or len(batch) == _MAX_BATCH or size > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{what} is empty", hint="write something for the model to read")
    if len(value) > MAX_TEXT_CHARACTERS:
        raise DataError(
            f"{what} has {len(value)} characters",
            hint=f"shorten it to at most {MAX_TEXT_CHARACTERS}",
        )
    return value
