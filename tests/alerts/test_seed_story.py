"""The story that the project grew from: four articles, then the fifth, and the mail that the fifth makes."""

from __future__ import annotations

import re

import pytest
from alerts.following import NAME, Following, lines_of, text_of, told_in
from alerts.smtp_server import Recorder, serving
from alerts.telling_reader import SEEDS, GoldReader
from lxml import html

from events.article import Article
from monitor.coverage import files
from monitor.reading.builtin import BuiltinReader

# What story_state.json lists under `alerts`, in its order; of one rank in any order.
RANKED = [
    ["Contradicted: Jeff Sessions denied meeting Russian officials to discuss issues of the campaign"],
    ["Third meeting reported: April 2016, Mayflower Hotel, Washington"],
    ["Jeff Sessions stepped aside from the matter (recusal)"],
    ["Jeff Sessions played down that his hearing answer was false: he misunderstood the question"],
    [
        "Sarah Isgur Flores denied that Sessions discussed interference in the election",
        "Sarah Isgur Flores declined to comment on: reliability of the reported intelligence intercept",
        "Jeff Sessions denied: substantive meetings with Russian officials outside his duties as senator",
    ],
    ["Known, one more account: Jeff Sessions and Sergey Kislyak met in July 2016"],
]


@pytest.fixture(params=[GoldReader, BuiltinReader])
def reader(request):
    """What reads: the annotations, or the program."""
    return request.param()


@pytest.fixture
def following(newsroom):
    """Follow the story as a reader reads it."""
    return lambda reader: Following(newsroom(), reader)


@pytest.fixture
def mail(following):
    """The mail of the fifth article, as annotated."""
    return following(GoldReader()).fifth_mail()


def test_the_fifth_article_makes_the_mail_that_a_careful_editor_would_send(mail) -> None:
    """All that is ranked is told, in the order of rank, each with what belongs to it."""
    headlines = [one.headline for one in told_in(mail)]
    places = [
        [next((at for at, said in enumerate(headlines) if said.startswith(one)), -1) for one in rank] for rank in RANKED
    ]
    assert -1 not in {place for rank in places for place in rank}, (places, headlines)
    assert [max(rank) for rank in places] == sorted(max(rank) for rank in places)
    text = text_of(mail)
    for caller in ("Adam Schiff", "Al Franken", "some in Congress"):
        assert f"Answers: {caller} called for the recusal of Jeff Sessions" in text
    assert "2 meetings on record: Jeff Sessions and Sergey Kislyak" in text
    assert "Now: 4 origins; Republican National Convention, Cleveland [ABA Journal]" in text
    assert "a Heritage Foundation event open to the public [The Christian Science Monitor]" in text
    assert mail["Subject"] == f"[{NAME}] {RANKED[0][0]} (+ 9 more)"


def test_the_mail_tells_nothing_that_must_not_be_told(mail) -> None:
    """Known meetings and quotations are not news; nobody resigned, and Flynn isn't in the fifth article."""
    news = [one.headline for one in told_in(mail)]
    assert len(news) == 10
    new = [line for line in news if not line.startswith(("Contradicted", "Known, one more account"))]
    assert not [line for line in new if "September" in line or "July" in line]
    assert not [line for line in new if "communications with the Russians" in line]
    assert [line for line in news if "July 2016" in line] == [
        line for line in news if "Known, one more account" in line
    ]
    assert not [line for line in news if "resign" in line.lower() or "Flynn" in line or "Trump" in line]


def test_what_changed_stands_first_each_line_leading_to_its_piece_of_news(mail) -> None:
    """A long mail begins with a list of its headlines, in both forms, and each has an anchor."""
    page = html.fromstring(mail.get_body(("html",)).get_content())
    links = page.xpath("//ol[1]//a")
    assert [page.get_element_by_id(link.get("href").removeprefix("#")).tag for link in links] == ["article"] * 10
    listed = lines_of(mail).split("\n1. ")[0]
    for link, one in zip(links, told_in(mail), strict=True):
        assert one.headline.startswith(link.text_content().removesuffix("…"))
        assert link.text_content() in re.sub(r"\s+", " ", listed)


def test_each_piece_of_news_has_its_words_and_a_link_to_them(mail) -> None:
    """Quotations are verbatim in the pages, and each link opens its page at the quotation."""
    plain = lines_of(mail)
    links = re.findall(r"^   (https://press\.example/\S+)$", plain, flags=re.MULTILINE)
    assert len(links) >= 10
    assert all("#:~:text=" in link for link in links)
    loaded = files.load([SEEDS])
    texts = re.sub(r"\s+", " ", " ".join(one.text for one in loaded if isinstance(one, Article)))
    quotes = re.findall(r"(?:^   > .*\n)+", plain, flags=re.MULTILINE)
    assert len(quotes) == len(links)
    for quote in quotes:
        assert re.sub(r"\s*\n   > |^   > |\n", " ", quote).strip().removesuffix("…") in texts


def test_text_and_html_say_the_same(mail) -> None:
    """Whatever the mail program shows, the reader learns the same."""
    page = html.fromstring(mail.get_body(("html",)).get_content())
    plain = text_of(mail)
    for line in page.xpath("//h2|//p[@class='course' or @class='earlier']|//li|//blockquote/p[1]"):
        assert re.sub(r"\s+", " ", line.text_content()).strip() in plain


def test_doing_all_of_it_again_mails_nothing(following, reader) -> None:
    """The same articles, a rebuild, deleted projections: nobody is told twice."""
    story = following(reader)
    room = story.room
    story.fifth_mail()
    known = [str(mail["Message-ID"]) for mail in room.mails()]
    story.read(*story.pages)
    assert room.deliver().sent == 0
    with room.monitor() as monitor:
        monitor.rebuild()
    assert room.deliver().sent == 0
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()
    assert room.deliver().sent == 0
    assert [str(mail["Message-ID"]) for mail in room.mails()] == known


def test_against_a_real_server_the_fifth_is_one_mail(following) -> None:
    """By SMTP as by folder: one mail for the four, one for the fifth, none for the same again."""
    recorder = Recorder()
    story = following(GoldReader())
    with serving(recorder) as port:
        story.room.set(
            f'[[recipients]]\naddress = "lena@example.org"\n[delivery]\nto = "smtp://127.0.0.1:{port}"\n'
            'sender = "Desk <desk@example.org>"\nwithout_tls = "send in the clear"\n'
        )
        story.read(*story.pages[:4])
        assert story.room.deliver().sent == 1
        story.read(story.pages[4])
        assert story.room.deliver().sent == 1
        story.read(*story.pages)
        assert story.room.deliver().sent == 0
    assert [recipient for recipient, _ in recorder.taken] == ["lena@example.org"] * 2
    assert "Third meeting reported: April 2016" in text_of(recorder.taken[1][1])
