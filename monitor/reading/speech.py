"""Attributed speech: which words are whose, direct and indirect, and who reports whom."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import extent, names_party, next_token, noun_after, owner_of
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.normal import CLOSE
from monitor.reading.quotations import Quotation
from monitor.reading.quoted_words import names_work
from monitor.reading.subjects import SELVES, subject


@dataclass(slots=True, frozen=True)
class Speech:
    """`speakers` say the tokens first to last."""

    speakers: tuple[Noun, ...]
    first: int
    last: int
    cue: int  # the verb of saying (or 'to' of 'according to'), a token index
    lemma: str
    direct: bool


def find(doc: Document, quotations: list[Quotation]) -> list[Speech]:
    """Every attributed stretch, outer ones before inner ones of the same start."""
    asserted = _asserted(doc)
    for quotation in quotations:
        for claim in asserted:
            if quotation.cue < claim.cue < quotation.first <= claim.last:  # 'described his claim that he "was ill" as'
                quotation.speaker, quotation.cue, quotation.how = claim.speakers[0], claim.cue, "whose claim it is"
    found = [
        speech
        for verb in doc.verbs
        if (verb.lemma in words("speech", "say") or _adamant(doc, verb) or _phrasal(doc, verb))
        and (speech := _indirect(doc, verb, _limit(doc, verb, quotations))) is not None
    ]
    found.extend(_according(doc))
    _quote_within(doc, quotations, found)
    found.extend(
        Speech((q.speaker,), q.first, q.last, q.cue, doc.tokens[q.cue].lemma, direct=True)
        for q in quotations
        if q.speaker is not None
    )
    found.extend(asserted)
    return sorted(found, key=lambda speech: (speech.first, -speech.last))


def _quote_within(doc: Document, quotations: list[Quotation], reported: list[Speech]) -> None:
    """Give quotations without a speaker, 'X said that it was "late" and "odd"', whoever's report they stand in."""
    in_sentence: dict[int, list[Speech]] = {}
    for speech in reported:
        in_sentence.setdefault(doc.sentence_of[speech.cue], []).append(speech)
    for quotation in quotations:
        if quotation.speaker is not None or names_work(doc, quotation.first, quotation.last):
            continue
        around = [
            speech
            for speech in in_sentence.get(doc.sentence_of[quotation.first], ())
            if speech.first <= quotation.first and quotation.last <= speech.last
        ]
        if around:
            inner = max(around, key=lambda speech: speech.cue)
            quotation.speaker, quotation.cue, quotation.how = inner.speakers[0], inner.cue, "whose report it is in"


def _limit(doc: Document, verb: VerbGroup, quotations: list[Quotation]) -> int:
    """The last token that a verb's words can reach: the end of a quotation that it stands in, or of its clause."""
    sentence, quote = doc.sentence(verb.last), doc.tokens[verb.last].quote
    if quote >= 0:
        return min(sentence.last, quotations[quote].last)
    subordinate = doc.tokens[sentence.first].low in _SUBORDINATE
    for at in range(verb.last + 1, sentence.last):
        token = doc.tokens[at]
        if token.quote >= 0:
            continue
        if token.text == ";" and doc.tokens[at + 1].low not in ("that", "and"):
            return at - 1
        if subordinate and token.text == "," and _main_follows(doc, at):
            return at - 1
    return sentence.last


def _main_follows(doc: Document, comma: int) -> bool:
    """Whether 'Ruiz rose' follows a comma, so that the clause before it hangs on that."""
    noun = noun_after(doc, comma)
    index = doc.verb_at[min(noun.last + 1, doc.sentence(comma).last)] if noun is not None else -1
    return index >= 0 and doc.verbs[index].finite


def _indirect(doc: Document, verb: VerbGroup, limit: int) -> Speech | None:  # noqa: PLR0911 - a grammar is a list of cases
    speakers = subject(doc, verb)
    asked = verb.passive or (verb.form == "N" and not verb.perfect)  # 'Asked if it was late, Ruiz left'
    unsaid = verb.negative or (verb.infinitive and _unsaid(doc, verb))
    if not speakers or asked or unsaid or _impersonal(doc, verb, speakers):
        return None
    sentence = doc.sentence(verb.last)
    comma = speakers[0].first - 1 if speakers[0].first < verb.first else verb.first - 1
    inserted = verb.finite and comma > sentence.first + 1 and doc.tokens[comma].text == ","
    if verb.finite and verb.form in "DZ" and (whole := _ends_quoted(doc, sentence.first, comma)) is not None:
        return Speech(tuple(speakers), sentence.first, whole, verb.last, verb.lemma, direct=False)
    start = None if inserted and speakers[0].first > verb.first else content_start(doc, verb)
    if start is not None and start != speakers[0].first:
        paper = doc.tokens[speakers[0].head].low in words("speech", "source")
        if paper and verb.form == "G" and verb.lemma not in ("say", "state") and doc.tokens[start].tag != "SB":
            return None  # 'a report suggesting favours for the club was untrue'
        says_something = doc.tokens[start].low != "that" or _has_verb(doc, start, limit)
        told = Speech(tuple(speakers), start, limit, verb.last, verb.lemma, direct=False)
        return told if start <= limit and says_something else None
    if inserted and verb.form in "DZ" and doc.tokens[comma - 1].tag != "Q":
        resumes = verb.last < sentence.last and doc.tokens[verb.last + 1].text == ","
        parted = resumes and verb.last + 2 <= sentence.last and _resumed(doc, sentence.first, comma, verb.last + 2)
        if not parted and not _main_clause(doc, sentence.first, comma - 1):
            return None
        last = sentence.last if resumes and speakers[0].first < verb.first else comma - 1
        return Speech(tuple(speakers), sentence.first, last, verb.last, verb.lemma, direct=False)
    return None


def _resumed(doc: Document, first: int, comma: int, after: int) -> bool:
    """Whether 'said Ruiz' parts a subject from its verb: 'The mayor, Ruiz said, should resign'."""
    noun = doc.noun(first)
    index = doc.verb_at[after]
    if noun is None or noun.first != first or index < 0 or not doc.verbs[index].finite:
        return False
    charge = doc.tokens[noun.head].low in words("denial", "accusing") | words("denial", "accusation")
    return (noun.last if charge else extent(doc, noun)) == comma - 1 and (charge or names_party(doc, noun))


def _ends_quoted(doc: Document, first: int, closing: int) -> int | None:
    """The last token of 'Lee is "wholly innocent,"', where only the end of what is said is quoted."""
    if closing <= first or doc.tokens[closing].text != CLOSE or doc.tokens[closing - 1].text != ",":
        return None
    quote = doc.tokens[closing - 1].quote
    opening = next((at for at in range(closing - 1, first, -1) if doc.tokens[at - 1].quote != quote), first)
    if opening <= first + 1 or doc.tokens[opening - 1].text in (",", ":") or not _main_clause(doc, first, opening - 1):
        return None
    return closing - 1


def _has_verb(doc: Document, first: int, last: int) -> bool:
    """Whether a finite verb stands between two tokens."""
    return any(doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite for at in range(first, last + 1))


_SUBORDINATE = frozenset("after as when while since before if because although though until once".split())


def _main_clause(doc: Document, first: int, last: int) -> bool:
    """Whether tokens can be a speaker's words: not 'Leading the charge', not 'Soon after the vote was lost'."""
    verb = next((at for at in range(first, last + 1) if _has_verb(doc, at, at)), None)
    if verb is None or doc.tokens[first].tag in ("VG", "SB"):
        return False
    return not any(token.low in _SUBORDINATE for token in doc.tokens[first:verb])


def _impersonal(doc: Document, verb: VerbGroup, speakers: list[Noun]) -> bool:
    """Whether 'it' says nothing: 'It is clear that', 'It means admitting that'."""
    low = doc.tokens[speakers[0].head].low
    return low in ("it", "this", "that", "there", "which", "what") and (verb.lemma == "be" or verb.form == "G")


def _adamant(doc: Document, verb: VerbGroup) -> bool:
    """Whether 'was adamant' or 'made clear' stands for a verb of saying."""
    at = next_token(doc, verb.last)
    if verb.lemma == "make" and at <= doc.sentence(verb.last).last and doc.tokens[at].low in ("clear", "plain"):
        return True
    return (
        verb.lemma == "be" and at <= doc.sentence(verb.last).last and doc.tokens[at].low in words("speech", "adamant")
    )


def _phrasal(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb and the word after it report: 'shot back that'."""
    at = verb.last + 1
    return at < doc.sentence(verb.last).last and f"{verb.lemma} {doc.tokens[at].low}" in words("speech", "phrasal")


def _unsaid(doc: Document, verb: VerbGroup) -> bool:
    """Whether 'to say' hangs on 'failed', 'refused' or 'declined'."""
    index = doc.verb_at[verb.first - 1] if verb.first else -1
    return index >= 0 and doc.verbs[index].lemma in ("fail", "refuse", "decline", "want", "hope", "forget", "omit")


def content_start(doc: Document, verb: VerbGroup) -> int | None:
    """The first token of the clause that a verb of saying reports, or None when it takes none after it."""
    start, at = _content_near(doc, verb)
    return _past_aside(doc, at) if start is None else start


def _past_aside(doc: Document, at: int) -> int | None:
    """The 'that' after 'said through his lawyer, Ana Ruiz, that' from where the aside begins."""
    for probe in range(at, min(at + _ASIDE, doc.sentence(min(at, len(doc.tokens) - 1)).last)):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].finite:
            return None
        if doc.tokens[probe].text == "," and doc.tokens[probe + 1].low == "that" and probe > at:
            return probe + 1
    return None


_ASIDE = 16  # tokens between a verb of saying and its 'that'


def _content_near(doc: Document, verb: VerbGroup) -> tuple[int | None, int]:  # noqa: C901, PLR0912 - a grammar is a list of cases
    """The first token of the clause right after a verb of saying, or None; how far was looked."""
    tokens = doc.tokens
    limit = doc.sentence(verb.last).last
    at = next_token(doc, verb.last)
    if verb.lemma in ("be", "make"):
        at = next_token(doc, at)
    if verb.lemma in ("tell", "inform", "assure", "warn", "ask", "remind"):
        addressee = doc.noun(at) if at <= limit else None
        if addressee is not None and addressee.first == at and not _clause(doc, at):
            at = addressee.last + 1
    at = _past_participle(doc, at, limit)
    for _ in range(6):  # time, place and manner between the verb and its clause
        while at <= limit and (tokens[at].tag in ("TM", "RB", "Q") or tokens[at].text == ","):
            if tokens[at].text == "," and not (at < limit and tokens[at + 1].tag == "SB"):
                break
            at += 1
        if at > limit:
            return None, at
        if tokens[at].tag == "SB" and tokens[at].low in ("that", "whether", "if", "how", "why"):
            return at, at
        if (verb.lemma in words("speech", "bare") or verb.lemma == "be") and _clause(doc, at):
            return at, at
        if tokens[at].tag in ("IN", "TO") and tokens[at].low not in ("as", "for"):
            noun = noun_after(doc, at)
            if noun is None:
                if at < limit and tokens[at + 1].tag == "TM":
                    at += 2
                    while at <= limit and (
                        tokens[at].tag in ("TM", "CD") or tokens[at].low in ("night", "morning", "afternoon", "evening")
                    ):
                        at += 1
                    continue
                return None, at
            at = noun.last + 1
            continue
        return None, at
    return None, at


def _past_participle(doc: Document, at: int, limit: int) -> int:
    """The 'that' after ', citing two officials,' where that begins at a token, or the token itself."""
    tokens = doc.tokens
    if at + 1 > limit or tokens[at].text != "," or tokens[at + 1].tag != "VG":
        return at
    for probe in range(at + 2, min(at + 14, limit)):
        if tokens[probe].text == ",":
            return probe + 1 if tokens[probe + 1].low == "that" else at
    return at


def _clause(doc: Document, at: int) -> bool:
    """Whether a finite clause begins at a token: a phrase, perhaps with one hanging on it, then its verb."""
    limit = doc.sentence(at).last
    at += doc.tokens[at].low == "neither" and at < limit  # 'said neither the firm nor its owner had'
    noun = doc.noun(at)
    if noun is None or noun.first != at or doc.tokens[noun.head].low in ("him", "me", "us", "them"):
        return False
    probe = noun.last + 1
    commas = 0
    after = doc.noun(probe + 1) if probe < limit and doc.tokens[probe].text == "," else None
    if after is not None and after.first == probe + 1 and doc.tokens[after.head].tag == "PR":
        return False  # 'has denied the charges, they must be heard'
    for _ in range(14):
        if probe < limit and doc.tokens[probe].text == "(":  # 'Ruiz (D-Ohio) should'
            probe = next(
                (at + 1 for at in range(probe, min(probe + 8, limit)) if doc.tokens[at].text == ")"), limit + 1
            )
        ends = probe > limit or (doc.tokens[probe].tag in ("P", "SB") and doc.tokens[probe].text != ",")
        if ends or (doc.tokens[probe].text == CLOSE and doc.tokens[at].quote >= 0):
            return False
        commas += doc.tokens[probe].text == ","
        index = doc.verb_at[probe]
        if index >= 0:
            return doc.verbs[index].finite and not (commas == 1 and doc.tokens[probe - 1].text == ",")
        if doc.tokens[probe].low in SELVES:
            probe += 1  # 'Ruiz herself owed'
            continue
        inner = doc.noun(probe)
        before = doc.tokens[probe - 2 if doc.tokens[probe - 1].tag == "RB" else probe - 1]  # ', now attorney general,'
        if inner is not None and inner.first == probe and before.tag not in ("IN", "TO", "CC", "P", "Q", "NEG"):
            return False
        probe += 1
    return False


def _according(doc: Document) -> list[Speech]:
    found = _as_told(doc)
    for at in range(len(doc.tokens) - 1):
        if doc.tokens[at].low == "according" and doc.tokens[at + 1].low == "to":
            noun = noun_after(doc, at + 1)
            if noun is not None:
                sentence = doc.sentence(at)
                opens = at - sentence.first < 3  # noqa: PLR2004 - 'But according to'
                inserted = doc.tokens[at - 1].text == "," and _resumes(doc, noun)
                first, last = (_past_source(doc, noun), sentence.last) if opens else (sentence.first, at - 1)
                last = sentence.last if inserted else last
                if first <= last:
                    found.append(Speech((noun,), first, last, at + 1, "according", direct=False))
    return found


def _as_told(doc: Document) -> list[Speech]:
    """'As Ruiz tells it, the report is false': whose words the rest of the sentence is."""
    found = []
    for sentence in doc.sentences:
        if sentence.last - sentence.first < 6 or doc.tokens[sentence.first].low != "as":  # noqa: PLR2004 - 'As he tells it, it is late'
            continue
        noun = noun_after(doc, sentence.first, skip=())
        at = extent(doc, noun) + 1 if noun is not None else sentence.last
        if noun is None or at + 3 > sentence.last or doc.tokens[at].lemma not in ("tell", "see", "put", "remember"):
            continue
        if (doc.tokens[at + 1].low, doc.tokens[at + 2].text) == ("it", ","):
            found.append(Speech((noun,), at + 3, sentence.last, at, "according", direct=False))
    return found


def _resumes(doc: Document, source: Noun) -> bool:
    """Whether a sentence's own verb follows its source: 'The force, according to Ruiz, has to look into it'."""
    limit = doc.sentence(source.last).last
    comma = next((at for at in range(source.last + 1, limit) if doc.tokens[at].text == ","), limit)
    following = comma + 1 + (doc.tokens[min(comma + 1, limit)].tag in ("RB", "Q"))
    return following <= limit and doc.verb_at[following] >= 0 and doc.verbs[doc.verb_at[following]].finite


def _past_source(doc: Document, noun: Noun) -> int:
    """The token after 'according to a person familiar with the talks': a comma, if one stands before a verb."""
    for at in range(noun.last + 1, doc.sentence(noun.last).last):
        if doc.tokens[at].text == ",":
            return at
        if doc.verb_at[at] >= 0:
            break
    return noun.last + 1


def _asserted(doc: Document) -> list[Speech]:
    """'Smith's assertion that ...': the owner of the noun says what its clause says."""
    found = []
    for noun in doc.nouns:
        if doc.tokens[noun.head].low not in words("speech", "assertion"):
            continue
        following = next_token(doc, noun.last)
        sentence = doc.sentence(noun.last)
        if following > sentence.last or doc.tokens[following].low != "that":
            continue
        owner = owner_of(doc, noun)
        if owner is not None:
            last = next((at - 1 for at in range(following + 2, sentence.last) if _named_as(doc, at)), sentence.last)
            found.append(Speech((owner,), following, last, noun.head, "assert", direct=False))
    return found


def _named_as(doc: Document, at: int) -> bool:
    """Whether 'as false' or 'as referring to' begins at a token: what another makes of an assertion."""
    return doc.tokens[at].low == "as" and doc.tokens[at + 1].tag in ("VG", "J", "Q")


def speaks(doc: Document, noun: Noun) -> bool:
    """Whether a phrase can be a speaker at all."""
    return names_party(doc, noun)
