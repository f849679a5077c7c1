"""The lexicon: what a rule looks for as a verb is known as one, or the rule would never see it."""

import pytest

from monitor.reading.lexicon import table, verbs

# Lists of verbs by their base form, a file and a key each.
LISTS = [
    ("meeting", "meet"), ("meeting", "talk"), ("meeting", "light"), ("meeting", "receive"), ("meeting", "received_by"),
    ("meeting", "introduced_to"), ("meeting", "closeted_with"), ("meeting", "grants"), ("meeting", "tells"),
    ("meeting", "factive"), ("meeting", "raise"), ("meeting", "let"), ("meeting", "unite"), ("meeting", "records"),
    ("denial", "deny"), ("denial", "weak"), ("denial", "naming"), ("denial", "misdeed"), ("denial", "opinion"),
    ("denial", "know"), ("denial", "wrongful"), ("denial", "insist"), ("call", "demand"), ("call", "strict"),
    ("call", "open_inquiry"), ("call", "close_inquiry"), ("outcome", "fire"), ("outcome", "open"),
    ("outcome", "close"), ("outcome", "apologise"), ("confirmation", "acknowledge"), ("confirmation", "contradict"),
    ("speech", "say"), ("speech", "judge"), ("speech", "object_control"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "key"), LISTS)
def test_every_verb_that_a_rule_looks_for_is_known(file, key):
    """Every word of a list of verbs has the forms of a verb."""
    bases = {verb.lemma for verb in verbs().values()}
    assert not sorted(word for word in table(file)[key] if " " not in word and word not in bases)


@pytest.mark.parametrize("file", ["denial", "call", "outcome", "confirmation"])
def test_every_idiom_opens_with_a_known_verb(file):
    """The first word of every idiom is a verb's base form."""
    bases = {verb.lemma for verb in verbs().values()} | {"be", "have", "do"}
    assert not sorted({phrase.split()[0] for phrase in table(file).get("idiom", {})} - bases)
