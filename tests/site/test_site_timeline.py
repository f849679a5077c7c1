"""What the timeline shows: the weightiest rows, at their days, with what stands against them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import gold_workspace
import pytest
from hypothesis import given
from hypothesis import settings as proof
from hypothesis import strategies as st
from making import claim, covered, denial, meeting, story

from monitor.projections import stories
from monitor.reports.site import scale
from monitor.reports.site.chronology import Chronology, Demand, Happening, Rejected, chronology
from monitor.reports.site.drawing import description, timeline
from monitor.reports.site.lettering import lines, width
from monitor.wiring import open_monitor

_FIXED = proof(derandomize=True, deadline=None)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def drawn(shown: Chronology, breadth: float = 1080) -> ET.Element:
    """The drawing, parsed."""
    return ET.fromstring(
        timeline(shown, title="T", breadth=breadth, name="t", address=lambda one: f"claims/{one}.html")
    )


def known(*articles):
    """The state after some articles."""
    return stories.related(story(*articles))


def test_the_seed_story_is_drawn_as_a_picture_desk_would_want_it(workspace):
    """Three meetings in order, known months later; a denial set directly against all three; three calls answered."""
    with open_monitor(workspace) as monitor:
        shown = chronology(stories.load(monitor.projections, gold_workspace.STORY))
    dated = [one for one in shown.happenings if one.end and (one.end - one.start).days < 31 and one.start.year == 2016]
    assert [one.start.month for one in dated] == [4, 7, 9]
    assert [one.known for one in dated] == [date(2017, 7, 24), date(2017, 3, 2), date(2017, 3, 2)]
    direct = [{other for other, strength in one.against if strength == "direct"} for one in shown.rejected]
    assert {one.id for one in dated} in direct
    assert [one.answered for one in shown.demands].count(date(2017, 7, 24)) == 3
    assert sum(one.answered is None for one in shown.demands) == 2


def test_a_happening_is_set_against_when_it_became_known():
    """The first report counts, not the latest; the date may be vague."""
    shown = chronology(known(covered("2031-05-06", meeting("2030-07")), covered("2031-06-01", meeting("2030-07-09"))))
    [one] = shown.happenings
    assert (one.start, one.end, one.known) == (date(2030, 7, 9), date(2030, 7, 9), date(2031, 5, 6))


def test_the_drawing_and_its_description_say_the_same_of_how_long_it_took():
    """What happened in some month has happened when the month is over; before that, nobody can say how long it took."""
    shown = chronology(known(covered("2031-05-06", meeting("2030-07"))))
    assert "known 6 May 2031, 9 months later" in description(shown)
    assert "9 months" in [one.text for one in drawn(shown).iter("{http://www.w3.org/2000/svg}text")]
    still = chronology(known(covered("2030-07-02", meeting("2030-07"))))
    assert "later" not in description(still)


def test_what_nobody_dates_is_not_drawn():
    """A meeting without a date that nobody denies has no place on a line of time."""
    assert chronology(known(covered("2031-05-06", meeting(None)))).happenings == ()


def test_a_denial_is_drawn_with_what_it_stands_against():
    """A denial of any contact against a reported meeting is a direct contradiction; one of nothing reported is none."""
    state = known(
        covered("2031-05-06", meeting("2030-07"), denial("any contact with Viktor Larsen"), denial("owning a boat"))
    )
    shown = chronology(state)
    [one] = shown.rejected
    assert one.against == ((shown.happenings[0].id, "direct"),)


def test_a_demand_is_answered_when_the_act_is_known():
    """The day of the act where it is dated; open where none is known."""
    asked = claim("call", "must go", speaker="Jo Grant", action="resign", target="Amina Yusuf")
    left = claim("outcome", "she went", actor="Amina Yusuf", action="resigned", when="2031-06-03")
    assert [one.answered for one in chronology(known(covered("2031-05-06", asked))).demands] == [None]
    answered = chronology(known(covered("2031-05-06", asked), covered("2031-06-04", left))).demands
    assert [one.answered for one in answered] == [date(2031, 6, 3)]


def test_of_many_rows_the_weightiest_are_drawn_and_the_rest_counted():
    """Eight of a band; the band says how many it leaves out."""
    many = [covered(f"2031-05-{day:02}", meeting(f"2030-05-{day:02}")) for day in range(1, 13)]
    shown = chronology(known(*many))
    assert (len(shown.happenings), shown.left_out) == (8, (4, 0, 0))
    assert "(+ 4 not drawn)" in " ".join(drawn(shown).itertext())


def test_what_there_is_no_row_for_is_counted_by_the_month():
    """Twelve meetings of two months, known in two others: columns of what happened and of what became known."""
    many = [covered(f"2031-0{5 + day % 2}-{day:02}", meeting(f"2030-0{3 + day % 2}-{day:02}")) for day in range(1, 13)]
    shown = chronology(known(*many))
    months = [(one.first.isoformat()[:7], one.happened, one.known) for one in shown.months]
    assert months == [("2030-03", 6, 0), ("2030-04", 6, 0), ("2031-05", 0, 6), ("2031-06", 0, 6)]
    columns = [one for one in drawn(shown).findall("{*}rect") if one.get("class") == "gained"]
    assert len(columns) == 2
    assert chronology(known(*many[:8])).months == ()


def test_nothing_dated_is_no_drawing():
    """An empty story has no picture, not an empty one."""
    assert timeline(Chronology(), title="T", breadth=900, name="t", address=str) == ""


def test_the_drawing_says_in_words_what_it_shows():
    """Title and description, which assistive technology reads."""
    shown = chronology(known(covered("2031-05-06", meeting("2030-07"), denial("any contact with Viktor Larsen"))))
    svg = drawn(shown)
    texts = {element.tag.rpartition("}")[2]: element.text for element in svg if element.text}
    assert texts["title"] == "T"
    assert texts["desc"] == description(shown)
    assert "known 6 May 2031" in texts["desc"]
    assert "(direct)" in texts["desc"]


happenings = st.builds(
    lambda known, start, length, name: Happening(
        id=name, label=f"{name} met somebody", known=known, start=start, end=start + timedelta(days=length)
    ),
    days, days, st.integers(0, 400), st.sampled_from(["a", "b", "c", "d", "e"]),
)  # fmt: skip


@_FIXED
@given(
    happened=st.lists(happenings, max_size=5, unique_by=lambda one: one.id),
    said=st.lists(days, max_size=3),
    asked=st.lists(st.tuples(days, st.none() | days), max_size=3),
    breadth=st.sampled_from([330, 640, 1080]),
)
def test_whatever_is_drawn_lies_within_the_drawing(happened, said, asked, breadth):
    """Any days at all: well-formed, every mark inside, every denial reaches what it is set against."""
    against = tuple((one.id, "direct") for one in happened)
    shown = Chronology(
        happenings=tuple(happened),
        rejected=tuple(Rejected(id="r", label="denied it", said=day, against=against) for day in said),
        demands=tuple(Demand(id="d", label="asked", made=made, answered=done, answer="did") for made, done in asked),
    )
    if not shown.days():
        return
    svg = drawn(shown, breadth)
    height = float(svg.get("height"))
    for element in svg.iter():
        for name in ("x", "x1", "x2", "cx"):
            if element.get(name) is not None and element.get("class") != "bar":
                assert -20 <= float(element.get(name)) <= breadth + 20
        for name in ("y", "y1", "y2", "cy"):
            if element.get(name) is not None:
                assert -20 <= float(element.get(name)) <= height
    marks = [one for one in svg.findall("{*}circle") if one.get("class") == "ring"]
    assert len(marks) == len(said) * len(happened)


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (date(2030, 1, 1), date(2030, 1, 1), ""), (date(2030, 1, 1), date(2030, 1, 2), "1 day"),
        (date(2030, 1, 1), date(2030, 1, 11), "10 days"), (date(2030, 1, 1), date(2030, 1, 22), "3 weeks"),
        (date(2030, 1, 1), date(2030, 6, 1), "5 months"), (date(2030, 1, 1), date(2032, 7, 1), "2.5 years"),
    ],
)  # fmt: skip
def test_how_long_it_took_is_said_roughly(earlier, later, said):
    """In the largest unit of which there are two."""
    assert scale.apart(earlier, later) == said


@_FIXED
@given(first=days, length=st.integers(0, 40_000), breadth=st.integers(200, 1200))
def test_named_days_are_apart_and_in_order(first, length, breadth):
    """Ticks never crowd, on a line of a month or of a century."""
    last = first + timedelta(days=min(length, (date(2200, 1, 1) - first).days))
    line = scale.over([first, last], 0, breadth)
    ticks = [tick.x for tick in line.ticks(40)]
    assert all(later - earlier >= 34 for earlier, later in itertools.pairwise(ticks))
    assert line.x(first) <= line.x(last) <= breadth


@_FIXED
@given(text=st.text(max_size=120), room=st.integers(40, 400))
def test_broken_lines_fit(text, room):
    """At most three lines, each within the room."""
    written = lines(text, 13, room, 3)
    assert len(written) <= 3
    assert all(width(line, 13) <= room for line in written)
