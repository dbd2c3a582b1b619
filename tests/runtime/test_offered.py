from __future__ import annotations

import pytest

from hubexplorer.errors import DataError
from hubexplorer.runtime.call_settings import COMMON, check_settings
from hubexplorer.runtime.tasks.generation import Generation
from hubexplorer.runtime.tasks.offered import check_values, offered
from hubexplorer.runtime.tasks.registry import all_tasks


def test_every_setting_of_every_built_in_task_can_be_offered():
    for task in all_tasks().values():
        if task.loader.startswith("hubexplorer."):
            names = [one.name for one in offered(task.settings)]
            assert set(names) == {*task.settings, *COMMON}, task.name
            assert len(set(names)) == len(names)


def test_every_default_is_taken_and_what_lies_beyond_a_limit_is_refused_by_name():
    for task in all_tasks().values():
        settings = offered(task.settings)
        defaults = {one.name: one.default for one in settings}
        check_values(defaults, task.settings, task.name)
        for one in settings:
            if one.kind in {"whole", "number"}:
                for value in (one.low, one.high):
                    check_values({one.name: value}, task.settings, task.name)
                for value in (one.low - 1, one.high + 1, "much", True):
                    with pytest.raises(DataError, match=one.name):
                        check_values({one.name: value}, task.settings, task.name)


def test_what_is_offered_as_default_is_what_a_worker_uses():
    task = all_tasks()["text-generation"]
    defaults = {one.name: one.default for one in offered(task.settings)}
    assert Generation.of({}) == Generation.of(
        {name: value for name, value in defaults.items() if name in task.settings}
    )


def test_a_setting_of_another_task_is_refused():
    with pytest.raises(DataError, match="temperature"):
        check_values({"temperature": 0.5}, (), "text-classification")
    with pytest.raises(DataError, match="dtype"):
        check_settings({"dtype": "int3"}, (), "text-classification")
