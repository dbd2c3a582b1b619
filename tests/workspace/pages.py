"""A comparison with every kind of answer, some of a hostile model, for tests of its page."""

from __future__ import annotations

import base64
import io
import wave
from pathlib import Path

from PIL import Image

from hubexplorer import demo
from hubexplorer.errors import RunError
from hubexplorer.records import Answer, ModelRef
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.facts import Fact, FactRow
from hubexplorer.workspace.compare.page import comparison_html
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.record import Record
from hubexplorer.workspace.compare.tally import tally
from hubexplorer.workspace.compare.vote import Vote

COMMIT = "3f9c2ab" + "0" * 33
HOSTILE = (
    '"><script>window.hit=1</script><img src=x onerror=window.hit=1>'
    "<svg onload=window.hit=1></svg><style>*{display:none}</style>"
    '<a href="javascript:window.hit=1">x</a></textarea></title>\ud800'
)


def png(color: str) -> str:
    file = io.BytesIO()
    Image.new("L" if color in ("white", "gray") else "RGB", (16, 16), color).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def wav() -> str:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(1600))
    return base64.b64encode(file.getvalue()).decode()


def pane(name: str, output: dict[str, object], **more: object) -> Pane:
    ref = ModelRef("embedded", f"demo/{name}", COMMIT)
    answer = Answer(
        ref, output, "cpu", "float32", 0.006, 0.3, 41_000_000, "9be14c07" * 8, tokens_per_s=120.0
    )
    return Pane(ref, state="done", answer=answer, **more)


PANES = (
    pane(
        "scores",
        {
            "kind": "scores",
            "scores": [{"label": "refund", "score": 0.9}, {"label": HOSTILE, "score": 0.1}],
        },
        settings={"dtype": HOSTILE},
    ),
    pane(
        "entities",
        {
            "kind": "entities",
            "text": f"Anna in Köln {HOSTILE}",
            "entities": [{"start": 0, "end": 4, "label": HOSTILE, "score": 0.9}],
        },
    ),
    pane(
        "similarity",
        {"kind": "similarity", "texts": ["a", HOSTILE], "matrix": [[1, 0.3], [0.3, 1]]},
    ),
    pane("text", {"kind": "text", "text": HOSTILE}),
    pane("batch", {"kind": "batch", "items": [{"kind": "text", "text": "one"}]}),
    pane(
        "boxes",
        {
            "kind": "boxes",
            "width": 16,
            "height": 16,
            "boxes": [{"label": HOSTILE, "score": 0.8, "box": [1, 2, 9, 12]}],
        },
    ),
    pane(
        "masks",
        {
            "kind": "masks",
            "width": 16,
            "height": 16,
            "masks": [{"label": "sky", "score": None, "share": 0.5, "png": png("white")}],
        },
    ),
    pane("depth", {"kind": "depth", "png": png("gray")}),
    pane("audio", {"kind": "audio", "wav": wav()}),
    pane("other", {"kind": "other", HOSTILE: [HOSTILE, float("nan"), {"deep": None}]}),
    Pane(ModelRef("embedded", "demo/broken"), state="failed", error=RunError(HOSTILE, hint="no")),
)
INPUTS = {
    "text": HOSTILE,
    "image": demo.samples("image-classification")[0].read_bytes(),
    "audio": base64.b64decode(wav()),
    "messages": [{"role": "user", "content": HOSTILE}],
    "labels": ["a", HOSTILE],
}
RECORD = Record(INPUTS, PANES, made_s=1_790_000_000.0)
FACTS = (
    FactRow("Parameters", tuple(Fact("172 K") for _ in PANES), why="neither"),
    FactRow(HOSTILE, tuple(Fact(HOSTILE, "bad") for _ in PANES), frozenset({1}), HOSTILE, True),
)
VOTES = tally(
    [
        Vote(tuple(Candidate(one.ref, one.settings) for one in PANES[:3]), 1, "best", best, 5.0)
        for best in (0, 0, 1)
    ]
)


def hostile_page(folder: Path) -> Path:
    path = folder / "comparison.html"
    path.write_text(comparison_html([RECORD, RECORD], facts=FACTS, votes=VOTES), "utf-8")
    return path
