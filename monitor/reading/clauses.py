"""Shallow clause analysis: whose act a verb group is, what it takes, and what is joined to what."""

from __future__ import annotations

from monitor.reading.chunks import Noun, VerbGroup, is_body, is_person
from monitor.reading.document import Document
from monitor.reading.lexicon import words

_REACH = 60  # tokens that a subject may stand before its verb
_OPENERS = frozenset(("D", "J", "N", "NP", "WH", "VG", "VN", "RB", "IN", "CD", "S", "TM", "SB"))
_LINKS = frozenset("of for in from at on to with about between among against over near under behind outside inside within".split())
_QUANTITY = frozenset("lot number majority handful dozens hundreds thousands couple pair half series host rest plenty slew string group".split())


def next_token(doc: Document, at: int, *, skip: tuple[str, ...] = ("Q", "RB")) -> int:
    """The first token after `at` whose tag is not skipped; past the sentence's end when there is none."""
    limit = doc.sentence(at).last
    at += 1
    while at <= limit and doc.tokens[at].tag in skip:
        at += 1
    return at


def noun_after(doc: Document, at: int, *, skip: tuple[str, ...] = ("Q", "RB")) -> Noun | None:
    """The noun phrase that begins right after a token."""
    found = next_token(doc, at, skip=skip)
    noun = doc.noun(found) if found <= doc.sentence(at).last else None
    return noun if noun is not None and noun.first == found else None


def extent(doc: Document, noun: Noun) -> int:
    """The last token of a phrase with the 'of ...' or 'for ...' that belongs to its head."""
    last, tokens = noun.last, doc.tokens
    head = tokens[noun.head]
    limit = doc.sentence(noun.head).last
    belongs = is_person(head) or is_body(head) or head.low in ("number", "group", "members", "some", "many", "several", "dozens", "all", "most", "both")  # noqa: E501
    if not belongs and head.tag != "NP":
        return last
    links = ("of", "for", "from", "in", "at", "to") if is_person(head) or is_body(head) else ("of",)
    for _ in range(3):
        if last + 1 > limit or tokens[last + 1].low not in links:
            break
        following = noun_after(doc, last + 1, skip=("Q",))
        if following is None or tokens[following.head].tag in ("PR", "WH"):
            break
        if tokens[last + 1].low in ("in", "at") and tokens[following.head].tag != "NP" and not is_body(tokens[following.head]):
            break
        if is_body(head) and tokens[last + 1].low in ("for", "from", "at", "to") and tokens[following.head].tag != "NP":
            break
        last = following.last
        links = ("of",)
    return last


def joined(doc: Document, noun: Noun) -> list[Noun]:
    """A phrase and those joined to it on its right: 'A, B and C'."""
    found = [noun]
    tokens = doc.tokens
    pending: list[Noun] = []
    last = skip_aside(doc, extent(doc, noun))
    limit = doc.sentence(noun.head).last
    for _ in range(8):
        at = last + 1
        comma = at <= limit and tokens[at].text == ","
        if comma:
            at += 1
        conjunction = at <= limit and (tokens[at].low in ("and", "&") or (tokens[at].low == "or" and not comma))
        if conjunction:
            at += 1
        if not (comma or conjunction) or at > limit:
            break
        following = doc.noun(at)
        if following is None or following.first != at or tokens[following.head].tag == "WH":
            break
        end = skip_aside(doc, extent(doc, following))
        verb_next = end < limit and doc.verb_at[end + 1] >= 0 and tokens[end + 1].tag not in ("VG", "VN", "TO")
        if verb_next:
            break
        pending.append(following)
        last = end
        if conjunction:
            found.extend(pending)
            pending = []
            break
    return found


def skip_aside(doc: Document, at: int) -> int:
    """The last token of '(R-Va.)' or '(D) of California' right after `at`, or `at` itself."""
    tokens = doc.tokens
    limit = doc.sentence(at).last
    if at + 1 <= limit and tokens[at + 1].text == "(":
        for probe in range(at + 2, min(at + 14, limit) + 1):
            if tokens[probe].text == ")":
                if probe + 2 <= limit and tokens[probe + 1].low == "of" and tokens[probe + 2].tag == "NP":
                    place = doc.noun(probe + 2)
                    return place.last if place else probe
                return probe
    return at


def subject(doc: Document, verb: VerbGroup, depth: int = 0) -> list[Noun]:
    """The noun phrases whose act or state the verb group is, as far as the sentence shows; may be pronouns."""
    if depth > 6:  # noqa: PLR2004 - longer chains of verbs are no chains
        return []
    sentence = doc.sentence(verb.first)
    inverted = _inverted(doc, verb)
    if inverted:
        return inverted
    at, floor = verb.first - 1, max(sentence.first, verb.first - _REACH)
    if not verb.finite:
        return _of_nonfinite(doc, verb, depth)
    tokens = doc.tokens
    while at >= floor:
        token = tokens[at]
        if token.tag in ("RB", "NEG", "Q", "TM") or (token.tag == "IN" and tokens[at + 1].tag == "TM"):
            at -= 1
        elif token.text == ")":
            at = _opening(doc, at, floor) - 1
        elif token.text in (",", "—", "–", "--"):
            jump = _before_aside(doc, at, floor)
            if jump is None:
                return []
            at = jump
            outer = _before_relative(doc, at, floor)
            at = outer if outer is not None else at
        elif doc.noun(at) is not None:
            noun = doc.noun(at)
            assert noun is not None
            if tokens[noun.head].tag == "WH":
                return _antecedent(doc, noun.first - 1, floor)
            owner = _attached(doc, noun, floor) or noun
            outer = _out_of_relative(doc, owner, floor)
            if outer is not None:
                at = outer
                continue
            if owner.first > floor + 2 and tokens[owner.first - 2].tag == "CC" and tokens[owner.first - 1].tag in ("IN", "TO") and tokens[owner.first - 1].low not in ("than", "as", "like"):
                at = owner.first - 2  # 'but in a later interview said'
                continue
            return _with_partners(doc, owner, floor)
        elif token.tag == "CC":
            return _shared(doc, verb, at, floor, depth)
        elif token.tag == "SB" and token.low == "that":
            return _antecedent(doc, at - 1, floor)
        elif doc.verb_at[at] >= 0 and not doc.verbs[doc.verb_at[at]].finite:
            at = doc.verbs[doc.verb_at[at]].first - 1  # a participle after its noun: 'the man accused said'
        elif doc.verb_at[at] >= 0:
            return subject(doc, doc.verbs[doc.verb_at[at]], depth + 1)
        else:
            return []
    return []


def _inverted(doc: Document, verb: VerbGroup) -> list[Noun]:
    """The speaker in '..., said Rep. Adam Schiff'."""
    tokens = doc.tokens
    if verb.lemma not in words("speech", "inverted") or verb.form not in "DZ" or verb.first != verb.last or verb.first == 0:
        return []
    before = tokens[verb.first - 1]
    if before.tag != "Q" and before.text not in (",", "?", "!"):
        return []
    floor = max(doc.sentence(verb.first).first, verb.first - _REACH)
    if before.text == "," and _before_aside(doc, verb.first - 1, floor) is not None and (verb.first < 2 or tokens[verb.first - 2].tag != "Q"):  # noqa: PLR2004
        return []
    noun = noun_after(doc, verb.last, skip=())
    if noun is not None and before.tag != "Q" and _has_verb(doc, noun):
        return []
    if noun is None or tokens[noun.head].tag == "PR" and tokens[noun.head].low not in ("he", "she", "they"):  # noqa: RUF021
        return []
    if before.text == "," and before.tag != "Q" and verb.first >= 2 and tokens[verb.first - 2].tag != "Q" and not names_party(doc, noun):  # noqa: E501, PLR2004
        return []
    return joined(doc, noun) if names_party(doc, noun) else []


def _has_verb(doc: Document, noun: Noun) -> bool:
    """Whether a finite verb follows a phrase, so that it is that verb's subject."""
    at = skip_aside(doc, extent(doc, noun)) + 1
    limit = doc.sentence(noun.head).last
    while at <= limit and doc.tokens[at].tag in ("RB", "Q"):
        at += 1
    return at <= limit and doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite


def names_party(doc: Document, noun: Noun) -> bool:
    """Whether a phrase can stand for somebody who speaks and acts."""
    head = doc.tokens[noun.head]
    return head.tag in ("NP", "PR", "WH") or is_person(head) or is_body(head)


def _opening(doc: Document, at: int, floor: int) -> int:
    while at > floor and doc.tokens[at].text != "(":
        at -= 1
    return at


def _before_aside(doc: Document, comma: int, floor: int) -> int | None:
    """The token before an aside that ends in `comma`: ', who met him,' and ', a Minnesota Democrat,'."""
    tokens = doc.tokens
    marks = (",",) if tokens[comma].text == "," else ("—", "–", "--")
    for at in range(comma - 1, max(floor, comma - 30) - 1, -1):
        if tokens[at].text not in marks:
            continue
        inner = tokens[at + 1]
        if inner.tag not in _OPENERS and inner.low not in ("now", "then"):
            continue
        before = doc.noun(at - 1) if at > floor else None
        ended = tokens[at - 1].text == ")" if at > floor else False
        if before is None and not ended:
            continue
        if inner.tag in ("RB", "SB") and inner.low not in ("now", "then", "once", "formerly"):
            continue
        return at - 1
    return None


def _out_of_relative(doc: Document, noun: Noun, floor: int) -> int | None:
    """The token before 'who met the minister', where `noun` is the minister: the verb after it is somebody else's."""
    tokens = doc.tokens
    met = -1
    for probe in range(noun.first - 1, max(floor, noun.first - 14) - 1, -1):
        token = tokens[probe]
        if token.tag in ("P", "CC", "Q") or (token.tag == "SB" and token.low != "that"):
            return None
        index = doc.verb_at[probe]
        if index >= 0:
            met = doc.verbs[index].first
        relative = token.low in ("who", "which") or (token.low == "that" and probe > floor and doc.noun(probe - 1) is not None)
        if relative and met >= 0 and all(tokens[i].tag == "RB" for i in range(probe + 1, met)):
            return probe - 1 if probe > floor and tokens[probe - 1].text != "," else None
        if token.low == "that":
            return None
    return None


def _before_relative(doc: Document, at: int, floor: int) -> int | None:
    """The token before a ', who ...' clause whose last phrase ends at `at` and has an aside of its own."""
    tokens = doc.tokens
    for probe in range(at, max(floor, at - 14) - 1, -1):
        if tokens[probe].text == ",":
            opening = tokens[probe + 1]
            relative = opening.tag == "WH" and doc.verb_at[min(probe + 2, len(tokens) - 1)] >= 0
            return probe - 1 if probe > floor and (relative or opening.tag in ("VN", "VG", "VD")) else None
    return None


def _antecedent(doc: Document, at: int, floor: int) -> list[Noun]:
    """The phrase that a relative pronoun at `at + 1` refers to."""
    tokens = doc.tokens
    if at >= floor and tokens[at].text in (",", "—", "–"):
        at -= 1
    if at >= floor and tokens[at].text == ")":
        at = _opening(doc, at, floor) - 1
    noun = doc.noun(at) if at >= floor else None
    if noun is None:
        return []
    owner = _attached(doc, noun, floor)
    if owner is not None and (is_person(doc.tokens[owner.head]) or not names_party(doc, noun)):
        return [owner]
    return [noun]


def _attached(doc: Document, noun: Noun, floor: int) -> Noun | None:
    """The phrase that a prepositional phrase around `noun` hangs on, leftmost of a chain; None when it is free."""
    best = None
    at = noun.first - 1
    tokens = doc.tokens
    for _ in range(4):
        if at < floor or tokens[at].low not in _LINKS:
            break
        before = at - 1
        if before >= floor and tokens[before].text == ")":
            before = _opening(doc, before, floor) - 1
        owner = doc.noun(before) if before >= floor else None
        if owner is None or (tokens[owner.head].low in _QUANTITY and tokens[at].low == "of"):
            break
        best = owner
        at = owner.first - 1
    return best


def _with_partners(doc: Document, noun: Noun, floor: int) -> list[Noun]:
    """The phrase with those joined to it on its left: 'A and B met'."""
    tokens = doc.tokens
    found = [noun]
    at = noun.first - 1
    if at < floor or tokens[at].low not in ("and", "&", "nor", "or"):
        return found
    for _ in range(6):
        at -= 1 if tokens[at].low in ("and", "&", "nor", "or", ",") or tokens[at].text == "," else 0
        if at >= floor and tokens[at].text == ",":
            at -= 1
        if at >= floor and tokens[at].text == ")":
            at = _opening(doc, at, floor) - 1
        partner = doc.noun(at) if at >= floor else None
        if partner is None or tokens[partner.head].tag == "WH" or not names_party(doc, partner):
            break
        if tokens[partner.head].tag == "N" and tokens[noun.head].tag == "NP" and tokens[partner.first].tag not in ("D", "S", "CD") and not tokens[partner.head].low.endswith("s"):  # noqa: E501
            break  # 'contender and former surgeon Ann Lee' is one person
        owner = _attached(doc, partner, floor)
        partner = owner if owner is not None and names_party(doc, owner) else partner
        left = tokens[partner.first - 1] if partner.first > floor else None
        reported = left is not None and left.lemma in words("speech", "bare")
        if left is not None and not reported and (left.tag[0] == "V" or left.tag in ("IN", "TO")):
            break
        found.insert(0, partner)
        at = partner.first - 1
        if at < floor or tokens[at].text != ",":
            break
    return found


def _shared(doc: Document, verb: VerbGroup, conjunction: int, floor: int, depth: int) -> list[Noun]:
    """The subject that 'and denied it' shares with the finite verb before it; of saying, with a verb of saying."""
    says = words("speech", "say") | words("call", "demand") | words("denial", "deny")
    if verb.lemma in says:
        for at in range(conjunction - 1, floor - 1, -1):
            index = doc.verb_at[at]
            if index >= 0 and doc.verbs[index].finite and doc.verbs[index].lemma in says and not _in_relative(doc, doc.verbs[index]):
                return subject(doc, doc.verbs[index], depth + 1)
    for at in range(conjunction - 1, floor - 1, -1):
        index = doc.verb_at[at]
        if index >= 0 and doc.verbs[index].finite:
            if _in_relative(doc, doc.verbs[index]) and depth < 2:  # noqa: PLR2004
                continue
            if not _agree(doc, verb, doc.verbs[index]):
                continue
            return subject(doc, doc.verbs[index], depth + 1)
    return []


def _agree(doc: Document, verb: VerbGroup, other: VerbGroup) -> bool:
    """Whether two verbs can have one subject: not 'belong ... and wants'."""
    def number(group: VerbGroup) -> str:
        first = next((t for t in doc.tokens[group.first : group.last + 1] if t.tag in ("BE", "HV", "DO") or t.tag[0] == "V"), None)
        if first is None or group.modal or first.tag == "VD" or first.low in ("had", "did"):
            return ""
        return "singular" if first.low in ("is", "was", "has", "does") or first.tag == "VZ" else "plural" if first.low in ("are", "were", "have", "do") or first.tag == "VB" else ""  # noqa: E501

    return not (number(verb) and number(other)) or number(verb) == number(other)


def _in_relative(doc: Document, verb: VerbGroup) -> bool:
    at = verb.first - 1
    while at >= 0 and doc.tokens[at].tag == "RB":
        at -= 1
    if at < 1:
        return False
    return doc.tokens[at].tag == "WH" or (doc.tokens[at].low == "that" and doc.noun(at - 1) is not None)


def _of_nonfinite(doc: Document, verb: VerbGroup, depth: int) -> list[Noun]:
    """Whose act an infinitive or participle is: the object or subject of the verb that governs it."""
    tokens = doc.tokens
    sentence = doc.sentence(verb.first)
    floor = max(sentence.first, verb.first - _REACH)
    at = verb.first - 1
    while at >= floor and tokens[at].tag in ("RB", "Q", "NEG"):
        at -= 1
    noun = doc.noun(at) if at >= floor else None
    if noun is not None and verb.form == "G":
        start = noun.first
        if start > floor and tokens[start - 1].low == "with":
            return [noun]
        owner = _attached(doc, noun, floor)
        if owner is not None and owner.first > floor and tokens[owner.first - 1].low == "with":
            return [owner]
    if at >= floor and tokens[at].text == ")" and verb.form == "G":
        opening = doc.noun(_opening(doc, at, floor) - 1)
        if opening is not None and opening.first > floor and tokens[opening.first - 1].low == "with":
            return [opening]
    if verb.form == "G" and not verb.infinitive and at >= floor and tokens[at].text == "," and verb.lemma in words("speech", "say"):
        for index in doc.verbs_in[doc.sentence_of[verb.first]]:
            main = doc.verbs[index]
            if main.first >= verb.first:
                break
            if main.finite and not _in_relative(doc, main):
                return subject(doc, main, depth + 1)
    for probe in range(at, floor - 1, -1):
        index = doc.verb_at[probe]
        if index < 0:
            continue
        governor = doc.verbs[index]
        if verb.infinitive and governor.lemma in words("speech", "object_control") and not governor.passive:
            target = noun_after(doc, governor.last)
            if target is not None and target.last < verb.first:
                return joined(doc, target)
        if governor.finite or depth < 4:  # noqa: PLR2004
            return subject(doc, governor, depth + 1)
    for probe in range(verb.last + 1, sentence.last + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].finite:
            return subject(doc, doc.verbs[index], depth + 1)
    return []


def clause_end(doc: Document, at: int) -> int:
    """The last token before the clause that `at` stands in gives way to another finite clause or the sentence ends."""
    tokens = doc.tokens
    limit = min(doc.sentence(at).last, at + _REACH)
    probe = at + 1
    while probe <= limit:
        token = tokens[probe]
        if token.tag in ("SB", "WH") and token.low not in ("so",):
            return probe - 1
        if token.text in (";", "—", "–") or (token.text == ":" and not _lists(doc, probe, limit)):
            return probe - 1
        if token.tag == "CC" and probe < limit and doc.verb_at[probe + 1] >= 0:
            return probe - 1
        if token.low in ("while", "after", "before") and _clause_follows(doc, probe, limit):
            return probe - 1
        probe += 1
    return limit


def _lists(doc: Document, at: int, limit: int) -> bool:
    """Whether a colon opens a list of occasions: 'twice: once in May, and again in June'."""
    return any(token.low in ("once", "first", "one", "in", "on", "at") for token in doc.tokens[at + 1 : min(at + 3, limit) + 1])


def _clause_follows(doc: Document, at: int, limit: int) -> bool:
    noun = noun_after(doc, at)
    if noun is None:
        return False
    verb = noun.last + 1
    return verb <= limit and doc.verb_at[verb] >= 0 and doc.verbs[doc.verb_at[verb]].finite


def complement(doc: Document, at: int, prepositions: frozenset[str], end: int | None = None) -> Noun | None:
    """The phrase after the first of some prepositions that follows `at` in its clause."""
    limit = end if end is not None else clause_end(doc, at)
    for probe in range(at + 1, limit + 1):
        if doc.tokens[probe].low in prepositions and doc.tokens[probe].tag in ("IN", "TO"):
            noun = noun_after(doc, probe, skip=("Q", "RB"))
            if noun is not None:
                return noun
    return None
