"""Mail by SMTP: what each misbehaviour of a server leads to, against a real server on loopback."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from alerts.smtp_server import Recorder, certificate, serving

from events.errors import InputError

NEWS = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
CLEAR = 'without_tls = "send in the clear"\n'


@pytest.fixture
def post(newsroom):
    """A newsroom with one piece of news, whose mail goes to a server; the recorder is told what to answer."""

    @contextmanager
    def made(recorder, *, to="smtp://127.0.0.1:{port}", settings=CLEAR, recipients=("lena@example.org",), **options):
        with serving(recorder, **options) as port:
            people = "".join(f'[[recipients]]\naddress = "{one}"\n' for one in recipients)
            delivery = f'[delivery]\nto = "{to.format(port=port)}"\ntimeout_seconds = 1\n{settings}'
            room = newsroom(people + delivery)
            room.record(NEWS)
            yield room

    return made


def states(room):
    """What became of each message: recipient -> state, attempts."""
    return {one["recipient"]: (one["state"], one["attempts"]) for one in room.outbox()}


def test_a_mail_is_sent_once_and_marked_after_the_servers_250(post) -> None:
    """One delivery, then nothing more to do, however often it is tried."""
    recorder = Recorder()
    with post(recorder) as room:
        assert room.deliver().sent == 1
        assert room.deliver().sent == 0
    assert [recipient for recipient, _ in recorder.taken] == ["lena@example.org"]
    assert states(room) == {"lena@example.org": ("sent", 0)}


def test_451_twice_then_250_is_one_mail_after_one_and_five_minutes(post) -> None:
    """A server that is busy is asked again after 1 minute and then 5, with the same mail."""
    recorder = Recorder("451 try later", "451 try later")
    with post(recorder) as room:
        sent = []
        for minute in range(8):
            sent.append((minute, room.deliver().sent, recorder.attempts))
            room.later(minutes=1)
    assert sent == [(0, 0, 1), (1, 0, 2), (2, 0, 2), (3, 0, 2), (4, 0, 2), (5, 0, 2), (6, 1, 3), (7, 0, 3)]
    assert len(set(recorder.ids)) == 1
    assert len(recorder.taken) == 1


def test_a_server_that_hangs_costs_one_timeout_and_the_mail_is_tried_again(post) -> None:
    """Nobody waits for ever, and the mail isn't lost."""
    recorder = Recorder("hang")
    with post(recorder) as room:
        [failure] = room.deliver().failed
        assert "no answer in time" in failure.reason
        assert not failure.parked
        room.later(minutes=1)
        assert room.deliver().sent == 1
    assert len(set(recorder.ids)) == 1


def test_a_connection_dropped_after_data_is_tried_again_under_the_same_id(post) -> None:
    """Whether the server took it isn't known: a duplicate has the same Message-ID, so that it can be told."""
    recorder = Recorder("drop")
    with post(recorder) as room:
        [failure] = room.deliver().failed
        assert not failure.parked
        room.later(minutes=1)
        assert room.deliver().sent == 1
    assert len(recorder.ids) == 2
    assert len(set(recorder.ids)) == 1


def test_550_parks_that_recipient_only(post) -> None:
    """Two of three have their mail; the third's is parked at once, and not tried again until a person says so."""
    recorder = Recorder(refused=("bo@example.org",))
    people = ("ana@example.org", "bo@example.org", "cy@example.org")
    with post(recorder, recipients=people) as room:
        done = room.deliver()
        assert (done.sent, [one.recipient for one in done.failed]) == (2, ["bo@example.org"])
        assert done.failed[0].parked
        room.later(days=3)
        assert room.deliver().failed == ()
        assert states(room) == {
            "ana@example.org": ("sent", 0), "bo@example.org": ("parked", 1), "cy@example.org": ("sent", 0),
        }  # fmt: skip
        recorder.refused = ()
        with room.monitor() as monitor:
            assert monitor.alerts.retry((), room.now) == 1
        assert room.deliver().sent == 1
    assert sorted(recipient for recipient, _ in recorder.taken) == list(people)


def test_tls_from_the_start(post, tmp_path) -> None:
    """smtps:// verifies the certificate and sends."""
    context, trusted = certificate(tmp_path)
    recorder = Recorder()
    with post(recorder, to="smtps://localhost:{port}", settings=f'ca_file = "{trusted}"\n', tls=context) as room:
        assert room.deliver().sent == 1


def test_login_after_starttls(post, tmp_path) -> None:
    """The password of a file is given once the connection is safe; a refused login is said, and tried again."""
    context, trusted = certificate(tmp_path)
    secret = tmp_path / "password"
    secret.write_text("s3cret\n", encoding="utf-8")
    secret.chmod(0o600)
    recorder = Recorder()
    settings = f'ca_file = "{trusted}"\npassword_file = "{secret}"\n'
    with post(
        recorder, to="smtp://lena@localhost:{port}", settings=settings, starttls=context, login="lena:s3cret"
    ) as room:
        assert room.deliver().sent == 1
        secret.write_text("wrong\n", encoding="utf-8")
        room.record("Amina Yusuf met Jo Grant on 2031-04-04 at the Grand Hotel.")
        [failure] = room.deliver().failed
        assert "refuses the login" in failure.reason
        assert not failure.parked


def test_starttls_with_a_trusted_certificate(post, tmp_path) -> None:
    """smtp:// changes to TLS before anything is sent."""
    context, trusted = certificate(tmp_path)
    recorder = Recorder()
    with post(recorder, to="smtp://localhost:{port}", settings=f'ca_file = "{trusted}"\n', starttls=context) as room:
        assert room.deliver().sent == 1


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_an_expired_certificate_is_refused_and_said(post, tmp_path, way) -> None:
    """Nothing is sent, the reason is shown, and the mail is tried again: the server may renew its certificate."""
    context, trusted = certificate(tmp_path, days=-1)
    recorder = Recorder()
    to = {"tls": "smtps://localhost:{port}", "starttls": "smtp://localhost:{port}"}[way]
    with post(recorder, to=to, settings=f'ca_file = "{trusted}"\n', **{way: context}) as room:
        [failure] = room.deliver().failed
    assert "certificate has expired" in failure.reason
    assert not failure.parked
    assert recorder.attempts == 0


def test_an_unknown_certificate_is_refused(post, tmp_path) -> None:
    """A certificate that nobody vouches for is as good as none."""
    context, _ = certificate(tmp_path)
    recorder = Recorder()
    with post(recorder, to="smtps://localhost:{port}", settings="", tls=context) as room:
        [failure] = room.deliver().failed
    assert "can't be trusted" in failure.reason
    assert recorder.attempts == 0


def test_without_starttls_nothing_is_sent(post) -> None:
    """TLS is required unless the settings say otherwise in plain words."""
    recorder = Recorder()
    with post(recorder, settings="") as room:
        [failure] = room.deliver().failed
    assert "offers no TLS" in failure.reason
    assert recorder.attempts == 0


def test_no_login_in_the_clear_unless_the_settings_say_so(post, tmp_path) -> None:
    """'send in the clear' is no leave to send the password too."""
    secret = tmp_path / "password"
    secret.write_text("s3cret", encoding="utf-8")
    secret.chmod(0o600)
    recorder = Recorder()
    with post(recorder, to="smtp://lena@127.0.0.1:{port}", settings=f'{CLEAR}password_file = "{secret}"\n') as room:
        [failure] = room.deliver().failed
    assert "password would go in the clear" in failure.reason
    assert recorder.attempts == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "nothing says where the password"),
        ('password_file = "missing"', "can't be read"),
        ('password_command = "false"', "ended with 1"),
        ('password_command = "true"', "the password is empty"),
        ('password_file = "open"', "others on this machine can read it"),
    ],
)
def test_a_password_that_cannot_be_had_is_one_clear_error(post, tmp_path, settings, said) -> None:
    """What is wrong is said before anything is sent."""
    context, trusted = certificate(tmp_path)
    settings = f'{settings}\nca_file = "{trusted}"\n'
    with post(Recorder(), to="smtp://lena@localhost:{port}", settings=settings, starttls=context, login="a:b") as room:
        (room.workspace.root / "open").write_text("s3cret", encoding="utf-8")
        (room.workspace.root / "open").chmod(0o644)
        with pytest.raises(InputError, match=said):
            room.deliver()


def test_a_server_that_is_gone_fails_one_mail_and_tries_no_other(newsroom) -> None:
    """What can't be reached isn't asked once a recipient; after 48 hours the mail is parked, visibly."""
    people = "".join(f'[[recipients]]\naddress = "{one}@example.org"\n' for one in "abc")
    room = newsroom(f'{people}[delivery]\nto = "smtp://127.0.0.1:1"\ntimeout_seconds = 1\n')
    room.record(NEWS)
    assert len(room.deliver().failed) == 1
    tries = 1
    for _ in range(90):
        room.later(hours=2)
        tries += len(room.deliver().failed)
    assert {state for state, _ in states(room).values()} == {"parked"}
    assert all("127.0.0.1:1" in one["reason"] for one in room.outbox())
    assert tries <= 3 * 12
