"""What a PyTorch weights file would do when it is read, told without reading it.

A pickle is a program. Of its instructions and of the names it may call, only those that plain
tensors need are known here; anything else is refused, whatever it is. The file's own bytes say
what it is, not its name.
"""

from __future__ import annotations

import io
import pickletools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from hubexplorer.errors import UnsafeModel

_DTYPES = ("Float", "Half", "BFloat16", "Double", "Long", "Int", "Short", "Char", "Byte", "Bool")
_GLOBALS = frozenset(
    {
        "collections OrderedDict",
        "torch Size",
        "torch._utils _rebuild_parameter",
        "torch._utils _rebuild_tensor_v2",
        *(f"torch {dtype}Storage" for dtype in _DTYPES),
    }
)
# What torch's own unpickler for weights knows (torch/_weights_only_unpickler.py); it has no
# STACK_GLOBAL, INST, OBJ or EXT, by which names can be computed or hidden.
_KNOWN = """
    APPEND APPENDS BINFLOAT BINGET BININT BININT1 BININT2 BINPERSID BINPUT BINUNICODE BUILD
    EMPTY_DICT EMPTY_LIST EMPTY_SET EMPTY_TUPLE GLOBAL LONG1 LONG_BINGET LONG_BINPUT MARK NEWFALSE
    NEWOBJ NEWTRUE NONE PROTO REDUCE SETITEM SETITEMS SHORT_BINSTRING STOP TUPLE TUPLE1 TUPLE2
    TUPLE3
"""
_OPCODES = frozenset(_KNOWN.split())
_MAX_PICKLE_BYTES = 64 << 20
_MAX_ENTRIES = 100_000
_ZIP = b"PK\x03\x04"
_GGUF = b"GGUF"
_MAGIC = 0x1950A86A20F9469CFC6C
"""The number that begins a file of torch.save's older format."""
_HEADERS = 3
"""Pickles before the tensors in the older format: magic number, protocol, sizes."""
_INERT_ENTRIES = re.compile(
    r"(version|byteorder|\.format_version|\.storage_alignment|\.data/serialization_id|data/\d+)"
)
_HINT = "choose a model, or a commit, that has safetensors weights"


def check_weights(path: str, real: Path) -> None:
    """Nothing, if a PyTorch weights file holds tensors and nothing else.

    Args:
        path: how the file is called in messages.

    Raises:
        UnsafeModel: it is no such file, or asks for anything beyond tensors; that is named.
    """
    with real.open("rb") as file:
        start = file.read(len(_ZIP))
        if start == _ZIP:
            _check_zip(path, real)
        elif start[:1] == b"\x80":
            file.seek(0)
            _check_older(path, file)
        else:
            raise UnsafeModel(f"{path} is no PyTorch weights file by its content", hint=_HINT)


def check_gguf(path: str, real: Path) -> None:
    """Nothing, if the content begins as GGUF does.

    Raises:
        UnsafeModel: it does not.
    """
    with real.open("rb") as file:
        if file.read(len(_GGUF)) != _GGUF:
            raise UnsafeModel(f"{path} is no GGUF file by its content", hint=_HINT)


def _check_zip(path: str, real: Path) -> None:
    try:
        with zipfile.ZipFile(real) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            root = names[0].partition("/")[0] if names else ""
            pickled = f"{root}/data.pkl"
            if len(set(names)) != len(names) or len(names) > _MAX_ENTRIES or archive.comment:
                raise UnsafeModel(f"{path} is an archive that two readers may read two ways")
            for entry in entries:
                name = entry.filename
                inner = name.removeprefix(f"{root}/")
                if name != pickled and (name == inner or not _INERT_ENTRIES.fullmatch(inner)):
                    raise UnsafeModel(f"{path} holds {name[:200]!a}, which is no tensor")
                if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
                    raise UnsafeModel(f"{path} holds {name[:200]!a} packed or encrypted")
            if pickled not in names:
                raise UnsafeModel(f"{path} has no data.pkl", hint=_HINT)
            if archive.getinfo(pickled).file_size > _MAX_PICKLE_BYTES:
                raise UnsafeModel(f"{path}: its data.pkl is larger than {_MAX_PICKLE_BYTES} bytes")
            content = archive.read(pickled)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnsafeModel(f"{path} is a damaged archive: {type(error).__name__}") from None
    stream = io.BytesIO(content)
    _check_pickle(path, stream)
    if stream.read(1):
        raise UnsafeModel(f"{path} goes on after its data.pkl ends")


def _check_older(path: str, file: io.BufferedReader) -> None:
    """Files of torch.save before 1.6: some small pickles, the tensors' one, names, then bytes."""
    if _check_pickle(path, file) != [_MAGIC]:
        raise UnsafeModel(f"{path} is a pickle, but none that torch.save wrote", hint=_HINT)
    for _ in range(_HEADERS - 1):
        _check_pickle(path, file)
    _check_pickle(path, file)  # the tensors
    _check_pickle(path, file)  # the names of their storages


def _check_pickle(path: str, stream: io.BytesIO | io.BufferedReader) -> list[int]:
    """Check one pickle up to its end; the whole numbers in it."""
    numbers = []
    begin = stream.tell()
    for name, argument in _operations(path, stream):
        if name not in _OPCODES:
            raise UnsafeModel(f"{path} uses the pickle instruction {name}", hint=_HINT)
        if name == "GLOBAL" and argument not in _GLOBALS:
            asked = str(argument).replace(" ", ".")
            raise UnsafeModel(f"{path} would call {asked[:200]!a} when it is read", hint=_HINT)
        if isinstance(argument, int) and name in {"LONG1", "BININT"}:
            numbers.append(argument)
        if stream.tell() - begin > _MAX_PICKLE_BYTES:
            raise UnsafeModel(f"{path}: a pickle in it is larger than {_MAX_PICKLE_BYTES} bytes")
    return numbers


def _operations(path: str, stream: io.BytesIO | io.BufferedReader) -> Iterator[tuple[str, object]]:
    try:
        for opcode, argument, _position in pickletools.genops(stream):
            yield opcode.name, argument
    except (ValueError, OverflowError, MemoryError, UnicodeDecodeError) as error:
        raise UnsafeModel(f"{path} is a damaged pickle: {type(error).__name__}") from None
