"""Files as rows: by subfolder or by a table, never one outside the folder."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hubexplorer.bench import folders
from hubexplorer.bench.folders import content, read_files
from hubexplorer.errors import DataError


def picture(label: str, n: int) -> bytes:
    """A PNG that no other label and number have."""
    file = io.BytesIO()
    Image.new("L", (n + 1, len(label)), color=ord(label[0])).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "pictures"
    for label in ("cat", "dog"):
        (root / label).mkdir(parents=True)
        for n in range(10):
            (root / label / f"{n}.png").write_bytes(picture(label, n))
    (root / "cat" / ".hidden.png").write_bytes(b"x")
    (root / "cat" / "notes.txt").write_text("x")
    return root


def test_a_subfolder_is_a_label(folder):
    found, root, column = read_files(folder, "image")
    assert (root, column) == (folder, "file")
    assert found.columns == ("file", "label", "sha256")
    assert len(found.rows) == 20
    assert found.rows[0][:2] == ("cat/0.png", "cat")
    before = found.sha256
    (folder / "cat" / "0.png").write_bytes(picture("cats", 0))
    assert read_files(folder, "image")[0].sha256 != before


def test_a_table_names_files_from_where_it_lies(folder):
    lines = ["file_name,transcript,speaker", *(f"cat/{n}.png,word {n},a" for n in range(10))]
    table = folder / "metadata.csv"
    table.write_text("\n".join(lines))
    by_folder, _, column = read_files(folder, "image")
    assert column == "file_name"
    assert by_folder.columns == ("file_name", "transcript", "speaker", "sha256")
    assert read_files(table, "image")[0].rows == by_folder.rows


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "link/secret.png", "cat/../../secret.png"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(folder, name):
    (folder.parent / "secret.png").write_bytes(b"secret")
    (folder / "link").symlink_to(folder.parent)
    (folder / "labels.csv").write_text(f"file,label\ncat/1.png,cat\n{name},dog\n")
    with pytest.raises(DataError, match="is outside pictures"):
        read_files(folder, "image")
    with pytest.raises(DataError, match="is outside pictures"):
        content(folder, name)


def test_a_few_files_that_cannot_be_used_are_named_and_many_are_refused(folder):
    (folder / "cat" / "0.png").write_bytes(b"")
    (folder / "dog" / "9.png").unlink()
    (folder / "dog" / "9.png").symlink_to(folder / "dog" / "8.png")
    found, _, _ = read_files(folder, "image")
    assert [problem.split(": ", 1)[1] for problem in found.problems] == [
        "'cat/0.png' is empty; left out",
        "'dog/9.png' is no plain file; left out",
    ]
    (folder / "dog" / "8.png").write_bytes(b"")
    with pytest.raises(DataError, match="3 of 20 rows cannot be read"):
        read_files(folder, "image")


def test_what_is_no_picture_and_no_recording_is_left_out_by_name(folder, tmp_path):
    (folder / "cat" / "0.png").write_bytes(b"not a PNG")
    (folder / "cat" / "1.png").write_bytes(picture("cat", 1)[:-20])
    found, _, _ = read_files(folder, "image")
    assert len(found.rows) == 18
    assert found.problems == (
        "row 1: 'cat/0.png' is no picture that can be read; left out",
        "row 2: 'cat/1.png' is no picture that can be read; left out",
    )
    (tmp_path / "labels.csv").write_text("file,label\na.wav,yes\n")
    (tmp_path / "a.wav").write_bytes(b"ID3 music")
    with pytest.raises(DataError, match=r"'a\.wav' is no recording that can be read"):
        read_files(tmp_path, "audio")


def test_a_file_that_changed_or_grew_is_not_sent(folder):
    found, _, _ = read_files(folder, "image")
    name, _, digest = found.rows[3]
    assert content(folder, name, digest) == picture("cat", 3)
    (folder / name).write_bytes(b"another")
    with pytest.raises(DataError, match="changed since"):
        content(folder, name, digest)
    with (folder / name).open("wb") as file:
        file.truncate(folders.MAX_FILE_BYTES + 1)
    with pytest.raises(DataError, match="larger than 32 MiB"):
        content(folder, name)


def test_an_empty_folder_says_what_it_should_hold(tmp_path):
    with pytest.raises(DataError, match="no labeled audio files"):
        read_files(tmp_path, "audio")
    (tmp_path / "labels.csv").write_text("a,label\n1,2\n")
    with pytest.raises(DataError, match="no column of files"):
        read_files(tmp_path, "audio")
