"""What every screen is: one anywidget with checked messages, an error strip and no blocking.

A handler validates, hands the work to the workspace's executor and returns; the reply is sent
when the work is done. Every deliberate error becomes a reply that the screen shows in place.
"""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from hubexplorer.errors import HubExplorerError
from hubexplorer.ui.desk import Desk
from hubexplorer.ui.messages import VERSION, Refused, check_request

STATIC = Path(__file__).parent / "static"


class Screen(anywidget.AnyWidget):
    """A view of the desk. Keywords are trait names; a misspelt one is a TypeError."""

    stem: ClassVar[str]

    problem = traitlets.Instance(
        dict,
        allow_none=True,
        help="What went wrong last, as {message, hint}; shown in the error strip.",
    ).tag(sync=True)
    height = traitlets.Int(
        640, help="Height of the view in pixels; 0 fills the window (as in Voila)."
    ).tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "stem" in cls.__dict__:  # traitlets makes a further subclass for every instance
            cls._esm = STATIC / f"{cls.stem}.js"
            cls._css = STATIC / f"{cls.stem}.css"
        super().__init_subclass__(**kwargs)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        unknown = sorted(set(traits) - set(self.trait_names()))
        if unknown:
            known = ", ".join(sorted(self.own_trait_names()))
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}; it has {known}")
        self.desk = desk or Desk.on(workspace)
        self._sending = threading.RLock()
        super().__init__(**traits)
        self.on_msg(self._receive)

    @classmethod
    def own_trait_names(cls) -> list[str]:
        """The traits that our screens add to those of every widget."""
        return [
            name
            for name, trait in cls.class_traits().items()
            if trait.metadata.get("help")
            and trait.this_class is not None
            and issubclass(trait.this_class, Screen)
        ]

    def event(self, name: str, data: Mapping[str, Any]) -> None:
        """Send an event to the browser."""
        self._tell({"v": VERSION, "event": name, "data": data})

    def later(self, work: Callable[[], None]) -> None:
        """Do something on the workspace's executor; its deliberate errors reach the strip."""

        def guarded() -> None:
            try:
                work()
            except (HubExplorerError, OSError) as error:
                self.problem = error_view(error)

        self.desk.workspace.executor.submit(guarded)

    def summary(self) -> str:
        """One line of plain text for places that show no widgets."""
        return type(self).__name__

    def facts(self) -> list[tuple[str, ...]]:
        """Rows of a small table for the same places: facts and findings, never card HTML."""
        return []

    def __repr__(self) -> str:
        return self.summary()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:  # a widget that was closed has no view
            return None
        data, metadata = bundle
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.facts()
        )
        data["text/plain"] = self.summary()
        data["text/html"] = (
            f"<p>{html.escape(self.summary())}</p>"
            + (f"<table>{rows}</table>" if rows else "")
            + "<p><small>The live view needs the kernel and, in its JupyterLab, the package "
            "anywidget.</small></p>"
        )
        return data, metadata

    def _receive(self, _widget: Any, content: object, _buffers: object) -> None:
        try:
            number, seq, op, args = check_request(self.stem, content)
        except Refused as error:
            problem = {"message": "A message from the browser was refused.", "hint": str(error)}
            asked, order = (_number(content, name) for name in ("id", "seq"))
            if asked is None or order is None:
                self.problem = problem
            else:
                self._tell({"v": VERSION, "id": asked, "seq": order, "ok": False, "error": problem})
            return
        self.desk.workspace.executor.submit(self._answer, number, seq, op, args)

    def _answer(self, number: int, seq: int, op: str, args: dict[str, Any]) -> None:
        reply: dict[str, Any] = {"v": VERSION, "id": number, "seq": seq}
        try:
            data = getattr(self, f"on_{op}")(args)
            reply |= {"ok": True, "data": {} if data is None else data}
        except (HubExplorerError, ValueError, OSError) as error:
            reply |= {"ok": False, "error": error_view(error)}
        except Exception as error:
            # A fault of ours: told in the strip, and left to the log, instead of lost in a thread.
            reply |= {
                "ok": False,
                "error": {
                    "message": f"A fault in HubExplorer: {error!r}",
                    "hint": "please report it; nothing was changed",
                },
            }
            self._tell(reply)
            raise
        self._tell(reply)

    def _tell(self, content: dict[str, Any]) -> None:
        with self._sending:
            self.send(content)


def _number(content: object, name: str) -> int | None:
    value = content.get(name) if isinstance(content, dict) else None
    return value if isinstance(value, int) else None


def error_view(error: Exception) -> dict[str, str]:
    """An error as the strip shows it."""
    if isinstance(error, HubExplorerError):
        return {"message": error.message, "hint": error.hint}
    return {"message": str(error), "hint": ""}
