"""The behaviour that every store must have. A store's tests subclass StoreSuite and say how to open it."""

from __future__ import annotations

import hashlib
import queue
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.errors import EventConflictError, InputError, WrongVersionError
from events.store.port import Head, NewEvent, Store

NOON = datetime(2024, 5, 6, 12, 0, 0, 250, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
Opener = Callable[[], Store]
# Of the two events of test_the_chain_is_computed_as_documented. Logs in use depend on it: it never changes.
GOLDEN_DIGEST = "61d512d600846c5450f1bb7666c3fdc62dddf7fcc0e6ce48e714e081d8d19ad3"


def event(
    number: int, *, stream: str = "article/a", kind: str = "article.recorded/1", data: bytes | None = None
) -> NewEvent:
    """An event that is told from others by its number."""
    return NewEvent(f"event-{number}", kind, stream, f'{{"number":{number}}}'.encode() if data is None else data)


class StoreSuite:
    """Subclass it, name the subclass Test..., and override `opener`; nothing else."""

    def opener(self, folder: Path) -> Opener:
        """A function that opens one more instance on the one log that belongs to `folder`, callable in any thread."""
        raise NotImplementedError

    @pytest.fixture
    def own_store(self, tmp_path: Path) -> Callable[[], closing[Store]]:
        """Opens instances on the log for the threads of a test, to be used in a `with` statement."""
        new = self.opener(tmp_path)
        return lambda: closing(new())

    @pytest.fixture
    def open_store(self, own_store: Callable[[], closing[Store]]) -> Iterator[Opener]:
        """Opens instances on the same log that are closed after the test, for the test's own thread."""
        with ExitStack() as opened:
            yield lambda: opened.enter_context(own_store())

    @pytest.fixture
    def store(self, open_store: Opener) -> Store:
        return open_store()

    # appending

    def test_positions_grow_from_one_without_a_gap(self, store):
        """Positions start at 1, follow the order given, and go on in the next append."""
        assert store.append([event(1), event(2)], recorded_at=NOON) == [1, 2]
        assert store.append([event(3)], recorded_at=NOON) == [3]

    def test_what_is_read_is_what_was_appended(self, store):
        """Every field comes back as given, with its position, version and time in UTC."""
        store.append(
            [event(1, data=b'{"text":"caf\xc3\xa9"}')], recorded_at=NOON.astimezone(timezone(timedelta(hours=5)))
        )
        (stored,) = store.read()
        assert (stored.position, stored.version, stored.id, stored.type) == (1, 1, "event-1", "article.recorded/1")
        assert (stored.stream, stored.data) == ("article/a", b'{"text":"caf\xc3\xa9"}')
        assert stored.recorded_at == "2024-05-06T12:00:00.000250Z"

    @pytest.mark.parametrize("data", [b"", b"\x00", b"x" * 1_000_000, bytes(range(256)) * 40], ids=len)
    def test_data_of_any_size_comes_back(self, store, data):
        """Empty, large, repetitive and random-looking data are all the same to the log."""
        store.append([event(1, data=data)], recorded_at=NOON)
        assert [stored.data for stored in store.read()] == [data]

    def test_nothing_appended_changes_nothing(self, store):
        """An empty append gives no positions and leaves the log as it is."""
        assert store.append([], recorded_at=NOON) == []
        assert store.head() == Head(0, bytes(32))

    def test_a_known_event_keeps_its_position_and_time(self, store):
        """Appending an event again, alone or among new ones, gives its old position and adds nothing."""
        store.append([event(1), event(2)], recorded_at=NOON)
        assert store.append([event(2)], recorded_at=LATER) == [2]
        assert store.append([event(3), event(1)], recorded_at=LATER) == [3, 1]
        assert [stored.recorded_at[:10] for stored in store.read()] == ["2024-05-06", "2024-05-06", "2024-05-07"]

    def test_an_event_given_twice_in_one_append_is_recorded_once(self, store):
        """Both get the same position."""
        assert store.append([event(1), event(1), event(2)], recorded_at=NOON) == [1, 1, 2]

    @pytest.mark.parametrize(
        "other",
        [event(1, data=b"{}"), event(1, kind="article.revised/1"), event(1, stream="article/b")],
        ids=["data", "type", "stream"],
    )
    @pytest.mark.parametrize("together", [False, True], ids=["later", "in one append"])
    def test_a_known_id_with_other_content_is_refused(self, store, other, together):
        """The error names the event, and nothing of that append is recorded."""
        first, second = ([], [event(1), event(2), other]) if together else ([event(1)], [event(2), other])
        store.append(first, recorded_at=NOON)
        with pytest.raises(EventConflictError, match="event-1"):
            store.append(second, recorded_at=NOON)
        assert [stored.id for stored in store.read()] == [one.id for one in first]

    def test_versions_count_each_stream_by_itself(self, store):
        """Streams have versions 1, 2, 3 of their own, however their events are mixed."""
        store.append([event(1), event(2, stream="article/b"), event(3)], recorded_at=NOON)
        store.append([event(4, stream="article/b"), event(5)], recorded_at=NOON)
        assert [(stored.stream[-1], stored.version) for stored in store.read()] == [
            ("a", 1), ("b", 1), ("a", 2), ("b", 2), ("a", 3),
        ]  # fmt: skip

    def test_an_expected_version_that_holds_lets_the_append_pass(self, store):
        """0 stands for a stream without events; streams that the append doesn't touch may be expected too."""
        store.append([event(1)], recorded_at=NOON, expected={"article/a": 0})
        store.append([event(2)], recorded_at=NOON, expected={"article/a": 1, "article/b": 0})
        assert store.head().position == 2

    @pytest.mark.parametrize("expected", [{"article/a": 0}, {"article/a": 2}, {"article/a": 1, "article/b": 1}])
    def test_an_expected_version_that_fails_refuses_the_append(self, store, expected):
        """The error names the stream, and nothing is recorded."""
        store.append([event(1)], recorded_at=NOON)
        with pytest.raises(WrongVersionError, match="article/"):
            store.append([event(2)], recorded_at=NOON, expected=expected)
        assert store.head().position == 1

    def test_a_pure_repeat_is_no_mismatch(self, store):
        """A writer that didn't hear the answer may ask again in the same words."""
        store.append([event(1)], recorded_at=NOON, expected={"article/a": 0})
        assert store.append([event(1)], recorded_at=NOON, expected={"article/a": 0}) == [1]

    def test_a_time_without_zone_is_refused(self, store):
        """Nobody can say later what a naive time meant."""
        with pytest.raises(ValueError, match="no time zone"):
            store.append([event(1)], recorded_at=datetime(2024, 5, 6))  # noqa: DTZ001 - that is the point
        assert store.head().position == 0

    @pytest.mark.parametrize("name", ["", "a\x00b", "a\nb", "\ud800"], ids=["empty", "NUL", "line end", "surrogate"])
    @pytest.mark.parametrize("field", ["id", "type", "stream"])
    def test_names_that_cannot_be_stored_are_refused(self, store, field, name):
        """The error names the field; the events beside it aren't recorded either."""
        names = {"id": "event-2", "type": "article.recorded/1", "stream": "article/a"} | {field: name}
        with pytest.raises(InputError, match=field):
            store.append([event(1), NewEvent(**names, data=b"{}")], recorded_at=NOON)
        assert store.head().position == 0

    # reading

    def test_reading_starts_behind_a_position_and_keeps_what_is_asked_for(self, store):
        """`after`, `limit` and `types` combine; the limit counts what is kept."""
        store.append([event(n, kind="a/1" if n % 3 else "b/1") for n in range(1, 1001)], recorded_at=NOON)
        assert [e.position for e in store.read(997)] == [998, 999, 1000]
        assert [e.position for e in store.read(10, limit=3)] == [11, 12, 13]
        assert [e.position for e in store.read(10, limit=3, types=["b/1"])] == [12, 15, 18]
        assert len(list(store.read(types={"a/1", "b/1"}))) == 1000
        assert [e.position for e in store.read(types=["b/1"])] == list(range(3, 1001, 3))
        assert list(store.read(types=[])) == list(store.read(limit=0)) == list(store.read(1000)) == []

    def test_reading_ends_where_the_log_ended_when_it_began(self, store, open_store):
        """A reader that appends while it reads comes to an end."""
        store.append([event(n) for n in range(600)], recorded_at=NOON)
        seen = []
        for stored in store.read():
            seen.append(stored.position)
            if stored.position % 100 == 1:
                open_store().append([event(1000 + stored.position + n) for n in range(50)], recorded_at=NOON)
        assert seen == list(range(1, 601))
        assert store.head().position == 900

    def test_replaying_gives_what_reading_gives(self, store):
        """The same events in the same order, of which a fold gets what it needs."""
        store.append(
            [event(n, kind="a/1" if n % 3 else "b/1", data=b"the " * n) for n in range(1000)], recorded_at=NOON
        )
        for after, types in ((0, None), (990, None), (0, ["b/1"]), (500, ["a/1", "c/1"]), (0, []), (1000, None)):
            read = [(e.position, e.type, e.recorded_at, e.data) for e in store.read(after, types=types)]
            assert [(e.position, e.type, e.recorded_at, e.data) for e in store.replay(after, types=types)] == read

    def test_a_stream_is_read_in_order_from_a_version(self, store):
        """Only its own events come; an unknown stream has none."""
        store.append([event(n, stream=f"article/{n % 2}") for n in range(1000)], recorded_at=NOON)
        assert [e.id for e in store.read_stream("article/1", 498)] == ["event-997", "event-999"]
        assert [e.version for e in store.read_stream("article/0")] == list(range(1, 501))
        assert list(store.read_stream("article/2")) == []

    def test_an_event_is_found_by_its_id(self, store):
        """The event comes as `read` gives it; an unknown id gives None."""
        store.append([event(1), event(2)], recorded_at=NOON)
        assert store.get("event-2") == list(store.read())[1]
        assert store.get("event-3") is None

    def test_instances_share_one_log(self, store, open_store):
        """What one has appended, another one reads at once."""
        other = open_store()
        store.append([event(1)], recorded_at=NOON)
        assert other.append([event(2)], recorded_at=NOON) == [2]
        assert store.head() == other.head()
        assert store.head().position == 2

    # the chain

    def test_the_chain_is_computed_as_documented(self, store):
        """An implementation written here, from the documentation alone, gives the same digests."""
        store.append([event(1), event(2, stream="article/b")], recorded_at=NOON)
        before = bytes(32)
        for e in store.read():
            texts = [e.id.encode(), e.type.encode(), e.stream.encode(), e.recorded_at.encode(), e.data]
            numbers = [e.position, e.version, *map(len, texts)]
            before = hashlib.sha256(before + b"".join(struct.pack(">Q", n) for n in numbers) + b"".join(texts)).digest()
            assert e.digest == before
        assert store.head() == Head(2, before)
        assert before.hex() == GOLDEN_DIGEST

    def test_a_log_as_appended_is_sound(self, store):
        """Verification counts the events and names the head."""
        assert store.verify().sound
        store.append([event(n) for n in range(600)], recorded_at=NOON)
        found = store.verify()
        assert (found.sound, found.events, found.head, found.first_broken) == (True, 600, store.head(), None)

    def test_a_witness_from_outside_is_compared(self, store):
        """A head noted elsewhere agrees, differs, or lies behind what is left of the log."""
        store.append([event(1), event(2)], recorded_at=NOON)
        noted = store.head()
        store.append([event(3)], recorded_at=NOON)
        assert store.verify(noted).sound
        differing = store.verify(Head(2, bytes(32)))
        assert (differing.first_broken, differing.faults[-1].kind) == (2, "witness")
        lost = store.verify(Head(5, bytes(32)))
        assert (lost.first_broken, lost.faults[-1].kind) == (4, "gap")

    # several writers

    def test_concurrent_writers_lose_and_double_nothing(self, open_store, own_store):
        """Positions are 1 to n, each writer's events are in its order, and the chain holds."""

        def write(writer: int) -> list[int]:
            pairs = [
                [event(writer * 1000 + n + k, stream=f"article/{writer}") for k in (0, 1)] for n in range(0, 50, 2)
            ]
            with own_store() as mine:
                return [position for pair in pairs for position in mine.append(pair, recorded_at=NOON)]

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(write, range(4)))
        store = open_store()
        by_position = {stored.position: stored.id for stored in store.read()}
        assert sorted(by_position) == list(range(1, 201))
        for writer, positions in enumerate(answers):
            assert positions == sorted(positions)
            assert [by_position[p] for p in positions] == [f"event-{writer * 1000 + n}" for n in range(50)]
        assert store.verify().sound

    def test_concurrent_writers_of_the_same_events_agree(self, own_store):
        """Whoever comes first records an event; all get the same position."""

        def write(_: int) -> list[list[int]]:
            with own_store() as mine:
                return [mine.append([event(n)], recorded_at=NOON) for n in range(20)]

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(write, range(4)))
        assert answers == [[[n] for n in range(1, 21)]] * 4

    def test_of_concurrent_writers_that_expect_the_same_version_one_wins(self, open_store, own_store):
        """Each writer reads the version and appends one; with retries after WrongVersionError all get in."""

        def write(writer: int) -> None:
            with own_store() as mine:
                left = [event(writer * 100 + n) for n in range(10)]
                while left:
                    version = sum(1 for _ in mine.read_stream("article/a"))
                    try:
                        mine.append(left[:1], recorded_at=NOON, expected={"article/a": version})
                    except WrongVersionError:
                        continue
                    left.pop(0)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        assert [e.version for e in open_store().read_stream("article/a")] == list(range(1, 41))

    # subscriptions

    def test_a_subscription_catches_up_and_ends_when_idle(self, store):
        """It starts behind its position, keeps the types asked for, and with `idle_seconds` comes to an end."""
        store.append([event(n, kind="a/1" if n % 2 else "b/1") for n in range(1, 601)], recorded_at=NOON)
        got = store.subscribe(590, types=["a/1"], poll_seconds=0.001, idle_seconds=0.002)
        assert [e.position for e in got] == [591, 593, 595, 597, 599]

    def test_a_subscription_receives_what_others_append(self, open_store, own_store):
        """Several writers append meanwhile: nothing is missed, nothing comes twice, all in order."""
        received: queue.Queue[int] = queue.Queue()
        stop = threading.Event()
        open_store().append([event(n) for n in range(50)], recorded_at=NOON)

        def listen() -> None:
            with own_store() as mine:
                for e in mine.subscribe(0, stop=stop, poll_seconds=0.001):
                    received.put(e.position)

        def write(writer: int) -> None:
            with own_store() as mine:
                for n in range(25):
                    mine.append([event(1000 * writer + n)], recorded_at=NOON)

        with ThreadPoolExecutor(5) as pool:
            listening = pool.submit(listen)
            try:
                list(pool.map(write, range(1, 5)))
                got = [received.get(timeout=20) for _ in range(150)]
            finally:
                stop.set()
            listening.result(timeout=20)
        assert got == list(range(1, 151))
        assert received.empty()

    def test_a_stopped_subscription_ends_between_two_events(self, store):
        """Setting `stop` ends it even while there is more to come."""
        stop = threading.Event()
        store.append([event(n) for n in range(10)], recorded_at=NOON)
        got = []
        for e in store.subscribe(stop=stop):
            got.append(e.position)
            if e.position == 3:
                stop.set()
        assert got == [1, 2, 3]

    # laws

    @settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        batches=st.lists(
            st.lists(
                st.builds(
                    NewEvent,
                    id=st.sampled_from("abcdefg"),
                    type=st.sampled_from(["x/1", "y/1"]),
                    stream=st.sampled_from(["s/1", "s/2"]),
                    data=st.one_of(st.binary(max_size=3), st.just(b'{"text":"it said that the"}')),
                ),
                max_size=4,
            ),
            max_size=8,
        )
    )
    def test_any_history_follows_the_rules(self, tmp_path, batches):
        """Against a plain model: an append is refused whole, or adds exactly the unknown; repeating it adds nothing."""
        store = self.opener(Path(tempfile.mkdtemp(dir=tmp_path)))()
        model: list[NewEvent] = []
        try:
            for batch in batches:
                after = list(model)
                for new in batch:
                    if new.id not in {old.id for old in after}:
                        after.append(new)
                conflict = any(new not in after for new in batch)
                for _ in range(2):
                    if conflict:
                        with pytest.raises(EventConflictError):
                            store.append(batch, recorded_at=NOON)
                    else:
                        assert store.append(batch, recorded_at=NOON) == [after.index(new) + 1 for new in batch]
                model = model if conflict else after
            assert [NewEvent(e.id, e.type, e.stream, e.data) for e in store.read()] == model
            assert store.verify().events == len(model)
            assert store.verify().sound
        finally:
            store.close()
