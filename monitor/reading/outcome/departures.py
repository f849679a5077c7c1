"""Who steps aside from a case, leaves a post or a race, or takes something back, as a verb tells it."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.outcome.deed import Deed, contends, head_word, idiom, sports
from monitor.reading.recusal import steps_aside
from monitor.reading.subjects import subject


def recused(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'recused herself', 'stepped aside from the case', 'took himself off the inquiry'."""
    del noun
    if verb.lemma == "recuse":
        return Deed("recused", 0.87)
    return Deed("recused", 0.83) if steps_aside(doc, verb, lows) else None


def resigned(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'resigned', 'stepped down', 'left office', 'handed in his notice'; as a candidate it is 'withdrew'."""
    if verb.passive:
        return None
    near = set(lows[:6])
    head = head_word(doc, noun)
    out = (
        (verb.lemma in words("outcome", "resign") and not ({"to", "himself", "herself", "themselves"} & set(lows[:1])))
        or idiom(verb, lows) == "resigned"
        or (
            verb.lemma in ("leave", "vacate", "relinquish", "surrender", "give")
            and _leaves(verb, head, lows)
            and not _dates_another(doc, verb)
        )
        or (
            verb.lemma in ("hand", "tender", "submit", "offer", "give", "file", "announce", "confirm")
            and head in words("outcome", "notice")
            and doc.tokens[noun.first if noun else 0].tag == "S"
        )
    )
    accepted = _accepted(doc, verb, noun)
    if accepted is not None:
        return Deed("resigned", 0.82, accepted, undergone=True)
    elsewhere = {"podium", "stage", "train", "bus", "ladder", "retirement"} & near
    if not out or elsewhere or _quits_other(doc, verb, noun):
        return None
    if words("outcome", "race") & near or contends(doc, verb):
        return Deed("withdrew", 0.82)
    return Deed("resigned", 0.87)


def _quits_other(doc: Document, verb: VerbGroup, noun: Noun | None) -> bool:
    """Whether 'quit' leaves neither post nor race: 'quit the choir', 'my phone quit working'."""
    if verb.lemma != "quit":
        return False
    if verb.last < doc.sentence(verb.last).last and doc.tokens[verb.last + 1].tag == "VG":
        return True
    named = noun is not None and noun.first == verb.last + 1 and bool(head_word(doc, noun))
    return named and head_word(doc, noun) not in words("outcome", "post") | words("outcome", "race")


def _accepted(doc: Document, verb: VerbGroup, noun: Noun | None) -> Noun | None:
    """Whose resignation somebody accepts: 'accepted the resignation of her deputy', 'accepted Cole's resignation'."""
    told = noun is not None and doc.tokens[noun.head].low in ("resignation", "resignations")
    if verb.lemma == "have" and told and noun is not None and doc.tokens[noun.first].tag == "S":
        accepts = doc.tokens[min(noun.last + 1, doc.sentence(noun.last).last)].low in ("accepted", "approved")
        return next(iter(subject(doc, verb)), None) if accepts else None  # 'have had their resignations accepted'
    if verb.lemma not in ("accept", "approve") or verb.passive or noun is None or not told:
        return None
    for at in range(noun.head - 1, noun.first, -1):
        if doc.tokens[at].tag == "POS":
            return Noun(noun.first, at - 1, at - 1)
    for at in range(noun.last + 1, min(doc.sentence(noun.last).last, noun.last + 6) + 1):
        if doc.tokens[at].low == "of":
            return clauses.noun_after(doc, at)
    return None


def _leaves(verb: VerbGroup, head: str, lows: list[str]) -> bool:
    posts = words("outcome", "post")
    if verb.lemma == "give":
        return lows[:1] == ["up"] and bool(posts & set(lows[1:4]))
    if verb.lemma == "leave":
        return head in ("office", "post", "job", "cabinet", "government", "board", "position", "role", "staff")
    return head in posts


def _dates_another(doc: Document, verb: VerbGroup) -> bool:
    """Whether leaving only tells when something else was: 'gave its papers away when he left office'."""
    first = doc.sentence(verb.first).first
    opens = next((at for at in range(verb.first - 1, first - 1, -1) if doc.tokens[at].tag in ("SB", "P")), first)
    return doc.tokens[opens].low in ("when", "since", "until", "before", "after", "once") and verb.form in "DG"


def withdrew(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:  # noqa: PLR0911 - a list of cases
    """'withdrew from the race', 'retracted the accusation', 'took back what he said', 'ended her campaign'."""
    head, near = head_word(doc, noun), set(lows[:7])
    if sports(doc, verb):
        return None
    if verb.passive:
        theme = next(iter(subject(doc, verb)), None) if verb.lemma in ("withdraw", "retract", "rescind") else None
        taken = head_word(doc, theme) in words("outcome", "statement")
        return Deed("withdrew", 0.82, undergone=True) if taken else None  # 'the claims were withdrawn by Lee'
    takes = head in words("outcome", "statement")
    if verb.lemma in ("retract", "rescind", "recant", "disavow"):
        takes = takes or head in ("it", "them", "paper", "study", "report", "post")
        return Deed("withdrew", 0.82) if verb.lemma == "recant" or takes else None
    if verb.lemma == "withdraw":
        races = words("outcome", "race") & near and ("from" in near or head in words("outcome", "race"))
        if takes or races or (contends(doc, verb) and noun is None) or head == "it":
            return Deed("withdrew", 0.82)
        return None
    if verb.lemma in ("end", "suspend", "abandon", "exit", "quit", "leave"):
        own = noun is not None and doc.tokens[noun.first].low in ("his", "her", "their")
        left = head in ("race", "contest") and verb.lemma not in ("end", "suspend")
        ends = verb.lemma in ("end", "suspend", "abandon") or contends(doc, verb)  # 'left the campaign': its manager
        return Deed("withdrew", 0.82) if left or (own and ends and head in ("campaign", "bid", "candidacy")) else None
    if idiom(verb, lows) == "withdrew":
        if verb.lemma == "drop" and not (words("outcome", "race") & near or contends(doc, verb)):
            return None
        stated = verb.lemma != "take" or words("outcome", "statement") & near or "what" in near
        return Deed("withdrew", 0.8) if stated else None
    return None
