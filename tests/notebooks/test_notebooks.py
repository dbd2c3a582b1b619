"""What holds for every committed notebook; that they run is nbval's part of `make test`."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.notebooks.__main__ import FOLDER, clean

LESSONS = sorted(FOLDER.glob("0*.ipynb"))
MAX_CODE_CELLS = 12


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    return nbformat.read(request.param, as_version=4)


def prose(notebook) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def bundles(notebook):
    return [
        output.get("data", {"text/plain": output.get("text", "")})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]


def test_there_is_one_for_each_decision():
    assert [path.stem for path in LESSONS] == [
        "00_start_here",
        "01_find",
        "02_read",
        "03_compare",
        "04_measure",
        "05_tune",
        "06_pin_and_publish",
    ]


def test_it_asks_a_question_catches_a_mistake_and_sets_an_exercise(lesson):
    assert lesson.cells[0].source.splitlines()[0].endswith("?")
    assert "**A mistake, caught.**" in prose(lesson)
    assert "## Your turn" in lesson.cells[-1].source
    assert 0 < sum(cell.cell_type == "code" for cell in lesson.cells) <= MAX_CODE_CELLS


def test_it_was_run_top_to_bottom_without_an_error(lesson):
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds <= {"stream", "execute_result", "display_data"}


def test_it_reads_without_a_kernel(lesson):
    assert "widgets" not in lesson.metadata
    kept = bundles(lesson)
    assert kept
    assert [bundle for bundle in kept if any("widget" in kind for kind in bundle)] == []
    screens = [bundle for bundle in kept if "The live view needs" in bundle.get("text/html", "")]
    assert len(screens) == 1
    assert "0 models" not in screens[0]["text/plain"]


def test_it_names_no_place_of_the_machine_that_ran_it(lesson):
    texts = [text for bundle in bundles(lesson) for text in bundle.values()]
    assert [
        text for text in texts if re.search(r"/(home|root|tmp|work|Users|private)\b", text)
    ] == []


def test_its_links_lead_somewhere(lesson):
    links = re.findall(r"\]\(([^)#]+)\)", prose(lesson))
    assert [link for link in links if "://" in link or not (FOLDER / link).exists()] == []


def test_cleaning_drops_what_a_progress_bar_leaves():
    view = {"text/plain": "40%|###", "application/vnd.jupyter.widget-view+json": {"model_id": 1}}
    outputs = [nbformat.v4.new_output("display_data", view), nbformat.v4.new_output("stream")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)])
    clean(notebook)
    assert [output.output_type for output in notebook.cells[0].outputs] == ["stream"]


def test_cleaning_keeps_the_fall_back_of_a_widget_and_no_times():
    notebook = nbformat.v4.new_notebook(metadata={"widgets": {"state": {}}})
    view = {"text/html": "<p>ours</p>", "application/vnd.jupyter.widget-view+json": {"model_id": 1}}
    cell = nbformat.v4.new_code_cell(
        "1",
        metadata={"execution": {"iopub.execute_input": "now"}},
        outputs=[nbformat.v4.new_output("display_data", view)],
    )
    notebook.cells.append(cell)

    clean(notebook)

    assert notebook.cells[0].outputs[0].data == {"text/html": "<p>ours</p>"}
    assert "execution" not in notebook.cells[0].metadata
    assert "widgets" not in notebook.metadata
