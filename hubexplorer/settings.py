"""Knobs from the environment, read once and passed down. No secrets live here.

Each knob is `HUBEXPLORER_<NAME>` in the environment; `Settings.load(env)` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from hubexplorer.errors import SettingsError

_PREFIX = "HUBEXPLORER_"
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and what may be used.

    Attributes:
        home: folder of everything HubExplorer writes for this user.
        is_offline: never connect beyond loopback.
        hub: "auto" (embedded, and Hugging Face when it answers), "embedded", or an endpoint URL.
        reserve_bytes: memory left free when judging what fits, and not used for models.
        budget_bytes: memory all loaded models may take together; 0 means half of what is free.
        folder: the project folder, where the lock file and shortlist lie; None is the current one.
        idle_s: seconds without a client after which a background service ends itself.
        history: keep what was compared, in `home`, for this user alone.
    """

    home: Path
    is_offline: bool = False
    hub: str = "auto"
    reserve_bytes: int = 2 * 10**9
    budget_bytes: int = 0
    folder: Path | None = None
    idle_s: float = 900.0
    history: bool = True

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Settings:
        """Read the knobs of this user from an environment mapping.

        Raises:
            SettingsError: a knob has a value that cannot be used, by its name.
        """
        home = env.get(_PREFIX + "HOME", "")
        folder = env.get(_PREFIX + "FOLDER", "")
        return cls(
            home=Path(home).expanduser()
            if home
            else Path(platformdirs.user_data_dir("hubexplorer")),
            is_offline=_flag(env, "OFFLINE"),
            hub=env.get(_PREFIX + "HUB", "auto"),
            reserve_bytes=_size(env, "RESERVE", 2 * 10**9),
            budget_bytes=_size(env, "BUDGET", 0),
            folder=Path(folder).expanduser() if folder else None,
            idle_s=_seconds(env, "IDLE_S", 900.0),
            history=_flag(env, "HISTORY", "1"),
        )


def _flag(env: Mapping[str, str], name: str, default: str = "") -> bool:
    text = env.get(_PREFIX + name, default).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise SettingsError(f"{_PREFIX}{name}={text!r} is neither yes nor no", hint="use 1 or 0")


def _size(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(_PREFIX + name, "").strip().upper().removesuffix("B")
    if not text:
        return default
    unit = text[-1] if text[-1] in _UNITS else ""
    try:
        return int(float(text.removesuffix(unit)) * _UNITS[unit])
    except ValueError:
        raise SettingsError(
            f"{_PREFIX}{name}={text!r} is not a size", hint="write for example 8G or 500M"
        ) from None


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(_PREFIX + name, "").strip()
    if not text:
        return default
    try:
        return float(text)
    except ValueError:
        raise SettingsError(f"{_PREFIX}{name}={text!r} is not a number of seconds") from None
