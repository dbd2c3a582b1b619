"""The two shipped CSVs of support tickets: `tickets_train.csv` and `tickets_test.csv`.

`python -m hubexplorer.demo.tickets` writes them again, byte for byte.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

from hubexplorer.demo.phrases import Message, Split, messages

DATA = Path(__file__).with_name("data")
COLUMNS = ("id", "message", "language", "intent")
ROWS: dict[Split, int] = {"tickets_train": 500, "tickets_test": 600}
_SEED = 2026


def tickets(split: Split) -> list[Message]:
    """The tickets of one file in the file's order."""
    found = messages(split, ROWS[split], seed=_SEED)
    Random(f"{split}/{_SEED}/order").shuffle(found)
    return found


def as_csv(split: Split) -> str:
    """The whole file as text, with line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    prefix = "R" if split == "tickets_train" else "E"
    for number, ticket in enumerate(tickets(split), start=1):
        writer.writerow((f"{prefix}{number:04}", ticket.text, ticket.language, ticket.intent))
    return text.getvalue()


def write(folder: Path = DATA) -> None:
    """Write both files into `folder`."""
    for split in ROWS:
        (folder / f"{split}.csv").write_text(as_csv(split), encoding="utf-8", newline="")


if __name__ == "__main__":
    write()
