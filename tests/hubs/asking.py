"""One request with a short budget, as the tests of the transport make it."""

from __future__ import annotations

from hubexplorer.hubs.transport import Budget, Transport

SHORT = Budget(
    connect_s=0.3,
    read_s=0.4,
    total_s=0.7,
    max_bytes=1_000_000,
    max_pages=5,
    max_wait_s=0.3,
    max_retries=1,
)
TOKEN = "hf_secretsecretsecret"


def ask(url: str, budget: Budget = SHORT, **kwargs: object) -> object:
    transport = Transport(url, token=TOKEN, budget=budget, **kwargs)
    try:
        return transport.get_json("/api/models", [("limit", "1")])
    finally:
        transport.close()
