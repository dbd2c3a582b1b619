"""Origins: the scheme, host and port that a token belongs to."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

import httpx2

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of an http(s) URL; two equal origins may share a token."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Origin:
        """The origin of an absolute URL.

        Raises:
            ValueError: it is not an http(s) URL, or carries a user name or password.
        """
        # Read by the parser that requests are sent with: a second one could see another host.
        try:
            parsed = httpx2.URL(url)
        except httpx2.InvalidURL as error:
            raise ValueError(f"not an address: {error}") from None
        if parsed.scheme not in _DEFAULT_PORTS or not parsed.host:
            raise ValueError(f"not an http(s) address: {url[:200]!a}")
        if parsed.userinfo:
            raise ValueError("an address may not carry a user name or password")
        host = parsed.raw_host.decode("ascii").lower()
        return cls(parsed.scheme, host, parsed.port or _DEFAULT_PORTS[parsed.scheme])

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine, told from the name alone."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine; asks no name server."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_token(token: str) -> str:
    """The token without the space around it.

    Raises:
        ValueError: it is empty or cannot stand in a header; the text does not repeat it.
    """
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable():
        raise ValueError("a token is one line of printable ASCII characters")
    return token
