"""Hostile texts in every place of the page, in a real browser: they stay text, fit, and reach nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from paraph.render.segments import segments
from tests.web import browsing
from tests.web.hostile import HOSTILE
from tests.web.pages import RunningPage, running_page

pytestmark = pytest.mark.skipif(not browsing.is_here(), reason=browsing.WITHOUT)

TOOLS = r"""
() => {
  window.found = [];
  addEventListener("securitypolicyviolation", (event) => found.push(`the policy: ${event.violatedDirective} ${event.blockedURI}`));
  addEventListener("error", (event) => found.push(`an error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => found.push(`an error: ${event.reason}`));
  const KEPT = new Set(["schema", "state", "kind", "verdict", "algorithm"]);
  // the program's own words in an explanation
  const OWN = new Set(["name", "summary", "source", "takes", "id", "stage", "languages", "language", "stories", "subject", "scheme", "variant", "habits", "available"]);
  const TAGS = new Set(("A ARTICLE B BDI BODY BUTTON CODE DD DEL DETAILS DIV DL DT FIELDSET FOOTER FORM H1 H2 H3 HEADER INPUT INS LABEL LI MAIN MARK NAV NOSCRIPT " +
    "OL OPTION P PRE SECTION SELECT SMALL SPAN STRONG SUMMARY TABLE TBODY TD TEXTAREA TH THEAD TR UL").split(" "));
  const ATTRIBUTES = new Set(("autocapitalize autocomplete checked class dir disabled download for hidden href id max min name open placeholder role rows scope " +
    "selected spellcheck step tabindex title type value").split(" "));
  const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
  window.tools = {
    // a value with the hostile text in the place of each text
    planted: function planted(value, text, cut, isOwn = false, key = "") {
      if (KEPT.has(key) || (isOwn && OWN.has(key))) return value;
      if (typeof value === "string") return text;
      if (Array.isArray(value)) return value.map((one) => planted(one, text, cut, isOwn, key));
      if (value === null || typeof value !== "object") return value;
      if (value.parts) return cut;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, planted(one, text, cut, isOwn, name)]));
    },
    answers: (value, status = 200) => {
      window.fetch = async () => new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
    },
    // what is wrong with what is shown
    check: (place, text) => {
      const say = (words) => found.push(`${place}: ${words} ${JSON.stringify(text.slice(0, 60))}`);
      for (const one of document.body.querySelectorAll("*")) {
        if (!TAGS.has(one.tagName)) say(`the element ${one.tagName}`);
        for (const { name, value } of one.attributes) {
          const isMargin = name === "style" && /^(?:margin-bottom: [0-9.]+px;)?$/.test(value);
          if (!ATTRIBUTES.has(name) && !/^(?:data|aria)-/.test(name) && !isMargin) say(`the attribute ${name}`);
          if (name === "href" && !value.startsWith("#")) say(`the address ${value}`);
        }
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        const unsafe = data.replace(/[\n\t]/g, "").match(UNSAFE);
        if (unsafe && !parentElement.classList.contains("blank")) say(`unsafe characters ${escape(unsafe.join("")).slice(0, 30)} in ${parentElement.outerHTML.slice(0, 60)}`);
        if (/\p{M}{4}/u.test(data)) say(`a heap of marks in ${parentElement.tagName}`);
      }
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return;
      const wide = [...document.body.querySelectorAll("*")].filter((one) => one.scrollWidth > clientWidth).pop();
      say(`too wide: ${scrollWidth} of ${clientWidth}, by ${wide?.tagName} ${wide?.id} ${wide?.className}`);
    },
  };
}
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPage]:
    with running_page(tmp_path_factory.mktemp("page")) as page:
        yield page


@pytest.fixture(scope="module")
def tab(running: RunningPage) -> Iterator[Page]:
    """The page in a browser, which lists what went to another address or ran in `foreign`."""
    with sync_playwright() as play:
        browser = browsing.launch(play)
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(running.url)
        page.wait_for_selector("#paste")
        yield page
        browser.close()


@pytest.fixture
def foreign(running: RunningPage, tab: Page) -> Iterator[list[str]]:
    """What went to another address, and each dialog."""
    seen: list[str] = []
    tab.on("request", lambda request: None if request.url.startswith(f"{running.root}/") else seen.append(request.url))
    tab.on("dialog", lambda dialog: seen.append(dialog.message))
    yield seen
    assert seen == []
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("Object.prototype.polluted") is None


def as_json(texts: Sequence[str]) -> str:
    """Texts, each also as parts, as JSON in ASCII: it keeps lone surrogates."""
    return json.dumps([[text, segments(text)] for text in texts])


def shown(tab: Page, width: int, script: str, value: Any, hostile: Sequence[str] = HOSTILE) -> list[str]:
    """What is wrong after a script has shown each hostile text in the place of the texts of a value."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{tab.url.partition('#')[0]}")
    tab.wait_for_selector("#paste")
    tab.evaluate(TOOLS)
    found: list[str] = tab.evaluate(
        f"""async ([texts, value]) => {{
          {script}
          for (const [text, cut] of JSON.parse(texts)) await show(text, cut, JSON.parse(value));
          await new Promise((done) => setTimeout(done));
          return found;
        }}""",
        [as_json(hostile), json.dumps(value)],
    )
    tab.reload()
    return found


def asked(tab: Page, path: str, value: Any = None) -> Any:
    """What the page's program answers."""
    return tab.evaluate(
        """async ([path, value]) => (await fetch(path, value === null ? {} :
          { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) })).json()""",
        [path, value],
    )


def explanations(tab: Page) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A question and its answer for each worked example."""
    for head in asked(tab, "/api/examples")["examples"]:
        example = asked(tab, f"/api/examples/{head['id']}")
        question = {"input": example["text"], "secret": example["secret"], "id": example["key_id"], "budget": 1}
        question |= {"token": example["token"], "token_secret": example["token_secret"]}
        yield question, asked(tab, "/api/explain", {**question, "page": True})


RESULT = """
const { showVerdict, showResult, showError } = await import("/static/result.js");
const { addFrame } = await import("/static/learn.js");
const verdict = document.getElementById("verdict"), box = document.getElementById("result");
async function show(text, cut, { answer, trial }) {
  tools.answers(tools.planted(trial, text, cut, true));
  const found = tools.planted(answer, text, cut, true);
  showVerdict(verdict, found);
  const views = showResult(box, found, { code: async () => text, stage: async () => ({ observed: text, expected: text }), longer: null, isLarge: false });
  addFrame(box, found, text);
  for (const one of box.querySelectorAll("details")) one.open = true;
  for (const one of box.querySelectorAll("button.stage, button.step")) one.click();
  views?.step(1);
  views?.go(text);
  await new Promise((done) => setTimeout(done));
  await new Promise((done) => setTimeout(done));
  tools.check("result", text);
  views?.shape("list");
  tools.check("list", text);
  showError(verdict, text);
  tools.check("error", text);
}
"""


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("number", [0, 4, 5])
def test_in_a_result(tab: Page, foreign: list[str], width: int, number: int) -> None:
    """Each width shows each text in one of the examples."""
    question, answer = list(explanations(tab))[number]
    trial = asked(tab, "/api/try", {key: question[key] for key in ("input", "secret", "id", "token_secret")})
    assert answer["page"]["steps"]
    assert trial["steps"]
    assert shown(tab, width, RESULT, {"answer": answer, "trial": trial}, HOSTILE[number % 3 :: 3]) == []


READING = """
const { Input } = await import("/static/input.js");
const form = document.getElementById("ask");
async function show(text, cut, { start, reading }) {
  tools.answers({ error: { kind: text, message: text } }, 422);
  const input = new Input(form, { ...start, credential: { name: text, id: text } }, () => null, () => null);
  input.paste.source = { input: text, name: text, size: text.length };
  input.reading.show(tools.planted(reading, text, cut), true);
  for (const one of form.querySelectorAll("details")) one.open = true;
  tools.check("reading", text);
  input.paste.attach(input.paste.source);
  tools.check("file", text);
  input.refuse(text);
  tools.check("refusal", text);
  input.changes = -1;
  clearTimeout(input.timer);
}
"""


@pytest.mark.parametrize("width", [320, 1200])
def test_in_what_was_read(tab: Page, foreign: list[str], width: int) -> None:
    request = "GET https://{{a}}/b?{{c}} HTTP/1.1\nHost: a.example\nA: b\n\nbody"
    filled = {
        "input": f"{request}\n\n###\n\n{request}",
        "entry": 1,
        "variables": {"a": "a.example", "c": "d"},
        "page": True,
    }
    reading = asked(tab, "/api/read", filled)
    assert reading["page"]["variables"]
    reading["entries"][0]["notes"] = ["note"]
    start = asked(tab, "/api/start")
    assert shown(tab, width, READING, {"start": start, "reading": reading}) == []


LIVE = """
const { Live } = await import("/static/live.js");
const box = document.getElementById("view-live");
box.hidden = false;
document.getElementById("view-explain").hidden = true;
tools.answers({ error: { kind: "gone", message: "gone" } }, 404);
const live = new Live(box, { kind: "watch", url: "http://127.0.0.1:1" });
async function show(text, cut, { row, answer }) {
  live.take({ last: 1, seen: 1, refused: 0, oldest: 1, requests: [tools.planted(row, text, cut), { ...tools.planted(row, text, cut), number: 2, mistakes: [] }] });
  live.paint();
  tools.check("live", text);
  tools.answers({ ...tools.planted(answer, text, cut, true), code: text });
  await live.open(1);
  tools.check("live result", text);
}
"""


@pytest.mark.parametrize("width", [320, 1200])
def test_in_the_live_list(tab: Page, foreign: list[str], width: int) -> None:
    row = {
        "number": 1,
        "time": 1.0,
        "method": "GET",
        "target": "/",
        "status": 401,
        "verdict": "refused",
        "mistakes": ["a"],
        "detail": "b",
    }
    _, answer = next(explanations(tab))
    assert shown(tab, width, LIVE, {"row": row, "answer": answer}) == []
