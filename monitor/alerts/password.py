"""The mail server's password: from a file, a command or the keyring; never from a flag or the settings themselves."""

from __future__ import annotations

import importlib
import shlex
import stat
import subprocess
from pathlib import Path

from events.errors import InputError
from monitor.alerts.settings import Delivery

_COMMAND_SECONDS = 30.0
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def password(settings: Delivery, user: str, root: Path) -> str:
    """The password of `user`; paths are relative to the workspace `root`. Raises InputError."""
    if settings.password_file:
        return _from_file(root / Path(settings.password_file).expanduser())
    if settings.password_command:
        return _from_command(settings.password_command)
    if settings.password_keyring:
        return _from_keyring(settings.password_keyring, user)
    hint = "set password_file, password_command or password_keyring"
    raise InputError(f"nothing says where the password of {user} is", where="[delivery]", hint=hint)


def _from_file(path: Path) -> str:
    try:
        if path.stat().st_mode & _OTHERS:
            raise InputError("others on this machine can read it", where=str(path), hint=f"chmod 600 {path}")
        return _first_line(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise InputError(f"can't be read: {what}", where=str(path), hint="see password_file in [delivery]") from error


def _from_command(command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  the person's own command, from their settings, without a shell
            shlex.split(command), capture_output=True, check=False, text=True, timeout=_COMMAND_SECONDS
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise InputError(f"can't be run: {error}", where="[delivery] password_command") from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise InputError(f"ended with {done.returncode}: {said}", where="[delivery] password_command")
    return _first_line(done.stdout, "[delivery] password_command")


def _from_keyring(service: str, user: str) -> str:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError as error:
        hint = "pip install keyring, or use password_file"
        raise InputError("keyring isn't installed", where="[delivery] password_keyring", hint=hint) from error
    found = keyring.get_password(service, user)
    if not found:
        hint = f"keyring set {service} {user}"
        raise InputError(f"the keyring has no password of {user} for '{service}'", where="[delivery]", hint=hint)
    return str(found)


def _first_line(text: str, where: str) -> str:
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise InputError("the password is empty", where=where)
    return line
