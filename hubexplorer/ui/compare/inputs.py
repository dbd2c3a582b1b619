"""What the browser sends as the input of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hubexplorer.errors import DataError

MAX_FILE_BYTES = 32_000_000
"""Of one upload: the largest picture that is read, and ten minutes of sound at 16 kHz."""


def inputs_of(given: Mapping[str, Any], upload: Callable[[str], bytes]) -> dict[str, Any]:
    """What the browser sent as the input of a run, as the runtime takes it.

    Args:
        upload: the file of an upload's id.

    Raises:
        DataError: it is empty or cannot be read.
    """
    inputs = {name: value for name, value in given.items() if value not in ("", [])}
    for name in ("image", "audio"):
        if name in inputs:
            inputs[name] = upload(inputs[name])
    if "texts" in given:
        inputs["texts"] = [text for text in given["texts"] if text.strip()]
        if len(inputs["texts"]) < 2:
            raise DataError("two sentences are needed", hint="write one a line")
    for one, other in (("question", "context"), ("context", "question"), ("labels", "text")):
        if one in given and not (inputs.get(one) and inputs.get(other)):
            raise DataError(
                f"{one} and {other} are needed together", hint="fill both, or choose a sample"
            )
    if not any(value for value in inputs.values() if not isinstance(value, str) or value.strip()):
        raise DataError("there is nothing to run on", hint="write a text or choose a sample")
    return inputs
