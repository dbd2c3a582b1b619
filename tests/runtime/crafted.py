"""Weights files that would run something when unpickled, made in many ways; none is ever read."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001

CALLS = [
    ("os", "system"),
    ("posix", "system"),
    ("os", "popen"),
    ("os", "execv"),
    ("os", "spawnlp"),
    ("subprocess", "Popen"),
    ("subprocess", "check_output"),
    ("subprocess", "getoutput"),
    ("builtins", "eval"),
    ("builtins", "exec"),
    ("builtins", "compile"),
    ("builtins", "__import__"),
    ("builtins", "getattr"),
    ("builtins", "open"),
    ("__builtin__", "eval"),
    ("importlib", "import_module"),
    ("runpy", "_run_code"),
    ("runpy", "run_path"),
    ("code", "interact"),
    ("pty", "spawn"),
    ("shutil", "rmtree"),
    ("socket", "create_connection"),
    ("webbrowser", "open"),
    ("urllib.request", "urlopen"),
    ("ctypes", "CDLL"),
    ("pickle", "loads"),
    ("marshal", "loads"),
    ("types", "CodeType"),
    ("types", "FunctionType"),
    ("operator", "attrgetter"),
    ("functools", "partial"),
    ("timeit", "timeit"),
    ("pdb", "run"),
    ("cProfile", "run"),
    ("bdb", "Bdb.run"),
    ("asyncio.unix_events", "_UnixSubprocessTransport._start"),
    ("pip._internal", "main"),
    ("multiprocessing.util", "spawnv_passfds"),
    ("logging.config", "listen"),
    ("idlelib.run", "Executive"),
    ("numpy.testing._private.utils", "runstring"),
    ("numpy.f2py.crackfortran", "myeval"),
    ("torch", "load"),
    ("torch.hub", "load"),
    ("torch.jit", "load"),
    ("torch.utils.cpp_extension", "load_inline"),
    ("torch._utils", "_rebuild_tensor_v2.__globals__"),
    ("torch._inductor.codecache", "compile_file"),
    ("torch.serialization", "_legacy_load"),
    ("transformers", "AutoModel.from_pretrained"),
    ("site", "main"),
    ("sys", "exit"),
    ("collections", "OrderedDict.__init__.__globals__"),
    ("__main__", "payload"),
]


def text(value: str) -> bytes:
    raw = value.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def by_global(module: str, name: str, command: str) -> bytes:
    call = f"c{module}\n{name}\n".encode()
    return b"\x80\x02" + call + text(command) + b"\x85R."


def by_stack(module: str, name: str, command: str) -> bytes:
    return b"\x80\x04" + text(module) + text(name) + b"\x93" + text(command) + b"\x85R."


def by_inst(module: str, name: str, command: str) -> bytes:
    return b"\x80\x02(" + text(command) + f"i{module}\n{name}\n.".encode()


def by_obj(module: str, name: str, command: str) -> bytes:
    return b"\x80\x02(" + f"c{module}\n{name}\n".encode() + text(command) + b"o."


def by_new(module: str, name: str, command: str) -> bytes:
    return b"\x80\x02" + f"c{module}\n{name}\n".encode() + text(command) + b"\x85\x81."


def after_a_good_start(module: str, name: str, command: str) -> bytes:
    good = b"\x80\x02ccollections\nOrderedDict\n)R0"
    return good + by_global(module, name, command)[2:]


def broken_at_the_end(module: str, name: str, command: str) -> bytes:
    """Scanners that give up at the end have let the call at the beginning pass."""
    return by_global(module, name, command)[:-1] + b"\xff\xff."


WRITERS: list[Callable[[str, str, str], bytes]] = [
    by_global, by_stack, by_inst, by_obj, by_new, after_a_good_start, broken_at_the_end,
]  # fmt: skip


def raw(payload: bytes) -> bytes:
    return payload


def in_zip(payload: bytes, root: str = "archive", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{root}/data.pkl", payload)
        archive.writestr(f"{root}/version", "3\n")
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def in_older(payload: bytes) -> bytes:
    head = b"".join(pickle.dumps(value, 2) for value in (MAGIC, PROTOCOL, {"little_endian": True}))
    return head + payload + pickle.dumps([], 2)


def beside_older(payload: bytes) -> bytes:
    """The tensors' pickle is good; the list after it is not."""
    good = pickle.dumps({}, 2)
    return in_older(good)[: -len(pickle.dumps([], 2))] + payload


CONTAINERS: list[Callable[[bytes], bytes]] = [raw, in_zip, in_older, beside_older]

HARMLESS = pickle.dumps({}, 2)


def twice_named(payload: bytes) -> bytes:
    """Two files of one name: which of them is read depends on the reader."""
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for content in (payload, HARMLESS):
            archive.writestr("archive/data.pkl", content)
    return out.getvalue()


def packed(payload: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", payload)
    return out.getvalue()


def with_comment(payload: bytes) -> bytes:
    out = io.BytesIO(in_zip(HARMLESS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = in_zip(payload)[-200:]
    return out.getvalue()


ODD: dict[str, Callable[[bytes], bytes]] = {
    "twice named": twice_named,
    "packed": packed,
    "with a comment": with_comment,
    "torchscript": lambda payload: in_zip(
        HARMLESS, **{"archive/constants.pkl": payload, "archive/code/m.py": b"x"}
    ),
    "another pickle": lambda payload: in_zip(HARMLESS, **{"archive/other.pkl": payload}),
    "outside its root": lambda payload: in_zip(HARMLESS, **{"data.pkl": payload}),
    "a name that climbs": lambda payload: in_zip(HARMLESS, **{"../data.pkl": payload}),
    "more after the end": lambda payload: in_zip(HARMLESS + payload),
    "nothing inside": lambda payload: in_zip(b""),
    "cut short": lambda payload: in_zip(payload)[:60],
    "a tar": lambda payload: b"ustar" + payload,
    "a later torch header": lambda payload: pickle.dumps(MAGIC + 1, 2) + payload,
    "hdf5": lambda payload: b"\x89HDF\r\n\x1a\n" + payload,
    "text pickle": lambda payload: b"cos\nsystem\n(S'true'\ntR.",
}


def crafted(marker: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each; whichever is unpickled by pickle itself touches `marker`."""
    command = f"touch {marker}"
    for number, (module, name) in enumerate(CALLS):
        writer = WRITERS[number % len(WRITERS)]
        container = CONTAINERS[number % len(CONTAINERS)]
        label = f"{module}.{name} {writer.__name__} {container.__name__}"
        yield label, container(writer(module, name, command))
    for writer in WRITERS:
        for container in CONTAINERS:
            label = f"os.system {writer.__name__} {container.__name__} again"
            yield label, container(writer("os", "system", command))
    for label, make in ODD.items():
        yield label, make(by_global("os", "system", command))
