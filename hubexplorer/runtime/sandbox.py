"""What a process that loads models may see and do: environment, memory, connections."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_SECRET = re.compile(
    r"TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|AUTH|COOKIE|SESSION|_PAT$|_KEY$"
    r"|^AWS_|^AZURE_|^GOOGLE_|^KAGGLE_|^NGC_|^WANDB_|^MLFLOW_|^GITHUB_|^OPENAI_|^SSH_|^HF_"
    r"|^HUGGING_?FACE|^TRANSFORMERS_|_PROXY$",
    re.IGNORECASE,
)
# An address with a password in it, under whatever name.
_SECRET_VALUE = re.compile(r"://[^/\s]+@|^hf_[A-Za-z0-9]{8,}$")
_STATM = Path("/proc/self/statm")
_LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|::1|localhost", re.IGNORECASE)


def clean_environment(env: Mapping[str, str], private: Path) -> dict[str, str]:
    """The environment for a process that loads models: no secrets, offline, quiet.

    Args:
        env: the environment to start from.
        private: an empty folder that stands for the user's home and caches.
    """
    kept = {
        name: value
        for name, value in env.items()
        if not _SECRET.search(name) and not _SECRET_VALUE.search(value)
    }
    return kept | {
        "HOME": str(private),
        "HF_HOME": str(private),
        "XDG_CACHE_HOME": str(private),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TOKENIZERS_PARALLELISM": "false",
        # One thread until a call says how many: a process forks safely only without threads.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Threads that wait by spinning take the cores that others need: on a busy machine a call
        # took 5 to 75 times as long as with threads that sleep.
        "OMP_WAIT_POLICY": "PASSIVE",
        # Each arena reserves 64 MB of address space, which the memory limit would count.
        "MALLOC_ARENA_MAX": "2",
        # CUDA numbers GPUs as their driver does.
        "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
        # Asks the driver's library for GPUs instead of starting CUDA, which no fork survives.
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    }


def limit_address_space(allowance_bytes: int) -> None:
    """Let this process grow by that much, and not more.

    Only for models on the CPU: CUDA reserves address space far beyond what it uses.
    """
    if not _STATM.exists():  # macOS neither tells nor holds the limit
        return
    with _STATM.open(encoding="ascii") as statm:
        now = int(statm.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + allowance_bytes
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def log_refused(address: str) -> None:
    """Write a refused address to the service's log."""
    sys.stderr.write(f"a model's process tried to reach {address}; refused\n")


class Connections:
    """Lets this process, and those forked from it, connect to this machine only."""

    def __init__(self, report: Callable[[str], None]) -> None:
        """Refuse everything beyond from now on; it cannot be undone.

        Args:
            report: called with each refused address, in the thread that tried.
        """
        self.report = report
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            address = args[-1]
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            address = (args[0],)
        else:
            return
        # A unix socket's address is a path; a connected socket's sendmsg has none.
        if isinstance(address, tuple) and not _is_loopback(address):
            self.report(str(address[0]))
            raise PermissionError(f"a model's process may not reach {address[0]!s}")


def _is_loopback(address: tuple[Any, ...]) -> bool:
    host = address[0]
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host is None or host == "" or _LOOPBACK.fullmatch(str(host)) is not None
