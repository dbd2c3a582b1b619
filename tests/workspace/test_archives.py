from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from hubexplorer.errors import DataError
from hubexplorer.workspace.archives import kind_of, only_table, rows_of, unpack

TABLE = "image,label\npictures/a.png,x\n"


def packed(files: dict[str, str], *, link: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return content.getvalue()


def table_of(folder: Path, content: bytes, **limits: int) -> Path:
    return only_table(unpack(folder, "mine", io.BytesIO(content), **limits))


def test_a_table_and_what_it_names_are_unpacked_once_and_nothing_else(tmp_path):
    files = {"mine/t.csv": TABLE, "mine/pictures/a.png": "p", "mine/run.sh": "#", "x.pkl": "#"}
    content = packed({**files, "__MACOSX/mine/._t.csv": ""})
    path = table_of(tmp_path, content)
    assert path.read_text() == TABLE
    assert {one.name for one in path.parent.rglob("*") if one.is_file()} == {"t.csv", "a.png"}
    assert table_of(tmp_path, content) == path
    assert unpack(tmp_path, "another name", io.BytesIO(content)) in path.parents


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        ({"cats/a.png": "", "dogs/b.png": ""}, "mine"),
        ({"all/cats/a.png": "", "all/dogs/b.png": ""}, "mine/all"),
        ({"cats/a.png": "", "labels.csv": TABLE}, "mine/labels.csv"),
        ({"cats/a.png": ""}, "mine"),
    ],
)
def test_rows_are_a_table_or_the_folder_of_the_labels(tmp_path, files, rows):
    folder = unpack(tmp_path, "mine", io.BytesIO(packed(files)))
    assert rows_of(folder) == folder.parent / rows
    assert kind_of(folder) == "image"


def test_pictures_in_a_folder_for_each_label_get_a_table(tmp_path):
    files = {"all/a cat/1.png": "", "all/dog, small/b/2.JPG": "", "all/dog, small/note.csv.bak": ""}
    path = table_of(tmp_path, packed(files))
    assert path.read_text("utf-8").splitlines() == [
        "image,label",
        "a cat/1.png,a cat",
        '"dog, small/b/2.JPG","dog, small"',
    ]
    assert table_of(tmp_path, packed(files)) == path
    with pytest.raises(DataError, match="0 tables"):
        table_of(tmp_path, packed({"a.png": ""}))


def test_an_archive_of_endless_names_is_refused_before_it_is_listed(tmp_path):
    content = packed({f"{number}-{'x' * 200}.png": "" for number in range(30_000)})
    with pytest.raises(DataError, match="more than 20,000 files"):
        unpack(tmp_path, "mine", io.BytesIO(content))
    assert not list(tmp_path.iterdir())


REFUSED = {
    "outside": ({"../t.csv": TABLE}, "no file of its own folder"),
    "absolute": ({"/tmp/t.csv": TABLE}, "no file of its own folder"),
    "no table": ({"a.png": ""}, "has 0 tables"),
    "two tables": ({"a.csv": TABLE, "b.csv": TABLE}, "has 2 tables: 'a.csv', 'b.csv'"),
    "a bomb": ({"t.csv": "0" * 2_000_000}, "more than 1 MB"),
    "file and folder": ({"t.csv": TABLE, "t.csv/a.png": ""}, "twice"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing(tmp_path, name):
    files, message = REFUSED[name]
    with pytest.raises(DataError, match=message):
        table_of(tmp_path, packed(files), max_bytes=1_000_000)
    assert not list(tmp_path.rglob(".unpacking-*"))
    assert not (tmp_path.parent / "t.csv").exists()


def test_a_link_and_what_is_no_archive_are_refused(tmp_path):
    with pytest.raises(DataError, match="no file of its own folder"):
        table_of(tmp_path, packed({"t.csv": TABLE}, link="a.png"))
    for content in (b"", b"PK\3\4 not really", packed({"t.csv": TABLE})[:-30]):
        with pytest.raises(DataError, match="cannot be read"):
            table_of(tmp_path, content)
