"""What a candidate answered, on the command line."""

from __future__ import annotations

import json

from hubexplorer.commands.talk import put, put_json, say, say_error
from hubexplorer.workspace.compare.pane import Pane


def put_pane(pane: Pane, as_json: bool, *, asked: int = 0) -> None:
    """Print one candidate's answer, or why there is none.

    Args:
        asked: the number of the input, where there are several.
    """
    answer = pane.answer
    if as_json:
        put_json(
            {
                **({"input": asked} if asked else {}),
                "model": str(pane.ref),
                **({"settings": dict(pane.settings)} if pane.settings else {}),
                "output": dict(answer.output) if answer else None,
                "error": str(pane.error or "") or None,
                "latency_s": answer.latency_s if answer else None,
            }
        )
    elif answer is None:
        say(f"{pane.ref}: {pane.state}")
        if pane.error is not None:
            say_error(pane.error)
    else:
        say(f"{pane.ref}  {answer.latency_s * 1e3:.1f} ms  {answer.device} {answer.dtype}")
        for output in answer.output.get("items", [answer.output]):
            scores = output.get("scores", [])[:3]
            told = [f"{item['label']} {item['score']:.3f}" for item in scores]
            put("\t".join([pane.ref.repo, *(told or [json.dumps(output, ensure_ascii=False)])]))
