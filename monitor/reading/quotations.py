"""Direct quotations: where they are, and whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from monitor.reading import full_texts, transcripts
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import noun_after
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.normal import CLOSE, OPEN
from monitor.reading.quoted_words import judged_by, names_work
from monitor.reading.subjects import subject


@dataclass(slots=True)
class Quotation:
    """Tokens first to last, marks included. `speaker` is None where nothing says whose words they are."""

    first: int
    last: int
    block: int
    closed: bool
    speaker: Noun | None = None
    cue: int = -1  # the verb of saying, a token index
    how: str = ""  # the rule that found the speaker

    def whole(self, doc: Document) -> bool:
        """Whether it is a clause of its own and not a few words worked into the writer's sentence."""
        inside = range(self.first + 1, self.last)
        finite = any(doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite for at in inside)
        return self.last - self.first > 3 and finite and doc.tokens[self.first + 1].text[:1].isupper()  # noqa: PLR2004 - a count of tokens or letters that the docstring explains


def find(doc: Document) -> list[Quotation]:
    """All quotations of the prose, in order, with their speakers; marks every token with its quotation."""
    told = transcripts.turns(doc) or full_texts.turns(doc)
    labelled = [Quotation(t.first, t.last, t.block, True, t.speaker, t.cue, "label") for t in told]
    turns = {turn.block for turn in told}
    found = sorted([*(one for one in _spans(doc) if one.block not in turns), *labelled], key=lambda one: one.first)
    for number, quotation in enumerate(found):
        for at in range(quotation.first, quotation.last + 1):
            doc.tokens[at].quote = number
    said = [one for one in found if one.block not in turns and not names_work(doc, one.first, one.last)]
    for quotation in said:
        finders = (_before, _after) if _introduced(doc, quotation) else (_after, _before)
        any(
            finder(doc, quotation)
            for finder in (*finders, _read_out, _cited, _signed, _after_report, _judged, _after_colon)
        )
    _introduce(doc, said)
    _share(doc, said)
    return found


def _introduce(doc: Document, found: list[Quotation]) -> None:
    """Give the first quotation after 'Ruiz issued the following statement:' to whose statement it is."""
    announced = full_texts.announced(doc) if found else {}
    for quotation in found:
        if quotation.speaker is None and quotation.block in announced and _opens(doc, quotation):
            quotation.speaker, quotation.cue = announced[quotation.block]
            quotation.how = "announced before"


def _spans(doc: Document) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    block = -1
    for sentence in doc.sentences:
        if sentence.block != block:
            if opened >= 0:
                found.append(Quotation(opened, sentence.first - 1, block, closed=False))
            opened, block = -1, sentence.block
        for at in range(sentence.first, sentence.last + 1):
            mark = doc.tokens[at].text
            if mark == OPEN and opened < 0:
                opened = at
            elif mark == CLOSE and opened >= 0:
                found.append(Quotation(opened, at, block, closed=True))
                opened = -1
    if opened >= 0:
        found.append(Quotation(opened, len(doc.tokens) - 1, block, closed=False))
    return found


def _introduced(doc: Document, quotation: Quotation) -> bool:
    """Whether a verb of saying leads right up to the quotation: 'and said, "..."', whoever reports that."""
    at = quotation.first - 1
    if at > 0 and doc.tokens[at].text in (",", ":"):
        at -= 1
    index = doc.verb_at[at] if at >= doc.sentence(quotation.first).first else -1
    return index >= 0 and doc.verbs[index].lemma in words("speech", "say")


def _tells(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb after somebody's words tells who said them: 'said', 'went on', 'shot back'."""
    following = doc.tokens[verb.last + 1].low if verb.last < doc.sentence(verb.last).last else ""
    return verb.lemma in words("speech", "say") or f"{verb.lemma} {following}" in words("speech", "phrasal")


def _after(doc: Document, quotation: Quotation) -> bool:  # noqa: C901 - a grammar is a list of cases
    """'"...," X said' and '"...," said X'."""
    limit = doc.sentence(quotation.last).last
    at = quotation.last + 1
    while at <= limit and (doc.tokens[at].text == "," or doc.tokens[at].tag == "RB"):
        at += 1
    another = at <= limit and doc.tokens[at].low == "and" and _told_before(doc, quotation)  # 'said "...," and Lee said'
    parted = doc.tokens[quotation.last - 1].text != "," and at <= limit and doc.tokens[at].low in _DATING
    if (
        parted
        or at > limit
        or another
        or doc.tokens[at].low in ("yet", "but", "while", "whereas", "although", "though")
    ):
        return False  # '"must go", yet the minister said'
    past = -1  # the last token of a relative clause's verb
    for probe in range(at, min(at + 24, limit) + 1):
        token = doc.tokens[probe]
        if probe <= past:
            continue
        if (token.quote >= 0 and token.tag == "Q") or token.text == ";":
            return False
        index = doc.verb_at[probe]
        if index < 0:
            continue
        verb = doc.verbs[index]
        if not _tells(doc, verb) or not (verb.finite and (verb.form in "DZ" or verb.progressive or verb.perfect)):
            if probe > at and doc.tokens[probe - 1].tag == "WH":
                past = verb.last
                continue
            return False
        if probe == at:
            noun = noun_after(doc, verb.last, skip=())
            speakers = [noun] if noun is not None else []
        else:
            speakers = [noun for noun in subject(doc, verb) if noun.first >= at]
        if not speakers:
            return False
        quotation.speaker, quotation.cue, quotation.how = speakers[-1], verb.last, "quotation, then speaker and verb"
        return True
    return False


_DATING = frozenset("after when as because since before until once if".split())


def _dated(doc: Document, quotation: Quotation, at: int) -> bool:
    """Whether what follows a few quoted words dates them: 'said he "must go" after the Post reported'."""
    limit = doc.sentence(quotation.last).last
    if doc.tokens[quotation.last - 1].text == "," or at > limit or doc.tokens[at].low not in _DATING:
        return False
    rest = range(at, limit + 1)
    says = next((i for i in rest if doc.verb_at[i] >= 0 and _tells(doc, doc.verbs[doc.verb_at[i]])), limit)
    return not any(doc.tokens[i].text == "," for i in range(at, says))


def _told_before(doc: Document, quotation: Quotation) -> bool:
    """Whether a finite verb of saying stands before a quotation in its sentence."""
    first = doc.sentence(quotation.first).first
    before = (doc.verbs[index] for at in range(first, quotation.first) if (index := doc.verb_at[at]) >= 0)
    return any(verb.finite and verb.lemma in words("speech", "say") for verb in before)


def _before(doc: Document, quotation: Quotation) -> bool:
    """'X said: "..."', 'X told reporters, "..."', 'adding, "..."', 'X said he "never ..."'."""
    floor = max(doc.sentence(quotation.first).first, quotation.first - 40)
    for probe in range(quotation.first - 1, floor - 1, -1):
        if doc.tokens[probe].tag == "Q":
            if probe < quotation.first - 1:
                return False
            continue
        index = doc.verb_at[probe]
        if index < 0 or doc.verbs[index].lemma not in words("speech", "say"):
            continue
        verb = doc.verbs[index]
        speakers = subject(doc, verb)
        opened = doc.tokens[quotation.first - 1].text in (",", ":") and probe == quotation.first - 2  # 'saying, "'
        if _worded_within(doc, verb, speakers) and probe < quotation.first - 1 and not opened:
            continue
        if speakers:
            quotation.speaker, quotation.cue, quotation.how = speakers[0], verb.last, "speaker and verb, then quotation"
            return True
    return False


def _read_out(doc: Document, quotation: Quotation) -> bool:
    """'"...," reads a statement by X': the paper, as a speaker that stands for its author."""
    at = quotation.last + 1
    if at >= doc.sentence(quotation.last).last or doc.tokens[at].low not in ("read", "reads"):
        return False
    paper = noun_after(doc, at, skip=())
    if paper is None or doc.tokens[paper.head].low not in words("speech", "source"):
        return False
    quotation.speaker, quotation.cue, quotation.how = paper, at, "quotation, then what it stands in"
    return True


def _cited(doc: Document, quotation: Quotation) -> bool:
    """'"...," X is quoted as saying'."""
    limit = doc.sentence(quotation.last).last
    for at in range(quotation.last + 1, min(quotation.last + 12, limit) + 1):
        index = doc.verb_at[at]
        if index < 0:
            continue
        verb = doc.verbs[index]
        quoted = verb.passive and verb.lemma in ("quote", "cite") and doc.tokens[min(verb.last + 1, limit)].low == "as"
        speakers = subject(doc, verb) if quoted else []
        if speakers and speakers[0].first > quotation.last:
            quotation.speaker, quotation.cue, quotation.how = speakers[0], verb.last, "quotation, then who is quoted"
            return True
        return False
    return False


def _judged(doc: Document, quotation: Quotation) -> bool:
    """'X called the deal "a joke"': a few words that are no sentence of X."""
    found = judged_by(doc, quotation.first) if not quotation.whole(doc) else None
    if found is None:
        return False
    verb, speakers = found
    quotation.speaker, quotation.cue, quotation.how = speakers[0], verb.last, "what others are called"
    return True


def _after_colon(doc: Document, quotation: Quotation) -> bool:
    """'Ruiz was blunt in her reply: "It is late."': whoever acts before a colon, where nobody is said to speak."""
    first = doc.sentence(quotation.first).first
    if quotation.first <= first or doc.tokens[quotation.first - 1].text != ":" or not quotation.whole(doc):
        return False
    number = doc.sentence_of[quotation.first]
    verb = next((v for i in doc.verbs_in[number] if (v := doc.verbs[i]).finite and v.last < quotation.first), None)
    speakers = subject(doc, verb) if verb is not None else []
    if verb is None or len(speakers) != 1 or verb.negative:
        return False
    head = doc.tokens[speakers[0].head]
    somebody = doc.people.at(speakers[0].head) is not None or head.low in ("he", "she")
    if not somebody:
        return False
    quotation.speaker, quotation.cue, quotation.how = speakers[0], verb.last, "who acts before a colon"
    return True


def _signed(doc: Document, quotation: Quotation) -> bool:
    """'"It is late." - Ana Ruiz, mayor of Leeds': a name after a dash."""
    at, limit = quotation.last + 1, doc.sentence(quotation.last).last
    if at >= limit or doc.tokens[at].text not in ("-", "–", "—", "--"):
        return False
    noun = doc.noun(at + 1)
    named = noun is not None and noun.first == at + 1 and doc.people.at(noun.head) is not None
    if noun is None or not named or any(doc.verb_at[i] >= 0 for i in range(at, limit + 1)):
        return False
    quotation.speaker, quotation.cue, quotation.how = noun, at, "signed"
    return True


def _after_report(doc: Document, quotation: Quotation) -> bool:
    """'X told the paper that it was unclear. "The law is confused."': a sentence of its own after what X says."""
    number = doc.sentence_of[quotation.first]
    if number == 0 or doc.sentences[number].first != quotation.first or not quotation.whole(doc):
        return False
    before, last = doc.sentences[number - 1], doc.sentences[number].last
    rest = [index for at in range(quotation.last + 1, last + 1) if (index := doc.verb_at[at]) >= 0]
    opens_next = before.block != quotation.block and doc.blocks[before.block + 1 : quotation.block] == []
    if not ((before.block == quotation.block and last == quotation.last) or opens_next) or rest:
        return False
    if any(t.quote >= 0 for t in doc.tokens[before.first : before.last]):
        return False
    verb = next((v for i in doc.verbs_in[number - 1] if (v := doc.verbs[i]).finite), None)
    if verb is None or verb.lemma not in words("speech", "say") or verb.passive or verb.negative:
        return False
    speakers = subject(doc, verb)
    if len(speakers) != 1:
        return False
    quotation.speaker, quotation.cue, quotation.how = speakers[0], verb.last, "after what its speaker reports"
    return True


def _worded_within(doc: Document, verb: VerbGroup, speakers: list[Noun]) -> bool:
    """Whether a verb of saying only says what stands in a paper: 'called a report suggesting fraud "untrue"'."""
    paper = bool(speakers) and doc.tokens[speakers[0].head].low in words("speech", "source")
    return paper and verb.form == "G" and not verb.infinitive


def _share(doc: Document, found: list[Quotation]) -> None:
    """Give quotations without a speaker the one of their neighbours in the paragraph, or of the paragraph before."""
    for before, after in pairwise(found):
        if after.speaker is None and before.speaker is not None and after.whole(doc):
            if before.block == after.block:
                after.speaker, after.cue, after.how = before.speaker, before.cue, "same paragraph"
            elif after.block - before.block <= 2 and _opens(doc, after):  # noqa: PLR2004 - a lost line between
                how = "paragraph left open" if not before.closed else "paragraph of quotation alone"
                if not before.closed or _alone(doc, after):
                    after.speaker, after.cue, after.how = before.speaker, before.cue, how
    for before, after in reversed(list(pairwise(found))):
        if before.speaker is None and after.speaker is not None and before.block == after.block and before.whole(doc):
            before.speaker, before.cue, before.how = after.speaker, after.cue, "same paragraph"


def _opens(doc: Document, quotation: Quotation) -> bool:
    """Whether a quotation is the first thing of its paragraph."""
    return quotation.first == 0 or doc.sentence(quotation.first - 1).block != quotation.block


def _alone(doc: Document, quotation: Quotation) -> bool:
    """Whether a quotation is all of its paragraph."""
    last = quotation.last + 1 >= len(doc.tokens) or doc.sentence(quotation.last + 1).block != quotation.block
    return _opens(doc, quotation) and last
