"""Dumps as they are, have been and may become: real Parquet files."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet

from hubexplorer.errors import DataError
from hubexplorer.hubs.dump import read_dump
from hubexplorer.records import Score

CHANGED = datetime(2026, 8, 1, 12, tzinfo=UTC)
INDEX = '[{"results": [{"dataset": {"type": "squad"}, "metrics": [{"type": "em", "value": 80}]}]}]'
CARD = (
    f'{{"license": "mit", "language": ["de", "en"], "datasets": "squad", "model-index": {INDEX}}}'
)
STATS = {
    "id": ["team/one", "team/two"],
    "pipeline_tag": ["fill-mask", None],
    "library_name": ["transformers", None],
    "createdAt": [CHANGED, None],
    "lastModified": [CHANGED, None],
    "downloads": [7, None],
    "likes": [3, -1],
    "tags": [["pytorch", "license:mit"], None],
    "cardData": [CARD, None],
    "config": ['{"architectures": ["BertForMaskedLM"], "model_type": "bert"}', "{broken"],
    "safetensors": [{"parameters": {"F32": 110, "I64": None}, "total": 110}, None],
    "baseModels": [{"relation": "finetune", "models": [{"id": "google/bert"}]}, None],
    "siblings": [["model.safetensors", "pytorch_model.bin"], None],
    "gguf": [{"total": 2**62}, {"total": 7_000_000_000}],
    "trendingScore": [1.5, None],
}


@pytest.fixture
def dump(tmp_path):
    """Writes columns as a dump."""

    def write(columns, **options):
        path = tmp_path / "models.parquet"
        table = columns if isinstance(columns, pa.Table) else pa.table(columns)
        parquet.write_table(table, path, **options)
        return path

    return write


def models(path, **options):
    return [model for part in read_dump(path, "hub", **options) for model in part.models]


def test_rows_become_what_the_hub_would_have_said(dump):
    one, two = models(dump(STATS))
    assert (one.hub, one.repo, one.task, one.library) == (
        "hub",
        "team/one",
        "fill-mask",
        "transformers",
    )
    assert (one.license_id, one.languages, one.datasets) == ("mit", ("de", "en"), ("squad",))
    assert (one.base_models, one.base_relation) == (("google/bert",), "finetune")
    assert one.parameters_by_dtype == {"F32": 110}
    assert one.config["model_type"] == "bert"
    assert one.scores == (Score("squad", "em", 80.0),)
    assert (one.gguf_parameters, two.gguf_parameters) == (0, 7_000_000_000)
    assert one.formats == ("pickle", "safetensors")
    assert (one.downloads, one.likes, one.updated_s) == (7, 3, CHANGED.timestamp())
    assert (two.task, two.downloads, two.likes, two.updated_s, two.tags) == ("", 0, 0, 0.0, ())


def test_structs_dates_as_text_and_lists_of_files_read_the_same(dump):
    other = {
        **STATS,
        "cardData": [{"license": "mit", "language": ["de", "en"], "datasets": ["squad"]}, None],
        "config": [{"architectures": ["BertForMaskedLM"], "model_type": "bert"}, None],
        "safetensors": ['{"parameters": {"F32": 110}, "total": 110}', None],
        "siblings": [[{"rfilename": "model.safetensors"}, {"rfilename": "x.bin"}], None],
        "lastModified": [CHANGED.isoformat(), "yesterday"],
        "createdAt": [CHANGED.isoformat(), None],
        "model-index": [INDEX, "{broken"],
    }
    assert models(dump(other)) == models(dump(STATS))
    pairs = pa.array([[("F32", 110)], None], pa.map_(pa.string(), pa.int64()))
    mapped = pa.table(STATS).set_column(
        10, "safetensors", pa.StructArray.from_arrays([pairs], ["parameters"])
    )
    assert models(dump(mapped)) == models(dump(STATS))


def test_a_dump_of_ids_alone_is_enough(dump):
    assert [model.repo for model in models(dump({"id": ["a/b", None, "../c", "d/e"]}))] == [
        "a/b",
        "d/e",
    ]


def test_what_python_cannot_hold_is_unknown_and_the_row_stays(dump):
    table = pa.table(
        {
            "id": ["a/b", "c/d"],
            "downloads": pa.array([2**64 - 1, 5], pa.uint64()),
            "likes": [float("nan"), 1e300],
            "lastModified": pa.array([2**62, 10**6], pa.timestamp("us")),
            "pipeline_tag": pa.array([b"\xff\xfe", b"fill-mask"]).view(pa.string()),
        }
    )
    first, second = models(dump(table))
    assert (first.downloads, first.likes, first.updated_s, first.task) == (10**15, 0, 0.0, "")
    assert (second.downloads, second.updated_s, second.task) == (5, 1.0, "fill-mask")


def test_it_goes_on_at_any_row(dump):
    ids = [f"team/m{number}" for number in range(100)]
    path = dump({"id": ids}, row_group_size=30)
    for start in (0, 1, 29, 30, 59, 95, 100):
        assert [model.repo for model in models(path, start=start, part_rows=7)] == ids[start:]
    parts = list(read_dump(path, "hub", start=25, part_rows=7))
    assert parts[-1].stop == parts[-1].total == 100


@pytest.mark.parametrize("damage", ["text", "cut", "no id"])
def test_what_is_no_dump_is_named(dump, tmp_path, damage):
    path = dump(STATS if damage != "no id" else {"name": ["a/b"]})
    if damage == "text":
        path.write_text("id,downloads\na/b,1\n")
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match=r"models\.parquet") as caught:
        models(path)
    assert caught.value.hint


def test_a_large_row_group_is_not_held_whole(tmp_path):
    """60,000 rows of 2 kB in one group: 120 MB, of which a part is in memory at a time."""
    path = tmp_path / "large.parquet"
    card = '{"license": "mit", "x": "%s"}'
    with parquet.ParquetWriter(path, pa.schema([("id", "string"), ("cardData", "string")])) as out:
        rows = range(60_000)
        out.write_table(
            pa.table(
                {
                    "id": [f"team/m{row}" for row in rows],
                    "cardData": [card % f"{row:0>2000}" for row in rows],
                }
            )
        )
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from hubexplorer.hubs.dump import read_dump\nimport pyarrow.parquet\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "rows = sum(len(part.models) for part in read_dump(Path(sys.argv[1]), 'hub'))\n"
        "print(rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    rows, grown_mb = map(int, done.stdout.split())
    assert rows == 60_000
    assert grown_mb < 110
