"""The mail of the fifth article when the program itself reads: which of the ranked news it tells, as data.

What it finds depends on the reader's skill; a rank that stands in seed_story_told.toml must not be lost again.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from alerts.following import NAME, SOURCES, Following, told_in
from alerts.telling_reader import SEEDS

from monitor.reading.builtin import BuiltinReader

TOLD = tomllib.loads(Path(__file__).with_name("seed_story_told.toml").read_text(encoding="utf-8"))
FOLDERS = {"articles": SOURCES, "retold": SEEDS}


@pytest.fixture(scope="module", params=FOLDERS)
def fifth(request, making_newsroom):
    """Which texts, and the mail that the fifth of them makes."""
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip("the source articles are other people's texts and not part of the repository")
    return request.param, Following(making_newsroom(), BuiltinReader(), folder).fifth_mail()


def test_the_ranks_that_were_told_once_are_told(fifth) -> None:
    """Every rank on the list is a piece of news of its own that says what belongs to it."""
    texts, mail = fifth
    news = told_in(mail)
    for rank in TOLD[texts]:
        found = [one for one in news if re.search(rank["news"], one.headline)]
        assert found, f"rank {rank['rank']} is not told: {[one.headline for one in news]}"
        assert any(all(re.search(said, one.text) for said in rank["says"]) for one in found), (rank, found)


def test_nothing_is_told_that_is_no_news(fifth) -> None:
    """Known meetings and quotations, people who aren't in the article, calls that nobody made."""
    _, mail = fifth
    for never in TOLD["never"]:
        assert [one.headline for one in told_in(mail) if re.search(never["news"], one.headline)] == [], never["why"]


def test_the_subject_states_the_most_important_news(fifth) -> None:
    """Of the articles the contradiction, which ranks first; and how much there is beside it."""
    texts, mail = fifth
    first = next(rank for rank in TOLD[texts])
    assert str(mail["Subject"]).startswith(f"[{NAME}] ")
    assert re.search(first["news"], str(mail["Subject"]).removeprefix(f"[{NAME}] ")), mail["Subject"]
    assert str(mail["Subject"]).endswith(f"(+ {len(told_in(mail)) - 1} more)")
