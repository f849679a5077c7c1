"""Articles about few people, drawn at random, for the laws of the fold."""

from __future__ import annotations

from hypothesis import strategies as st
from making import claim, covered, denial, meeting

from events import contradictions

PARTIES = ("Amina Yusuf", "Viktor Larsen", "Tom Bell", "Jo Grant", "the transport minister", "an aide")
DATES = st.sampled_from((None, "2031", "2031-03", "2031-03-04", "2031-03-09", "2031-04", "2031-W10"))
SUBSTANCES = st.sampled_from(
    (
        "meeting Nordkai",
        "meeting Viktor Larsen to discuss the harbour contract",
        "any contact with the company",
        "it",
        "taking money",
    )
)
CLAIMS = st.one_of(
    st.builds(
        lambda who, when, where, count: meeting(when, where, who=tuple(who), count=count),
        st.lists(st.sampled_from(PARTIES), min_size=2, max_size=3, unique=True),
        DATES,
        st.sampled_from((None, "a trade fair", "her office")),
        st.sampled_from((None, None, 2)),
    ),
    st.builds(
        lambda about, speaker, form: denial(about, speaker=speaker, form=form),
        SUBSTANCES,
        st.sampled_from(PARTIES),
        st.sampled_from(("denial", "no_knowledge", "no_comment", "clarification")),
    ),
    st.builds(
        lambda speaker, target: claim(
            "call", f"{speaker} wants {target} out", speaker=speaker, target=target, action="resign"
        ),
        st.sampled_from(PARTIES),
        st.sampled_from((None, "Amina Yusuf", "Tom Bell")),
    ),
    st.builds(
        lambda actor, when: claim("outcome", f"{actor} resigned", actor=actor, action="resigned", when=when),
        st.sampled_from(PARTIES),
        DATES,
    ),
)
ARTICLES = st.builds(
    lambda day, claims, publisher: covered(f"2031-05-{day:02}", *claims, publisher=publisher),
    st.integers(1, 4),
    st.lists(CLAIMS, max_size=4),
    st.sampled_from(("The Harbour Post", "Quay Weekly", "Dockside")),
)


def everything(state):
    """What a story shows: facts, loose accounts, contradictions and answers."""
    facts = sorted(state.facts(), key=lambda fact: fact.id)
    return (
        facts,
        sorted(state.loose(), key=lambda loose: loose.account.id),
        contradictions.among(facts, state.cast),
        contradictions.answers(facts),
        sorted(state.articles),
    )
