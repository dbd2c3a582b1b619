from __future__ import annotations

import io
import stat
import zipfile

import pytest

from hubexplorer.errors import DataError
from hubexplorer.workspace.tune.archives import unpack

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


def test_a_table_and_what_it_names_are_unpacked_once_and_nothing_else(tmp_path):
    files = {"mine/t.csv": TABLE, "mine/pictures/a.png": "p", "mine/run.sh": "#", "x.pkl": "#"}
    path = unpack(tmp_path, packed({**files, "__MACOSX/mine/._t.csv": ""}))
    assert path.read_text() == TABLE
    assert {one.name for one in path.parent.rglob("*") if one.is_file()} == {"t.csv", "a.png"}
    assert unpack(tmp_path, packed({**files, "__MACOSX/mine/._t.csv": ""})) == path


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
        unpack(tmp_path, packed(files), max_bytes=1_000_000)
    assert not list(tmp_path.rglob(".unpacking-*"))
    assert not (tmp_path.parent / "t.csv").exists()


def test_a_link_and_what_is_no_archive_are_refused(tmp_path):
    with pytest.raises(DataError, match="no file of its own folder"):
        unpack(tmp_path, packed({"t.csv": TABLE}, link="a.png"))
    for content in (b"", b"PK\3\4 not really", packed({"t.csv": TABLE})[:-30]):
        with pytest.raises(DataError, match="cannot be read"):
            unpack(tmp_path, content)
