"""Stepping aside from a case or an inquiry, rather than from a post or a race."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.reading.chunks import VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words

_ASIDE = frozenset("step stand bow withdraw excuse remove disqualify take stay abstain absent keep".split())
_AWAY = frozenset("aside down back out away".split())
_SELF = frozenset("himself herself themselves itself myself ourselves".split())


def steps_aside(doc: Document, verb: VerbGroup, lows: Sequence[str]) -> bool:
    """Whether a verb and the words after it, in lower case, tell a recusal: by a judge, or from a matter."""
    if verb.lemma not in _ASIDE or verb.passive:
        return False
    if verb.lemma in ("step", "stand") and lows[:1] == ["aside"]:
        sentence = doc.sentence(verb.first)
        tokens = doc.tokens[sentence.first : sentence.last + 1]
        if any(token.low in words("outcome", "judge") for token in tokens):
            return True
    left = next((at for at, low in enumerate(lows[:4]) if low in ("from", "off", "of")), None)
    if left is None or not words("outcome", "matter") & set(lows[left + 1 : left + 7]):
        return False
    steps = verb.lemma in ("step", "stand", "bow", "stay", "keep") and lows[0] in _AWAY
    plain = verb.lemma in ("withdraw", "abstain") and left <= 1
    return steps or plain or bool(_SELF & set(lows[:left]))
