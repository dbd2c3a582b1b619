"""Put on PYTHONPATH by the browser tests: every process writes down connections beyond loopback."""

import ipaddress
import os
import sys

_LOG = os.environ.get("HUBEXPLORER_TEST_AUDIT")


def _is_outside(address: object) -> bool:
    if not isinstance(address, tuple):  # a unix socket
        return False
    host = str(address[0])
    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:  # a name: it would have to be looked up
        return True


def _watch(event: str, args: tuple) -> None:
    if event == "socket.connect" and _is_outside(args[1]):
        with open(_LOG, "a") as file:  # noqa: PTH123  (nothing may be imported in here)
            file.write(f"{os.getpid()} {sys.argv[:3]} {args[1]}\n")


if _LOG:
    sys.addaudithook(_watch)
