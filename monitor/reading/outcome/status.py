"""Whether an act was done, refused or announced, or is none of these because it is only wished for or supposed."""

from __future__ import annotations

from events.claims.outcome import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.clauses import names_party
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.subjects import subject

_SAYING = frozenset(
    "say announce tell insist declare maintain confirm vow promise add state know reiterate stress".split()
)
_WISHING = frozenset("want like need see have demand expect get prefer urge ask".split())
_HOPING = frozenset("hope wish expect predict believe think doubt fear imagine bet guess suspect".split())
_UNDONE = frozenset("reverse reconsider rescind revisit overturn await weigh expect delay postpone".split())
_WISH = 8  # tokens back to 'it is high time that'


def status(doc: Document, verb: VerbGroup) -> Status | None:  # noqa: PLR0911 - a grammar is a list of cases
    """The status of the act that a verb group tells; None when the text doesn't say that it was or will be done."""
    above = scan.governor(doc, verb)
    if above is not None and above.first == above.last and doc.tokens[above.last].tag == "VN" and verb.infinitive:
        above = scan.governor(doc, above)  # 'called on all candidates named in the report to withdraw'
    if _turned_down(doc, verb, above):
        return "refused"
    if _made_up(doc, verb) or (verb.finite and _only_claimed(doc, verb)):
        return None
    known = above is not None and above.lemma in ("know", "learn") and not above.negative and not above.unreal
    if (scan.supposed(doc, verb.first) or _awaited(doc, verb)) and not known:
        return None
    settled = _settled(doc, verb, above) if verb.infinitive else None
    if settled is not None:
        return settled
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        return _under(doc, verb, above)
    if verb.future or (verb.modal in ("would", "'d") and above is not None and above.lemma in _SAYING):
        hoped = verb.future and above is not None and above.lemma in _HOPING  # 'hope he will step aside'
        return None if hoped else _to_come(doc, verb, known=above is not None and above.lemma in ("know", "learn"))
    if verb.progressive:
        return _going_on(verb)
    unsaid = verb.negative or verb.unreal or _wished(doc, verb, above) or _shares_modal(doc, verb)
    return None if unsaid else _past(doc, verb)


def _turned_down(doc: Document, verb: VerbGroup, above: VerbGroup | None) -> bool:
    """'rejected suggestions that he step down', 'has resisted calls that she resign'."""
    plain = verb.form == "B" and verb.first == verb.last and not verb.infinitive
    if not plain or above is None or above.lemma not in words("outcome", "refuse"):
        return False
    if above.negative or above.unreal or scan.supposed(doc, above.first):
        return False
    between = {token.low for token in doc.tokens[above.last + 1 : verb.first]}
    return "that" in between and bool(between & (words("outcome", "calls") | {"suggestions", "suggestion"}))


def _awaited(doc: Document, verb: VerbGroup) -> bool:
    """Whether an act is only waited for: 'would block the house until he quit'."""
    nouns = subject(doc, verb)
    at = min((noun.first for noun in nouns if noun.first < verb.first), default=verb.first) - 1
    if doc.tokens[max(at, 0)].low != "until" or not verb.finite:
        return False
    above = next((doc.verbs[i] for p in range(at, max(at - 14, -1), -1) if (i := doc.verb_at[p]) >= 0), None)
    return above is not None and (bool(above.modal) or above.infinitive or above.form == "B")


def _only_claimed(doc: Document, verb: VerbGroup) -> bool:
    """Whether the clause is what is claimed or denied: 'denied a claim that he had fired', 'denied she resigned'."""
    at = scan.introduced(doc, verb)
    if at is None:
        return False
    claim = doc.tokens[at].low in words("denial", "accusation") and doc.noun(at) is not None
    index = doc.verb_at[at]
    return claim or (index >= 0 and doc.verbs[index].lemma in words("denial", "deny") and not doc.verbs[index].negative)


def _past(doc: Document, verb: VerbGroup) -> Status | None:
    if verb.form == "D" or verb.perfect or _performs(doc, verb):
        return "done"
    if verb.passive:
        return None if doc.tokens[verb.first].low in ("be", "being") else "done"
    return "done" if verb.form == "Z" and _headlines(doc, verb) else None


def _performs(doc: Document, verb: VerbGroup) -> bool:
    """'I apologise', 'we are truly sorry': saying so does it."""
    nouns = subject(doc, verb)
    mine = bool(nouns) and doc.tokens[nouns[0].head].low in ("i", "we") and doc.tokens[verb.last].quote >= 0
    if not mine or verb.negative:
        return False
    sorry = verb.lemma == "be" and verb.form in "BZ" and not verb.modal
    return sorry or (verb.form == "B" and verb.lemma in words("outcome", "apologise"))


def _to_come(doc: Document, verb: VerbGroup, *, known: bool) -> Status | None:
    """'will resign', 'knew that he would resign', 'said that she would not'; not if it depends on something."""
    if known and not verb.negative:
        return "done"
    if _conditional(doc, verb):
        return None
    return "refused" if verb.negative else "announced"


def _under(doc: Document, verb: VerbGroup, above: VerbGroup | None) -> Status | None:  # noqa: C901, PLR0911, PLR0912 - a list of cases
    """Of an infinitive or gerund, by what governs it: 'refused to', 'agreed to', 'ruled out ...ing', 'no plans to'."""
    if above is not None and above.infinitive and doc.tokens[verb.first - 1].tag == "CC":
        above = scan.governor(doc, above)  # 'no plans to drop the comedian or to apologise'
    if above is None or scan.supposed(doc, above.first) or _attempted(doc, verb):
        return None
    if _wants_to_apologise(doc, verb, above):
        return "done"
    asking = scan.governor(doc, above) if above.first == above.last and above.form in "DN" else None
    if asking is not None and asking.lemma in words("call", "demand") and doc.noun(above.first - 1) is not None:
        return None  # 'called on all candidates named in the report to withdraw'
    if above.lemma == "be" and above.last + 1 == verb.first and above.form in "ZD" and not above.modal:
        nouns = subject(doc, above)
        mine = bool(nouns) and names_party(doc, nouns[0])
        return ("refused" if above.negative else "announced") if mine else None  # 'is to appear'
    between = {token.low for token in doc.tokens[above.last + 1 : verb.first]}
    rejects = above.lemma in words("outcome", "refuse") and bool(words("outcome", "calls") & between)
    if rejects and _of_somebody_named(doc, above, verb):
        return None  # 'rejected calls for Ruiz to go'
    if not rejects and (_for_another(doc, above, verb) or words("outcome", "calls") & between):
        return None
    if above.lemma in ("refuse", "decline", "balk", "baulk") and not above.negative and not above.infinitive:
        return "refused"
    if above.unreal or (above.lemma == "write" and verb.lemma in words("outcome", "inquire")):
        return None  # 'wrote to the watchdog to probe the trips'
    if (rejects or (above.lemma == "rule" and "out" in between)) and not above.negative:
        return "refused"
    if above.lemma in ("have", "see") and ("no" in between or above.negative):
        return "refused" if {"plans", "plan", "intention", "reason", "intentions", "need"} & between else None
    if above.lemma == "be" and above.negative and {"about", "going", "ready", "willing", "prepared"} & between:
        return "refused"
    if above.lemma == "go" and above.progressive:
        return "refused" if above.negative else "announced"
    if above.negative:
        return "refused" if above.lemma in ("intend", "plan") else None
    asserted = above.form in "DNZ" and not above.infinitive
    if above.lemma in words("outcome", "promise"):
        return "announced" if asserted and not above.passive else None
    if above.future and not above.negative and above.lemma in words("outcome", "found"):
        return "announced"
    at = verb.first - 1
    while doc.tokens[at].tag == "RB" and at > above.last:
        at -= 1
    if verb.form == "G" and doc.tokens[at].low == "by" and asserted:
        return "done"  # 'shocked her party by quitting'
    made = above.lemma in words("outcome", "found") | words("outcome", "did")
    return "done" if made and asserted and (above.form in "DN") else None


def _of_somebody_named(doc: Document, above: VerbGroup, verb: VerbGroup) -> bool:
    """Whether 'for' and a name stand before an act that somebody else rejects."""
    link = next((at for at in range(above.last + 1, verb.first) if doc.tokens[at].low == "for"), None)
    noun = clauses.noun_after(doc, link) if link is not None else None
    named = noun is not None and doc.tokens[noun.head].tag == "NP"
    rejecting = {doc.tokens[one.head].low for one in subject(doc, above)}
    return named and noun is not None and doc.tokens[noun.head].low not in rejecting


def _settled(doc: Document, verb: VerbGroup, above: VerbGroup | None) -> Status | None:
    """What 'the mayor's decision to fire her' and 'his refusal to resign' tell of the act."""
    noun = doc.noun(verb.first - 1)
    if noun is None or clauses.owner_of(doc, noun) is None:
        return None
    head, before = doc.tokens[noun.head].low, doc.tokens[noun.first : noun.head]
    if head == "refusal":
        return "refused"
    undone = above is not None and (above.lemma in _UNDONE or above.unreal)
    stands = head == "decision" and not undone and not any(token.low in words("outcome", "unreal") for token in before)
    return "done" if stands else None


def _attempted(doc: Document, verb: VerbGroup) -> bool:
    """'began a petition to oust the mayor', 'made an attempt to remove him'."""
    noun = doc.noun(verb.first - 1) if verb.infinitive else None
    return noun is not None and doc.tokens[noun.head].low in words("outcome", "attempt")


def _wants_to_apologise(doc: Document, verb: VerbGroup, above: VerbGroup) -> bool:
    """'I want to apologise', 'I'd like to say sorry', 'I am here to apologise': saying so does it."""
    nouns = subject(doc, above)
    mine = bool(nouns) and doc.tokens[nouns[0].head].low in ("i", "we") and doc.tokens[verb.last].quote >= 0
    wants = above.lemma in ("want", "wish", "have", "like") or (
        above.lemma == "be" and doc.tokens[above.last + 1].low == "here"
    )
    return mine and wants and not above.negative and verb.infinitive and verb.lemma in words("outcome", "apologise")


def _for_another(doc: Document, above: VerbGroup, verb: VerbGroup) -> bool:
    """'calls for the judge to recuse himself': wished for, whatever verb stands before it."""
    noun = doc.noun(verb.first - 1)
    return noun is not None and noun.first > above.last + 1 and doc.tokens[noun.first - 1].low == "for"


def _conditional(doc: Document, verb: VerbGroup) -> bool:
    """Whether an 'if' or 'unless' in the sentence makes the act depend on something; not 'even if' or 'asked if'."""
    sentence = doc.sentence(verb.last)
    return any(
        doc.tokens[at].low in ("if", "unless", "until") and doc.tokens[at - 1].low not in ("even", "asked", "ask")
        for at in range(sentence.first, sentence.last + 1)
    )


def _going_on(verb: VerbGroup) -> Status | None:
    """'is investigating' has begun; 'is resigning' is announced, and 'is not resigning' is a refusal."""
    if verb.unreal:
        return None
    if verb.negative:
        return "refused"
    return "done" if verb.lemma in words("outcome", "inquire") | {"look", "review"} else "announced"


def _wished(doc: Document, verb: VerbGroup, above: VerbGroup | None) -> bool:
    """'wants him sacked', 'it is high time that he resigned'."""
    bare = verb.first == verb.last and verb.form in "DN"
    if bare and above is not None and above.lemma in _WISHING and not above.perfect and verb.first - above.last <= 6:  # noqa: PLR2004 - tokens between
        between = doc.tokens[above.last + 1 : verb.first]
        if all(token.tag[0] in "NDJSP" and token.text != "," for token in between) and between:
            return True
    first = max(doc.sentence(verb.first).first, verb.first - 2 * _WISH)
    lows = [token.low for token in doc.tokens[first : verb.first]]
    return bare and "time" in lows and bool({"high", "about", "it's", "past"} & set(lows)) and "is" in lows


def _shares_modal(doc: Document, verb: VerbGroup) -> bool:
    """Whether a bare verb after 'and' or 'or' belongs to a modal before it: 'must explain it or quit'."""
    if verb.first != verb.last or verb.first == 0 or doc.tokens[verb.first - 1].tag != "CC":
        return False
    above = scan.governor(doc, verb)
    return (
        above is not None
        and (bool(above.modal) or above.infinitive)
        # 'should not be fined but sacked', 'should have owned up and resigned'
        and (doc.tokens[verb.last].low == verb.lemma or above.passive or (above.perfect and above.unreal))
    )


def _headlines(doc: Document, verb: VerbGroup) -> bool:
    """Whether a present tense may tell what has just happened: in a main clause, with no 'every' or 'always'."""
    first = doc.sentence(verb.first).first
    return verb.lemma != "leave" and not any(
        token.tag in ("SB", "WH")
        or token.low in ("before", "after", "until", "every", "always", "never", "often", "usually", "as", "each")
        for token in doc.tokens[first : verb.last]
    )


def _made_up(doc: Document, verb: VerbGroup) -> bool:
    """Whether the sentence tells what happens in a play or a film, or bids somebody farewell."""
    sentence = doc.sentence(verb.first)
    lows = {token.low for token in doc.tokens[sentence.first : sentence.last + 1]}
    return bool(lows & words("outcome", "farewell")) or bool(
        lows & words("outcome", "fiction") and lows & words("outcome", "tells")
    )
