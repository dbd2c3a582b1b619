"""A comparison as a data frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import RunError
from hubexplorer.workspace.compare.batches import rows
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.record import Record

if TYPE_CHECKING:
    import pandas as pd


def to_pandas(record: Record) -> pd.DataFrame:
    """One row a candidate and input; see `Comparison.to_pandas`.

    Raises:
        RunError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise RunError("pandas is not installed", hint="pip install pandas") from None
    return pd.DataFrame(
        _row(pane, asked, output)
        for pane in record.panes
        for asked, output in rows(record.inputs, pane.answer.output if pane.answer else {})
    )


def _row(pane: Pane, asked: Any, output: Mapping[str, Any]) -> dict[str, Any]:
    answer = pane.answer
    top = (output.get("scores") or [{}])[0]
    return {
        "model": pane.ref.repo,
        "commit": pane.ref.commit,
        "input": asked,
        "label": top.get("label"),
        "score": top.get("score"),
        "text": output.get("answer", output.get("text")),
        "settings": dict(pane.settings),
        "latency_s": answer.latency_s if answer else None,
        "load_s": answer.load_s if answer else None,
        "first_token_s": answer.first_token_s if answer else None,
        "tokens_per_s": answer.tokens_per_s if answer else None,
        "estimate_bytes": answer.estimate_bytes if answer else pane.estimate_bytes,
        "peak_bytes": answer.peak_bytes if answer else None,
        "weights_sha256": answer.weights_sha256 if answer else None,
        "device": answer.device if answer else None,
        "dtype": answer.dtype if answer else None,
        "engine": answer.engine if answer else None,
        "error": str(pane.error) if pane.error else None,
    }
