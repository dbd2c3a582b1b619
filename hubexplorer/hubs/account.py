"""Whose token it is, asked of the hub that it is for and of nobody else."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from hubexplorer.errors import NotFound
from hubexplorer.hubs.transport import Transport

_WHO = "/api/whoami-v2"


def account_name(endpoint: str, token: str, *, offline: bool = False) -> str:
    """The name of the token's account; empty where the hub knows no accounts.

    Raises:
        AccessDenied: the hub does not accept the token.
        HubError: it could not be asked.
    """
    with closing(Transport(endpoint, token=token, offline=offline)) as transport:
        try:
            answer: Any = transport.get_json(_WHO)
        except NotFound:
            return ""
    name = answer.get("name") if isinstance(answer, dict) else None
    return name if isinstance(name, str) and name.isprintable() else ""
