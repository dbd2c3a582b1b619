"""Tables that can teach, and tables that cannot: each refusal says where it is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hubexplorer.errors import DataError
from hubexplorer.tuning import DataCheck, Table, all_families, check_data, read_table
from hubexplorer.tuning.split import Example, folded, split

GOOD = "text,label\n" + "".join(f"word{n} here,{'ab'[n % 2]}\n" for n in range(60))


def table(text: str) -> Table:
    return read_table(text.encode(), "data.csv")


def check_texts(table: Table, text: str = "text", test: Table | None = None) -> DataCheck:
    family = all_families()["text_classification"]
    return check_data(family, table, {"text": text, "label": "label"}, seed=1, test=test)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_reads_what_spreadsheets_write(delimiter: str, encoding: str, newline: str) -> None:
    lines = [["text", "label"], [f'"a{delimiter} b"', "x"], ['"two\nlines ""q"""', "é"]]
    text = newline.join(delimiter.join(fields) for fields in lines) + newline
    found = read_table(text.encode(encoding), "data.csv")
    assert found.columns == ("text", "label")
    assert found.rows == ((f"a{delimiter} b", "x"), ('two\nlines "q"', "é"))
    assert found.numbers == (2, 3)


REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "header only": (b"text,label\n", "no rows"),
    "latin-1": ("text,label\nGr\u00fc\u00dfe,a\n".encode("latin-1"), r"line 2 .*byte 13: 0xFC"),
    "utf-16": ("text,label\na,b\n".encode("utf-16"), "UTF-16"),
    "nul": (b"text,label\na,b\nc\0,d\n", r"line 3 has a NUL \(byte 16\)"),
    "open quote": (b'text,label\na,b\n"c,d\ne,f\n', r"row 3 .*cannot be read"),
    "half quoted": (b'text,label\n"a"b,c\n', r"row 2 "),
    "ragged": (b"text,label\n" + b"a,b,c\n" * 9, r"9 rows do not .* the first is row 2, with 3"),
    "same name twice": (b"text,text\na,b\n", "more than one column named 'text'"),
    "too many columns": (b",".join(b"c%d" % n for n in range(2000)) + b"\n", "2000 columns"),
    "huge field": (b"text,label\n" + b"x" * 200_000 + b",a\n", "row 2 "),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_it_cannot_read(name: str) -> None:
    content, message = REFUSED[name]
    with pytest.raises(DataError, match=message):
        read_table(content, "data.csv")


def test_refuses_more_than_its_share_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(GOOD)
    with pytest.raises(DataError, match=r"large\.csv is larger than"):
        read_table(path, max_bytes=100)


@pytest.mark.parametrize("path", ["no/such.csv", "nul\0.csv", "."])
def test_refuses_what_is_no_file(path: str) -> None:
    with pytest.raises(DataError):
        read_table(path)


def test_a_few_ragged_rows_are_left_out_and_named() -> None:
    found = table(GOOD + "one,two,three\nhalf a li")
    assert len(found.rows) == 60
    assert [problem.partition(" and")[0] for problem in found.problems] == [
        "row 62 has 3 fields instead of 2",
        "row 63 has 1 fields instead of 2",
    ]


def test_check_counts_what_is_there() -> None:
    text = GOOD + "Word1  HERE,b\n,a\nno label,\n"
    check = check_texts(table(text))
    assert (check.rows, check.empty, check.duplicates) == (61, 2, 1)
    assert check.labels == {"b": 31, "a": 30}
    assert check.train + check.validation + check.test == 61
    assert check.test == 12
    assert "1 row with the input of another; kept on its side of the split" in check.warnings
    assert "61 rows" in str(check)


def test_missing_column_names_those_there_are_and_the_nearest() -> None:
    with pytest.raises(DataError) as refused:
        check_texts(table(GOOD), "Txet")
    assert "'Txet'; it has 'text', 'label'" in refused.value.message
    assert refused.value.hint == "did you mean 'text'?"


UNUSABLE = {
    "one label": (GOOD.replace(",b\n", ",a\n"), "holds 1 labels"),
    "few rows": ("text,label\na,x\nb,y\n", "2 usable rows"),
    "no labels": (
        "text,label\n" + "".join(f"a{n},{n}\n" for n in range(60)),
        "60 different values in 60 rows",
    ),
    "one text": ("text,label\n" + "same,a\nsame,b\n" * 30, "0 held out"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_refuses_what_cannot_teach(name: str) -> None:
    text, message = UNUSABLE[name]
    with pytest.raises(DataError, match=message):
        check_texts(table(text))


def test_a_test_file_keeps_its_rows_to_itself() -> None:
    test = table("text,label\n" + "".join(f"WORD{n} here,{'ab'[n % 2]}\n" for n in range(20)))
    check = check_texts(table(GOOD), test=test)
    assert (check.test, check.duplicates_across) == (20, 20)
    assert check.train + check.validation == 40
    strange = table("text,label\nq,a\nr,unheard of\n")
    with pytest.raises(DataError, match="'unheard of'"):
        check_texts(table(GOOD), test=strange)


def test_no_text_is_on_two_sides_and_order_does_not_matter() -> None:
    chance = random.Random(3)
    examples = [
        Example(n, folded(chance.choice(["a ", "A", "b"]) + str(n % 70)), "xyz"[n % 3])
        for n in range(300)
    ]
    parts = split(examples, held_out=0.25, seed=5)
    sides = [{e.key for e in side} for side in (parts.train, parts.validation, parts.test)]
    assert not sides[0] & sides[1]
    assert not sides[0] & sides[2]
    assert not sides[1] & sides[2]
    assert sum(map(len, (parts.train, parts.validation, parts.test))) == 300
    assert 0.2 < len(parts.test) / 300 < 0.3
    assert split(chance.sample(examples, 300), held_out=0.25, seed=5) == parts
    assert split(examples, held_out=0.25, seed=6) != parts


LINES = "".join(f'{{"text": "word{n} here", "label": "{"ab"[n % 2]}"}}\n' for n in range(40))


def test_json_lines_are_a_table_whose_faults_are_named_by_line() -> None:
    found = read_table(
        (LINES + '["no object"]\n{"text": "word", "other": [1, 2]}\n').encode(), "d.jsonl"
    )
    assert found.columns == ("text", "label", "other")
    assert found.rows[-1] == ("word", "", "[1, 2]")
    assert found.numbers[-1] == 42
    assert found.problems == ("line 41 is no JSON object and is left out",)
    assert check_texts(found).rows == 40
    with pytest.raises(DataError, match="40 of 80 lines are no JSON objects; the first is line 2"):
        read_table(LINES.replace("\n", "\nnothing\n").encode(), "d.jsonl")
