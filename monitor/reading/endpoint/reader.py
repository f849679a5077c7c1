"""Ask the endpoint for an article's claims; where it fails, read with the built-in reader.

What comes back names the reader that really read, so that the log says it, and replay asks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from events.article import Article
from events.claims import Claim
from monitor.reading.endpoint import answers, grounding, prompt
from monitor.reading.endpoint.client import EndpointError
from monitor.reading.endpoint.settings import EndpointSettings
from monitor.reading.port import Reader, Reading

_PATIENCE = 3  # failures in a row after which the endpoint isn't asked any more


class Chat(Protocol):
    """One question, one answer."""

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """The text of the answer. Raises EndpointError."""
        ...


class EndpointReader:
    """Reads with a model, and with another reader what the model can't. One instance serves one run."""

    def __init__(self, settings: EndpointSettings, chat: Chat, instead: Reader) -> None:
        self._settings = settings
        self._chat = chat
        self._instead = instead
        self._failures = 0  # in a row

    @property
    def name(self) -> str:
        """'endpoint:' and the model."""
        return f"endpoint:{self._settings.model}"

    @property
    def version(self) -> str:
        """That of the prompt and of the reader whose rules resolve names and dates."""
        return f"{prompt.VERSION}+{self._instead.version}"

    def read(self, article: Article) -> tuple[Claim, ...]:
        """The claims alone; `reading` also says who read them."""
        return self.reading(article).claims

    def reading(self, article: Article) -> Reading:
        """The claims of an article, from the endpoint if it can, else from the reader that stands in."""
        try:
            found = grounding.claims(article, self._asked(article), self.name)
        except EndpointError as problem:
            return Reading(self._instead.read(article), self._instead.name, self._instead.version, problem)
        return Reading(found, self.name, self.version)

    def _asked(self, article: Article) -> list[Any]:
        if len(article.text) > self._settings.longest_article:
            raise EndpointError("is too long for the endpoint", where=article.label, hint="raise longest_article")
        if self._failures >= _PATIENCE:
            raise EndpointError(f"failed {_PATIENCE} times in a row and isn't asked any more", where=self.name)
        try:
            found = self._decoded(prompt.messages(article))
        except EndpointError:
            self._failures += 1
            raise
        self._failures = 0
        return found

    def _decoded(self, question: list[dict[str, str]]) -> list[Any]:
        """The answer, or the one after it if the first is no JSON of the schema."""
        answer = self._chat.ask(question, answers.schema())
        try:
            return answers.decode(answer)
        except answers.InvalidAnswerError as fault:
            again = self._chat.ask(prompt.repair(question, answer, str(fault)), answers.schema())
        try:
            return answers.decode(again)
        except answers.InvalidAnswerError as error:
            raise EndpointError("answers twice with what isn't JSON of the schema", where=self.name) from error
