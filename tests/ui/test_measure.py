"""Measure without a browser: check, run, report, rows, choice, exports; found again later."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest

import hubexplorer as hx
from hubexplorer import demo
from hubexplorer.workspace.tune.held_out import HeldOut

NANO, MINI = "demo/support-intent-en-nano", "demo/support-intent-multi-mini"
NOTHING = {"data": "", "file": None, "columns": {}, "metric": "", "slices": None, "labels": {}}
ROWS = [
    "message,intent,language",
    *(f"where is my parcel {n},delivery,en" for n in range(20)),
    *(f"please cancel my order {n},cancel,de" for n in range(20)),
]


@pytest.fixture
def measure(workspace, front):
    return front(hx.Measure(workspace, [NANO, MINI]))


def ended(front) -> dict:
    found = front.wait(
        lambda content: (
            content.get("event") == "measured" and content["data"]["status"] != "running"
        ),
        120,
    )
    return found["data"]


def test_the_sample_is_mapped_and_the_candidates_carry_their_findings(measure):
    check = measure.data("check", **NOTHING)
    assert check["problem"] is None
    assert check["rows"] == 600
    assert check["roles"] == [
        {"role": "text", "column": "message"},
        {"role": "label", "column": "intent"},
    ]
    assert check["slices"] == ["language"]
    assert [one["name"] for one in check["metrics"]][:2] == ["accuracy", "macro_f1"]
    assert len(check["labels"]) == 10
    assert all(one["gravest"] for one in check["candidates"])
    assert len(check["preview"]) == 5


def test_an_uploaded_file_is_measured_explained_and_chosen_from(measure, workspace):
    check = measure.data(
        "check", **{**NOTHING, "file": measure.give("\n".join([*ROWS, ",cancel,de"]))}
    )
    assert check["problem"] is None, check["problem"]
    measure.data("start", **{**NOTHING, "data": check["data"], "slices": ["language"]})
    done = ended(measure)
    assert done["error"] is None
    report = done["report"]
    assert report["rows"] == 40
    assert {one["name"] for one in report["standings"]} == {
        "support-intent-en-nano",
        "support-intent-multi-mini",
    }
    best = report["standings"][0]
    assert best["low"] <= best["value"] <= best["high"]
    assert best["in_top"]
    assert best["p50_s"] > 0
    assert {slice_["name"] for slice_ in report["slices"]} >= {"language: de", "language: en"}
    titles = [table["title"] for table in report["tables"]]
    assert "Pairs on the same rows" in titles

    rows = measure.data("rows", contains="PARCEL 1", wrong_for="", offset=0)
    assert all("parcel 1" in row["input"] for row in rows["rows"])
    wrong = measure.data("rows", contains="", wrong_for=best["name"], offset=0)
    assert wrong["total"] == round((1 - best["value"]) * 40)
    matrix = measure.data("confusion", candidate=best["name"])
    assert sum(map(sum, matrix["counts"])) == 40

    assert not measure.ask("export", format="decision")["ok"]
    chosen = measure.data("choose", candidate=best["name"], reason="good <b>enough</b>")
    assert chosen["choice"] == {
        "candidate": best["name"],
        "reason": "good <b>enough</b>",
        "in_top": True,
    }
    decision = measure.data("export", format="decision")["text"]
    assert "good &lt;b&gt;enough&lt;/b&gt;" in decision
    assert "not pinned at the measured commit" in decision
    assert "What was found on 40 rows" in decision
    figures = f"<td>{100 * best['value']:.1f} %</td><td>{100 * best['low']:.1f} % to"
    assert figures in decision
    assert f"<td>{1000 * best['p50_s']:.1f} ms</td><td>" in decision
    assert "<td>chosen</td>" in decision
    assert "row 42 has no text and is left out" in decision
    assert "<svg" in decision
    for name, part in {"html": "<svg", "md": "| rank |", "csv": "truth", "spec": "models:"}.items():
        assert part in measure.data("export", format=name)["text"]
    assert measure.screen.summary().startswith("Measure: On 40 rows")


def test_a_later_session_finds_the_report_again(workspace, front, measure):
    check = measure.data("check", **{**NOTHING, "file": measure.give("\n".join(ROWS))})
    measure.data("start", **{**NOTHING, "data": check["data"]})
    report = ended(measure)["report"]
    later = front(hx.Measure(workspace))
    state = later.data("state")
    assert state["status"] == "done"
    assert state["report"]["verdict"] == report["verdict"]
    assert [one["repo"] for one in later.screen.candidates] == [NANO, MINI]


def test_a_page_opened_again_finds_the_run_that_goes_on(workspace, front, measure):
    lines = ["message,intent", *(f"where is my parcel {n},delivery" for n in range(3000))]
    check = measure.data("check", **{**NOTHING, "file": measure.give("\n".join(lines))})
    measure.data("start", **{**NOTHING, "data": check["data"]})
    later = front(hx.Measure(workspace))
    assert later.data("state")["status"] == "running"
    assert [one["repo"] for one in later.screen.candidates] == [NANO, MINI]
    later.data("stop")
    assert ended(measure)["status"] == "canceled"
    opened_again = front(hx.Measure(workspace))
    assert opened_again.data("state")["status"] == "canceled"
    marked = front(hx.Measure(workspace))
    marked.screen.candidates = [{"hub": "embedded", "repo": NANO, "commit": None}]
    assert marked.data("state")["status"] == "idle"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("mine.csv", "message,intent\n\0\0\n", "NUL"),
        ("mine.csv", "intent\na\n", "no column left for the"),
        ("mine.exe", "MZ", "none of .csv"),
    ],
)
def test_data_that_cannot_be_used_says_why(measure, name, text, message):
    reply = measure.ask("check", **{**NOTHING, "file": measure.give(text, name)})
    told = reply["data"]["problem"] if reply["ok"] else reply["error"]
    assert told is not None
    assert message in told["message"]


def test_only_data_of_this_session_can_be_named(measure):
    check = measure.data("check", **{**NOTHING, "data": "/etc/passwd"})
    assert "not here any more" in check["problem"]["message"]
    assert not measure.ask("start", **{**NOTHING, "data": "/etc/passwd"})["ok"]
    assert measure.data("rows", contains="", wrong_for="", offset=0)["rows"] == []
    assert measure.data("confusion", candidate=NANO)["counts"] == []


def test_rows_without_labels_are_labeled_and_measured_on(measure):
    rows = ["message", *(f"where is my parcel {n}" for n in range(30))]
    check = measure.data("check", **{**NOTHING, "file": measure.give("\n".join(rows))})
    assert "no column left for the label" in check["problem"]["message"]
    assert check["columns"] == ["message"]
    asked = {"data": check["data"], "labels": ["delivery", "refund"], "text": "", "wanted": 10}
    view = measure.data("label_open", **asked)
    assert (view["progress"], view["text_column"]) == ("0 of 10", "message")
    first, second = (row["place"] for row in view["rows"][:2])
    measure.data("label", place=first, label="delivery")
    view = measure.data("label", place=second, label="")
    assert [row["label"] for row in view["recent"]] == ["", "delivery"]
    assert measure.data("label_undo")["skipped"] == 0
    view = measure.data("label_open", **asked)
    assert view["labeled"] == 1
    assert not measure.ask("label", place=first, label="another")["ok"]
    measured = measure.data(
        "check",
        **{**NOTHING, "data": view["data"], "columns": {"text": "message", "label": "label"}},
    )
    assert measured["problem"] is None, measured["problem"]
    assert measured["rows"] == 1


def test_pictures_in_a_zip_are_measured_by_subfolder_or_by_a_table(workspace, front):
    digits = front(hx.Measure(workspace, ["demo/handwritten-digits-vit"]))
    pictures = {digit: demo.data_file(f"digit-{digit}.png").read_bytes() for digit in "3578"}
    foldered = {f"all/{digit}/one.png": content for digit, content in pictures.items()}
    check = digits.data("check", **{**NOTHING, "file": digits.give(zipped(foldered), "my.zip")})
    assert check["problem"] is None, check["problem"]
    assert (check["rows"], check["columns"]) == (4, ["file", "label"])
    assert check["preview"][0] == ["3/one.png", "3"]
    assert not check["can_label"]
    tabled = {f"{digit}.png": content for digit, content in pictures.items()}
    rows = "".join(f"{digit}.png,{digit}\n" for digit in pictures)
    packed = zipped({**tabled, "labels.csv": f"file,label\n{rows}".encode()})
    check = digits.data("check", **{**NOTHING, "file": digits.give(packed, "my.zip")})
    assert check["problem"] is None, check["problem"]
    assert (check["rows"], check["name"]) == (4, "labels.csv")
    for files, why in (({}, "no labeled image"), ({"a.csv": b"", "b.csv": b""}, "2 tables")):
        packed = zipped({"3.png": pictures["3"], **files})
        check = digits.data("check", **{**NOTHING, "file": digits.give(packed, "my.zip")})
        assert why in check["problem"]["message"]


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_rows_handed_over_are_offered_until_they_are_measured_on(workspace, front, tmp_path):
    path = tmp_path / "run-1-held-out.jsonl"
    rows = [{"text": f"where is parcel {n}", "label": "delivery"} for n in range(10)]
    rows += [{"text": f"cancel order {n}", "label": "cancel"} for n in range(10)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    measure = front(hx.Measure(workspace, [NANO]))
    screen = measure.screen
    screen.desk.measuring = HeldOut(path, {"text": "text", "label": "label"})
    assert screen.offered == {"data": path.name, "columns": {"text": "text", "label": "label"}}
    check = measure.data("check", **{**NOTHING, **screen.offered})
    assert (check["rows"], check["name"]) == (20, path.name)
    measure.data("start", **{**NOTHING, **screen.offered})
    assert screen.offered == {}
    assert ended(measure)["status"] == "done"


def test_a_folder_of_held_out_pictures_shows_them_and_offers_no_labeling(
    workspace, front, tmp_path
):
    folder = tmp_path / "run-1-held-out"
    folder.mkdir()
    for digit in "3578":
        shutil.copy(demo.data_file(f"digit-{digit}.png"), folder)
    labels = {"3": "3", "5": "5", "7": "8", "8": "7"}  # two of them wrong
    rows = [{"image": f"digit-{digit}.png", "label": labels[digit]} for digit in "3578"]
    (folder / "metadata.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    measure = front(hx.Measure(workspace, ["demo/handwritten-digits-vit"]))
    measure.screen.desk.measuring = HeldOut(folder, {"image": "image", "label": "label"})
    check = measure.data("check", **{**NOTHING, **measure.screen.offered})
    assert (check["problem"], check["rows"], check["task"]) == (None, 4, "image-classification")
    assert check["can_label"] is False
    assert set(check["pictures"]) == {f"digit-{digit}.png" for digit in "3578"}
    assert all(url.startswith("data:image/png;base64,iVBOR") for url in check["pictures"].values())
    measure.data("start", **{**NOTHING, **measure.screen.offered})
    report = ended(measure)["report"]
    page = {"contains": "", "wrong_for": report["standings"][0]["name"], "offset": 0}
    found = measure.data("rows", **page)
    assert set(found["pictures"]) == {row["input"] for row in found["rows"]}


def test_what_every_candidate_got_wrong_is_wrong_whatever_decides(workspace, front):
    measure = front(hx.Measure(workspace, [NANO]))
    rows = [
        "text,label",
        *(f"where is my parcel {n},{('delivery', 'cancel')[n % 2]}" for n in range(30)),
    ]
    check = measure.data("check", **{**NOTHING, "file": measure.give("\n".join(rows))})
    wrong = {}
    for metric in ("accuracy", "macro_f1"):
        measure.data("start", **{**NOTHING, "data": check["data"], "metric": metric})
        ended(measure)  # of the first; the second has every answer, and a report once asked for
        report = measure.data("state")["report"]
        page = {"contains": "", "wrong_for": report["standings"][0]["name"], "offset": 0}
        wrong[metric] = measure.data("rows", **page)["total"]
    assert wrong["accuracy"] == wrong["macro_f1"] >= 15


def test_recordings_that_were_heard_wrong_can_be_listened_to(workspace, front, tmp_path):
    heard = {"spoken-one-seven.wav": "seven", "spoken-one-zero.wav": "one two three"}
    for name in heard:
        shutil.copy(demo.data_file(name), tmp_path)
    rows = [{"audio": name, "transcript": text} for name, text in heard.items()]
    folder = tmp_path / "held-out"
    folder.mkdir()
    for name in heard:
        (tmp_path / name).rename(folder / name)
    (folder / "metadata.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    measure = front(hx.Measure(workspace, ["demo/spoken-digits-en-ctc"]))
    measure.screen.desk.measuring = HeldOut(folder, {"audio": "audio", "transcript": "transcript"})
    measure.data("start", **{**NOTHING, **measure.screen.offered})
    report = ended(measure)["report"]
    page = {"contains": "zero", "wrong_for": report["standings"][0]["name"], "offset": 0}
    found = measure.data("rows", **page)
    assert found["has_sounds"] is True
    (row,) = found["rows"]
    sound = measure.data("listen", number=row["number"])["url"]
    assert sound.startswith("data:audio/wav;base64,UklGR")
    assert "no such recording" in measure.ask("listen", number=99)["error"]["message"]
