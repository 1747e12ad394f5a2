// Puts the page together: which view is shown, what is explained, and what the keys do.
import { get, Refusal } from "./api.js";
import { byId, fill, h, visible } from "./dom.js";
import { showCatalogue } from "./catalogue.js";
import { Input } from "./input.js";
import { addFrame } from "./learn.js";
import { Live } from "./live.js";
import { explanationOf, moreOf, showError, showResult, showVerdict } from "./result.js";

const LONG = 60; // seconds of a long search
const VIEWS = ["explain", "live", "mistakes"];
const theme = /** @type {HTMLSelectElement} */ (byId("theme"));
/** @type {import("./views.js").Views | null} */
let views = null;
/** The search in progress. @type {{question: Record<string, any>} | null} */
let running = null;
/** Ends what the last question asks for: the search, and stages of what it found. */
let asking = new AbortController();

// --- colours: the only thing that this page remembers

function chooseTheme() {
  if (theme.value) document.documentElement.dataset.theme = theme.value;
  else delete document.documentElement.dataset.theme;
}
try {
  theme.value = localStorage.getItem("paraph-theme") ?? "";
} catch {
  theme.value = "";
}
chooseTheme();
theme.addEventListener("change", () => {
  chooseTheme();
  try {
    localStorage.setItem("paraph-theme", theme.value);
  } catch {
    // the browser keeps nothing: then the choice holds for this time
  }
});

// --- explaining

const verdict = byId("verdict");
const result = byId("result");

// The verdict is small while it covers other things. A margin keeps the height of the page: without it browsers scroll
// back, and the verdict grows and shrinks in turns.
const edge = h("div", { class: "edge" });
verdict.before(edge);
const BELOW = { rootMargin: "0px 0px 1000000px" }; // what is below the window counts as seen: a jump may go past it in one step
new IntersectionObserver(([seen]) => {
  verdict.toggleAttribute("data-stuck", false);
  const height = verdict.getBoundingClientRect().height; // with its fraction: one pixel more or less would scroll the page
  const isStuck = verdict.toggleAttribute("data-stuck", !seen.isIntersecting && seen.boundingClientRect.top < 0);
  verdict.style.marginBottom = isStuck ? `${height - verdict.getBoundingClientRect().height}px` : "";
}, BELOW).observe(edge);

/** Ends the search in progress: nothing of it is shown any more. */
function end() {
  asking.abort(); // the program sees that nobody waits any more, and ends its search
  if (!running) return false;
  running = null;
  return true;
}

/** What is shown is no longer about what stands in the form: it is pale until the next verdict. */
function outdated() {
  end();
  verdict.toggleAttribute("data-old", true);
  result.setAttribute("aria-busy", "true");
}

function current() {
  verdict.toggleAttribute("data-old", false);
  result.removeAttribute("aria-busy");
}

/** @param {import("./input.js").Ready | null} ready */
async function explain(ready) {
  end();
  if (!ready) {
    current();
    verdict.hidden = true;
    fill(result);
    views = null;
    return;
  }
  const own = (running = { question: ready.question });
  const { signal } = (asking = new AbortController());
  const elapsed = waiting(own);
  try {
    const found = await explanationOf(ready.question, signal);
    if (running !== own) return;
    showVerdict(verdict, found);
    views = showResult(
      result,
      found,
      moreOf(
        ready.question,
        signal,
        LONG > ready.question.budget
          ? () => explain({ question: { ...ready.question, budget: LONG }, asked: true })
          : null,
      ),
    );
    if (found.observed.signature) addFrame(result, ready.question, found.variant);
  } catch (error) {
    if (running !== own) return;
    fill(result);
    views = null;
    showError(verdict, String(/** @type {Error} */ (error).message));
  } finally {
    clearInterval(elapsed);
    if (running === own) {
      running = null;
      current();
    }
  }
  if (ready.asked) verdict.focus({ preventScroll: false });
}

/** Says how long a search takes, with a button that ends it. @param {{question: Record<string, any>}} own */
function waiting(own) {
  const started = performance.now();
  result.setAttribute("aria-busy", "true");
  return window.setInterval(() => {
    if (running !== own) return;
    const seconds = Math.round((performance.now() - started) / 1000);
    if (seconds < 1) return;
    verdict.hidden = false;
    verdict.dataset.verdict = "waiting";
    if (!verdict.querySelector(".cancel")) {
      verdict.toggleAttribute("data-old", false);
      // the seconds are not read aloud: they change all the time
      fill(
        verdict,
        h(
          "div",
          { class: "row" },
          h(
            "p",
            null,
            h("strong", null, "Searching for the mistakes "),
            h("span", { class: "seconds", "aria-hidden": "true" }),
          ),
          h("button", { type: "button", class: "cancel", onclick: cancel }, "Stop searching"),
        ),
      );
    }
    const shown = /** @type {Element} */ (verdict.querySelector(".seconds"));
    if (shown.textContent !== `${seconds} s`) shown.textContent = `${seconds} s`;
  }, 250);
}

/** Ends the search, and shows what is known without one. */
function cancel() {
  const question = running?.question;
  if (!end() || !question) return;
  current();
  fill(result);
  views = null;
  showError(verdict, "Stopped before the cause was found.");
  if (question.budget > 0) explain({ question: { ...question, budget: 0 }, asked: false });
}
// a page that the browser has kept would show a secret that was typed before, and a list that has stopped
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

// --- views

async function showView() {
  const [name, rest] = location.hash.replace(/^#/, "").split("/");
  const wanted = VIEWS.includes(name) ? name : "explain";
  const left = document.activeElement?.closest(".view");
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== wanted;
  if (left && left.id !== `view-${wanted}`) byId(`view-${wanted}`).focus(); // not to the top of the page
  for (const link of document.querySelectorAll("nav a")) {
    const here = link.getAttribute("data-view") === wanted;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  opened[wanted]?.(byId(`view-${wanted}`), rest ?? "");
}

/** What is done when a view is opened. @type {Record<string, (box: HTMLElement, rest: string) => void>} */
const opened = { mistakes: showCatalogue };
/** @type {Live | null} */
let live = null;

/** The differences that the keys go through: those of the view that is shown. */
const differences = () =>
  byId("view-live").hidden ? (byId("view-explain").hidden ? null : views) : (live?.views ?? null);

window.addEventListener("hashchange", showView);
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  const view = document.querySelector(".view:not([hidden])");
  const target = /** @type {HTMLElement | null | undefined} */ (view?.querySelector(".verdict:not([hidden])") ?? view);
  target?.focus();
});
window.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const types = target.closest("input, textarea, select") !== null;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !byId("view-explain").hidden)
    byId("ask").dispatchEvent(new Event("submit", { cancelable: true }));
  else if (event.key === "F7") differences()?.step(event.shiftKey ? -1 : 1);
  else if (!types && !event.ctrlKey && !event.metaKey && !event.altKey && event.key === "n") differences()?.step(1);
  else if (!types && !event.ctrlKey && !event.metaKey && !event.altKey && event.key === "p") differences()?.step(-1);
  else return;
  event.preventDefault();
});

// --- the start

async function start() {
  const about = await get("/api/start");
  byId("version").textContent = about.version;
  const input = new Input(/** @type {HTMLFormElement} */ (byId("ask")), about, explain, outdated);
  const open = async (/** @type {string} */ id) => {
    const seen = ++input.changes;
    try {
      const example = await get(`/api/examples/${encodeURIComponent(id)}`);
      if (seen === input.changes) input.example(example); // else something else was given meanwhile
    } catch (error) {
      if (seen === input.changes) input.refuse(String(/** @type {Error} */ (error).message));
    }
  };
  get("/api/examples").then(
    ({ examples }) => input.showExamples(examples, open),
    () => null,
  );
  if (about.live) {
    live = new Live(byId("view-live"), about.live);
    for (const link of document.querySelectorAll('nav a[data-view="live"]'))
      /** @type {HTMLElement} */ (link).hidden = false;
    if (!location.hash) location.replace("#live");
  }
  await showView();
  if (about.input)
    input.paste.give({
      input: about.input.text,
      base64: about.input.base64,
      name: about.input.name,
      size: (about.input.text ?? about.input.base64).length,
    });
}

start().catch((error) => {
  const message = error instanceof Refusal ? error.message : "The page could not start: reload it.";
  showError(verdict, visible(message));
});
