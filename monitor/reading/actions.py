"""What somebody does or should do: resign, recuse, release ... read from a verb group or a noun."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.coordination import attached
from monitor.reading.document import Document
from monitor.reading.lexicon import entries, idioms, words
from monitor.reading.recusal import steps_aside
from monitor.reading.subjects import subject
from monitor.reading.tokens import Token

_INQUIRING = {
    "look": (["at"], ["again"]),
    "take": (["look"], ["up"]),
    "go": (["after"],),
    "wade": (["in"],),
    "step": (["in"],),
    "get": (["involved"],),
    "intervene": ([],),
    "act": ([],),
    "find": (["out"],),
}
_NEAR = 9  # tokens after a verb that may tell what it does


def of_verb(doc: Document, verb: VerbGroup) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a list of cases
    """The action that a verb group names, as in the slots of a call; None for any other."""
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    near = [token for token in doc.tokens[verb.last + 1 : limit + 1] if token.tag != "Q"]
    lows = [token.low for token in near]
    if steps_aside(doc, verb, lows):
        return "recuse"
    if verb.lemma == "get" and lows[:3] == ["out", "of", "office"]:
        return "resign"
    if verb.lemma == "let" and "go" in lows[1:5] and _someone(doc, verb):
        return "fire"
    action = entries("call", "phrasal").get(f"{verb.lemma} {lows[0]}") if lows else None
    if action is None and verb.lemma in ("hand", "turn", "make", "take") and lows:
        particle = next((low for low in lows[:7] if low in ("over", "public", "back")), "")
        if verb.lemma == "make" and particle == "public":
            return "release"
        action = entries("call", "phrasal").get(f"{verb.lemma} {particle}") if particle else None
    if action is None:
        action = _idiom(verb, lows)
        if action is not None:
            return action
    if action is None and verb.lemma == "say" and "sorry" in lows[:4]:
        return "apologize"
    if action is None and verb.lemma == "go" and (not near or near[0].tag in ("P", "CC", "TM", "Q")):
        action = "resign" if verb.modal in ("must", "should") else None
    if action is not None:
        return _phrasal(doc, verb, action, set(lows))
    if verb.lemma in ("hand", "give", "surrender", "submit") and _surrenders(lows):
        return "release"
    if (verb.lemma == "refer" or (verb.lemma in ("send", "pass", "forward") and verb.form == "N")) and _hands_on(lows):
        return "investigate"
    if verb.lemma == "show" and lows[:1] and lows[0] in ("us", "me", "them", "everyone") and _papers_follow(lows):
        return "release"
    if verb.lemma in ("pay", "give", "hand", "return", "repay", "refund", "reimburse") and _repays(verb, lows):
        return "other"
    if verb.lemma in words("call", "open_inquiry") and _takes(near, words("call", "inquiry")):
        return "investigate"
    if verb.lemma in ("send", "dispatch", "hire") and _takes(
        near, frozenset(("investigator", "investigators", "inspectors"))
    ):
        return "investigate"
    yields = verb.lemma in ("leave", "vacate", "surrender") or (verb.lemma == "give" and lows[:1] == ["up"])
    if yields and _takes(near, words("call", "post")):
        return "resign"
    action = entries("call", "verb").get(verb.lemma)
    if action is None:
        return _by_object(doc, verb)
    if verb.lemma == "quit" and near and near[0].tag == "VG":
        return None  # 'quit stalling'
    if action == "resign" and words("call", "race") & set(lows[:4]):
        return "withdraw"  # 'quit the race'
    return action if _fits(doc, verb, action, set(lows)) else None


def inquires(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb may mean to inquire, of somebody who does: 'to look at it', 'to go after them', 'to wade in'."""
    limit = min(doc.sentence(verb.last).last, verb.last + 4)
    lows = [token.low for token in doc.tokens[verb.last + 1 : limit + 1]]
    clause = min(doc.sentence(verb.last).last, verb.last + 7)
    told = verb.lemma == "go" and any(
        doc.verb_at[at] >= 0 for at in range(verb.last + 1, clause + 1)
    )  # 'must go after the Post reported'
    return not told and any(in_order(rest, lows, 2) for rest in _INQUIRING.get(verb.lemma, ()))


def _papers_follow(lows: list[str]) -> bool:
    """'show us the receipts'."""
    return bool(words("call", "papers") & set(lows[1:5]))


def _surrenders(lows: list[str]) -> bool:
    """'hand its inspection reports to prosecutors'."""
    to = next((at for at, low in enumerate(lows) if low == "to"), None)
    return to is not None and bool(
        words("call", "papers") & set(lows[:to]) and words("call", "examiner") & set(lows[to : to + 4])
    )


def _hands_on(lows: list[str]) -> bool:
    """'refer the matter to the police', 'be referred to prosecutors'."""
    to = next((at for at, low in enumerate(lows) if low == "to"), None)
    return to is not None and bool(
        (words("call", "examiner") | {"commissioner", "ethics", "standards", "privileges"}) & set(lows[to : to + 5])
    )


def _repays(verb: VerbGroup, lows: list[str]) -> bool:
    """'pay back the grant', 'return the donation', 'repay the money'."""
    back = verb.lemma in ("return", "repay", "refund", "reimburse") or "back" in lows[:5]
    whom = {"taxpayers", "state", "city", "county", "treasury", "public"}  # who is repaid
    return back and bool((words("call", "money") | (whom if verb.lemma == "reimburse" else set())) & set(lows[:6]))


def _idiom(verb: VerbGroup, lows: list[str]) -> str | None:
    for _, rest, action in idioms("call").get(verb.lemma, ()):
        if in_order(rest, lows):
            return action
    return None


_SELVES = ("himself", "herself", "themselves", "itself", "myself", "ourselves")
_OWN = ("his", "her", "their", "its", "my", "our")


def in_order(wanted: list[str], following: list[str], between: int = 3) -> bool:
    """Whether some words follow one another, with at most `between` others between; "one's" is anybody's."""
    at = 0
    for word in wanted:
        options = _SELVES if word == "oneself" else _OWN if word == "one's" else (word,)
        position = next((i for i in range(at, min(at + 1 + between, len(following))) if following[i] in options), None)
        if position is None:
            return False
        at = position + 1
    return True


def _phrasal(doc: Document, verb: VerbGroup, action: str, lows: set[str]) -> str | None:
    if action == "release":
        public = verb.lemma == "make"
        return action if public or words("call", "papers") & lows or _before(doc, verb) else None
    if verb.lemma == "consider":
        return action if {"position", "future"} & lows else None
    if verb.lemma in ("pull", "get", "back", "stand", "come", "look", "take") and action == "withdraw":
        return (
            action
            if words("call", "race") & lows
            or verb.lemma == "stand"
            or (words("outcome", "statement") | {"what"}) & lows
            else None
        )
    if verb.lemma == "stand" and _stood_down(doc, verb):
        return "fire"
    if verb.lemma == "step" and action == "resign":
        return "withdraw" if {"race", "candidate", "nominee"} & lows else action
    return action


def _stood_down(doc: Document, verb: VerbGroup) -> bool:
    """Whether 'stand down' has an object: 'will not stand down her deputy', 'was stood down'."""
    if verb.passive:
        return True
    noun = doc.noun(verb.last + 2) if verb.last + 2 <= doc.sentence(verb.last).last else None
    return noun is not None and noun.first == verb.last + 2 and clauses.names_party(doc, noun)


def _fits(doc: Document, verb: VerbGroup, action: str, lows: set[str]) -> bool:
    """Whether a verb with other senses has this one here."""
    if action == "release" and verb.lemma in words("call", "public_verbs"):
        return verb.passive or bool(lows)
    if action == "release":
        pronoun = bool(lows & {"them", "it"})
        return bool(words("call", "papers") & lows) or ((verb.passive or pronoun) and _before(doc, verb))
    if action == "fire":
        if verb.passive or verb.lemma in ("sack", "oust"):
            return verb.lemma not in ("dismiss", "remove", "terminate", "relieve") or _person_before(doc, verb)
        if verb.lemma == "relieve":
            return bool(lows & {"duties", "post", "command", "duty"})
        return _someone(doc, verb)
    return _meant(doc, verb, lows)


def _meant(doc: Document, verb: VerbGroup, lows: set[str]) -> bool:
    """Whether 'review', 'delete', 'withdraw' and 'question' are done to something that somebody may be asked to."""
    if verb.lemma == "review":
        return bool((words("outcome", "suspicion") | words("call", "reviewed")) & lows) and not lows & {
            "his",
            "her",
            "their",
        }
    if verb.lemma == "delete":
        return bool(words("call", "published") & lows)
    if verb.lemma == "withdraw":
        return not lows & {
            "troops",
            "forces",
            "money",
            "cash",
            "soldiers",
            "ambassador",
            "support",
            "treaty",
            "pact",
            "accord",
        }
    if verb.lemma == "question" and not verb.passive and clauses.noun_after(doc, verb.last) is None:
        return False
    if verb.lemma in ("question", "examine", "summon", "haul"):
        return verb.infinitive or bool(verb.modal) or verb.passive or verb.form == "B"
    return True


def _by_object(doc: Document, verb: VerbGroup) -> str | None:
    """'tender his resignation', 'order the release of', 'issue an apology'."""
    if verb.lemma not in (
        "tender",
        "submit",
        "offer",
        "issue",
        "order",
        "make",
        "give",
        "hand",
        "seek",
        "ensure",
        "owe",
    ):
        return None
    noun = clauses.noun_after(doc, verb.last)
    action = of_noun(doc, noun) if noun is not None else None
    if noun is not None and action is None:
        second = doc.noun(noun.last + 1)  # 'owed residents an apology'
        action = of_noun(doc, second) if second is not None and second.first == noun.last + 1 else None
    return action if action in ("resign", "apologize", "release", "investigate", "withdraw") else None


def _takes(near: list[Token], nouns: frozenset[str]) -> bool:
    """Whether the object right after a verb is one of some nouns."""
    for at, token in enumerate(near):
        if token.low in nouns:
            return True
        if token.tag == "CC" and near[at + 1 : at + 2] and near[at + 1].tag in ("J", "RB"):
            continue  # 'a full and independent inquiry'
        if token.tag in ("P", "CC", "SB", "WH") or (
            token.tag in ("IN", "TO") and token.low not in ("of", "in", "out", "up", "to", "for")
        ):
            return False
    return False


def _before(doc: Document, verb: VerbGroup) -> bool:
    first = doc.sentence(verb.first).first
    return any(token.low in words("call", "papers") for token in doc.tokens[max(first, verb.first - 30) : verb.first])


def _person_before(doc: Document, verb: VerbGroup) -> bool:
    if doc.tokens[verb.first - 1].low in ("him", "her", "them"):
        return True  # 'want her dismissed'
    noun = next(iter(subject(doc, verb)), None) or doc.noun(verb.first - 1)
    beside = doc.noun(verb.first - 1) if verb.infinitive else None
    if beside is not None:
        # 'for subsidies to farmers to be removed'
        noun = attached(doc, beside, doc.sentence(verb.first).first) or beside
    return (
        noun is not None and clauses.names_party(doc, noun) and doc.tokens[noun.head].low not in ("it", "that", "they")
    )


def _someone(doc: Document, verb: VerbGroup) -> bool:
    """Whether the object is a person."""
    noun = clauses.noun_after(doc, verb.last)
    return noun is not None and clauses.names_party(doc, noun) and doc.tokens[noun.head].low not in ("it", "that")


def of_noun(doc: Document, noun: Noun) -> str | None:
    """The action that a noun phrase names: 'his resignation', 'a special prosecutor'."""
    low = doc.tokens[noun.head].low
    if low == "prosecutor" or (low == "counsel" and doc.tokens[noun.head - 1].low in ("special", "independent")):
        modifiers = {doc.tokens[at].low for at in range(noun.first, noun.head)}
        return "investigate" if modifiers & {"special", "independent"} else None
    if low in ("look", "accounting"):
        modifiers = {doc.tokens[at].low for at in range(noun.first, noun.head)}
        return "investigate" if modifiers & {"independent", "outside", "full", "hard"} else None
    if low == "commission" and doc.tokens[noun.head - 1].low in ("royal", "truth", "independent"):
        return "investigate"
    return entries("call", "noun_action").get(low)
