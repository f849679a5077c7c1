"""One question to a chat completions endpoint, one answer, within a deadline."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
import urllib3

from events.errors import InputError
from monitor.reading.endpoint.settings import EndpointSettings, Key

_CHUNK = 65_536  # bytes
_OK = 200


class EndpointError(InputError):
    """The endpoint gave no answer that can be used. It says nothing of what was sent, nor what came back."""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class ChatClient:
    """Speaks the protocol; never asks twice, and follows no redirect, which would carry article and key elsewhere."""

    def __init__(self, settings: EndpointSettings, key: Key | None) -> None:
        self._settings = settings
        self._key = key
        self._url = settings.base_url.rstrip("/") + "/chat/completions"
        self._host = urlsplit(settings.base_url).netloc
        self._pool = urllib3.PoolManager(num_pools=1, retries=False)

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """The text of the answer, which should be JSON of the schema. Raises EndpointError."""
        body = {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0,
            "seed": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        raw = self._post(msgspec.json.encode(body))
        try:
            choices = msgspec.json.decode(raw, type=_Completion).choices
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._error("answers, but not with a chat completion", "check base_url") from error
        if not choices or not choices[0].message.content:
            raise self._error("gave an empty answer or refused", "another model may not")
        return choices[0].message.content

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _post(self, body: bytes) -> bytes:
        deadline = time.monotonic() + self._settings.timeout_seconds
        timeout = urllib3.Timeout(connect=self._settings.connect_seconds, read=self._settings.timeout_seconds)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key is not None:
            headers["Authorization"] = self._key.header()
        try:
            response = self._pool.request(
                "POST", self._url, body=body, headers=headers, timeout=timeout, redirect=False, preload_content=False
            )
        except (urllib3.exceptions.ReadTimeoutError, TimeoutError) as error:
            raise self._error("gave no answer in time", "raise timeout_seconds, or use a faster model") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._error("can't be reached", "is it running, and is base_url right?") from error
        try:
            self._check(response)
            return self._received(response, deadline)
        finally:
            response.close()

    def _check(self, response: urllib3.BaseHTTPResponse) -> None:
        status = response.status
        if status == _OK:
            return
        hints = {
            401: "is the key right?", 403: "is the key right?", 404: "are base_url and model right?",
            429: "it wants fewer requests",
        }  # fmt: skip
        if 300 <= status < 400:  # noqa: PLR2004 - the status codes of redirects
            raise self._error(f"answers with a redirect ({status})", "give the address that it redirects to")
        raise self._error(f"answers with HTTP status {status}", hints.get(status, "try again later"))

    def _received(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """The whole body: a server that sends a byte now and then is cut off as well."""
        found = bytearray()
        try:
            while chunk := response.read1(_CHUNK):
                found += chunk
                if len(found) > self._settings.longest_answer:
                    raise self._error(f"answers with more than {self._settings.longest_answer} bytes", None)
                if time.monotonic() > deadline:
                    raise self._error("gave no whole answer in time", "raise timeout_seconds")
        except (urllib3.exceptions.TimeoutError, TimeoutError) as error:
            raise self._error("gave no whole answer in time", "raise timeout_seconds") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._error("broke off its answer", "try again later") from error
        return bytes(found)

    def _error(self, what: str, hint: str | None) -> EndpointError:
        return EndpointError(what, where=f"endpoint {self._host}", hint=hint)
