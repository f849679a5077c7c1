"""What a phrase hangs on, and the phrases joined to it on its left: 'the chair of the board', 'Lee, Ruiz and Sow'."""

from __future__ import annotations

from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.clauses import is_portfolio, names_party
from monitor.reading.document import Document
from monitor.reading.interruptions import before_mark, opening_bracket
from monitor.reading.lexicon import words

_LINKS = frozenset(
    "of for in into from at on to with by about between among against over near under behind outside inside "
    "within".split()
)
_QUANTITY = frozenset(
    "lot number majority handful dozens hundreds thousands couple pair half series host rest "
    "plenty slew string group".split()
)


def attached(doc: Document, noun: Noun, floor: int) -> Noun | None:
    """The phrase that a prepositional phrase around `noun` hangs on, leftmost of a chain; None when it is free."""
    best = None
    at = noun.first - 1
    tokens = doc.tokens
    for _ in range(4):
        if at < floor or tokens[at].low not in _LINKS:
            break
        before = at - 1
        if before >= floor and tokens[before].text == ")":
            before = opening_bracket(doc, before, floor) - 1
        if before > floor and tokens[before].low == "else":
            before -= 1  # 'anyone else with the campaign'
        owner = doc.noun(before) if before >= floor else None
        if owner is None or (tokens[owner.head].low in _QUANTITY | words("words", "number") and tokens[at].low == "of"):
            break
        best = owner
        at = owner.first - 1
    return best


def with_partners(doc: Document, noun: Noun, floor: int) -> list[Noun]:
    """The phrase with those joined to it on its left: 'A and B met'."""
    tokens = doc.tokens
    found = [noun]
    at = _before_quantity(doc, noun, floor)
    if at < floor or tokens[at].low not in ("and", "&", "nor", "or"):
        return found
    for _ in range(6):
        at -= 1 if tokens[at].low in ("and", "&", "nor", "or", ",") or tokens[at].text == "," else 0
        if at >= floor and tokens[at].text == ",":
            at -= 1
        if at >= floor and tokens[at].text == ")":
            at = opening_bracket(doc, at, floor) - 1
        at = before_mark(doc, at, floor)
        partner = doc.noun(at) if at >= floor else None
        partner = _before_its_home(doc, partner, floor) or partner
        if partner is None or tokens[partner.head].tag == "WH" or not names_party(doc, partner):
            break
        if _one_person(doc, partner, noun) or _where(doc, partner, noun):
            break
        owner = attached(doc, partner, floor)
        if owner is not None and _one_office(doc, owner, noun):
            return [owner, *found[1:]]
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


def _where(doc: Document, partner: Noun, noun: Noun) -> bool:
    """Whether a state or country before 'Ruiz and Lee met' only says where: 'in Salem, Ohio, Ruiz and Lee met'."""
    somebody = doc.people.at(noun.head) is not None
    return (
        somebody
        and doc.people.at(partner.head) is None
        and doc.words(partner.first, partner.last).lower() in words("places", "region")
    )


def _before_its_home(doc: Document, noun: Noun | None, floor: int) -> Noun | None:
    """The name in 'Ana Ruiz, of the regulator,' where `noun` is the regulator and a comma follows it."""
    if noun is None or noun.first - 2 <= floor or doc.tokens[noun.last + 1].text != ",":
        return None
    link, comma = doc.tokens[noun.first - 1], doc.tokens[noun.first - 2]
    name = doc.noun(noun.first - 3) if link.low in ("of", "from") and comma.text == "," else None
    return name if name is not None and doc.people.at(name.head) is not None else None


def _one_person(doc: Document, partner: Noun, noun: Noun) -> bool:
    """Whether 'contender and former surgeon Ann Lee' or 'her manager and confidant, Ann Lee,' are one."""
    tokens = doc.tokens
    first, second = tokens[partner.head], tokens[noun.head]
    if first.tag != "N":
        return False
    if second.tag == "NP":
        return tokens[partner.first].tag not in ("D", "S", "CD") and not first.low.endswith("s")
    if second.tag != "N" or not all(is_person(head) and not is_plural(head) for head in (first, second)):
        return False
    limit = doc.sentence(noun.head).last
    named = doc.noun(noun.last + 2) if noun.last + 2 <= limit and tokens[noun.last + 1].text == "," else None
    bare = tokens[noun.first].tag not in ("D", "S", "CD")
    return bare and named is not None and doc.people.at(named.head) is not None


def _before_quantity(doc: Document, noun: Noun, floor: int) -> int:
    """The token before a phrase, or before the 'two of' or 'a number of' that counts it."""
    tokens = doc.tokens
    count = doc.noun(noun.first - 2) if noun.first - 2 >= floor and tokens[noun.first - 1].low == "of" else None
    counted = count is not None and tokens[count.head].low in _QUANTITY | words("words", "number")
    return (count.first if counted and count is not None else noun.first) - 1


def _one_office(doc: Document, owner: Noun, noun: Noun) -> bool:
    """Whether a phrase after 'and' is a part of what an office is of: 'the chair of Audit and Risk'."""
    head, opening = doc.tokens[owner.head], doc.tokens[noun.first]
    if is_body(head) and is_portfolio(doc, noun) and opening.tag == "NP":
        return True  # 'the Committee on Ways and Means'
    office = is_person(head) and not is_plural(head)
    verb = doc.verb_at[min(noun.last + 1, len(doc.tokens) - 1)]
    single = verb >= 0 and doc.tokens[doc.verbs[verb].first].low in ("has", "is", "was")
    if office and single and opening.tag == "NP" and is_body(doc.tokens[noun.head]):
        return True  # 'the leader of Holbeck and Marsh Council has'
    after = doc.tokens[noun.last + 1] if noun.last < doc.sentence(noun.head).last else None
    aside = doc.noun(noun.last + 2) if after is not None and after.text == "," else None
    named = aside is not None and doc.people.at(aside.head) is not None
    unnamed = doc.people.at(noun.head) is None and not is_body(doc.tokens[noun.head])
    return office and opening.tag == "NP" and (named or unnamed)
