"""How a mail names the source of what it says."""

from __future__ import annotations

from events.claims import Claim, Evidence
from events.facts import Account, Fact
from events.wording import content
from monitor.reports.clean import one_line
from monitor.reports.quoting import byline
from monitor.reports.screen import Screen


def cited(fact: Fact, screen: Screen) -> str:
    """A fact with the oldest account of it: 'Ann Hall resigned [The Harbour Times, 2 March 2017]'."""
    return one_line(f"{fact.claim.sentence()} [{source(fact.accounts[0], screen)}]")


def telling(claim: Claim) -> Evidence:
    """The quotation that says most of what the claim says, the first of those that say as much."""
    said = content(claim.sentence())
    return max(claim.evidence, key=lambda piece: len(content(piece.quote) & said))


def source(account: Account, screen: Screen) -> str:
    """The outlet of an account, and when it said so."""
    said = {"publisher": account.publisher, "article": account.label, "published": account.published}
    return one_line(byline(said, screen))
