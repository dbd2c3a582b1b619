"""The shapes of everything that crosses between browser and kernel, as typed dictionaries.

One module a screen; each says which operation takes and returns which, and which events it sends.
"""

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from hubexplorer.ui.shapes import (
    browser,
    card,
    compare,
    comparing,
    explorer,
    measure,
    pins,
    shared,
    tune,
)

SCREENS: Mapping[str, ModuleType] = MappingProxyType(
    {
        "browser": browser,
        "card": card,
        "compare": compare,
        "measure": measure,
        "tune": tune,
        "pins": pins,
        "explorer": explorer,
    }
)
"""Screen stem -> the module of its shapes."""

PARTS: Mapping[str, ModuleType] = MappingProxyType({"comparing": comparing, "shared": shared})
"""What screens use of each other's shapes, and parts of large ones."""
