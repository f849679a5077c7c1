"""Verb groups: auxiliaries, negation and modals with their verb, also where the subject or 'and' stands between."""

from __future__ import annotations

from dataclasses import replace

from monitor.reading.chunks import VerbGroup
from monitor.reading.tokens import Sentence, Token

_NEGATIVE = frozenset(("not", "never", "n't", "neither", "nor", "hardly", "scarcely"))


def verb_groups(tokens: list[Token], sentence: Sentence) -> list[VerbGroup]:
    """The verb groups of a sentence, in order."""
    found: list[VerbGroup] = []
    at = sentence.first
    while at <= sentence.last:
        tag = tokens[at].tag
        if tag[0] == "V" or tag in ("M", "BE", "HV", "DO") or (tag == "TO" and at < sentence.last):
            group = _group(tokens, at, sentence.last)
            if group is not None:
                group = _negated_in_front(tokens, sentence, found, group)
                found.append(_going_on(tokens, found, group))
                at = group.last
        at += 1
    return found


def _negated_in_front(tokens: list[Token], sentence: Sentence, found: list[VerbGroup], group: VerbGroup) -> VerbGroup:
    """The group, negative if 'at no point did I', 'never has she' or 'nor had he' stands before it."""
    helper = found[-1] if found else None
    if helper is None or helper.first != helper.last or tokens[helper.last].tag not in ("DO", "HV", "M", "BE"):
        return group
    between = tokens[helper.last + 1 : group.first]
    fronted = [token.low for token in tokens[max(sentence.first, helper.first - 4) : helper.first]]
    plain = 0 < len(between) <= _SUBJECT and all(token.tag in ("PR", "NP", "D", "S", "N", "J") for token in between)
    if not plain or group.form not in "BNG" or group.infinitive or not (_fronted(fronted)):
        return group
    return replace(group, negative=True, perfect=group.perfect or helper.lemma == "have")


def _going_on(tokens: list[Token], found: list[VerbGroup], group: VerbGroup) -> VerbGroup:
    """The group, with the 'to' or modal that it shares: 'meet' of 'plans to fly there on Monday and meet with Lee'."""
    at = group.first - 1
    while at > 0 and tokens[at].tag in ("RB", "Q"):
        at -= 1
    opener = next((one for one in reversed(found) if one.form != "G" or one.finite), None)
    if opener is None or group.form != "B" or group.first != group.last or tokens[at].tag != "CC":
        return group
    between = tokens[opener.last + 1 : at]
    apart = len(between) > _SHARING or any(t.text in (";", ":") or t.tag in ("WH", "SB", "Q") for t in between)
    if apart or not (opener.infinitive or opener.modal in ("will", "'ll", "would", "shall", "must", "should")):
        return group
    return replace(group, infinitive=opener.infinitive, modal=opener.modal)


_SHARING = 14  # tokens from a verb to 'and'
_SUBJECT = 5  # tokens between an auxiliary and its verb


def _fronted(lows: list[str]) -> bool:
    """Whether words end in a negation that turns subject and auxiliary round: 'at no time', 'never', 'nor'."""
    last = lows[-1:] or [""]
    return last[0] in ("never", "nor", "neither") or (
        "no" in lows[-3:-1] and last[0] in ("point", "time", "stage", "way", "circumstances", "moment", "occasion")
    )


def _group(tokens: list[Token], first: int, limit: int) -> VerbGroup | None:
    chain: list[int] = []
    at = first
    while at <= limit and at - first < 12:  # noqa: PLR2004 - no verb group is longer
        tag = tokens[at].tag
        if tag in ("M", "BE", "HV", "DO"):
            chain.append(at)
        elif tag[0] == "V":
            chain.append(at)
            break
        elif tokens[at].text == "," and chain and (resumed := _after_aside(tokens, at, limit)) is not None:
            at = resumed
            continue
        elif tag not in ("NEG", "RB", "TO", "Q") or (tag == "TO" and at != first and tokens[at - 1].low != "ought"):
            break
        at += 1
    if not chain:
        return None
    main = chain[-1]
    helpers = [tokens[i] for i in chain[:-1]]
    form = tokens[main].tag[1] if tokens[main].tag[0] == "V" else _aux_form(tokens[main])
    span = tokens[first : main + 1]
    around = [*span, *tokens[main + 1 : main + 2]] if tokens[main].tag in ("BE", "HV", "DO", "M") else span
    before = tokens[first - 1] if first else None
    negative = any(t.low in _NEGATIVE or t.low.endswith("n't") or t.low == "cannot" for t in around)
    negative = negative or (before is not None and before.tag == "NEG" and before.low in _NEGATIVE)
    modal = next((t.low for t in span if t.tag == "M"), "")
    advised = form == "B" and len(span) > 2 and (span[0].low, span[1].low) in (("had", "better"), ("'d", "better"))  # noqa: PLR2004 - 'had better resign'
    modal = "should" if advised else modal
    return VerbGroup(
        first=first,
        last=main,
        lemma=_aux_lemma(tokens[main]) if tokens[main].tag[0] != "V" else tokens[main].lemma,
        form=form,
        modal=modal,
        negative=negative,
        passive=form == "N" and any(t.tag == "BE" or t.low in ("got", "get") for t in helpers),
        perfect=any(t.tag == "HV" for t in helpers) and not advised,
        progressive=form == "G" and any(t.tag == "BE" for t in helpers),
        infinitive=tokens[first].tag == "TO",
    )


def _after_aside(tokens: list[Token], comma: int, limit: int) -> int | None:
    """The verb that goes on after ', at any time,', ', however,' or 'never, ever'; None when no verb follows."""
    if tokens[comma - 1].low == "never" and comma + 2 <= limit and tokens[comma + 1].low == "ever":
        return comma + 1
    for at in range(comma + 1, min(comma + 6, limit)):
        if tokens[at].text == ",":
            return (
                at + 1
                if tokens[at + 1].tag[0] == "V" and tokens[comma - 1].tag in ("NEG", "M", "DO", "HV", "RB")
                else None
            )
        if tokens[at].tag[0] == "V":
            return None
    return None


def _aux_form(token: Token) -> str:
    return {
        "has": "Z",
        "is": "Z",
        "does": "Z",
        "had": "D",
        "was": "D",
        "were": "D",
        "did": "D",
        "having": "G",
        "being": "G",
        "been": "N",
    }.get(token.low, "B")


def _aux_lemma(token: Token) -> str:
    return {"BE": "be", "HV": "have", "DO": "do", "M": token.low}[token.tag]
