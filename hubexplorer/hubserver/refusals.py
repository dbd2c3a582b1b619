"""What the hub refuses, with the HTTP status and the error code that stock clients act on.

Refusal
├── BadRequest           a parameter, path or body that cannot be used
├── BodyTooLarge         more than anything that is asked here needs
├── RangeNotSatisfiable  the range begins behind the end of the file
├── Misdirected          the Host header names somebody else
├── PageNotFound         no such address
├── RepoNotFound         no such repository, or none that this caller may know of
├── Moved                the repository has another id
├── RevisionNotFound     no such branch, tag or commit
├── EntryNotFound        no such file or folder at that commit
├── BadCredentials       a token or password that this hub does not know
├── GatedRepo            known to the caller, but its files are not for everybody
└── WriteRefused         this hub is read over HTTP and written through its store
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from hubexplorer.errors import AccessDenied, HubError, NotFound

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Refusal(HubError):
    """A request that the hub does not carry out; answered as JSON with these headers."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = ""
    """Sent as X-Error-Code; huggingface_hub chooses its exception by it."""

    def __init__(
        self, message: str, *, hint: str = "", headers: Mapping[str, str] = _NO_HEADERS
    ) -> None:
        super().__init__(message, hint=hint)
        self.headers = headers


class BadRequest(Refusal):
    """A parameter, a path or a body that cannot be used."""


class PageNotFound(Refusal, NotFound):
    """No such address on this hub."""

    status = 404


class Moved(Refusal):
    """The repository has another id; the same question is to be asked there."""

    status = 307

    def __init__(self, message: str, location: str) -> None:
        super().__init__(message, headers={"Location": location})


class Misdirected(Refusal):
    """The Host header names somebody else: a rebound name or a wrong proxy."""

    status = 421


class BodyTooLarge(Refusal):
    """The request's body is larger than anything this address needs."""

    status = 413


class RangeNotSatisfiable(Refusal):
    """The range begins behind the end of the file."""

    status = 416


class RepoNotFound(Refusal, NotFound):
    """No such repository, or none that this caller may know of."""

    # What the real hub tells the anonymous, so that nobody learns which private ids exist.
    status = 401
    code = "RepoNotFound"


class RevisionNotFound(Refusal, NotFound):
    """No such branch, tag or commit in the repository."""

    status = 404
    code = "RevisionNotFound"


class EntryNotFound(Refusal, NotFound):
    """No such file or folder at that commit."""

    status = 404
    code = "EntryNotFound"


class GatedRepo(Refusal, AccessDenied):
    """The repository is listed, but its files need a granted request."""

    status = 401
    code = "GatedRepo"


class BadCredentials(Refusal, AccessDenied):
    """The request carries a token or password that this hub does not know."""

    status = 401


class WriteRefused(Refusal, AccessDenied):
    """This hub is read over HTTP and written through its store."""

    status = 403
