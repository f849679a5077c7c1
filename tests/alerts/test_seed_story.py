"""The story that the project grew from: four articles, then the fifth, and the mail that the fifth makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alerts.smtp_server import Recorder, serving
from alerts.telling_reader import SEEDS, GoldReader

from events.article import Article
from monitor import cycle
from monitor.coverage import files
from monitor.reading.builtin import BuiltinReader

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "seeds"
NAME = "sessions-kislyak"
FIFTH = "2017-07-24-aba-journal.html"


@pytest.fixture(params=[GoldReader, BuiltinReader])
def reader(request):
    """What reads: the annotations, or the program."""
    return request.param()


@pytest.fixture
def story(newsroom):
    """A workspace that follows the story, and a way to record pages of seeds/ in it."""
    definition = (ROOT / "config" / "stories" / f"{NAME}.toml").read_text(encoding="utf-8")
    room = newsroom()
    (room.workspace.stories / "harbour.toml").unlink()
    room.define(definition, NAME)

    def record(reader, *names, folder=SEEDS):
        with room.monitor() as monitor:
            monitor.define()
            loaded = [one for one in files.load([folder / name for name in names]) if isinstance(one, Article)]
            assert len(loaded) == len(names)
            cycle.record(loaded, monitor.log, reader, lambda: room.now)
            monitor.catch_up()

    room.pages = sorted(path.name for path in SEEDS.glob("*.html"))
    room.read = record
    return room


def fifth_mail(story, reader):
    """The mail that the fifth article makes, after the first four made theirs."""
    story.read(reader, *story.pages[:4])
    story.deliver()
    story.later(minutes=1)
    known = len(story.mails())
    story.read(reader, FIFTH)
    assert story.deliver().sent == 1
    return story.mails()[known:]


def lines_of(mail):
    """The plain text, with line ends as Python has them."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def text_of(mail):
    """The plain text on one line, so that wrapping doesn't matter."""
    return re.sub(r"\s+(?:> )?", " ", lines_of(mail))


def headings(mail):
    """The numbered headlines of a mail."""
    plain = lines_of(mail)
    blocks = re.findall(r"^(\d+)\. (.+(?:\n   (?! ).+)*)", plain, flags=re.MULTILINE)
    return [re.sub(r"\s+", " ", block.split("\n   Direct ")[0]) for _, block in blocks]


def test_the_fifth_article_makes_the_mail_that_a_careful_editor_would_send(story) -> None:
    """What story_state.json lists under `alerts` is told, in its order of rank."""
    [mail] = fifth_mail(story, GoldReader())
    text = text_of(mail)
    told = [
        "Contradicted: Jeff Sessions denied: meeting Russian officials to discuss issues of the campaign",
        "Third meeting reported: April 2016, Mayflower Hotel, Washington",
        "Jeff Sessions stepped aside from the matter (recusal)",
        "he misunderstood the question",
        "Sarah Isgur Flores denied: that Sessions discussed interference in the election",
        "Sarah Isgur Flores declined to comment on: reliability of the reported intelligence intercept",
        "Jeff Sessions denied: substantive meetings with Russian officials outside his duties as senator",
        "Now: 4 origins; Republican National Convention, Cleveland [ABA Journal]",
    ]
    places = [next(iter([m.start() for m in re.finditer(re.escape(line), text)]), -1) for line in told]
    assert -1 not in places, told[places.index(-1)]
    order = [text.index(f" {number}. ") for number in range(1, 11)]
    assert order == sorted(order)
    assert places[0] < places[1] < places[2] < places[3] < places[4]
    for caller in ("Adam Schiff", "Al Franken", "some in Congress"):
        assert f"Answers: {caller} called for the recusal of Jeff Sessions" in text
    assert "2 meetings on record: Jeff Sessions and Sergey Kislyak" in text
    assert "a Heritage Foundation event open to the public [The Christian Science Monitor]" in text
    assert mail["Subject"].startswith(f"[{NAME}] Contradicted: Jeff Sessions denied: meeting Russian officials")


def test_the_mail_tells_nothing_that_must_not_be_told(story) -> None:
    """Known meetings and quotations are not news; nobody resigned, and Flynn isn't in the fifth article."""
    [mail] = fifth_mail(story, GoldReader())
    news = re.findall(r"\d+\. (.+?)(?= Before: )", text_of(mail))
    assert len(news) == 10
    new = [line for line in news if not line.startswith(("Contradicted", "Known, one more account"))]
    assert not [line for line in new if "September" in line or "July" in line]
    assert not [line for line in new if "communications with the Russians" in line]
    assert [line for line in news if "July 2016" in line] == [
        line for line in news if "Known, one more account" in line
    ]
    assert not [line for line in news if "resign" in line.lower() or "Flynn" in line or "Trump" in line]


def test_each_piece_of_news_has_its_words_and_a_link_to_them(story) -> None:
    """Quotations are verbatim in the pages, and each link opens its page at the quotation."""
    [mail] = fifth_mail(story, GoldReader())
    plain = lines_of(mail)
    links = re.findall(r"^   (https://press\.example/\S+)$", plain, flags=re.MULTILINE)
    assert len(links) >= 10
    assert all("#:~:text=" in link for link in links)
    loaded = files.load([SEEDS / name for name in story.pages])
    texts = re.sub(r"\s+", " ", " ".join(one.text for one in loaded if isinstance(one, Article)))
    quotes = re.findall(r"(?:^   > .*\n)+", plain, flags=re.MULTILINE)
    assert len(quotes) == len(links)
    for quote in quotes:
        assert re.sub(r"\s*\n   > |^   > |\n", " ", quote).strip().removesuffix("…") in texts


def test_text_and_html_say_the_same(story) -> None:
    """Whatever the mail program shows, the reader learns the same."""
    from lxml import html

    [mail] = fifth_mail(story, GoldReader())
    page = html.fromstring(mail.get_body(("html",)).get_content())
    shown = re.sub(r"\s+", " ", page.find("body").text_content())
    plain = text_of(mail)
    for line in page.xpath("//h2|//dd|//li|//blockquote/p[1]|//p[@class='earlier']"):
        assert re.sub(r"\s+", " ", line.text_content()).strip() in plain
    for headline in headings(mail):
        assert re.split(r" (?:New|Answered|Support|\d+ origins?)\b", headline)[0] in shown


def test_doing_all_of_it_again_mails_nothing(story, reader) -> None:
    """The same articles, a rebuild, deleted projections: nobody is told twice."""
    fifth_mail(story, reader)
    known = [str(mail["Message-ID"]) for mail in story.mails()]
    story.read(reader, *story.pages)
    assert story.deliver().sent == 0
    with story.monitor() as monitor:
        monitor.rebuild()
    assert story.deliver().sent == 0
    for path in story.workspace.data.glob("projections.db*"):
        path.unlink()
    assert story.deliver().sent == 0
    assert [str(mail["Message-ID"]) for mail in story.mails()] == known


def test_the_programs_own_reader_makes_a_mail_of_the_retold_fifth(story) -> None:
    """What it finds depends on its skill; what it makes news of must be new: no known meeting, no resignation."""
    [mail] = fifth_mail(story, BuiltinReader())
    text = text_of(mail)
    assert "Jeff Sessions stepped aside from the matter (recusal)" in text
    assert not re.search(r"\d+\. \w+ meeting \w+: (?:July|September)", text)
    assert not re.search(r"\d+\. [^.]*(?:resigned|Flynn)", text)


def test_the_programs_own_reader_finds_the_third_meeting_in_the_source_articles(story) -> None:
    """From the texts that the project grew from to the mail, with nothing but the program."""
    if not SOURCES.is_dir():
        pytest.skip("the source articles are other people's texts and not part of the repository")
    names = sorted(path.name for path in SOURCES.glob("*.txt"))
    story.read(BuiltinReader(), *names[:4], folder=SOURCES)
    story.deliver()
    story.later(minutes=1)
    known = len(story.mails())
    story.read(BuiltinReader(), names[4], folder=SOURCES)
    assert story.deliver().sent == 1
    text = text_of(story.mails()[known])
    assert re.search(r"\d+\. Third meeting \w+: April 2016, [^.]*Mayflower Hotel", text)
    assert "Contradicted: Jeff Sessions denied" in text
    assert "Jeff Sessions stepped aside from the matter (recusal)" in text
    assert not re.search(r"\d+\. \w+ meeting \w+: (?:July|September)", text)


def test_against_a_real_server_the_fifth_is_one_mail(story) -> None:
    """By SMTP as by folder: one mail for the four, one for the fifth, none for the same again."""
    recorder = Recorder()
    with serving(recorder) as port:
        story.set(
            f'[[recipients]]\naddress = "lena@example.org"\n[delivery]\nto = "smtp://127.0.0.1:{port}"\n'
            'sender = "Desk <desk@example.org>"\nwithout_tls = "send in the clear"\n'
        )
        story.read(GoldReader(), *story.pages[:4])
        assert story.deliver().sent == 1
        story.read(GoldReader(), FIFTH)
        assert story.deliver().sent == 1
        story.read(GoldReader(), *story.pages)
        assert story.deliver().sent == 0
    assert [recipient for recipient, _ in recorder.taken] == ["lena@example.org"] * 2
    assert "Third meeting reported: April 2016" in text_of(recorder.taken[1][1])
