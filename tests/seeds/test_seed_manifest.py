"""The manifest, the gold annotations and the pages name each other, and nothing else."""

from __future__ import annotations

from datetime import date


def test_manifest_names_the_pages_that_exist(manifest, seeds):
    """Every page has its entry and every entry its page."""
    assert sorted(manifest) == sorted(page.name for page in seeds.glob("*.html"))


def test_manifest_entries_are_complete(manifest):
    """Each entry has the four keys, a date, and an address that ends in the page's name."""
    for name, entry in manifest.items():
        assert sorted(entry) == ["published", "publisher", "title", "url"]
        assert type(entry["published"]) is date
        assert name.startswith(entry["published"].isoformat())
        assert entry["url"] == f"https://press.example/{name}"


def test_every_page_has_its_annotations(manifest, seeds):
    """There is one file of annotations for each page."""
    annotated = sorted(file.stem for file in (seeds / "gold").glob("*.json"))
    assert annotated == sorted(name.removesuffix(".html") for name in manifest)
