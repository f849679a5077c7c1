"""What every stage of the built-in reader made of an article, and how a person reads it."""

from __future__ import annotations

import msgspec

from events.claims import Claim
from monitor.reading import dates, places
from monitor.reading.scene import Scene


class BlockSeen(msgspec.Struct, frozen=True):
    """A paragraph and what it was taken for."""

    kind: str
    text: str


class PersonSeen(msgspec.Struct, frozen=True):
    """Somebody whom the article names."""

    name: str
    gender: str  # 'f', 'm' or ''
    roles: tuple[str, ...]
    mentions: int


class SpeechSeen(msgspec.Struct, frozen=True):
    """Words and whose they are. `speaker` is None where nothing says so."""

    speaker: str | None
    verb: str
    direct: bool
    rule: str  # how the phrase was resolved that names the speaker
    text: str


class SentenceSeen(msgspec.Struct, frozen=True):
    """A sentence with the dates and places that were found in it."""

    text: str
    dates: tuple[tuple[str, str | None], ...]  # phrase, what it means
    places: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True):
    """The stages in the order in which they work, and the claims at their end."""

    article: str
    blocks: tuple[BlockSeen, ...]
    sentences: tuple[SentenceSeen, ...]
    people: tuple[PersonSeen, ...]
    speech: tuple[SpeechSeen, ...]
    claims: tuple[Claim, ...]
    left_out: tuple[Claim, ...]  # found, but not sure enough


def explanation(scene: Scene, claims: tuple[Claim, ...], left_out: tuple[Claim, ...]) -> Explanation:
    """What a scene holds, ready to be shown or stored."""
    doc = scene.doc
    raw = doc.article.text
    people = dict.fromkeys(doc.people.by_name.values())
    return Explanation(
        article=doc.article.label,
        blocks=tuple(BlockSeen(block.kind, _short(raw[block.start : block.end])) for block in doc.blocks),
        sentences=tuple(_sentence(scene, number) for number in range(len(doc.sentences))),
        people=tuple(
            PersonSeen(person.name, person.gender, tuple(sorted(person.roles)), len(person.mentions))
            for person in people
        ),
        speech=tuple(_speech(scene)),
        claims=claims,
        left_out=left_out,
    )


def _sentence(scene: Scene, number: int) -> SentenceSeen:
    doc = scene.doc
    sentence = doc.sentences[number]
    text = doc.text[doc.tokens[sentence.first].start : doc.tokens[sentence.last].end]
    phrases = [span.phrase for span in dates.find(text)]
    return SentenceSeen(
        doc.words(sentence.first, sentence.last),
        tuple((phrase, dates.resolve(phrase, doc.published, context=text)) for phrase in phrases),
        tuple(place.where for place in places.find(text)),
    )


def _speech(scene: Scene) -> list[SpeechSeen]:
    doc = scene.doc
    found = []
    for said in scene.speeches:
        party = scene.actor(said.speakers[0])
        words = _short(doc.words(said.first, said.last))
        rule = party.rule if party is not None else "unresolved"
        found.append(SpeechSeen(party.name if party is not None else None, said.lemma, said.direct, rule, words))
    found.extend(
        SpeechSeen(None, "", direct=True, rule="no speaker found", text=_short(doc.words(one.first, one.last)))
        for one in scene.quotations
        if one.speaker is None
    )
    return found


def _short(text: str, limit: int = 160) -> str:
    """A text on one line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def render(found: Explanation) -> str:
    """The explanation as plain text, a section a stage."""
    lines = [found.article, "", "PARAGRAPHS"]
    lines.extend(f"  {block.kind:<12}{block.text}" for block in found.blocks)
    lines.extend(["", "SENTENCES"])
    for number, sentence in enumerate(found.sentences, 1):
        lines.append(f"  {number:>3}. {sentence.text}")
        lines.extend(f"       date   {phrase} = {when or 'open'}" for phrase, when in sentence.dates)
        lines.extend(f"       place  {where}" for where in sentence.places)
    lines.extend(["", "PEOPLE"])
    for person in found.people:
        roles = f": {', '.join(person.roles)}" if person.roles else ""
        lines.append(f"  {person.name} ({person.mentions}x{', ' + person.gender if person.gender else ''}){roles}")
    lines.extend(["", "WHO SAYS WHAT"])
    for said in found.speech:
        how = "directly" if said.direct else "reported"
        lines.append(f"  {said.speaker or '?'} ({said.verb or 'quotation'}, {how}; {said.rule})")
        lines.append(f"      {said.text}")
    lines.extend(["", "CLAIMS"])
    for claim in found.claims:
        lines.extend(_claim(claim))
    if found.left_out:
        lines.extend(["", "FOUND, BUT NOT SURE ENOUGH"])
        for claim in found.left_out:
            lines.extend(_claim(claim))
    return "\n".join(lines)


def _claim(claim: Claim) -> list[str]:
    lines = [f"  {claim.kind}  {claim.sentence()}  ({claim.confidence:.2f})"]
    lines.extend(f"      {slot}: {rule}" for slot, rule in claim.how.items())
    if claim.attributed_to:
        lines.append(f"      reported by: {' > '.join(claim.attributed_to)}")
    lines.extend(f"      {piece.start}-{piece.end}  {_short(piece.quote)}" for piece in claim.evidence)
    return lines
