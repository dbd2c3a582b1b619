"""The data that Measure may be given: the sample, files from the browser, labels given here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hubexplorer.bench.dataset import Dataset
from hubexplorer.bench.folders import SHA256, read_files
from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.ui.screen import error_view
from hubexplorer.ui.thumbnails import thumbnails
from hubexplorer.ui.uploading import Uploads
from hubexplorer.workspace.archives import kind_of, rows_of
from hubexplorer.workspace.uploads import ARCHIVE, MAX_BYTES, keep_upload

SAMPLE = "tickets_test.csv"
_ENDINGS = (".csv", ".tsv", ".jsonl", ".parquet", ARCHIVE)
_PREVIEW_ROWS = 5
_MAX_CELL = 200


class DataDesk:
    """What a session may measure on, by ids: a browser names no paths.

    Args:
        sample: the path of a file that ships, by its name.
    """

    def __init__(self, home: Path, sample: Callable[[str], Path]) -> None:
        self._home = home
        self._sample = sample
        self._paths: dict[str, Path] = {}
        self._with_files: set[str] = set()
        self.uploads = Uploads(home, MAX_BYTES)

    @property
    def limits(self) -> dict[str, Any]:
        """What may be uploaded."""
        return self.uploads.limits(_ENDINGS)

    def add(self, data_id: str, path: Path) -> None:
        """Let a table, or a folder of files, of our own making be measured on."""
        self._paths[data_id] = path
        if path.is_dir():
            self._with_files.add(data_id)

    def take(self, args: dict[str, Any]) -> str:
        """The id of the data that a request names or brings.

        Raises:
            DataError: the file it brings did not come whole, or cannot be used.
        """
        file = args["file"]
        if file is None:
            return args["data"] or SAMPLE
        data_id = f"upload-{file['id']}"
        if data_id not in self._paths:
            with self.uploads.whole(file["id"]) as content:
                path = keep_upload(self._home, file["name"], content, _ENDINGS)
            if path.is_dir():
                path = rows_of(path)
                self._with_files.add(data_id)
            self._paths[data_id] = path
            self.uploads.drop(file["id"])
        return data_id

    def path(self, data_id: str) -> Path:
        """The file of an id, or the folder of files labeled by subfolder.

        Raises:
            DataError: this session was given no such data.
        """
        if data_id == SAMPLE:
            return self._sample(SAMPLE)
        if data_id not in self._paths:
            raise DataError("the data is not here any more", hint="choose the file again")
        return self._paths[data_id]

    def is_text(self, data_id: str) -> bool:
        """Whether its rows are texts, not files that came with them."""
        return data_id not in self._with_files


def first_rows(dataset: Dataset, folder: Path | None = None, column: str = "") -> dict[str, Any]:
    """The name, columns and first rows of data, without digests of files.

    Args:
        folder: where the pictures lie that `column` names, if it names any.
    """
    places = [at for at, column in enumerate(dataset.columns) if column != SHA256]
    named = [str(name) for name in dataset.column(column)[:_PREVIEW_ROWS]] if folder else []
    return {
        "name": dataset.name,
        "pictures": thumbnails(folder, named),
        "columns": [dataset.columns[at] for at in places],
        "preview": [
            [str(row[at])[:_MAX_CELL] for at in places] for row in dataset.rows[:_PREVIEW_ROWS]
        ],
    }


def rows_of_file(path: Path, read: Callable[[Path], Dataset]) -> dict[str, Any]:
    """The same of a table or a folder of labeled files; what is wrong where it has no rows.

    Args:
        read: the rows of a table.
    """
    try:
        if path.is_dir():
            kind = kind_of(path) or "image"
            dataset, folder, column = read_files(path, kind)
            return first_rows(dataset, folder if kind == "image" else None, column)
        return first_rows(read(path))
    except HubExplorerError as error:
        return {"problem": error_view(error)}
