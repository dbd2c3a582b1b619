"""Every deliberate error of HubExplorer, in one tree.

HubExplorerError
├── SettingsError            a setting has a value that cannot be used
├── MissingExtra             a part is not installed; the hint says how to add it
├── DiskFull                 a write did not fit; what was there before is intact
├── DataError                a data file cannot be used; names the row where it can
├── HubError                 a hub could not be asked, or its answer could not be used
│   ├── HubUnreachable       no answer at all
│   ├── NotFound             no such repository, revision or file
│   ├── AccessDenied         a token is missing, wrong, or not allowed in (gated, private)
│   ├── RateLimited          the hub asks to wait longer than we are willing to
│   ├── BudgetExceeded       an answer took too long, was too large or never ended
│   │   └── TooLarge         it was too large, and a smaller one may be asked for
│   └── BadAnswer            an answer that is not what the protocol says
├── CatalogError             the catalog cannot be read or written
│   └── SnapshotDamaged      a snapshot's files are not what was written
├── RunError                 a model could not be run
│   ├── CannotRunHere        no runner for this task or architecture
│   ├── UnsafeModel          refused before loading: format, code or configuration
│   ├── WorkerDied           the worker process ended
│   ├── WorkerHung           the worker stopped answering and was ended
│   └── OutOfMemory          the model does not fit in the memory it was given
├── JobError                 a job could not be started or did not finish
│   └── JobCanceled          somebody canceled it
├── ServiceError             a background service could not be found or started
└── PinError                 a lock file cannot be read or written
    └── PinMismatch          what is there differs from what was pinned

Misuse of the Python API is a `TypeError` or a `ValueError`, never one of these.
"""

from __future__ import annotations


class HubExplorerError(Exception):
    """What happened, and in `hint` what the reader can do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class SettingsError(HubExplorerError):
    """A setting has a value that cannot be used."""


class MissingExtra(HubExplorerError):
    """A part of HubExplorer is not installed."""

    def __init__(self, extra: str, *, what: str) -> None:
        super().__init__(
            f"{what} needs packages that are not installed",
            hint=f'pip install "hubexplorer[{extra}]"',
        )
        self.extra = extra


class DiskFull(HubExplorerError):
    """A write did not fit on the disk; what was there before is intact."""


class DataError(HubExplorerError):
    """A data file cannot be used as it is."""


class HubError(HubExplorerError):
    """A hub could not be asked, or its answer could not be used."""


class HubUnreachable(HubError):
    """The hub gave no answer at all."""


class NotFound(HubError):
    """The hub has no such repository, revision or file."""


class AccessDenied(HubError):
    """The hub wants a token, another token, or a granted request."""


class RateLimited(HubError):
    """The hub asks to wait longer than we are willing to."""

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class BudgetExceeded(HubError):
    """An answer took too long, was too large, or never ended."""


class TooLarge(BudgetExceeded):
    """An answer was larger than we are willing to hold."""


class BadAnswer(HubError):
    """The hub's answer is not what the protocol says."""


class CatalogError(HubExplorerError):
    """The catalog cannot be read or written."""


class SnapshotDamaged(CatalogError):
    """A snapshot's files are not what was written."""


class RunError(HubExplorerError):
    """A model could not be run; `snippet` may say how to run it elsewhere."""

    snippet = ""
    """Code that loads the model with its own library, where nothing here runs it."""


class CannotRunHere(RunError):
    """There is no runner for this task or architecture."""


class UnsafeModel(RunError):
    """The model was refused before loading: its format, code or configuration."""


class WorkerDied(RunError):
    """The worker process ended while it held this model."""


class WorkerHung(RunError):
    """The worker stopped answering and was ended."""


class OutOfMemory(RunError):
    """The model does not fit in the memory it was given."""


class JobError(HubExplorerError):
    """A job could not be started or did not finish."""


class JobCanceled(JobError):
    """Somebody canceled the job."""


class ServiceError(HubExplorerError):
    """A background service could not be found or started."""


class PinError(HubExplorerError):
    """A lock file cannot be read or written."""


class PinMismatch(PinError):
    """What is there differs from what was pinned."""
