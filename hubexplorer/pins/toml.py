"""The lock file's text: TOML, one block a model, one entry a line, everything sorted.

Two branches that pin different models merge by themselves; one model pinned twice is an error of
TOML itself. Nothing in it is ever executed, and an unknown key is refused rather than lost.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from hubexplorer.errors import PinError
from hubexplorer.pins.pin import OPTIONAL, Pin

VERSION = 1
_HEADER = """\
# The models this project uses, exactly: written by HubExplorer, meant to be committed.
# `hubexplorer verify` holds it against hub and disk. Do not edit it by hand.
"""
_TEXTS = ("endpoint", "commit", "license_id", "license_class", "card_sha256")
_LISTS = ("findings_seen", "exceptions")
_KEYS = {*_TEXTS, *_LISTS, "pinned", "files", "seal"}
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def render(pins: Iterable[Pin]) -> bytes:
    """The content of a lock file with these pins."""
    blocks = [_HEADER + f"version = {VERSION}\n", *map(_block, pins)]
    return "\n".join(blocks).encode()


def parse(content: bytes, name: str) -> dict[str, Pin]:
    """The pins in a lock file's content, by `Pin.key`.

    Raises:
        PinError: it is no lock file of ours; the message names the line.
    """
    try:
        text = content.decode()
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PinError(f"{name}, line {line} is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        is_torn = re.search(r"^(<<<<<<<|=======|>>>>>>>)", text, re.MULTILINE)
        hint = "resolve the merge conflict" if is_torn else "restore it from version control"
        end = f"(line {len(text.splitlines())}, the end)"
        problem = str(error).replace("(at end of document)", end)
        raise PinError(f"{name} is broken: {problem}", hint=hint) from None
    version = tables.pop("version", None)
    if type(version) is not int or version != VERSION:
        hint = "update HubExplorer" if isinstance(version, int) and version > VERSION else ""
        line = _line(text, "version")
        raise PinError(f"{name}, line {line}: version is {version!r}, not {VERSION}", hint=hint)
    blocks = tables.pop("pin", {})
    if tables or not isinstance(blocks, dict):
        strange = min(tables, default="pin")
        raise PinError(f"{name}, line {_line(text, strange)}: {strange!a} is not known here")
    return {key: _pin(key, block, text, name) for key, block in blocks.items()}


def first_comment(content: bytes) -> int | None:
    """The line of the first comment that is not ours; None where there is none."""
    ours = set(_HEADER.splitlines())
    for number, line in enumerate(content.decode().splitlines(), start=1):
        if line not in ours and "#" in _STRING.sub("", line):
            return number
    return None


def quoted(text: str) -> str:
    """The text as a TOML string on one line, with whatever cannot be seen written as escapes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _block(pin: Pin) -> str:
    name = f"pin.{quoted(pin.key)}"
    pinned = datetime.fromtimestamp(pin.pinned_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"[{name}]", *(f"{key} = {quoted(getattr(pin, key))}" for key in _TEXTS)]
    optional = {key: getattr(pin, key) for key in OPTIONAL}
    lines += [f"{key} = {quoted(value)}" for key, value in optional.items() if value]
    lines.append(f"pinned = {pinned}")
    for key in _LISTS:
        items = [f"    {quoted(item)}," for item in getattr(pin, key)]
        lines += [f"{key} = [", *items, "]"] if items else [f"{key} = []"]
    lines += [f"[{name}.files]"]
    for path, (size_bytes, sha256) in sorted(pin.files.items()):
        lines.append(f'{quoted(path)} = {{ size = {size_bytes}, sha256 = "{sha256}" }}')
    lines += [
        f"[{name}.seal]",
        *(f'{key} = "{digest}"' for key, digest in sorted(pin.seal.items())),
    ]
    return "\n".join(lines) + "\n"


def _pin(key: str, block: Any, text: str, name: str) -> Pin:
    """The pin of one block."""

    def refused(entry: str, why: str) -> PinError:
        return PinError(f"{name}, line {_line(text, key, entry)}: {entry!a} of {key!a} {why}")

    if not isinstance(block, dict):
        raise refused(key, "is no block")
    for entry in sorted(_KEYS ^ (block.keys() - {*OPTIONAL})):
        raise refused(entry, "is not known here" if entry in block else "is missing")
    hub, _, repo = key.partition(":")
    values: dict[str, Any] = {"hub": hub, "repo": repo} | {entry: block[entry] for entry in _TEXTS}
    values |= {entry: block.get(entry, "") for entry in OPTIONAL}
    for entry in _LISTS:
        if not isinstance(block[entry], list):
            raise refused(entry, "is no list")
        values[entry] = tuple(block[entry])
    pinned = block["pinned"]
    if not isinstance(pinned, datetime) or pinned.tzinfo is None:
        raise refused("pinned", "is no time with a zone")
    for entry in ("files", "seal"):
        if not isinstance(block[entry], dict):
            raise refused(entry, "is no table")
    files = {}
    for path, facts in block["files"].items():
        if not isinstance(facts, dict) or facts.keys() != {"size", "sha256"}:
            raise refused(path, "needs size and sha256, and nothing else")
        files[path] = (facts["size"], facts["sha256"])
    try:
        pin = Pin(**values, pinned_s=pinned.timestamp(), files=files, seal=_seal(block["seal"]))
    except ValueError as error:
        entry = str(error).split(" ", maxsplit=1)[0]
        raise PinError(f"{name}, line {_line(text, key, entry)}: {error}") from None
    if pin.seal.keys() != set(pin.sealed):
        raise refused("seal", "does not name every field")
    return pin


def _seal(block: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(digest) for name, digest in block.items()}


def _line(text: str, key: str, entry: str = "") -> int:
    """The line of an entry in a block, else of the block, else of what begins with `key`."""
    block = 0
    for number, line in enumerate(text.splitlines(), start=1):
        is_header = line.startswith("[")
        if is_header and quoted(key) in line:
            block = block or number
        is_entry = line.startswith((f"{entry} =", f"{quoted(entry)} =")) or (
            is_header and line.endswith(f".{entry}]")
        )
        is_key = not entry and line.strip("[ ").startswith(key)
        if (block and entry and is_entry) or is_key:
            return number
    return block or 1
