"""What leaves a workspace: its site, exports, and bundles that another workspace takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import msgspec

from events import codec
from events.log import CorrectionMade
from monitor.library import Library, now
from monitor.projections import stories


class Publishing:
    """What `Monitor.publishing` gives; used by the monitor's thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def site(self, out: Path, *, base_url: str | None = None) -> dict[str, Any]:
        """Bring the static site in the folder `out` up to date; `base_url` is where it will stand, if that is known.

        Raises UsageError for a folder that holds something else, InputError for one that can't be written.
        """
        from monitor.reports.site import building
        from monitor.reports.site.templating import Templates

        base = f"{base_url.rstrip('/')}/" if base_url else ""
        templates = Templates(self._library.settings.zone)
        built = building.build(
            out, self._library.projections, self._library.stories(), self._library.text, templates, base=base
        )
        return msgspec.structs.asdict(built)

    def serve(self, *, port: int, every: float, ready: Callable[[str], None], stop: Event | None = None) -> None:
        """Show the site on this machine until `stop` is set, looking for changes each `every` seconds.

        `ready` is given its address. Raises UsageError where the port is taken.
        """
        from monitor.reports.site.server import served

        stop = stop or Event()
        out = self._library.workspace.data / "site"
        self.site(out)
        with served(out, port) as (address, news):
            ready(address)
            while not stop.wait(every):
                if self.site(out)["written"]:
                    news.tell()

    def exported(self, story: str, form: str, *, whole_texts: bool = False) -> Iterator[str]:
        """The lines of a story in a form of monitor.reports.exports.FORMS. Raises NotFoundError, InputError.

        A bundle holds of each text what is quoted; with `whole_texts`, all of it.
        """
        from monitor.reports import exports

        self._library.follow(story)
        known = self._library.known(story, None, None)
        corrections = [codec.decode(one.type, one.data) for one in self._library.log.read_stream(f"story/{story}")]
        material = exports.Material(
            known=known,
            changes=stories.changes(self._library.projections, story),
            corrections=[one for one in corrections if isinstance(one, CorrectionMade)],
            reading=self._library.reading,
            article=self._library.article,
            whole_texts=whole_texts,
        )
        return exports.FORMS[form](material)

    def import_bundle(self, text: str, where: str) -> dict[str, Any]:
        """Take in a story that another workspace exported; what is known here already stays as it is.

        Raises InputError for a bundle that can't be used, in which case nothing is taken in.
        """
        from monitor.reports.exports import adopting, bundle_reading, taking_in

        bundle = bundle_reading.read(text, where)
        defined = adopting.adopt(self._library.workspace, bundle.definition)
        self._library.define()
        done = taking_in.take_in(bundle, self._library.log, now())
        self._library.catch_up()
        return {"story": bundle.definition.id, "defined": defined, **done}
