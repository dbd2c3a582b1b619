"""Data as people have it: encodings, delimiters, damage named by row, memory capped."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from hubexplorer import demo
from hubexplorer.bench.cells import harmless
from hubexplorer.bench.columns import preview, propose, propose_slices
from hubexplorer.bench.data import read
from hubexplorer.bench.textfile import MAX_LINE, examine
from hubexplorer.errors import DataError

TICKETS = demo.data_file("tickets_test.csv")
ROWS = "text,label\nzurück,a\nnaïve,b\n"


@pytest.fixture
def written(tmp_path):
    def write(content, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def fault(path):
    with pytest.raises(DataError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(written, encoding, delimiter):
    found = read(written(ROWS.replace(",", delimiter).encode(encoding)))
    assert found.columns == ("text", "label")
    assert found.column("text") == ["zurück", "naïve"]
    assert found.numbers == (2, 3)


def test_the_tickets_are_read_and_their_columns_found():
    found = read(TICKETS)
    roles = propose(found, ("text", "label"), {})
    assert roles == {"text": "message", "label": "intent"}
    assert propose_slices(found, list(roles.values())) == ("language",)
    told = preview(found, roles)
    assert "600 rows, CSV, UTF-8, commas" in told
    assert "label = 'intent': change_address | refund | cancel" in told


def test_a_column_that_is_not_there_is_named_with_a_guess():
    with pytest.raises(DataError, match="no column 'mesage'") as caught:
        propose(read(TICKETS), ("text", "label"), {"text": "mesage"})
    assert caught.value.hint == "did you mean 'message'?"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"text,label\n", "has no rows"),
        (b"\n\n", "no header"),
        (b"text,text\na,b\n", "more than one column named 'text'"),
        ("text,label\nzurück,a\n".encode() + "süß,b\n".encode("cp1252"), "line 3 is not UTF-8"),
        (b"text,label\na,b\nc\0,d\n", "line 3 has a NUL at character 2"),
        (b'text,label\na,b\n"never closed,c\n' + b"d,e\n" * 5, "cannot be read"),
        (b"text,label\na,b\nc\nd\n", "row 3 has 1 fields instead of 2"),
        (b"\xff\xfea\x00b", "UTF-16"),
        (",".join(f"c{i}" for i in range(10_000)).encode() + b"\n", "10,000 columns"),
        (b"text,label\na,b\n" + b"x" * (MAX_LINE + 9), f"line 3 is longer than {MAX_LINE:,}"),
        (b"text,label\n" + b"x" * 200_000 + b",a\n", "row 2"),
    ],
)
def test_a_damaged_csv_is_refused_by_row(written, content, told):
    message = fault(written(content))
    assert told in message
    assert "rows.csv" in message


def test_few_damaged_rows_are_left_out_and_named(written):
    found = read(written("text,label\n" + "a,b\n" * 30 + "half\n" + "a,b\n" * 30 + "a,b"))
    assert len(found.rows) == 61
    assert found.problems == ("row 32 has 1 fields instead of 2; left out",)
    assert found.numbers[-1] == 63


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_are_the_same_wherever_a_block_ends(written, encoding, end):
    for shift in range(3):
        content = "x" * shift + end.join(f"zurück {n}" + "é" * (n % 7) for n in range(20_000))
        path = written(content.encode(encoding))
        with path.open(encoding=encoding, newline="") as file:
            assert list(examine(path).lines()) == list(file)


@pytest.mark.parametrize(
    ("fault_", "told"),
    [
        (b"c\0,d\n", "line 50002 has a NUL at character 2"),
        (b'"c" d,e\n', "row 50002 (line 50002) cannot be read"),
        ("süß,b\n".encode("cp1252"), "line 50002 is not UTF-8"),
        (b"x" * MAX_LINE + b",\n", "line 50002 is longer"),
    ],
)
def test_a_fault_deep_in_a_file_is_named_by_its_line(written, fault_, told):
    start = b"text,label\n" + "é,a\n".encode() * 50_000
    assert told in fault(written(start + fault_ + b"a,b\n" * 50_000))


def test_lines_before_a_fault_are_given_once(written):
    start = [f"{n}\n" for n in range(50_001)]
    found = []
    with pytest.raises(DataError, match="line 50002 has a NUL at character 1"):
        found.extend(examine(written("".join(start) + "\0\nlast\n")).lines())
    assert found == start


def test_a_byte_that_windows_does_not_know_is_named_by_its_line(written):
    message = fault(written(b"text,label\n" + b"\xe9,a\n" * 50_000 + b"\x81,a\n" * 3))
    number = int(re.search(r"about line (\d+) is not Windows-1252", message)[1])
    assert 45_000 < number <= 50_002


def test_a_line_of_a_gigabyte_takes_no_gigabyte(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"text,label\na,b\n" + b"x" * (MAX_LINE + 2))
        file.truncate(1 << 30)
    code = (
        "import re, sys; from hubexplorer.bench.data import read\n"
        "from hubexplorer.errors import DataError\n"
        "try: read(sys.argv[1])\n"
        "except DataError as error: print(error.message)\n"
        "status = open('/proc/self/status').read()\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    told, peak_mb = done.stdout.splitlines()
    assert "line 3 is longer" in told
    assert int(peak_mb) < 150


def test_json_lines_name_the_line(written):
    lines = [json.dumps({"text": f"t{i}", "label": i % 2}) for i in range(30)]
    found = read(
        written("\n".join([*lines[:3], '{"text": "half', "", "[1]", *lines[3:]]), "r.jsonl")
    )
    assert len(found.rows) == 30
    assert found.problems[0].startswith("line 4 is not JSON")
    assert found.problems[1] == "line 6 holds no object; left out"
    assert found.column("label")[:2] == [0, 1]
    assert "line 1" in fault(written("no json\nat all\n", "n.jsonl"))
    assert "deeply" in fault(written("[" * 100_000 + "\n", "deep.jsonl"))


def test_parquet_and_frames_hold_the_same_rows(tmp_path):
    records = [
        {"text": "a", "label": "x", "tags": [1, 2]},
        {"text": "b", "label": None, "tags": []},
    ]
    path = tmp_path / "rows.parquet"
    parquet.write_table(pa.Table.from_pylist(records), path)
    frames = [path, pd.DataFrame(records), pl.DataFrame(records), records]
    found = [read(frame) for frame in frames]
    assert {f.columns for f in found} == {("text", "label", "tags")}
    assert [f.rows[0] for f in found] == [("a", "x", [1, 2])] * 4
    assert [f.rows[1][1] for f in found] == [None] * 4
    path.write_bytes(path.read_bytes()[:-20])
    assert "no Parquet file" in fault(path)


def test_what_is_no_data_is_refused_with_a_hint(written, tmp_path):
    assert "there is no file" in fault(tmp_path / "nowhere.csv")
    assert "save it as CSV" in fault(written("[]", "rows.json"))
    with pytest.raises(TypeError, match="a int"):
        read(3)


@pytest.mark.parametrize(
    ("cell", "exported"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "-5"), ("-x", "'-x"), ("a=b", "a=b"), (None, "")],
)
def test_an_exported_cell_is_no_formula(cell, exported):
    assert harmless(cell) == exported


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_data_error(tmp_path_factory, content):
    for name in ("any.csv", "any.jsonl", "any.parquet"):
        path = tmp_path_factory.getbasetemp() / name
        path.write_bytes(content)
        try:
            told = f"{name}: {len(read(path).rows)} rows"
        except DataError as error:
            told = error.message
        assert name in told


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=9)), min_size=1, max_size=9))
def test_what_csv_wrote_is_read_again(tmp_path_factory, pairs):
    pairs = [
        tuple("".join(c for c in v if c not in "\0\r" and c.isprintable()) for v in p)
        for p in pairs
    ]
    text = io.StringIO()
    csv.writer(text).writerows([("text", "label"), *pairs])
    path = tmp_path_factory.getbasetemp() / "again.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    assert list(read(path).rows) == pairs
