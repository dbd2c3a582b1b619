"""Published scores, and what is malformed among them."""

import pytest

from hubexplorer.cards import eval_results, parse_card
from hubexplorer.records import EvalResult

CARD = """---
model-index:
- name: sorter
  results:
  - task: {type: text-classification, name: Sorting}
    dataset: {type: acme/tickets, name: Tickets, config: de, split: test}
    metrics:
    - {type: accuracy, value: 0.91}
    - {type: f1, value: "88.5%", name: Macro F1}
    - {type: loss, value: low}
    - {value: 3}
  - task: {type: text-classification}
    dataset: {type: acme/other}
---
"""


def test_model_index() -> None:
    results, problems = eval_results(parse_card(CARD))
    task = "text-classification"
    assert results == (
        EvalResult(task, "Tickets", "accuracy", 0.91, "model-index", "de"),
        EvalResult(task, "Tickets", "f1", 88.5, "model-index", "de"),
    )
    assert problems == (
        "model-index: loss on Tickets is not a number.",
        "model-index: a score without a metric.",
        "model-index: the result for acme/other has no list of metrics.",
    )


def test_result_files() -> None:
    files = {
        ".eval_results/b.yaml": "- dataset: {id: acme/b, task_id: sort}\n  value: 0.5\n",
        ".eval_results/a.yaml": "- dataset: {task_id: sort}\n  value: 1\n- dataset: {id: c}\n",
        ".eval_results/c.yaml": "[",
        ".eval_results/d.yaml": "value: 1",
    }
    results, problems = eval_results(parse_card(""), files)
    assert results == (EvalResult("sort", "acme/b", "", 0.5, ".eval_results/b.yaml"),)
    assert [problem.partition(": ")[0] for problem in problems] == [
        ".eval_results/a.yaml",
        ".eval_results/a.yaml",
        ".eval_results/c.yaml",
        ".eval_results/d.yaml",
    ]


@pytest.mark.parametrize("index", ["3", "[3]", "[{results: 3}]", "[{results: [3]}]", "{a: b}"])
def test_malformed_indexes_are_reported(index: str) -> None:
    results, problems = eval_results(parse_card(f"---\nmodel-index: {index}\n---\n"))
    assert results == ()
    assert len(problems) == 1
