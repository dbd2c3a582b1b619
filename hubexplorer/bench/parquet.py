"""Rows of a Parquet file."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from hubexplorer.bench.dataset import Dataset, check_columns, check_damage
from hubexplorer.bench.textfile import MAX_BYTES
from hubexplorer.errors import DataError, MissingExtra


def read(path: Path) -> Dataset:
    """All rows of a Parquet file that is small enough when unpacked.

    Raises:
        DataError: it is none, damaged, or too large.
        MissingExtra: pyarrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise MissingExtra("dump", what="Reading a Parquet file")
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            meta = file.metadata
            check_columns(file.schema_arrow.names, path.name)
            size = sum(
                meta.row_group(group).total_byte_size for group in range(meta.num_row_groups)
            )
            if size > MAX_BYTES:
                raise DataError(
                    f"{path.name} unpacks to more than {MAX_BYTES / 1e6:g} MB",
                    hint="a sample of the rows will do",
                )
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{path.name} is no Parquet file that can be read: {error}") from None
    check_damage(path.name, table.num_rows, ())
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Dataset(
        path.name,
        tuple(table.column_names),
        tuple(zip(*(column.to_pylist() for column in table.columns), strict=True)),
        tuple(range(1, table.num_rows + 1)),
        (),
        digest,
        "Parquet",
    )
