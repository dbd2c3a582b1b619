"""A model by ONNX Runtime: exported, compared with torch and timed beside it; in workers only."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime import exports
from hubexplorer.runtime.loading import load_model
from hubexplorer.runtime.task import Loading

_SHORT = "please help, my card was lost in berlin"
_LONGER = f"{_SHORT} and somebody paid with it twice before i noticed that it was gone"
_FILLING: Mapping[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "attention_mask": torch.ones_like,
    "token_type_ids": torch.zeros_like,
    "position_ids": lambda ids: torch.arange(ids.shape[1]).expand_as(ids),
}
"""What a model takes for an input that a call leaves out."""
_WARMING, _ROUNDS = 3, 20
_FEW_TOKENS = 64
"""So few are computed by one thread: a second saves less than it takes to wake it on busy cores."""
_CANNOT_EXPORT = (RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError)


class OnnxEncoder:
    """What a task calls like the model that torch would have loaded; only its first output."""

    dtype = torch.float32

    def __init__(self, graph: Path, config: Any, speedup: float | None = None) -> None:
        """Open a copy; torch has as many threads now as a call can have.

        Args:
            graph: beside it lie its weights.
            config: of the model, as transformers has it.
            speedup: times as fast as torch, once it is measured.
        """
        self.config = config
        self.speedup = speedup
        self._graph = graph
        self._most_threads = torch.get_num_threads()
        self._sessions: dict[int, Any] = {}
        session = self._session(_FEW_TOKENS)
        self._inputs = [entry.name for entry in session.get_inputs()]
        self._output = session.get_outputs()[0].name
        if unknown := sorted(set(self._inputs) - {"input_ids", *_FILLING}):
            raise CannotRunHere(f"ONNX Runtime would need its input {unknown[0]!r}")

    def __call__(self, input_ids: torch.Tensor, **others: torch.Tensor) -> Any:
        """An object with the model's first output: (texts, ...) logits or hidden states."""
        given = {"input_ids": input_ids, **others}
        feed = {
            name: (given[name] if name in given else _FILLING[name](input_ids)).numpy()
            for name in self._inputs
        }
        (output,) = self._session(input_ids.numel()).run([self._output], feed)
        return SimpleNamespace(**{self._output: torch.from_numpy(output)})

    def first_output(self, encoded: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """The output alone."""
        output: torch.Tensor = getattr(self(**encoded), self._output)
        return output

    def _session(self, tokens: int) -> Any:
        """One of two, as their threads are fixed: of all that a call can have, or of one."""
        import onnxruntime

        has_all = torch.get_num_threads() >= self._most_threads
        threads = self._most_threads if has_all and tokens > _FEW_TOKENS else 1
        if threads not in self._sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            # Threads that wait by spinning take the cores that others need.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._sessions[threads] = onnxruntime.InferenceSession(
                str(self._graph), options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[threads]


def load_encoder(auto_class: Any, loading: Loading, tokenizer: Any) -> Any:
    """The model, to be called as torch's are; by ONNX Runtime where `loading` names a place for it.

    Raises:
        CannotRunHere: as of `load_model`; or it cannot be exported, or the export is not offered.
    """
    folder = loading.export
    if folder is None:
        return load_model(auto_class, loading)
    measured = exports.read(folder) or _export(auto_class, loading, tokenizer, folder)
    measured.check()
    return OnnxEncoder(folder / exports.GRAPH, loading.config, measured.speedup)


def speedup_of(model: Any) -> float | None:
    """Times as fast as torch, of what `load_encoder` returned; None of torch itself."""
    return model.speedup if isinstance(model, OnnxEncoder) else None


def _export(auto_class: Any, loading: Loading, tokenizer: Any, folder: Path) -> exports.Measured:
    """Write a copy, hold it against torch and keep what was found."""
    model = load_model(auto_class, loading)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        texts = [_SHORT, _LONGER]
        batch = dict(tokenizer(texts, padding=True, truncation=True, return_tensors="pt"))
        _write(model, batch, aside / exports.GRAPH)
        encoder = OnnxEncoder(aside / exports.GRAPH, loading.config)
        single = dict(tokenizer([_SHORT], truncation=True, return_tensors="pt"))
        difference = max(_difference(model, encoder, one) for one in (batch, single))

        def by_torch() -> None:
            encoded = tokenizer([_SHORT], truncation=True, return_tensors="pt")
            with torch.inference_mode():
                model(**encoded)

        def by_onnx() -> None:
            encoder(**tokenizer([_SHORT], truncation=True, return_tensors="pt"))

        return exports.keep(aside, folder, _speedup(by_torch, by_onnx), difference)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(model: Any, inputs: dict[str, torch.Tensor], graph: Path) -> None:
    from transformers.exporters.configs import OnnxConfig
    from transformers.exporters.exporter_onnx import OnnxExporter

    exporter_class: Any = OnnxExporter  # untyped where everything else is
    try:
        exported = exporter_class().export(model, inputs, config=OnnxConfig(dynamic=True))
        exporter_class.save_program(exported.program, graph)
    except _CANNOT_EXPORT as error:
        first_line = str(error).strip().partition("\n")[0]
        raise CannotRunHere(
            f"transformers cannot export it to ONNX: {type(error).__name__}: {first_line}",
            hint="leave engine at torch",
        ) from error


def _difference(model: Any, encoder: OnnxEncoder, encoded: dict[str, torch.Tensor]) -> float:
    """The largest of any number, padding left out; nan where one is none."""
    with torch.inference_mode():
        expected = model(**encoded)[0]
    found = encoder.first_output(encoded)
    mask = encoded["attention_mask"].bool()
    if expected.shape[:2] == mask.shape and expected.ndim == 3:
        expected, found = expected[mask], found[mask]
    largest = max(1.0, float(expected.abs().max()))
    return float((expected - found).abs().max()) / largest


def _speedup(by_torch: Callable[[], None], by_onnx: Callable[[], None]) -> float:
    """Median seconds of the one over those of the other, in turn so that both see one load."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(_WARMING + _ROUNDS):
        for work, seconds in zip((by_torch, by_onnx), taken, strict=True):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    first, second = (statistics.median(seconds[_WARMING:]) for seconds in taken)
    return first / second
