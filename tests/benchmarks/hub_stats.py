"""A synthetic dump shaped like the public hub-stats models file, which has no commit nor gate.

python -m tests.benchmarks.hub_stats 1000000 FILE
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows

_GROUP_ROWS = 20_000
_FILES = {
    "safetensors": "model.safetensors",
    "gguf": "model-q4_k_m.gguf",
    "onnx": "onnx/model.onnx",
    "pickle": "pytorch_model.bin",
    "keras": "tf_model.h5",
}
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "author": pa.string(),
        "pipeline_tag": pa.string(),
        "library_name": pa.string(),
        "createdAt": pa.timestamp("ms", "UTC"),
        "lastModified": pa.timestamp("ms", "UTC"),
        "downloads": pa.int64(),
        "downloadsAllTime": pa.int64(),
        "likes": pa.int64(),
        "tags": pa.list_(pa.string()),
        "baseModels": pa.struct(
            {"relation": pa.string(), "models": pa.list_(pa.struct({"id": pa.string()}))}
        ),
        "safetensors": pa.struct(
            {"parameters": pa.map_(pa.string(), pa.int64()), "total": pa.int64()}
        ),
        "cardData": pa.string(),
        "config": pa.string(),
        "siblings": pa.list_(pa.string()),
    }
)


def write_dump(path: Path, count: int, *, seed: int = 1) -> None:
    """Write a dump of `count` models, the same for the same seed."""
    rows = catalog_rows(count, seed=seed)
    with ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for group in _groups(rows):
            columns = {name: [] for name in SCHEMA.names}
            for row in group:
                for name, value in _record(row).items():
                    columns[name].append(value)
            writer.write_table(pa.table(columns, schema=SCHEMA))


def _groups(rows: Iterator[CatalogRow]) -> Iterator[list[CatalogRow]]:
    while group := list(islice(rows, _GROUP_ROWS)):
        yield group


def _record(row: CatalogRow) -> dict[str, object]:
    """One model as the hub describes it."""
    updated = datetime.fromtimestamp(row.updated_s, UTC)
    parameters = row.parameters if "safetensors" in row.formats else None
    card = {
        "license": row.license_id,
        "language": list(row.languages),
        "datasets": list(row.datasets),
    }
    said = [f"license:{row.license_id}"] if row.license_id else []
    said += [f"dataset:{name}" for name in row.datasets]
    return {
        "id": row.repo,
        "author": row.author,
        "pipeline_tag": row.task or None,
        "library_name": row.library or None,
        "createdAt": updated,
        "lastModified": updated,
        "downloads": row.downloads,
        "downloadsAllTime": row.downloads * 7,
        "likes": row.likes,
        "tags": [*row.tags, *said],
        "baseModels": {
            "relation": row.base_relation,
            "models": [{"id": name} for name in row.base_models],
        }
        if row.base_models
        else None,
        "safetensors": {"parameters": [("BF16", parameters)], "total": parameters}
        if parameters
        else None,
        "cardData": json.dumps({name: value for name, value in card.items() if value}),
        "config": json.dumps({"architectures": ["AutoModel"], "model_type": "bert"}),
        "siblings": [".gitattributes", "README.md", *(_FILES[name] for name in row.formats)],
    }


if __name__ == "__main__":
    write_dump(Path(sys.argv[2]), int(sys.argv[1]))
