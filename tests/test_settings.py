from __future__ import annotations

from pathlib import Path

import pytest

from hubexplorer.errors import SettingsError
from hubexplorer.settings import Settings


def test_knobs_are_read_from_the_environment():
    settings = Settings.load(
        {
            "HUBEXPLORER_HOME": "/tmp/there",
            "HUBEXPLORER_OFFLINE": "yes",
            "HUBEXPLORER_BUDGET": "8G",
            "HUBEXPLORER_RESERVE": "500MB",
            "HUBEXPLORER_IDLE_S": "12.5",
            "HUBEXPLORER_HISTORY": "off",
        }
    )
    assert settings.home == Path("/tmp/there")
    assert settings.is_offline
    assert settings.budget_bytes == 8 * 10**9
    assert settings.reserve_bytes == 500 * 10**6
    assert settings.idle_s == 12.5
    assert not settings.history


def test_an_empty_environment_has_sensible_defaults():
    settings = Settings.load({})
    assert not settings.is_offline
    assert settings.hub == "auto"
    assert settings.home.name == "hubexplorer"


@pytest.mark.parametrize(
    ("name", "value"), [("OFFLINE", "perhaps"), ("BUDGET", "many"), ("IDLE_S", "soon")]
)
def test_a_value_that_cannot_be_used_names_its_knob(name, value):
    with pytest.raises(SettingsError, match=f"HUBEXPLORER_{name}"):
        Settings.load({f"HUBEXPLORER_{name}": value})
