"""What a reader of a mail meets: a phone or a wide screen, light or dark, nothing fetched from anywhere."""

from __future__ import annotations

import pytest
from alerts.conftest import Newsroom
from alerts.following import Following
from alerts.telling_reader import GoldReader

from events.log import Notice


@pytest.fixture(scope="module")
def mails(tmp_path_factory):
    """The HTML of a long alert and of a notice, as files, by name."""
    folder = tmp_path_factory.mktemp("mails")
    story = Following(Newsroom(folder / "workspace"), GoldReader())
    alert = story.fifth_mail()
    with story.room.monitor() as monitor:
        lines = ("It answers, but has brought nothing new since 2031-05-01T20:30:00Z.",)
        monitor.alerts.notify(
            "silent", Notice("Source silent: https://news.example/politics/rss", lines), story.room.now
        )
    story.room.later(minutes=1)
    story.room.deliver()
    notice = next(mail for mail in story.room.mails() if "Source silent" in mail["Subject"])
    made = {}
    for name, mail in (("alert", alert), ("notice", notice)):
        made[name] = folder / f"{name}.html"
        made[name].write_text(mail.get_body(("html",)).get_content(), encoding="utf-8")
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", ["alert", "notice"])
def test_a_mail_is_legible_at_any_width_in_both_schemes(looking, mails, name, width, scheme) -> None:
    """Nothing to scroll sideways, no pale letters, and no picture or font that would tell of the reader."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    page = looking(mails[name].as_uri(), width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.asked == [mails[name].as_uri()]
    found = [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in axe.run(page).response["violations"]
    ]
    assert found == []


def test_the_list_of_news_is_seen_first_on_a_phone(looking, mails) -> None:
    """Each line leads to its piece of news; the last begins within the first screen and a half."""
    page = looking(mails["alert"].as_uri(), width=360)
    tops = page.evaluate("[...document.querySelectorAll('.contents a')].map(a => a.getBoundingClientRect().top)")
    assert len(tops) == 10
    assert tops[-1] < 1.5 * page.viewport_size["height"]
    page.locator(".contents a").nth(9).click()
    assert page.evaluate("document.querySelector('#n10').getBoundingClientRect().top") < page.viewport_size["height"]
