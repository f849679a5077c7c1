"""Refusals to answer: 'declined to comment', 'did not respond', 'would not be drawn', 'No comment'."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.denial.finding import Found, about, ahead, found, speaking, speaks_for_others
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_NEAR = 12  # tokens
# These refuse an answer only with a word of asking near.
_NEEDS_ASKING = frozenset(
    "take give be offer get provide engage acknowledge speak talk weigh name identify tell reveal".split()
)
_POLICY = frozenset(
    "whether personnel investigations investigation cases case matters matter clients client litigation details "
    "pending ongoing internal conversations donors individual".split()
)
_REPLY = frozenset("response reply answer".split())
_NOT_ASKED = frozenset("comment comments response interview details information number home email voters".split())
_ASKED_OF = ("to", "for", "with", "at", "of", "from")
_LEFT = ("return", "answer", "acknowledge")
_OF_ANYBODY = frozenset("comment decline refuse respond reply return".split())
_UNWILLING = ("want", "wish", "care", "agree", "offer")
_WILLING = ("", "would", "will", "wo", "shall", "sha", "can", "ca", "cannot", "could")
_ASKING = frozenset(
    "interview interviews comment question questions details interviewed answer reporters out "
    "in whether how what".split()
)


def neither(scene: Scene, verb: VerbGroup) -> Found | None:
    """'without confirming or denying', 'neither confirmed nor denied', 'refused to confirm or deny'."""
    doc = scene.doc
    if verb.lemma != "confirm":
        return None
    around = [token.low for token in doc.tokens[max(doc.sentence(verb.first).first, verb.first - 4) : verb.last + 4]]
    either = {"without", "neither"} & set(around) or (verb.negative and verb.form == "B" and not verb.unreal)
    if not (either and any(low.startswith(("deny", "deni")) for low in around)):
        return None
    return found(scene, verb, silent(scene, verb), "no_comment", "neither confirmed nor denied", 0.85, "")


def said_no_comment(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said, "No comment"'."""
    if verb.lemma not in ("say", "reply", "respond", "answer", "add"):
        return None
    following = [low for low in ahead(scene, verb, 6) if low not in (",", ":")]
    if following[:2] != ["no", "comment"]:
        return None
    return found(scene, verb, speaking(scene, verb), "no_comment", "no comment", 0.85, "")


def silence(scene: Scene, verb: VerbGroup) -> Found | None:
    """'declined to comment', 'did not respond to a request', 'would not say', 'had no comment'."""
    doc = scene.doc
    if scan.supposed(doc, verb.first) or not (
        _declines(scene, verb) or _keepssilent(scene, verb) or _without_comment(scene, verb)
    ):
        return None
    near = range(verb.last + 1, min(doc.sentence(verb.last).last, verb.last + _NEAR) + 1)
    told = next(
        (
            about(scene, i)
            for i in near
            if doc.tokens[i].low in ("on", "about", "whether", "if", "when", "what", "regarding")
            and not (doc.tokens[i].low == "when" and doc.tokens[min(i + 1, near[-1])].tag[0] == "V")
            and doc.tokens[min(i + 1, near[-1])].tag not in ("TM", "VN", "VD")  # 'when contacted', 'on Monday'
        ),
        "",
    )
    return found(scene, verb, silent(scene, verb), "no_comment", f"refusal: {verb.lemma}", 0.85, told)


def unanswered(scene: Scene, verb: VerbGroup) -> Found | None:
    """'Calls to the ministry were not returned', 'a message left for him went unanswered', 'was met with silence'."""
    doc = scene.doc
    following = ahead(scene, verb, 3)
    left = (
        (verb.passive and verb.negative and verb.lemma in _LEFT)
        or (verb.lemma == "go" and bool({"unanswered", "unreturned", "unacknowledged"} & set(following)))
        or (verb.passive and verb.lemma == "meet" and following[:2] == ["with", "silence"])
        or (verb.lemma in ("draw", "receive", "elicit") and following[:1] == ["no"] and bool(_REPLY & set(following)))
    )
    if not left or verb.unreal or verb.infinitive or scan.supposed(doc, verb.first):
        return None
    asked = _whom_asked(scene, verb)
    return found(scene, verb, [asked], "no_comment", "left unanswered", 0.82, "") if asked is not None else None


def _whom_asked(scene: Scene, verb: VerbGroup) -> Party | None:
    """To whom the calls or messages went that a verb is about."""
    doc = scene.doc
    first = doc.sentence(verb.first).first
    sent = next((at for at in range(first, verb.first) if doc.tokens[at].low in words("denial", "request")), None)
    if sent is None:
        return None
    for at in range(sent + 1, verb.first - 1):
        noun = doc.noun(at + 1) if doc.tokens[at].low in _ASKED_OF else None
        of = noun is not None and doc.tokens[noun.last + 1].low == "of"  # 'the office of Ann Ruiz'
        party = scene.actor(noun) if not of else None
        if party is not None and noun is not None and doc.tokens[noun.head].low not in _NOT_ASKED:
            return party
    return None


def silent(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who is silent; in somebody's direct words, 'we' and the body that they speak for are the one who says so."""
    through = _mouthpiece(scene, verb)
    if through is not None:
        return [through]
    asked = verb.lemma in _OF_ANYBODY  # a place answers no question: 'Ohio does not answer it'
    speakers = [p for p in speaking(scene, verb) if asked or p.person or p.human or p.plural or p.rule != "name"]
    mouths = scene.mouths(verb.last)
    told_for = bool(mouths) and speaks_for_others(scene, mouths[-1][1])  # 'a spokesman said the agency had no comment'
    pronoun = any(scene.doc.tokens[noun.head].tag == "PR" for noun in subject(scene.doc, verb))
    if told_for and pronoun and any(p.rule.startswith("pronoun") for p in speakers):
        return [mouths[-1][1]]  # 'a spokesman said he had no comment'
    if mouths and (mouths[-1][0].direct or told_for) and not any(p.person for p in speakers):
        named = scene.subjects(verb)
        if not named or any(p.rule.startswith(("body", "description", "name of a body", "pronoun")) for p in named):
            return [mouths[-1][1]]
    if not speakers and pronoun and verb.lemma == "comment":
        return [party for _, party in mouths[-1:]]  # 'the spokesman said it could not comment'
    return speakers


def _mouthpiece(scene: Scene, verb: VerbGroup) -> Party | None:
    """Who speaks for somebody who 'declined through a spokeswoman, Ana Ruiz, to say'."""
    doc = scene.doc
    at = verb.last + 1
    if at >= doc.sentence(verb.last).last or doc.tokens[at].low not in ("through", "via"):
        return None
    party = scene.actor(doc.noun(at + 1))
    return party if party is not None and (party.person or party.human) else None


def _declines(scene: Scene, verb: VerbGroup) -> bool:
    doc = scene.doc
    unwilling = verb.lemma in _UNWILLING and verb.negative and not verb.modal
    if not unwilling and (verb.lemma not in ("decline", "refuse") or verb.negative or verb.unreal):
        return False
    index = _infinitive_after(scene, verb)
    following = ahead(scene, verb, _NEAR)
    if index < 0 or not doc.verbs[index].infinitive:
        return not unwilling and (
            verb.lemma == "decline"
            and not verb.passive
            and bool({"comment", "interview", "requests"} & set(following[:5]))
        )
    if unwilling and doc.verbs[index].lemma not in ("comment", "discuss", "elaborate"):
        return False  # 'did not want to say goodbye'
    return _refuses_answer(scene, doc.verbs[index], set(following))


def _infinitive_after(scene: Scene, verb: VerbGroup) -> int:
    """The infinitive that a verb of refusing takes, past an adverb, a day or 'through a spokesman'; -1 for none."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last, skip=("Q", "RB", "TM"))
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    if at <= limit and doc.tokens[at].text == ",":  # 'declined, when asked twice, to say'
        closing = next((i for i in range(at + 1, limit) if doc.tokens[i].text == ","), None)
        resumes = closing is not None and doc.tokens[closing + 1].low == "to"
        at = closing + 1 if closing is not None and resumes else at
    if at <= limit and doc.tokens[at].low == "on":
        at = clauses.next_token(doc, at, skip=("Q", "RB", "TM"))
    if at <= limit and doc.tokens[at].low in ("through", "via"):
        while at <= limit and doc.verb_at[at] < 0:
            at += 1
    return doc.verb_at[at] if at <= limit else -1


def _refuses_answer(scene: Scene, inner: VerbGroup, following: set[str]) -> bool:
    """Whether what somebody declines to do is to answer: 'to comment', 'to be drawn', 'to deny the report'."""
    if inner.passive:
        return inner.lemma in ("draw", "interview", "quote")
    if inner.lemma == "say":
        return _open_ended(scene, inner)
    if inner.lemma == "make" and "available" in following:
        return True  # 'declined to make her available'
    if inner.lemma == "draw" or inner.lemma not in words("denial", "answer"):
        return False  # 'declined to draw a contrast'
    about = {"about"} if inner.lemma in ("speak", "talk", "tell") else set()
    if inner.lemma in ("speak", "talk") and _says_no_more(scene, inner):
        return True
    return inner.lemma not in _NEEDS_ASKING or bool(following & (_ASKING | about))


def _says_no_more(scene: Scene, verb: VerbGroup) -> bool:
    """Whether nothing but a time or a manner follows 'to speak': 'declined to speak publicly', 'on Monday'."""
    following = ahead(scene, verb, 2)
    tail = next((token for token in scene.doc.tokens[verb.last + 1 : verb.last + 2]), None)
    if tail is None or tail.tag == "P" or tail.low in ("when", "until", "publicly", "further", "and", "but"):
        return True
    return (
        tail.low == "on" and any(scene.doc.tokens[at].tag == "TM" for at in range(verb.last + 2, verb.last + 3))
    ) or (following[:2] == ["on", "record"])


def _open_ended(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'refused to say' leaves a question open: 'whether', 'how many', 'more', or nothing more."""
    at = clauses.next_token(scene.doc, verb.last)
    if at > scene.doc.sentence(verb.last).last:
        return True
    token = scene.doc.tokens[at]
    return token.tag in ("WH", "P", "SB", "IN", "CC", "TM") or token.low in (
        "anything",
        "more",
        "much",
        "how",
        "exactly",
        "what",
    )


def _keepssilent(scene: Scene, verb: VerbGroup) -> bool:
    if verb.infinitive:
        yet = scene.doc.tokens[verb.first - 1].low == "yet"
        return (yet and verb.lemma in words("denial", "silent")) or (
            _not_going(scene, verb) and (verb.lemma in ("comment", "speculate", "dignify") or _will_not(scene, verb))
        )
    if not scan.negated(scene.doc, verb) or (verb.passive and verb.lemma in _LEFT):
        return False  # calls are not returned; who was called is silent
    if verb.lemma in words("denial", "silent"):
        return _leaves_open(scene, verb)
    return _passes_over(scene, verb) or _would_not(scene, verb)


def _leaves_open(scene: Scene, verb: VerbGroup) -> bool:
    """'did not comment', 'has not responded to a request': asked for an answer, or of a verb that needs no asking."""
    following = ahead(scene, verb, _NEAR)
    asked = bool(set(following) & words("denial", "request")) or _asked_before(scene, verb)
    willing = verb.modal.removesuffix("n't") in _WILLING
    left = verb.lemma in ("respond", "reply") and not verb.modal and following[:1] not in (["and"], ["but"], ["with"])
    return willing and (asked or verb.lemma == "comment" or left)


def _passes_over(scene: Scene, verb: VerbGroup) -> bool:
    """'said the bureau does not discuss pending cases', 'did not address a question about it'."""
    near = set(ahead(scene, verb, 4))
    if verb.modal:
        return False
    if verb.lemma == "discuss" and verb.form == "B" and scene.mouths(verb.last):
        lows = {token.low for token in scene.doc.tokens[verb.first : verb.last]}
        return bool(lows & {"do", "does", "don't", "doesn't"}) and bool(near & _POLICY)
    return verb.lemma == "address" and bool(near & {"question", "questions", "request"})


def _would_not(scene: Scene, verb: VerbGroup) -> bool:
    """'would not say whether', 'would not talk about it', 'could not comment', 'may not say anything more'."""
    following, modal = ahead(scene, verb, _NEAR), verb.modal.removesuffix("n't")
    if modal in ("can", "cannot", "ca", "could", "may") and verb.lemma in ("say", "add"):
        return following[:1] == ["anything"] or following[:2] in (["any", "more"], ["any", "further"])
    if modal in ("will", "wo") and verb.lemma == "discuss":
        return bool(scene.mouths(verb.last))  # 'said she will not discuss it'
    if modal != "would":
        return verb.modal in ("can", "cannot", "can't", "could", "couldn't") and verb.lemma == "comment"
    if verb.lemma == "address":
        charged = words("denial", "accusing") | words("denial", "accuse") | {"whether"}
        quoted = scene.doc.tokens[verb.last + 1].tag == "Q"  # 'would not address "private" matters'
        return quoted or bool(set(following[:4]) & charged) or following[:1] in (["it"], ["what"])
    if verb.lemma in ("speak", "talk"):
        return following[:1] == ["about"] or "reporters" in following[:3]
    return _will_not(scene, verb)


def _will_not(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what somebody will not do is to answer: 'say' only where that leaves a question open."""
    return verb.lemma in words("denial", "would_not") and (verb.lemma != "say" or _open_ended(scene, verb))


def _not_going(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'I'm not going' stands before an infinitive."""
    above = scan.governor(scene.doc, verb)
    return above is not None and above.lemma == "go" and above.progressive and above.negative


def _asked_before(scene: Scene, verb: VerbGroup) -> bool:
    doc = scene.doc
    first = doc.sentence(verb.first).first
    return any(
        token.low in ("approached", "contacted", "asked", "reached", "comment")
        for token in doc.tokens[first : verb.first]
    )


def _without_comment(scene: Scene, verb: VerbGroup) -> bool:
    doc = scene.doc
    told = verb.modal in ("would", "will") and verb.lemma in ("have", "make", "offer")  # 'would have no comment'
    if verb.lemma not in ("have", "make", "offer", "issue", "say", "give") or (verb.unreal and not told):
        return False
    noun = clauses.noun_after(doc, verb.last)
    if noun is None or doc.tokens[noun.head].low not in ("comment", "answer", "response", "explanation", "reply"):
        return False
    none = any(token.low == "no" for token in doc.tokens[noun.first : noun.head])
    if none and verb.lemma == "have" and any(t.low == "immediate" for t in doc.tokens[noun.first : noun.head]):
        return True  # 'had no immediate response'
    return none and (doc.tokens[noun.head].low == "comment" or verb.lemma in ("give", "offer", "make"))


def without_answering(scene: Scene, verb: VerbGroup) -> Found | None:
    """'walked by without answering', 'left the courthouse without taking questions'."""
    doc = scene.doc
    if verb.negative or verb.unreal or verb.form != "D" or scan.supposed(doc, verb.first):
        return None
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    at = next((at for at in range(verb.last + 1, limit) if doc.tokens[at].low == "without"), None)
    index = doc.verb_at[at + 1] if at is not None else -1
    if at is None or index < 0 or any(doc.verb_at[i] >= 0 for i in range(verb.last + 1, at)):
        return None
    inner = doc.verbs[index]
    silent = inner.lemma in ("answer", "comment", "respond", "reply") or (
        inner.lemma in ("take", "answer") and {"questions", "question"} & set(ahead(scene, inner, 3))
    )
    speakers = [party for party in speaking(scene, verb) if party.person or party.human or party.plural]
    return found(scene, verb, speakers, "no_comment", "without answering", 0.8, "") if silent else None


RULES = (said_no_comment, without_answering, neither, unanswered, silence)
