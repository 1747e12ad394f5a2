"""The page in Chromium: from a paste to its verdict, how long a flood holds the page up, and the size of its files.

``python -m bench.page`` prints milliseconds of this machine; a page has no peer that explains.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generate.screenshots import CHROMIUM, FLAGS, opened, running

from paraph.explaining.worked_examples import signed_examples
from paraph.render.worked_examples import example_json
from paraph.web.assets import assets

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TRIES = 9
RATE, SECONDS = 2000, 5
WATCH_VERDICT = """
() => {
  const verdict = document.querySelector("#verdict");
  window.pasted = 0;
  window.took = 0;
  document.addEventListener("paste", () => { window.pasted = performance.now(); window.took = 0; }, true);
  new MutationObserver(() => {
    if (!window.took && !verdict.hidden && verdict.dataset.verdict !== "waiting") window.took = performance.now() - window.pasted;
  }).observe(verdict, { attributes: true, childList: true });
}
"""
WATCH_FRAMES = """
() => {
  window.gaps = [];
  let last = performance.now();
  const frame = () => { const now = performance.now(); window.gaps.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}
"""
FLOOD = """
import select, socket, sys, time
from paraph import Credential, Request, sign
host, port, key, secret, rate, seconds = sys.argv[1:]
request = sign(Request("GET", "/admin/v1/info/summary", (("Host", f"{host}:{port}"),), scheme="http"), Credential.of(key, secret), version=2)
raw = (f"GET {request.target} HTTP/1.1\\r\\n" + "".join(f"{n}: {v}\\r\\n" for n, v in request.headers) + "\\r\\n").encode()
connections = [socket.create_connection((host, int(port))) for _ in range(8)]
open_, sent, start = dict.fromkeys(connections, 0), 0, time.monotonic()
while (now := time.monotonic() - start) < float(seconds):
    for each in connections:
        many = min(10, int(now * float(rate)) - sent)
        if many > 0 and open_[each] < 30:
            each.sendall(raw * many)
            open_[each] += many
            sent += many
    for each in select.select(connections, [], [], 0.002)[0]:
        open_[each] -= each.recv(1 << 20).count(b"HTTP/1.1 ")
print(sent)
"""


def report() -> None:
    """Print all rows."""
    from playwright.sync_api import sync_playwright

    packed = sum(len(gzip.compress(asset.content, 9, mtime=0)) for asset in assets().values())
    print(f"files of the page, each compressed            {packed / 1000:6.1f} kB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pastes(browser)
        flood(browser)
        browser.close()


def pastes(browser: Browser) -> None:
    """Print how long it takes from pasting the secret of each example to its verdict."""
    with running("ui", "--no-open") as ready:
        page = opened(browser, ready["url"], width=1200, height=900)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate(WATCH_VERDICT)
        for signed in signed_examples():
            example = example_json(signed)
            times = sorted(paste_time(page, example) for _ in range(TRIES))
            print(f"{example['id']:45} {median(times):6.0f} ms   ({times[0]:.0f} to {times[-1]:.0f})")


def paste_time(page: Page, example: dict[str, Any]) -> float:
    """Milliseconds from pasting a request, whose secret is given, to its verdict."""
    page.fill("#paste", "")
    page.fill("#secret", example["secret"])
    page.locator("#verdict").wait_for(state="hidden")
    known = "\n".join(f"{name}={value}" for name, value in example["params"].items())
    page.evaluate("known => { document.querySelector('#params').value = known; }", known)
    page.evaluate("text => navigator.clipboard.writeText(text)", example["text"])
    page.focus("#paste")
    page.keyboard.press("Control+V")
    page.locator("#verdict[data-verdict]").wait_for()
    while not (took := page.evaluate("() => window.took")):
        page.wait_for_timeout(5)
    return float(took)


def flood(browser: Browser) -> None:
    """Print how many requests came, and the longest time between two frames of the page meanwhile."""
    with running("serve", "duo", "--seed", "1") as ready:
        page = opened(browser, ready["ui"], width=1200, height=900)
        page.wait_for_selector("#view-live:not([hidden])")
        page.evaluate(WATCH_FRAMES)
        place, key = urlsplit(ready["url"]), ready["providers"]["duo"]
        words = [str(place.hostname), str(place.port), key["ikey"], key["skey"], str(RATE), str(SECONDS)]
        done = subprocess.run([sys.executable, "-c", FLOOD, *words], capture_output=True, text=True, check=True)
        gaps = sorted(page.evaluate("() => window.gaps"))
        print(f"flood: {int(done.stdout) / SECONDS:.0f} requests a second; between two frames at most {gaps[-1]:.0f} ms, "
              f"99 of 100 below {gaps[len(gaps) * 99 // 100]:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    report()
