"""Pictures and sounds measured through the model host, and their answers kept by content."""

from __future__ import annotations

import shutil

import pytest

from hubexplorer import demo
from hubexplorer.errors import DataError

DIGITS = "demo/handwritten-digits-vit"
SPOKEN = "demo/spoken-digits-en-nano"
ROW = "spoken-row-nine-zero-two-six.wav"


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "digits"
    for digit in "3578":
        (folder / digit).mkdir(parents=True)
        shutil.copy(demo.data_file(f"digit-{digit}.png"), folder / digit / "one.png")
    return folder


def test_a_folder_of_pictures_is_measured_and_moved_without_a_new_run(
    workspace, pictures, tmp_path
):
    def by_name(path):
        return path.split("/")[-2]

    report = workspace.measure([DIGITS, by_name], pictures)
    assert report.results.metric.name == "accuracy"
    assert report.value("by_name") == 1.0
    assert report.value(DIGITS) >= 0.75
    assert report.rows.inputs[0] == {"image": "3/one.png"}
    assert not any(name.startswith("length") for name in report.results.slices)
    moved = pictures.rename(tmp_path / "elsewhere")
    answered = list((workspace.settings.home / "measured" / "answers").glob("*.jsonl"))
    assert workspace.measure([DIGITS], moved).value(DIGITS) == report.value(DIGITS)
    assert list((workspace.settings.home / "measured" / "answers").glob("*.jsonl")) == answered


def test_sounds_by_a_table_beside_them(workspace, tmp_path):
    names = {"one-seven": "7", "one-three": "3", "one-zero": "0"}
    for name in names:
        shutil.copy(demo.data_file(f"spoken-{name}.wav"), tmp_path / f"{name}.wav")
    words = {"7": "seven", "3": "three", "0": "zero"}
    known = [
        score["label"]
        for score in workspace.run(SPOKEN, tmp_path / "one-zero.wav").output["scores"]
    ]
    lines = [
        f"{name}.wav,{digit if digit in known else words[digit]}" for name, digit in names.items()
    ]
    (tmp_path / "labels.csv").write_text("\n".join(["file,label", *lines]))
    report = workspace.measure([SPOKEN], tmp_path / "labels.csv")
    assert report.value(SPOKEN) >= 2 / 3
    assert "one-seven.wav" in report.to_csv()


def test_transcripts_are_measured_by_a_function_given_each_file(workspace, tmp_path):
    shutil.copy(demo.data_file(ROW), tmp_path / ROW)
    (tmp_path / "transcripts.csv").write_text(f"file,transcript\n{ROW},nine zero two six\n")
    report = workspace.measure(
        {"heard": lambda path: "nine zero two" if path.endswith(ROW) else ""},
        tmp_path,
        task="automatic-speech-recognition",
    )
    assert report.value("heard") == pytest.approx(0.25)


def test_what_is_no_picture_is_told_before_the_work(workspace, pictures):
    (pictures / "3" / "one.png").write_bytes(b"MZ no picture")
    with pytest.raises(
        DataError, match=r"1 of 4 rows cannot be read; the first: row 1: '3/one\.png'"
    ):
        workspace.measure([DIGITS], pictures)
    with pytest.raises(DataError, match="which a list does not hold"):
        workspace.measure([DIGITS], [{"image": "x.png", "label": "3"}])
