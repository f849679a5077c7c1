"""The permanent addresses of a story: a page for every account, that of the earliest being the fact's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from events.facts import Account, Block, Fact
from monitor.coverage.metadata import is_web_address
from monitor.projections.stories import Recorded
from monitor.reports import claims
from monitor.reports.site import structured
from monitor.reports.site.paging import Page, pages
from monitor.reports.site.sheets import Press, Sheet
from monitor.reports.site.state import State, View, told

_LIST, _ACCOUNTS = 60, 60  # of what a page relates to; of accounts on one page
_VALUES = 40  # that accounts of one fact give for a slot


class ClaimPages:
    """The pages in the folder `claims`. `base` is the address of the story's folder, '' where nobody says."""

    def __init__(self, state: State, press: Press, base: str) -> None:
        self._state = state
        self._press = press
        self._base = base
        self._line = state.known.story.definition.unsure_below

    def all(self, unchanged: Collection[str]) -> Iterator[Sheet | str]:
        """Each page; of accounts in the blocks that are `unchanged`, only its name: it follows from its block alone."""
        for key, block in self._state.known.story.blocks.items():
            for fact in block.facts:
                for page in pages(fact.id, fact.accounts, _ACCOUNTS):
                    yield self._fact(fact, page)
            if key in unchanged:
                yield from beside(block)
            else:
                yield from self._accounts(block)

    def gone(self, changes: list[Recorded]) -> Iterator[Sheet]:
        """A page for each address that was given and no longer holds a claim: addresses are permanent."""
        blocks = self._state.known.story.blocks.values()
        living = {account.id for block in blocks for account in block.accounts()}
        found: dict[str, Recorded] = {}
        for recorded in reversed(changes):
            for name in (recorded.change.claim, recorded.change.other):
                if name and name not in living and not name.startswith("contradiction-"):
                    found.setdefault(name, recorded)
        for name, recorded in found.items():
            change = claims.change(recorded)
            was = change["before"] if change["change"] == "withdrawn" and change["before"] else change["sentence"]
            yield self._press.page(f"claims/{name}.html", "gone.html.j2", id=name, was=was, why=_why_gone(change))

    def _fact(self, fact: Fact, page: Page[Account]) -> Sheet:
        relations = self._state.relations[fact.id]
        differing = {slot: told(fact.accounts, slot, _VALUES) for slot in fact.claim.side_by_side}
        data = structured.claim(fact, self._state.known.story.articles, f"{self._base}claims/{fact.id}.html")
        return self._press.page(
            f"claims/{page.file}",
            "claim.html.j2",
            fact=self._state.cards[fact.id],
            pager=page.pager(),
            accounts=[_account(account, self._line) for account in page.items],
            relations=relations[:_LIST],
            more=len(relations) - _LIST,
            answers=self._state.answering[fact.id][:_LIST],
            differs={slot: values for slot, values in differing.items() if len(values) > 1},
            data=data,
        )

    def _accounts(self, block: Block) -> Iterator[Sheet]:
        for fact in block.facts:
            for account in fact.accounts[1:]:
                yield self._account(account, [fact], vague=False)
        for loose in block.loose:
            may_be = [self._state.facts[name] for name in loose.may_be if name in self._state.facts]
            yield self._account(loose.account, may_be, vague=True)

    def _account(self, account: Account, facts: list[Fact], *, vague: bool) -> Sheet:
        named = [{"id": fact.id, "sentence": fact.claim.sentence()} for fact in facts[:_LIST]]
        page = f"claims/{account.id}.html"
        return self._press.page(
            page, "account.html.j2", account=_account(account, self._line), facts=named, vague=vague
        )


def beside(block: Block) -> Iterator[str]:
    """The pages of the accounts that are not those of the facts."""
    for fact in block.facts:
        yield from (f"claims/{account.id}.html" for account in fact.accounts[1:])
    yield from (f"claims/{loose.account.id}.html" for loose in block.loose)


def _account(account: Account, line: float) -> View:
    """An account with its quotations; what is around each is looked up when the page is drawn.

    An account that is less sure than `line` is held for review.
    """
    linked = is_web_address(account.url or "")
    evidence: list[dict[str, Any]] = [
        {
            "version": piece["version"],
            "article": piece["article_id"],
            "start": piece["start"],
            "end": piece["end"],
            "quote": piece["quote"],
            "link": piece["link"] if linked else None,
        }
        for piece in claims.evidence(account)
    ]
    return {
        "id": account.id,
        "sentence": account.claim.sentence(),
        "publisher": account.publisher or account.label,
        "published": account.published,
        "recorded_at": account.recorded_at,
        "told": [name for name in account.claim.attributed_to if name != account.publisher],
        "reader": account.reader,
        "confidence": account.claim.confidence,
        "kept": bool(account.kept),
        "held": not account.sure(line),
        "names": [(name, party) for name, (party, _) in account.renamed.items() if name != party],
        "evidence": evidence,
    }


def _why_gone(change: View) -> str:
    """What became of a claim, by the last change that spoke of it."""
    if change["reason"] and not change["undone"]:
        return f"corrected by {change['reason']}"
    if change["change"] == "withdrawn":
        return "no article says so any more"
    return "an article was changed or read anew"
