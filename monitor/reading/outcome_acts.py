"""What a verb group tells as done about a matter: resigned, fired, opened an inquiry, released."""

from __future__ import annotations

from typing import NamedTuple

from monitor.reading import clauses, scan
from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup, is_body, is_person
from monitor.reading.document import Document
from monitor.reading.lexicon import idioms, words
from monitor.reading.recusal import steps_aside
from monitor.reading.subjects import subject

_NEAR = 9  # tokens after a verb that may tell what it does
_SELF = frozenset("himself herself themselves itself myself ourselves".split())
_PARTICLES = frozenset("up out down off over in aside back away home".split())


class Deed(NamedTuple):
    """An outcome that a verb group tells, how sure it is by itself, and the phrase of whom it was done to."""

    action: str
    sure: float
    target: Noun | None = None
    undergone: bool = False  # the subject did not do it, it was done to them


def deed(doc: Document, verb: VerbGroup) -> Deed | None:
    """What the verb group tells, whatever its mood; None when it is no outcome."""
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    lows = [token.low for token in doc.tokens[verb.last + 1 : limit + 1] if token.tag != "Q"]
    noun = clauses.noun_after(doc, verb.last)
    if noun is None and lows[:1] and lows[0] in _PARTICLES:
        noun = clauses.noun_after(doc, clauses.next_token(doc, verb.last))  # 'threw out the complaint'
    for read in (_recused, _inquiry, _resigned, _fired, _withdrew, _apologized, _released, _testified):
        found = read(doc, verb, noun, lows)
        if found is not None:
            return found
    return None


def _idiom(verb: VerbGroup, lows: list[str]) -> str | None:
    for _, rest, action in idioms("outcome").get(verb.lemma, ()):
        if lows[:1] and in_order(rest, lows[: len(rest) + 2]):
            return action
    return None


def _head(doc: Document, noun: Noun | None) -> str:
    return doc.tokens[noun.head].low if noun is not None else ""


def _recused(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'recused herself', 'stepped aside from the case', 'took himself off the inquiry'."""
    del noun
    if verb.lemma == "recuse":
        return Deed("recused", 0.87)
    return Deed("recused", 0.83) if steps_aside(doc, verb, lows) else None


def _inquiry(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'opened an inquiry', 'is investigating', 'an inquiry was opened', 'closed the case'."""
    if verb.passive:
        theme = next(iter(subject(doc, verb)), None)
        action = _opened(verb.lemma, _head(doc, theme), lows)
        return Deed(action, 0.82, theme, undergone=True) if action and theme is not None else None
    after = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 16) + 1]]
    if verb.lemma in ("place", "put") and noun is not None and "under" in after and "investigation" in after:
        return Deed("investigation_opened", 0.85, noun)
    action = _opened(verb.lemma, _head(doc, noun), lows)
    if action is not None and noun is not None:
        return Deed(action, 0.85, _matter(doc, noun))
    reviews = verb.lemma == "review" and bool({"allegations", "accusations", "complaints", "claims"} & set(lows[:3]))
    if reviews or verb.lemma in words("outcome", "inquire") or (verb.lemma == "look" and lows[:1] == ["into"]):
        return _inquires(doc, verb)
    return None


def _opened(lemma: str, head: str, lows: list[str]) -> str | None:
    inquiry, file = head in words("outcome", "inquiry"), head in words("outcome", "file")
    file = file and (lemma != "register" or bool({"against", "into"} & set(lows)))
    if head in words("outcome", "routine_inquiry"):
        return "investigation_opened" if lemma in ("order", "launch", "commission") and "into" in lows else None
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
    if _personal(doc, theme) or is_body(doc.tokens[theme.head]):
        return True
    limit = min(doc.sentence(theme.last).last, theme.last + 3)
    return any(token.low in words("outcome", "suspicion") for token in doc.tokens[theme.first : limit + 1])


def _resigned(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'resigned', 'stepped down', 'left office', 'handed in his notice'; as a candidate it is 'withdrew'."""
    if verb.passive:
        return None
    near = set(lows[:6])
    head = _head(doc, noun)
    out = (
        (verb.lemma in words("outcome", "resign") and not ({"to", "himself", "herself", "themselves"} & set(lows[:1])))
        or _idiom(verb, lows) == "resigned"
        or (verb.lemma in ("leave", "vacate", "relinquish", "give") and _leaves(verb, head, lows))
        or (
            verb.lemma in ("hand", "tender", "submit", "offer", "give", "file", "announce", "confirm")
            and head in words("outcome", "notice")
            and doc.tokens[noun.first if noun else 0].tag == "S"
        )
    )
    accepted = _accepted(doc, verb, noun)
    if accepted is not None:
        return Deed("resigned", 0.82, accepted, undergone=True)
    quits = verb.lemma == "quit" and bool(head) and noun is not None and noun.first == verb.last + 1
    if quits and head not in words("outcome", "post") | words("outcome", "race"):
        return None
    if not out or {"podium", "stage", "train", "bus", "ladder", "retirement"} & near:
        return None
    if words("outcome", "race") & near or _contends(doc, verb):
        return Deed("withdrew", 0.82)
    return Deed("resigned", 0.87)


def _accepted(doc: Document, verb: VerbGroup, noun: Noun | None) -> Noun | None:
    """Whose resignation somebody accepts: 'accepted the resignation of her deputy', 'accepted Cole's resignation'."""
    if verb.lemma != "accept" or verb.passive or noun is None or doc.tokens[noun.head].low != "resignation":
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
        return head in ("office", "post", "job", "cabinet", "government", "board", "position", "role")
    return head in posts


def _contends(doc: Document, verb: VerbGroup) -> bool:
    first = max(doc.sentence(verb.first).first, verb.first - 12)
    return any(token.low in words("outcome", "contender") for token in doc.tokens[first : verb.first])


def _fired(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:  # noqa: C901, PLR0911 - a list of cases
    """'sacked the coach', 'was removed from office', 'stripped her of her post', 'was shown the door'."""
    idiom = _idiom(verb, lows) == "fired"
    if verb.lemma not in words("outcome", "fire") and not idiom:
        return None
    posted = bool((words("outcome", "post") | words("outcome", "seat")) & set(lows[:9]))
    at = lows.index("as") if "as" in lows[:6] else -1
    if verb.lemma == "dismiss" and at >= 0 and lows[at + 1 : at + 2] in (["a"], ["an"]):
        return None  # 'dismissed him as a sideshow'
    if verb.lemma in ("strip", "relieve") and not posted:
        return None
    if verb.lemma == "dismiss" and noun is not None and _said_of(doc, noun):
        return None  # 'dismissed suggestions Cole should go'
    if _sports(doc, verb) or (verb.lemma == "fire" and lows[:1] in (["at"], ["on"], ["up"], ["into"], ["off"])):
        return None
    if verb.passive or (noun is None and _after_passive(doc, verb)):
        who = next(iter(subject(doc, verb)), None)
        if who is None or not _dismissible(doc, who) or (verb.lemma in ("drop", "expel") and not posted):
            return None
        if verb.lemma == "recall" and doc.tokens[who.head].low not in words("outcome", "envoy"):
            return None
        return Deed("fired", 0.85, who, undergone=True)
    if noun is None or not _dismissible(doc, noun) or _head(doc, noun) in _SELF:
        return None
    if verb.lemma in ("remove", "eject", "evict", "expel") and not posted:
        return None
    if verb.lemma in ("drop", "ditch") and not (is_person(doc.tokens[noun.head]) or posted):
        return None
    if verb.lemma == "recall" and _head(doc, noun) not in words("outcome", "envoy"):
        return None
    return Deed("fired", 0.85, noun)


def _said_of(doc: Document, noun: Noun) -> bool:
    """Whether a phrase runs a plural into a name: 'suggestions Cole', of what is said of Cole."""
    tokens = doc.tokens[noun.first : noun.head]
    return doc.tokens[noun.head].tag == "NP" and any(
        token.tag == "N" and token.low.endswith("s") and not is_person(token) for token in tokens
    )


def _dismissible(doc: Document, noun: Noun) -> bool:
    return _personal(doc, noun) and _head(doc, noun) not in words("outcome", "dismissed")


def _sports(doc: Document, verb: VerbGroup) -> bool:
    sentence = doc.sentence(verb.first)
    return any(token.low in words("outcome", "sport") for token in doc.tokens[sentence.first : sentence.last + 1])


def _after_passive(doc: Document, verb: VerbGroup) -> bool:
    """'was suspended last week and dismissed': the second verb is as passive as the first."""
    above = scan.governor(doc, verb)
    return (
        verb.first == verb.last
        and verb.form in "DN"
        and doc.tokens[verb.first - 1].tag == "CC"
        and above is not None
        and above.passive
    )


def _personal(doc: Document, noun: Noun) -> bool:
    head = doc.tokens[noun.head]
    return (
        is_person(head)
        or head.tag == "NP"
        or (head.tag == "PR" and head.low in ("he", "she", "him", "her", "them", "they", "who", "i", "me"))
        or (head.tag == "S" and noun.first == noun.last)
        or head.tag == "WH"
    )


def _withdrew(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:  # noqa: PLR0911 - a list of cases
    """'withdrew from the race', 'retracted the accusation', 'took back what he said', 'ended her campaign'."""
    head, near = _head(doc, noun), set(lows[:7])
    if verb.passive or _sports(doc, verb):
        return None
    takes = head in words("outcome", "statement")
    if verb.lemma in ("retract", "rescind", "recant", "disavow"):
        takes = takes or head in ("it", "them", "paper", "study", "report", "post")
        return Deed("withdrew", 0.82) if verb.lemma == "recant" or takes else None
    if verb.lemma == "withdraw":
        races = words("outcome", "race") & near and ("from" in near or head in words("outcome", "race"))
        if takes or races or (_contends(doc, verb) and noun is None) or head == "it":
            return Deed("withdrew", 0.82)
        return None
    if verb.lemma in ("end", "suspend", "abandon", "exit", "quit", "leave"):
        own = noun is not None and doc.tokens[noun.first].low in ("his", "her", "their")
        left = head in ("race", "contest") and verb.lemma not in ("end", "suspend")
        return Deed("withdrew", 0.82) if left or (own and head in ("campaign", "bid", "candidacy")) else None
    if _idiom(verb, lows) == "withdrew":
        if verb.lemma == "drop" and not (words("outcome", "race") & near or _contends(doc, verb)):
            return None
        stated = verb.lemma != "take" or words("outcome", "statement") & near or "what" in near
        return Deed("withdrew", 0.8) if stated else None
    return None


def _apologized(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'apologised', 'issued an apology', 'said that he was sorry', 'asked for forgiveness'."""
    if verb.passive or words("outcome", "courtesy") & set(lows):
        return None
    if noun is not None and doc.tokens[noun.first].low == "no":
        return None  # 'makes no apology'
    if verb.lemma in words("outcome", "apologise") or _idiom(verb, lows) == "apologized":
        return Deed("apologized", 0.85)
    gives = verb.lemma in words("outcome", "give")
    if gives and (words("outcome", "apology") & set(lows[:6])) and noun is not None and noun.last <= verb.last + 6:
        return Deed("apologized", 0.82)
    if verb.lemma == "be" and _sorry(doc, verb):
        return Deed("apologized", 0.8)
    return None


def _sorry(doc: Document, verb: VerbGroup) -> bool:
    """'was sorry' of the speaker's own deeds: not 'sorry to hear', 'sorry that you feel'."""
    at = clauses.next_token(doc, verb.last, skip=("Q", "RB", "P"))
    limit = doc.sentence(verb.last).last
    if at > limit or doc.tokens[at].low != "sorry":
        return False
    after = [token.low for token in doc.tokens[at + 1 : min(limit, at + 4) + 1]]
    closed = not after or after[0] in (".", "!") or (after[0] == "," and doc.tokens[min(at + 2, limit)].tag == "Q")
    own = after[:1] in (["for"], ["that"], ["about"]) and not {"you", "feel", "loss", "your"} & set(after)
    return closed or own


def _released(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'released the tapes', 'made the minutes public', 'turned over the emails'; less sure of a routine report."""
    particle = next((low for low in lows[:8] if low in ("over", "public", "out", "online")), "")
    over = (verb.lemma, particle) in {
        ("hand", "over"), ("turn", "over"), ("make", "public"), ("put", "out"), ("put", "online"), ("post", "online"),
        ("give", "over"),
    }  # fmt: skip
    opens = verb.lemma == "open" and bool({"archives", "books", "files", "records", "archive"} & set(lows[:5]))
    if not (verb.lemma in words("outcome", "release") or over or opens):
        return None
    theme = next(iter(subject(doc, verb)), None) if verb.passive else noun
    if theme is None and over and not verb.passive:
        theme = clauses.noun_after(doc, verb.last + 1)
    if theme is None:
        return None
    heads = {doc.tokens[theme.head].low}
    of = doc.tokens[theme.last + 1].low == "of" if theme.last < doc.sentence(theme.last).last else False
    part = clauses.noun_after(doc, theme.last + 1) if of else None
    if part is not None:
        heads.add(doc.tokens[part.head].low)  # 'eight years of tax returns'
    own = doc.tokens[theme.first].low in ("the", "his", "her", "its", "their", "all", "those", "these", "our", "my")
    own = own or any(doc.tokens[at].tag in ("POS", "CD") for at in range(theme.first, theme.last + 1))
    if opens or words("outcome", "papers") & heads:
        return Deed("released", 0.8 if own or opens else 0.72, theme, undergone=verb.passive)
    if words("outcome", "routine") & heads:
        sentence = doc.sentence(verb.first)
        lows_all = {token.low for token in doc.tokens[sentence.first : sentence.last + 1]}
        withheld = bool(words("outcome", "withheld") & lows_all)
        return Deed("released", 0.8 if withheld else 0.6 if own else 0.5, theme, undergone=verb.passive)
    return None


def _testified(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'testified', 'appeared before the committee', 'took the stand'."""
    del doc, noun
    before = {"before", "to", "at"} & set(lows[:4]) and words("outcome", "forum") & set(lows[:9])
    if verb.lemma == "testify" and not verb.passive:
        return Deed("testified", 0.78 if words("outcome", "forum") & set(lows) else 0.64)
    if {"present", "brief", "introduce", "outline", "promote", "congratulate"} & set(lows):
        return None
    if verb.lemma == "appear" and "before" in lows[:4] and before:
        return Deed("testified", 0.76)
    if verb.passive:
        asked = verb.lemma in ("question", "grill", "interrogate") and "by" in lows[:6]
        return Deed("testified", 0.74) if asked and words("outcome", "forum") & set(lows) else None
    if _idiom(verb, lows) == "testified" or (verb.lemma == "answer" and "questions" in lows[:2] and before):
        return Deed("testified", 0.74)
    return None
