"""The parts of alerting that the settings choose: who reads when, how mail is composed, how it leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from monitor.alerts import settings as alerting
from monitor.alerts.composing import Composer
from monitor.alerts.delivery.chat import ByRecipient, Chat
from monitor.alerts.delivery.folder import Folder, Screen
from monitor.alerts.delivery.port import Carrier
from monitor.alerts.delivery.smtp import Smtp, address
from monitor.alerts.password import password
from monitor.alerts.templating import Templates
from monitor.projections.database import Projections
from monitor.settings import Settings
from monitor.workspace import Workspace


def composer(projections: Projections, settings: Settings, workspace: Workspace) -> Composer:
    """What makes mails, with the person's templates from `config/templates/`."""
    return Composer(
        projections=projections,
        alerts=settings.alerts,
        delivery=settings.delivery,
        readers={one.address: alerting.reader(settings.alerts, one, settings.timezone) for one in settings.recipients},
        templates=Templates(workspace.root / "config" / "templates"),
    )


def carrier(settings: Settings, workspace: Workspace, write: Callable[[str], None]) -> Carrier:
    """The ways by which messages leave; `write` shows mails for the screen. Raises InputError for a wrong address."""
    chosen: dict[str, Carrier] = {
        one.address: Chat(one.via, workspace.root) for one in settings.recipients if one.via is not None
    }
    return ByRecipient(_mail(settings, workspace, write), chosen)


def _mail(settings: Settings, workspace: Workspace, write: Callable[[str], None]) -> Carrier:
    delivery = settings.delivery
    scheme, _, rest = delivery.to.partition(":")
    if scheme == "file":
        return Folder(workspace.root / rest.removeprefix("//"))
    if scheme == "stdout":
        return Screen(write)
    user = address(delivery.to).user
    return Smtp(delivery, partial(password, delivery, user or "", workspace.root))
