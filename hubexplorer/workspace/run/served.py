"""Models behind an endpoint as candidates, asked over HTTP with the settings of local ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.hubs.endpoints import ChatEndpoint, Written, checked_origin
from hubexplorer.hubs.origins import Origin
from hubexplorer.records import Answer, ModelRef, is_repo_id
from hubexplorer.runtime.call_settings import (
    ANY_DEVICE,
    STORED,
    device_of,
    dtype_of,
    limit_s_of,
    text,
)
from hubexplorer.runtime.tasks.generation import Generation
from hubexplorer.runtime.tasks.inputs import chat_messages, many_texts, one_text
from hubexplorer.runtime.tasks.offered import check_values
from hubexplorer.runtime.tasks.text_generation import TASK
from hubexplorer.settings import Settings

DEVICE = "endpoint"
_WRITE = "write http://127.0.0.1:8000/v1 or https://"
NAME = "served_model"
"""The setting that holds a name which no hub could have: llama3:8b."""


def is_served(ref: ModelRef) -> bool:
    """Whether it is a model behind an endpoint: its hub is then an address."""
    return ref.hub.startswith(("http://", "https://"))


def served(url: str, model: str) -> tuple[ModelRef, dict[str, str]]:
    """What stands for an endpoint's model among candidates, and the settings that name it there.

    It has no commit: nobody can tell which weights an endpoint holds.

    Args:
        url: the endpoint's address as its own clients are given it: http://127.0.0.1:8000/v1.
        model: the model's name there.

    Raises:
        ValueError: `url` is no address, or one beyond this machine that is not encrypted.
    """
    checked_origin(url)
    if not model or not model.isprintable():
        raise ValueError(f"not a model's name: {model!a}")
    if is_repo_id(model):
        return ModelRef(url.rstrip("/"), model), {}
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", model).strip("-.")
    return ModelRef(url.rstrip("/"), plain if is_repo_id(plain) else "model"), {NAME: model}


class Endpoints:
    """Asks endpoints for a workspace, each with the token kept for its own origin."""

    def __init__(self, settings: Settings, credentials: Credentials) -> None:
        self._settings = settings
        self._credentials = credentials

    def models(self, url: str) -> tuple[str, ...]:
        """The names of the models that an endpoint serves.

        Raises:
            DataError: `url` is no address, or one beyond this machine that is not encrypted.
            HubError: it cannot be asked, or its answer cannot be used.
        """
        with closing(self._open(url, lambda: False, 30.0)) as endpoint:
            return endpoint.models()

    def sign_in(self, url: str, token: str) -> tuple[str, ...]:
        """Keep a token for an endpoint that lets it in; the names of the models that it serves.

        Raises:
            AccessDenied: the endpoint does not accept the token; it is not kept.
            DataError: it can be no token, or `url` no address.
            HubError: the endpoint cannot be asked, or its answer cannot be used.
        """
        given = token.strip()
        with closing(self._open(url, lambda: False, 30.0, given)) as endpoint:
            names = endpoint.models()
        self._credentials.set(url, given)
        return names

    def signed_in(self, url: str) -> str:
        """The origin that a token is kept for and that an address has; empty where there is none.

        Raises:
            DataError: the credentials file cannot be read.
        """
        try:
            origin = str(Origin.of(url))
        except ValueError:  # an address that is still being written
            return ""
        return origin if self._credentials.get(origin) else ""

    def sign_out(self, url: str) -> None:
        """Forget the token kept for an endpoint's origin.

        Raises:
            DataError: `url` is no address, or the token is still there.
        """
        try:
            self._credentials.remove(url)
        except ValueError as error:
            raise DataError(str(error), hint=_WRITE) from None
        if origin := self.signed_in(url):
            raise DataError(
                f"the key for {origin} could not be forgotten",
                hint=f"is {self.place} locked?",
            )

    @property
    def place(self) -> str:
        """Where tokens are kept, in words for the user."""
        return self._credentials.place

    def answer(
        self,
        ref: ModelRef,
        given: Mapping[str, Any],
        settings: Mapping[str, Any],
        on_text: Callable[[str], None] = lambda _text: None,
        canceled: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """What a served model writes for {"text"}, {"texts"} or {"messages"}.

        Raises:
            DataError: the input or a setting is none that an endpoint takes.
            HubError: it cannot be asked, or its answer cannot be used.
            JobCanceled: `canceled` said so.
        """
        how_asked = {name: value for name, value in settings.items() if name != NAME}
        check_values(how_asked, TASK.settings, "an endpoint")
        model = text(settings, NAME, ref.repo)
        if (dtype_of(settings), device_of(settings)) != (STORED, ANY_DEVICE):
            raise DataError(
                "an endpoint chooses its device and dtype itself", hint="leave device and dtype out"
            )
        how = Generation.of(settings)
        is_one = "texts" not in given
        with closing(self._open(ref.hub, canceled, limit_s_of(settings))) as endpoint:
            found = [
                endpoint.write(
                    model, chat, _options(how, settings), on_text if is_one else _unheard
                )
                for chat in _chats(given, how)
            ]
        outputs = [_output(one) for one in found]
        first = found[0]
        return Answer(
            ref=ref,
            output=outputs[0] if is_one else {"kind": "batch", "items": outputs},
            device=DEVICE,
            dtype="",
            latency_s=sum(one.latency_s for one in found),
            load_s=0.0,
            peak_bytes=0,
            weights_sha256="",
            settings=dict(settings),
            tokens=first.tokens if is_one else None,
            first_token_s=first.first_token_s if is_one else None,
            tokens_per_s=first.tokens_per_s if is_one else None,
        )

    def _open(
        self, url: str, canceled: Callable[[], bool], total_s: float, token: str | None = None
    ) -> ChatEndpoint:
        try:
            return ChatEndpoint(
                url,
                token=self._credentials.get(url) if token is None else token,
                offline=self._settings.is_offline,
                canceled=canceled,
                total_s=total_s,
            )
        except ValueError as error:
            raise DataError(str(error), hint=_WRITE) from None


def _unheard(_text: str) -> None:
    """Several answers are not streamed: nobody could tell them apart."""


def _chats(given: Mapping[str, Any], how: Generation) -> Sequence[list[dict[str, str]]]:
    system = [{"role": "system", "content": how.system}] if how.system else []
    if "messages" in given:
        *before, last = chat_messages(given)
        return [[*system, *before, {**last, "content": how.asked(last["content"])}]]
    if not {"text", "texts"} & given.keys():
        raise DataError("an endpoint takes texts or messages", hint="give it a text")
    texts = many_texts(given) if "texts" in given else [one_text(given)]
    return [[*system, {"role": "user", "content": how.asked(text)}] for text in texts]


def _options(how: Generation, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings in the protocol's words; what it does not name goes only where it was asked."""
    options: dict[str, Any] = {"max_tokens": how.max_new_tokens, "temperature": how.temperature}
    options |= {"seed": how.seed} if "seed" in settings else {}
    options |= {"top_p": how.top_p} if how.temperature > 0 else {}
    extra = {"top_k": how.top_k, "repetition_penalty": how.repetition_penalty}
    return options | {name: value for name, value in extra.items() if name in settings}


def _output(written: Written) -> dict[str, Any]:
    return {
        "kind": "text",
        "text": written.text,
        "finish": written.finish,
        "served_as": written.model,
    }
