"""What is claimed is read whatever sentence it stands in: each claim in each of many frames of news prose."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from events.article import Article
from monitor.reading.builtin import BuiltinReader

GROUPS = yaml.safe_load((Path(__file__).parent / "cases" / "frames.yaml").read_text(encoding="utf-8"))
FRAMES = [(frame, group) for group in GROUPS for frame in group["frames"]]


def filled(group):
    """Every combination of what is put into a group's frames, with the kind and the names that a claim must have."""
    return [{key: word for fill in fills for key, word in fill.items()} for fills in product(*group["fills"])]


def names(claim):
    """Whose claim it is, or who met whom; and of whom a call demands something."""
    whose = [getattr(claim, slot, None) for slot in ("speaker", "actor", "target")]
    return " ".join(filter(None, [*whose, *getattr(claim, "participants", ())]))


@pytest.mark.parametrize(("frame", "group"), FRAMES, ids=lambda value: value[:50] if isinstance(value, str) else "")
def test_a_claim_is_read_in_any_frame(frame, group):
    """A claim of the kind that the words make is read, and of those whom they name."""
    unread = []
    for words in filled(group):
        text = frame.format(**words)
        claims = BuiltinReader().read(Article(id="0" * 16, text=text[:1].upper() + text[1:], published="2012-03-08"))
        told = [names(claim) for claim in claims if claim.kind == words["kind"]]
        if not any(words.get("who", "") in told_of and words.get("whom", "") in told_of for told_of in told):
            unread.append(text)
    assert not unread
