"""What a reader meets: any width, both schemes, the keyboard alone, assistive technology, no script, no network."""

from __future__ import annotations

import gold_workspace
import pytest

STORY = gold_workspace.STORY
WIDTHS, SCHEMES = (360, 1440), ("light", "dark")
ROUND_TRIP = 400  # presses of Tab that surely reach a link


@pytest.fixture(scope="session")
def kinds_of_page(site):
    """One page of each template."""
    story = site / STORY
    claims = sorted((story / "claims").iterdir())
    full = max(claims, key=lambda path: path.stat().st_size)
    account = min(claims, key=lambda path: path.stat().st_size)
    person = max((story / "people").iterdir(), key=lambda path: path.stat().st_size)
    names = "contradictions meetings people changes".split()
    return [story / "index.html", full, person, story / "sources.html", site / "index.html", *(story / f"{name}.html" for name in names), story / "as-of" / "2017-03-02.html",
            account]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(looking, kinds_of_page, width, scheme, rounds):
    """No page breaks a rule of axe-core, contrast in both schemes included; in short, the story's page and three more."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    for path in kinds_of_page[: rounds(None, 4)]:
        results = axe.run(looking(path.as_uri(), width=width, scheme=scheme)).response
        found = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in results["violations"]]
        assert found == [], path.name
        assert results["passes"]


def test_axe_would_find_a_violation(looking, tmp_path):
    """The test above can fail: grey letters on white, and a picture without words, are found."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    bad = tmp_path / "bad.html"
    bad.write_text("<html lang=en><title>x</title><main><h1 style='color:#bbb'>Pale</h1><img src=x></main>", "utf-8")
    found = {one["id"] for one in axe.run(looking(bad.as_uri())).response["violations"]}
    assert {"color-contrast", "image-alt"} <= found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_broader_than_the_screen(looking, kinds_of_page, width):
    """Nothing has to be scrolled sideways, and nothing of the drawing is cut off."""
    for path in kinds_of_page:
        page = looking(path.as_uri(), width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        cut = page.evaluate(
            """[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length).flatMap(s => {
                const box = s.getBoundingClientRect();
                return [...s.querySelectorAll('text')].filter(t => {
                    const r = t.getBoundingClientRect(); return r.left < box.left - 1 || r.right > box.right + 1;
                }).map(t => t.textContent) })"""
        )
        assert cut == [], path.name


def test_labels_and_dates_of_the_drawing_do_not_overlap(looking, site):
    """No two texts of the timeline that is shown lie over each other, wide and narrow."""
    for width in WIDTHS:
        page = looking((site / STORY / "index.html").as_uri(), width=width)
        overlaps = page.evaluate(
            """[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length).flatMap(s => {
                const boxes = [...s.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                const found = [];
                for (let i = 0; i < boxes.length; i++) for (let j = 0; j < i; j++) {
                    const [a, r] = boxes[i], [b, q] = boxes[j];
                    const w = Math.min(r.right, q.right) - Math.max(r.left, q.left);
                    const h = Math.min(r.bottom, q.bottom) - Math.max(r.top, q.top);
                    if (w > 1 && h > 3.5) found.push(`${a} / ${b}`);
                } return found })"""
        )
        assert overlaps == [], width


def test_one_drawing_is_shown_at_a_time(looking, site):
    """The narrow drawing on a phone, the wide one on a desk and on paper."""
    for width, shown in ((360, "narrow"), (1440, "wide")):
        page = looking((site / STORY / "index.html").as_uri(), width=width)
        visible = "[...document.querySelectorAll('.timeline > div')].filter(d => d.offsetParent).map(d => d.className)"
        assert page.evaluate(visible) == [shown]
        page.emulate_media(media="print")
        assert page.evaluate(visible) == ["wide"]


def test_no_heading_of_a_table_is_broken_within_a_word(looking, site):
    """On a phone 'Accounts' stands on one line, and the names of outlets make room for it."""
    page = looking((site / STORY / "sources.html").as_uri(), width=360)
    broken = """[...document.querySelectorAll('thead th')].filter(th => {
        const range = document.createRange(); range.selectNodeContents(th);
        return range.getClientRects().length > th.textContent.trim().split(/\\s+/).length;
    }).map(th => th.textContent)"""
    assert page.evaluate(broken) == []


def test_on_paper_the_drawing_shares_the_first_page_with_the_headline(looking, site):
    """An editor who prints the story finds it on the first sheet, not a headline above an empty one."""
    page = looking((site / STORY / "index.html").as_uri(), width=680)  # A4 less margins of 15 mm, in CSS pixels
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.timeline').getBoundingClientRect().bottom") <= 1009


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(looking, site):
    """Tab first offers to skip to the content, then passes every visible link once, top to bottom, each outlined."""
    page = looking((site / STORY / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    expected = page.evaluate(
        "[...document.querySelectorAll('a')].filter(a => a.getClientRects().length).map(a => a.getAttribute('href'))"
    )
    reached = []
    for _ in range(ROUND_TRIP):
        link, outline = page.evaluate(
            "[document.activeElement.getAttribute('href'), getComputedStyle(document.activeElement).outlineStyle]"
        )
        if link is None:
            break
        assert outline != "none"
        reached.append(link)
        page.keyboard.press("Tab")
    assert reached == expected
    page.keyboard.press("Home")


def test_skipping_leads_past_the_navigation(looking, site):
    """Enter on the skip link puts the focus into the content."""
    page = looking((site / STORY / "index.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_is_asked_of_the_network_and_no_script_is_needed(looking, kinds_of_page):
    """From a folder, with scripts off: every request is for a file, and the content is there."""
    for path in kinds_of_page:
        page = looking(path.as_uri(), script=False)
        assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
        assert page.inner_text("h1")
        assert page.complaints == []


def test_the_past_is_reached_and_left_by_links(looking, site):
    """From the story to its state of 2 March, on to the next change, and back to now."""
    page = looking((site / STORY / "index.html").as_uri(), script=False)
    page.click("section[aria-labelledby=past] a >> nth=0")
    assert "as it stood on 2 March 2017" in page.inner_text(".past")
    assert "Mayflower" not in page.inner_text("section[aria-labelledby=meetings]")
    page.click(".past a[rel=next]")
    assert "Mayflower" in page.inner_text("section[aria-labelledby=meetings]")
    page.click("text=Now")
    assert page.url.endswith(f"{STORY}/index.html")


def test_the_drawing_alone_is_a_picture(looking, site):
    """timeline.svg opens by itself, with its title and description."""
    page = looking((site / STORY / "timeline.svg").as_uri())
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("document.querySelectorAll('title, desc').length") >= 2
    assert page.evaluate("document.querySelectorAll('parsererror').length") == 0
