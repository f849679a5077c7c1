"""Host names to addresses, by queries that don't block."""

from __future__ import annotations

import aiohttp


class Resolver(aiohttp.AsyncResolver):
    """Ends with its client: as the library closes it, it leaves a thread and descriptors behind for each event loop."""

    def __init__(self) -> None:
        super().__init__(nameservers=None)  # any argument makes one of its own; these are the system's servers

    async def close(self) -> None:
        """See AbstractResolver."""
        resolver = self._resolver
        await super().close()
        if resolver is not None:
            await resolver.close()
