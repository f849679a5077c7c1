"""Whose act a verb group is: the phrases before it, after it when speech is inverted, or those of its governor."""

from __future__ import annotations

from monitor.reading import inversion
from monitor.reading.chunks import Noun, VerbGroup, is_person
from monitor.reading.clauses import joined, names_party, noun_after, owner_of
from monitor.reading.coordination import attached, with_partners
from monitor.reading.document import Document
from monitor.reading.interruptions import (
    adverbial,
    before_aside,
    before_cue,
    before_mark,
    before_relative,
    opening_bracket,
    out_of_infinitive,
    out_of_participle,
    out_of_relative,
)
from monitor.reading.lexicon import words

SELVES = ("himself", "herself", "itself", "themselves")
_REACH = 60  # tokens that a subject may stand before its verb


def subject(doc: Document, verb: VerbGroup, depth: int = 0) -> list[Noun]:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar is a list of cases
    """The noun phrases whose act or state the verb group is, as far as the sentence shows; may be pronouns."""
    if depth > 6:  # noqa: PLR2004 - longer chains of verbs are no chains
        return []
    sentence = doc.sentence(verb.first)
    told = inversion.speaker_after(doc, verb)
    if told:
        return told
    at, floor = verb.first - 1, max(sentence.first, verb.first - _REACH)
    if not verb.finite:
        return _of_nonfinite(doc, verb, depth)
    tokens = doc.tokens
    while at >= floor:
        token = tokens[at]
        adverb = adverbial(doc, at, floor)
        if adverb is not None:
            at = adverb
        elif token.tag in ("RB", "NEG", "Q", "TM") or (token.tag == "IN" and tokens[at + 1].tag == "TM"):
            at -= 1
        elif token.text == ")":
            at = opening_bracket(doc, at, floor) - 1
        elif token.text in (",", "—", "–", "--"):
            opener = _opens_series(doc, verb, at)
            if opener is not None:
                return subject(doc, opener, depth + 1)
            jump = before_aside(doc, at, floor) or before_cue(doc, at, floor)
            if jump is None:
                return []
            at = before_mark(doc, jump, floor)
            outer = before_relative(doc, at, floor)
            at = outer if outer is not None else at
        elif token.tag == "J" and at > floor and tokens[at - 1].low in ("nothing", "something", "anything"):
            at -= 1  # 'nothing improper was done'
        elif (
            token.low in words("words", "number") and at > floor + 1 and tokens[at - 1].low == "of" and not doc.noun(at)
        ):
            at -= 2  # 'the mother of three said'
        elif token.low in (*_FLOATING, *SELVES) and _floats(doc, at, floor):
            at -= 1
        elif doc.noun(at) is not None:
            noun = doc.noun(at)
            assert noun is not None
            if tokens[noun.head].tag == "WH":
                return _antecedent(doc, noun.first - 1, floor)
            owner = attached(doc, noun, floor) or noun
            if tokens[owner.head].tag == "WH":
                return _antecedent(doc, owner.first - 1, floor)  # 'Ruiz, who in Leeds met him'
            placed = owner.first > floor + 2 and tokens[owner.first - 1].tag == "IN"
            placed = placed and tokens[owner.first - 1].low not in ("after", "before", "since", "until", "as")
            if placed and tokens[owner.first - 2].tag == "TM":
                at = owner.first - 2
                continue  # 'Ruiz on Sunday in Leeds met him'
            outer = None
            if tokens[noun.head].low not in ("he", "she", "they", "i", "we"):  # no object of anything
                outer = out_of_relative(doc, owner, floor)
                outer = outer if outer is not None else out_of_participle(doc, owner, floor)
                outer = outer if outer is not None else out_of_infinitive(doc, owner, floor)
            if outer is not None:
                at = outer
                continue
            if owner.first > floor + 2 and tokens[owner.first - 1].low in ("through", "via"):
                at = owner.first - 2 - (tokens[owner.first - 2].text == ",")
                continue  # 'Ruiz, through her lawyer, Kim Lee, said'
            if (
                owner.first > floor + 2
                and tokens[owner.first - 2].tag == "CC"
                and tokens[owner.first - 1].tag in ("IN", "TO")
                and tokens[owner.first - 1].low not in ("than", "as", "like")
            ):
                at = owner.first - 2  # 'but in a later interview said'
                continue
            return with_partners(doc, owner, floor)
        elif token.tag == "CC":
            return _shared(doc, verb, at, floor, depth)
        elif token.tag == "SB" and token.low == "that":
            return _antecedent(doc, at - 1, floor)
        elif doc.verb_at[at] >= 0 and not doc.verbs[doc.verb_at[at]].finite:
            at = doc.verbs[doc.verb_at[at]].first - 1  # a participle after its noun: 'the man accused said'
        elif doc.verb_at[at] >= 0:
            outer = _before_object_relative(doc, doc.verbs[doc.verb_at[at]], floor, depth)
            if outer is None:
                return subject(doc, doc.verbs[doc.verb_at[at]], depth + 1)
            at = outer
        else:
            return []
    return []


_FLOATING = ("both", "all", "each")


def _floats(doc: Document, at: int, floor: int) -> bool:
    """Whether 'both' or 'himself' repeats the phrase right before it: 'Lee and Ruiz both said'."""
    noun, before = doc.noun(at), doc.noun(at - 1) if at > floor else None
    return before is not None and doc.tokens[before.head].tag != "WH" and (noun is None or noun.first == noun.last)


def _opens_series(doc: Document, verb: VerbGroup, comma: int) -> VerbGroup | None:
    """The verb before 'denied it' in 'hid the facts, denied it and left': the one whose subject the series shares."""
    tokens, sentence = doc.tokens, doc.sentence(verb.first)
    if tokens[comma].text != "," or verb.first != verb.last or verb.form not in "DZ":
        return None
    earlier = [doc.verbs[index] for index in doc.verbs_in[doc.sentence_of[comma]] if doc.verbs[index].last < comma]
    opener = earlier[-1] if earlier else None
    if opener is None or opener.form != verb.form or opener.first != opener.last:
        return None
    for at in range(opener.first - 1, sentence.first - 1, -1):
        if tokens[at].text == ",":
            if at > sentence.first and tokens[at - 1].tag == "NP" and tokens[at + 1].low in ("a", "an"):
                return None  # 'Ruiz, who leads Amity, a group based in Leeds, said'
            break
        if tokens[at].tag in ("WH", "SB", "Q"):
            return None
    closing = (
        doc.verbs[doc.verb_at[at + 1]]
        for at in range(verb.last + 1, sentence.last)
        if tokens[at].tag == "CC" and doc.verb_at[at + 1] >= 0
    )
    return opener if any(each.form == verb.form for each in closing) else None


def _before_object_relative(doc: Document, verb: VerbGroup, floor: int, depth: int) -> int | None:
    """The token before '(that) she read' in 'the book (that) she read was wrong'; None for any other clause."""
    nouns = subject(doc, verb, depth + 1)
    subject_of = min((noun for noun in nouns if noun.first < verb.first), default=None, key=lambda noun: noun.first)
    at = subject_of.first - 1 if subject_of is not None else -1
    if subject_of is None or at <= floor:
        return None
    if doc.tokens[at].low in ("that", "which", "whom", "who"):
        return at - 1 if doc.noun(at - 1) is not None else None
    book = doc.noun(at)
    own = doc.tokens[subject_of.first].tag in ("PR", "D", "S", "NP")
    told = book is not None and book.last == at and doc.tokens[book.first].tag in ("D", "S")
    return at if own and told and book is not None and doc.tokens[book.head].tag == "N" else None


def _antecedent(doc: Document, at: int, floor: int) -> list[Noun]:
    """The phrase that a relative pronoun at `at + 1` refers to."""
    tokens = doc.tokens
    if at >= floor and tokens[at].text in (",", "—", "–"):
        at -= 1
    if at >= floor and tokens[at].text == ")":
        at = opening_bracket(doc, at, floor) - 1
    noun = doc.noun(at) if at >= floor else None
    if noun is not None and tokens[noun.head].low in SELVES:
        noun = doc.noun(noun.first - 1) or noun  # 'among them Ruiz herself, who met'
    if noun is None:
        return []
    of_those = _of_those(doc, noun, floor)
    if of_those:
        return of_those
    owner = attached(doc, noun, floor)
    if owner is not None and tokens[owner.last + 1].low == "for" and _of_office(doc, noun):
        return [noun]
    named = owner is not None and doc.people.at(owner.head) is not None and doc.people.at(noun.head) is None
    if owner is not None and (named or is_person(doc.tokens[owner.head]) or not names_party(doc, noun)):
        return [owner]  # 'Ana Ruiz of South Dakota, who'
    return [noun]


def _of_office(doc: Document, noun: Noun) -> bool:
    """Whether what is told of 'a lawyer for Ruiz, who resigned,' is of Ruiz: a name that leaves or takes an office."""
    limit = min(noun.last + 6, doc.sentence(noun.last).last)
    following = (doc.verbs[doc.verb_at[at]] for at in range(noun.last + 1, limit) if doc.verb_at[at] >= 0)
    verb = next(following, None)
    office = verb is not None and verb.lemma in _OFFICE
    return office and doc.tokens[noun.head].tag == "NP" and doc.tokens[noun.last + 1].text == ","


_OFFICE = frozenset("resign quit retire step leave chair run win lose serve head lead represent".split())


def _of_those(doc: Document, noun: Noun, floor: int) -> list[Noun]:
    """Whom 'Lee and Ruiz were among those who said' and 'Lee is one of many who said' tell it of."""
    tokens = doc.tokens
    at = noun.first - 1
    if at - 1 > floor and tokens[at].low == "of" and tokens[at - 1].low == "one":
        at -= 2
    elif at > floor and tokens[at].low == "among":
        at -= 1
    else:
        return []
    index = doc.verb_at[at]
    verb = doc.verbs[index] if index >= 0 else None
    return subject(doc, verb) if verb is not None and verb.finite and verb.lemma == "be" and not verb.negative else []


def _shared(doc: Document, verb: VerbGroup, conjunction: int, floor: int, depth: int) -> list[Noun]:
    """The subject that 'and denied it' shares with the finite verb before it; of saying, with a verb of saying."""
    tells = words("speech", "say") | words("denial", "deny") | words("confirmation", "acknowledge")
    says = tells | words("call", "demand")
    opens_subordinate = doc.tokens[doc.sentence(verb.first).first].low in ("when", "while", "after", "although", "as")
    never = (
        doc.tokens[conjunction].low == "and" and doc.tokens[conjunction + 1].low == "never"
    )  # 'paid it and never asked'
    if verb.lemma in says and not opens_subordinate and not never:
        for kind in (tells, says):  # 'admitted that Ruiz had called on him but said'
            shared = _of_teller(doc, kind, range(conjunction - 1, floor - 1, -1), depth)
            if shared:
                return shared
    relative: VerbGroup | None = None
    for at in range(conjunction - 1, floor - 1, -1):
        index = doc.verb_at[at]
        if index >= 0 and doc.verbs[index].finite:
            if _in_relative(doc, doc.verbs[index]) and depth < 2:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
                relative = relative or doc.verbs[index]
                continue
            if not _agree(doc, verb, doc.verbs[index]):
                continue
            return subject(doc, doc.verbs[index], depth + 1)
    return subject(doc, relative, depth + 1) if relative is not None else []  # 'who was held and has confessed'


def _of_teller(doc: Document, kind: frozenset[str], within: range, depth: int) -> list[Noun]:
    """The subject of the nearest finite verb of a kind, in no relative clause, among some tokens."""
    for at in within:
        other = doc.verbs[doc.verb_at[at]] if doc.verb_at[at] >= 0 else None
        if other is not None and other.finite and other.lemma in kind and not _in_relative(doc, other):
            shared = subject(doc, other, depth + 1)
            if shared:
                return shared
    return []


def _agree(doc: Document, verb: VerbGroup, other: VerbGroup) -> bool:
    """Whether two verbs can have one subject: not 'belong ... and wants'."""

    def number(group: VerbGroup) -> str:
        first = next(
            (t for t in doc.tokens[group.first : group.last + 1] if t.tag in ("BE", "HV", "DO") or t.tag[0] == "V"),
            None,
        )
        if first is None or group.modal or first.tag == "VD" or first.low in ("had", "did"):
            return ""
        return (
            "singular"
            if first.low in ("is", "was", "has", "does") or first.tag == "VZ"
            else "plural"
            if first.low in ("are", "were", "have", "do") or first.tag == "VB"
            else ""
        )

    if other.modal and verb.first == verb.last and verb.form in "DZ":
        return False  # 'she knows that some may object but dismissed it'
    return not (number(verb) and number(other)) or number(verb) == number(other)


def _in_relative(doc: Document, verb: VerbGroup) -> bool:
    at = verb.first - 1
    while at >= 0 and doc.tokens[at].tag == "RB":
        at -= 1
    if at < 1:
        return False
    return doc.tokens[at].tag == "WH" or (doc.tokens[at].low == "that" and doc.noun(at - 1) is not None)


def _of_nonfinite(doc: Document, verb: VerbGroup, depth: int) -> list[Noun]:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
    """Whose act an infinitive or participle is: the object or subject of the verb that governs it."""
    tokens = doc.tokens
    sentence = doc.sentence(verb.first)
    floor = max(sentence.first, verb.first - _REACH)
    at = verb.first - 1
    while at >= floor and tokens[at].tag in ("RB", "Q", "NEG"):
        at -= 1
    noun = doc.noun(at) if at >= floor else None
    if noun is not None and verb.infinitive and tokens[noun.head].low in words("words", "intent"):
        whose = owner_of(doc, noun)
        if whose is not None:
            return [whose]  # 'the mayor's decision to fire her'
    if noun is not None and verb.form == "G":
        start = noun.first
        papers = attached(doc, noun, floor) or noun
        states = verb.lemma in words("speech", "say") or verb.lemma in ("accuse", "seek")
        if states and tokens[papers.head].low in words("speech", "source"):
            return [papers]  # 'a report by the union suggesting fraud'
        if start > floor and tokens[start - 1].low == "with":
            return [noun]
        owner = attached(doc, noun, floor)
        if owner is not None and owner.first > floor and tokens[owner.first - 1].low == "with":
            return [owner]
    if at >= floor and tokens[at].text == ")" and verb.form == "G":
        opening = doc.noun(opening_bracket(doc, at, floor) - 1)
        if opening is not None and opening.first > floor and tokens[opening.first - 1].low == "with":
            return [opening]
    if (
        verb.form == "G"
        and not verb.infinitive
        and at >= floor
        and tokens[at].text == ","
        and verb.lemma in words("speech", "say") | words("denial", "naming")
    ):
        before = before_aside(doc, at, floor)
        absolute = doc.noun(before) if before is not None and before > floor else None
        if absolute is not None and absolute.first > floor and tokens[absolute.first - 1].low == "with":
            return [absolute]  # 'with the chairwoman, Ana Ruiz, saying'
        inserted = _inserted(doc, at - 1, floor)
        if inserted is not None:
            return subject(doc, inserted, depth + 1)
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
        if governor.lemma in ("quote", "cite") and tokens[at].low == "as" and not governor.passive:
            quoted = noun_after(doc, governor.last)
            return joined(doc, quoted) if quoted is not None and quoted.last < at else []
        if verb.infinitive and governor.lemma in words("speech", "object_control") and not governor.passive:
            target = noun_after(doc, governor.last)
            if target is not None and target.last < verb.first:
                return joined(doc, target)
        if governor.finite or depth < 4:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
            return subject(doc, governor, depth + 1)
    return _of_main_clause(doc, verb, depth)


def _inserted(doc: Document, at: int, floor: int) -> VerbGroup | None:
    """The verb of ', Ruiz added in a letter' where that ends at a token."""
    while at > floor and doc.verb_at[at] < 0 and doc.tokens[at].tag != "P":
        at -= 1  # past 'in a statement'
    verb = doc.verbs[doc.verb_at[at]] if at > floor and doc.verb_at[at] >= 0 else None
    if verb is None or not verb.finite or verb.lemma not in words("speech", "say"):
        return None
    noun = doc.noun(verb.first - 1)
    before = doc.tokens[noun.first - 1] if noun is not None and noun.first > floor else None
    return verb if before is not None and (before.text == "," or before.tag == "Q") else None


def _of_main_clause(doc: Document, verb: VerbGroup, depth: int) -> list[Noun]:
    """The subject that 'Denying that it leaked, the yard said so' shares: the one after a comma, or else the first."""
    first: list[Noun] = []
    for index in doc.verbs_in[doc.sentence_of[verb.first]]:
        other = doc.verbs[index]
        if other.first <= verb.last or not other.finite:
            continue
        nouns = subject(doc, other, depth + 1)
        if nouns and doc.tokens[nouns[0].first - 1].text == ",":
            return nouns
        first = first or nouns
    return first
