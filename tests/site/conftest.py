"""The site of the seed story, built once, and a browser to look at it with."""

from __future__ import annotations

import shutil

import gold_workspace
import pytest

from monitor.wiring import open_monitor


@pytest.fixture(scope="session")
def workspace(tmp_path_factory):
    """The seed story, as annotated."""
    return gold_workspace.made(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="session")
def site(workspace, tmp_path_factory):
    """The folder of its site."""
    out = tmp_path_factory.mktemp("site") / "out"
    with open_monitor(workspace) as monitor:
        monitor.publishing.site(out)
    return out


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, driven by Playwright; tests that need it are left out where either is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def looking(browser):
    """Open a page: `looking(address, width=..., scheme='dark')`. What it asks the network for is in `page.asked`."""
    contexts = []

    def look(address: str, *, width: int = 1440, scheme: str = "light", script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
        page.goto(address)
        return page

    yield look
    for context in contexts:
        context.close()
