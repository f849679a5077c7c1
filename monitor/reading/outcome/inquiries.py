"""Inquiries opened and closed, as a verb tells it."""

from __future__ import annotations

from monitor.reading import actions, clauses
from monitor.reading.chunks import Noun, VerbGroup, is_body
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.outcome.deed import Deed, head_word, personal
from monitor.reading.subjects import subject


def inquiry(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'opened an inquiry', 'is investigating', 'an inquiry was opened', 'closed the case'."""
    if verb.passive:
        theme = next(iter(subject(doc, verb)), None)
        action = _opened(verb.lemma, head_word(doc, theme), lows)
        if theme is not None and doc.tokens[theme.first].low in ("no", "neither"):
            return None  # 'no investigation had been opened'
        return Deed(action, 0.82, theme, undergone=True) if action and theme is not None else None
    after = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 16) + 1]]
    if verb.lemma in ("place", "put") and noun is not None and "under" in after and "investigation" in after:
        return Deed("investigation_opened", 0.85, noun)
    action = _opened(verb.lemma, head_word(doc, noun), lows)
    if noun is not None and verb.lemma in _SET_UP and _inquiring_panel(doc, noun):
        action = "investigation_opened"
    if action is not None and noun is not None:
        return Deed(action, 0.85, _matter(doc, noun))
    reviews = verb.lemma == "review" and bool({"allegations", "accusations", "complaints", "claims"} & set(lows[:3]))
    if reviews or verb.lemma in words("outcome", "inquire") or (verb.lemma == "look" and lows[:1] == ["into"]):
        return _inquires(doc, verb)
    return None


_SET_UP = frozenset("establish create form appoint convene set name".split())


def _inquiring_panel(doc: Document, noun: Noun) -> bool:
    """Whether a phrase is of who is made to inquire: 'an investigative panel', 'a special counsel'."""
    if actions.of_noun(doc, noun) == "investigate" and doc.tokens[noun.head].low in ("counsel", "prosecutor"):
        return True
    if not is_body(doc.tokens[noun.head]):
        return False
    limit = min(doc.sentence(noun.last).last, noun.last + 2)
    lows = {token.low for token in doc.tokens[noun.first : limit + 1]}
    return bool(lows & {"investigative", "investigating", "investigatory", "inquiry", "enquiry", "fact-finding"})


def _opened(lemma: str, head: str, lows: list[str]) -> str | None:
    inquiry, file = head in words("outcome", "inquiry"), head in words("outcome", "file")
    file = file and (lemma != "register" or bool({"against", "into"} & set(lows)))
    if head in words("outcome", "routine_inquiry"):
        ended = lemma in words("outcome", "close") and lows[:1] in (["its"], ["the"], ["their"], ["his"], ["her"])
        begun = lemma in ("order", "launch", "commission") and "into" in lows
        begun = begun or (head == "examination" and lemma in ("open", "begin", "launch", "start") and "of" in lows)
        return "investigation_opened" if begun else "investigation_closed" if ended else None
    if lemma in ("set", "wind", "throw") and not ({"up", "out"} & set(lows[:4])):
        return None
    if (inquiry and lemma in words("outcome", "open")) or (file and lemma in words("outcome", "open_file")):
        return "investigation_opened"
    if (inquiry and lemma in words("outcome", "close")) or (file and lemma in words("outcome", "close_file")):
        return "investigation_closed"
    return None


def _matter(doc: Document, noun: Noun) -> Noun | None:
    """What an inquiry is into."""
    for at in range(noun.last + 1, min(doc.sentence(noun.last).last, noun.last + 9) + 1):
        if doc.tokens[at].low in ("into", "of", "against", "on", "over"):
            return clauses.noun_after(doc, at)
    return None


def _inquires(doc: Document, verb: VerbGroup) -> Deed | None:
    """'is investigating', 'will look into', 'to examine' after what was made for it; not 'examined the patient'."""
    if not (verb.form == "G" or verb.future or verb.modal == "would" or verb.infinitive):
        return None
    near = {token.low for token in doc.tokens[verb.last + 1 : verb.last + 4]}
    theme = clauses.noun_after(doc, verb.last)
    if theme is None and verb.last + 1 <= doc.sentence(verb.last).last:
        at = verb.last + 1
        theme = clauses.noun_after(doc, at) or clauses.noun_after(doc, min(at + 1, doc.sentence(at).last))
    if theme is None or not (_suspected(doc, theme) or "whether" in near):
        return None
    return Deed("investigation_opened", 0.85 if verb.lemma in ("investigate", "probe") else 0.8, theme)


def _suspected(doc: Document, theme: Noun) -> bool:
    """Whether a phrase names somebody, or something that somebody may have done wrong."""
    if personal(doc, theme) or is_body(doc.tokens[theme.head]):
        return True
    limit = min(doc.sentence(theme.last).last, theme.last + 3)
    return any(token.low in words("outcome", "suspicion") for token in doc.tokens[theme.first : limit + 1])
