"""Every family: the rows it can read, and the others named; one that is not a classifier learns."""

from __future__ import annotations

import json
import os
import signal
import wave
from pathlib import Path

import pytest
from PIL import Image

from hubexplorer import jobs
from hubexplorer.errors import DataError, JobError
from hubexplorer.tuning import (
    ENTRY,
    all_families,
    check_data,
    guess_columns,
    read_table,
    write_starter,
)
from hubexplorer.tuning.families import Family
from tests.tuning.learnable import TASKS
from tests.tuning.watched import TIMEOUT_S, spec_of, trainers_of, wait_for

POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 4 4\n%%EndComments\n"


def test_there_is_a_learnable_task_for_every_family() -> None:
    assert set(TASKS) == set(all_families())


@pytest.mark.parametrize("family", all_families().values(), ids=lambda family: family.name)
def test_a_family_is_whole(family: Family) -> None:
    assert (family.folder / "train.py").is_file()
    names = tuple(column.names[0] for column in family.columns)
    assert guess_columns(family, names) == {
        column.role: column.names[0] for column in family.columns
    }
    assert family.filled(family.defaults(10**9)) == family.filled(dict(family.defaults(10**9)))
    with pytest.raises(TypeError, match="has no unheard_of"):
        family.filled({"unheard_of": 1})


def problem_of(name: str, folder: Path, **values: str) -> str:
    with pytest.raises(DataError) as refused:
        all_families()[name].parse(values, folder)
    return refused.value.message


def test_words_and_tags_must_pair(tmp_path: Path) -> None:
    parse = all_families()["token_classification"].parse
    found = parse({"tokens": '["Ana", "in New York"]', "tags": "B-person B-place"}, tmp_path)
    assert found == {"tokens": ["Ana", "in New York"], "tags": ["B-person", "B-place"]}
    name = "token_classification"
    assert problem_of(name, tmp_path, tokens="a b", tags="O") == "2 words have 1 tags"
    assert "'X-y' is no tag" in problem_of(name, tmp_path, tokens="a", tags="X-y")
    assert "texts only" in problem_of(name, tmp_path, tokens="[1]", tags="O")


def test_a_picture_is_looked_for_beside_the_table_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    Image.new("RGB", (4, 4)).save(data / "a.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    (data / "text.png").write_text("no picture")
    (data / "program.png").write_bytes(POSTSCRIPT)
    Image.open(data / "program.png").close()  # Pillow itself would take it
    parse = all_families()["image_classification"].parse
    assert parse({"image": "a.png", "label": "x"}, data)["image"] == str(data / "a.png")
    problems = {
        "../secret.png": "lies outside",
        str(tmp_path / "secret.png"): "lies outside",
        "none.png": "is not there",
        "a.exe": "is none of .png",
        "text.png": "is no picture",
        "program.png": "is no picture",
        "nul\0.png": "cannot be read",
    }
    for image, message in problems.items():
        assert message in problem_of("image_classification", data, image=image, label="x")


def test_a_recording_is_a_wav_of_16_bit(tmp_path: Path) -> None:
    def record(name: str, width: int, frames: bytes) -> None:
        with wave.open(str(tmp_path / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(width)
            file.setframerate(8000)
            file.writeframes(frames)

    record("good.wav", 2, b"\0\0" * 800)
    record("wide.wav", 4, b"\0\0\0\0" * 800)
    record("silent.wav", 2, b"")
    record("long.wav", 2, b"\0\0" * 8000 * 61)
    (tmp_path / "text.wav").write_text("no sound")
    family = "speech_recognition"
    assert all_families()[family].parse({"audio": "good.wav", "text": "hi"}, tmp_path)
    for name in ("wide.wav", "silent.wav"):
        assert "16 bit" in problem_of(family, tmp_path, audio=name, text="hi")
    assert "longer than 60 s" in problem_of(family, tmp_path, audio="long.wav", text="hi")
    assert "no WAV file" in problem_of(family, tmp_path, audio="text.wav", text="hi")


def test_rows_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    lines = [json.dumps({"tokens": f"word{n} here", "tags": "O B-thing"}) for n in range(30)]
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join([*lines, '{"tokens": "one two", "tags": "O"}']))
    family = all_families()["token_classification"]
    check = check_data(family, read_table(path), {"tokens": "tokens", "tags": "tags"}, seed=1)
    assert check.rows == 30
    assert check.problems == ("row 31: 2 words have 1 tags",)
    assert check.labels == {}


@pytest.mark.parametrize(
    ("family", "metric", "steps", "said"),
    [
        ("causal_lora", "exact", 60, "| rank | 16 |"),
        ("image_classification", "accuracy", 20, "macro-F1"),  # names its weights otherwise on disk
    ],
)
def test_a_family_learns_and_a_kill_changes_nothing(
    family: str, metric: str, steps: int, said: str, tmp_path: Path
) -> None:
    task = TASKS[family](tmp_path / "task", 1)
    weights = []
    for name in ("straight", "killed"):
        spec = spec_of(task, family, tmp_path / name, checkpoint_steps=steps)
        arguments = write_starter(spec, tmp_path / f"{name}-starter").arguments
        home = tmp_path / f"{name}-home"
        job = jobs.start(home, ENTRY, arguments, title="Fine-tune")
        if name == "killed":
            wait_for(job, "checkpoint")
            for process in trainers_of(job):
                os.kill(int(process.name), signal.SIGKILL)
            with pytest.raises(JobError):
                job.wait(TIMEOUT_S)
            job = jobs.start(home, ENTRY, arguments, title="Fine-tune")
            wait_for(job, "resumed")
        result = job.wait(TIMEOUT_S)
        assert result["low"][metric] > task.least
        weights.append((tmp_path / name / "model.safetensors").read_bytes())
    assert weights[0] == weights[1]
    assert said in (tmp_path / "killed" / "README.md").read_text()
