// The list of what reaches the server, painted at most ten times a second, however many requests come.
import { get } from "./api.js";
import { fill, foreign, h, hidden, newId, visible } from "./dom.js";
import { showError, showResult, showVerdict } from "./result.js";

/** @typedef {{number: number, time: number, method: string, target: string, status: number, verdict: string, mistakes: string[], detail: string}} Row */

const MOST = 500; // rows
const AT_ONCE = 60; // rows that are painted at first, and more each time that somebody asks for older ones
const PAINT = 150; // milliseconds between two paints
const FLOOD = 200; // rows in one answer: with more, the next question waits longer
/** @type {Record<string, string>} */
const WORDS = {
  valid: "✓ right",
  explained: "✕ wrong, cause found",
  unexplained: "? wrong, cause unknown",
  refused: "✕ refused",
  unsigned: "? unsigned",
  waiting: "… waiting",
};

/** The live view of one server. */
export class Live {
  /** @param {HTMLElement} box @param {{kind: string, url: string}} about */
  constructor(box, about) {
    /** @type {Map<number, Row>} */
    this.rows = new Map();
    /** @type {Map<number, HTMLTableRowElement>} */
    this.shown = new Map();
    this.last = 0;
    this.seen = 0;
    this.isPaused = false;
    this.isDirty = false;
    this.isPainting = false;
    this.opening = 0;
    this.box = box;
    this.about = about;
    /** @type {import("./views.js").Views | null} */
    this.views = null;
    const filter = newId("filter");
    const refused = newId("refused");
    this.filter = /** @type {HTMLInputElement} */ (
      h("input", { id: filter, type: "search", autocomplete: "off", oninput: () => this.changed() })
    );
    this.refused = /** @type {HTMLInputElement} */ (
      h("input", { id: refused, type: "checkbox", onchange: () => this.changed() })
    );
    this.pause = h(
      "button",
      { type: "button", "aria-pressed": "false", onclick: () => this.hold(!this.isPaused) },
      "Pause",
    );
    this.count = h("p", { class: "hint", id: "live-count" }, "Nothing has come yet.");
    this.trouble = h("p", { class: "error", role: "status", hidden: true });
    this.body = h("tbody", null);
    this.most = AT_ONCE;
    this.older = h(
      "button",
      {
        type: "button",
        hidden: true,
        onclick: () => {
          this.most += AT_ONCE;
          this.changed();
          /** @type {HTMLElement | null} */ (this.body.querySelector("tr:last-child button"))?.focus();
        },
      },
      "Show older ones",
    );
    this.verdict = h("div", { class: "verdict", role: "status", tabindex: "-1", hidden: true });
    this.result = h("div", null);
    const heads = ["Time", "Verdict", "Request", "Status", "What"];
    fill(
      this.box,
      h(
        "div",
        { class: "panel stack" },
        h("h2", null, "What reaches ", h("code", null, this.about.url)),
        h("p", { class: "hint" }, GUIDE[this.about.kind] ?? ""),
        h(
          "div",
          { class: "row" },
          h("div", { class: "grow" }, h("label", { for: filter }, "Show only what contains"), this.filter),
          h("span", null, this.refused, h("label", { for: refused }, " only refused")),
          this.pause,
          h("button", { type: "button", onclick: () => this.save() }, "Save what is shown"),
        ),
        this.count,
        this.trouble,
        h(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": "Requests" },
          h(
            "table",
            { class: "list" },
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                heads.map((head) => h("th", { scope: "col" }, head)),
              ),
            ),
            this.body,
          ),
          this.older,
        ),
      ),
      this.verdict,
      this.result,
    );
    this.follow();
  }

  /** Asks for what is new, again and again. */
  async follow() {
    for (;;) {
      try {
        while (this.isPaused) await pause(PAINT); // what is shown can be asked for until the next answers
        if (document.hidden) await seen();
        const news = await get(`/api/live?after=${this.last}`);
        this.trouble.hidden = true;
        this.take(news);
        await pause(news.requests.length > FLOOD ? PAINT * 3 : PAINT);
      } catch (error) {
        this.trouble.hidden = false;
        this.trouble.textContent = visible(String(/** @type {Error} */ (error).message));
        await pause(2000);
      }
    }
  }

  /** @param {{last: number, seen: number, refused: number, requests: Row[]}} news */
  take(news) {
    this.last = news.last;
    this.seen = news.seen;
    for (const row of news.requests) this.rows.set(row.number, row);
    if (this.rows.size > MOST) {
      const numbers = [...this.rows.keys()].sort((a, b) => a - b);
      for (const number of numbers.slice(0, numbers.length - MOST)) this.rows.delete(number);
    }
    if (news.requests.length) this.changed(news.requests);
  }

  /** @param {Row[]} [some] the rows that changed; without them all are painted anew */
  changed(some) {
    if (!some) this.isDirty = true;
    if (this.isPaused && some) return this.tell();
    if (this.isPainting) return; // a page that nobody sees gets no frame, and must not paint once for each change later
    this.isPainting = true;
    requestAnimationFrame(() => {
      this.isPainting = false;
      this.paint();
    });
  }

  /** @param {Row} row */
  fits(row) {
    const words = this.filter.value.toLowerCase().trim();
    if (this.refused.checked && (row.verdict === "valid" || (row.status > 0 && row.status < 400))) return false;
    return (
      !words ||
      `${row.method} ${row.target} ${row.status} ${row.verdict} ${row.mistakes.join(" ")} ${row.detail}`
        .toLowerCase()
        .includes(words)
    );
  }

  paint() {
    if (this.isPaused && !this.isDirty) return;
    this.isDirty = false;
    const fitting = [...this.rows.values()].filter((row) => this.fits(row)).sort((a, b) => b.number - a.number);
    // the row that has the focus stays as long as it is kept
    const focused = document.activeElement?.closest("tr")?.dataset.number ?? "";
    const wanted = fitting.filter((row, at) => at < this.most || String(row.number) === focused);
    this.older.hidden = fitting.length <= this.most;
    const keep = new Set(wanted.map((row) => row.number));
    for (const [number, line] of this.shown) {
      if (keep.has(number)) continue;
      if (line.contains(document.activeElement))
        /** @type {HTMLElement | null} */ (line.closest(".scroll"))?.focus({ preventScroll: true });
      line.remove();
      this.shown.delete(number);
    }
    let before = /** @type {ChildNode | null} */ (this.body.firstChild);
    for (const row of wanted) {
      let line = this.shown.get(row.number);
      const words = JSON.stringify(row);
      if (!line || line.dataset.words !== words) {
        const fresh = this.line(row);
        fresh.dataset.words = words;
        if (line) {
          const hadFocus = line.contains(document.activeElement);
          if (before === line) before = line.nextSibling;
          line.replaceWith(fresh);
          if (hadFocus) fresh.querySelector("button")?.focus({ preventScroll: true });
        } else this.body.insertBefore(fresh, before);
        this.shown.set(row.number, fresh);
        line = fresh;
      }
      before = line.nextSibling;
    }
    this.tell();
  }

  tell() {
    const held = this.isPaused ? ", paused" : "";
    const kept = this.seen > MOST ? `the last ${MOST} are kept, ` : "";
    this.count.textContent = this.seen
      ? `${this.seen === 1 ? "1 request has" : `${this.seen} requests have`} come; ${kept}${this.shown.size} shown${held}`
      : "Nothing has come yet.";
  }

  /** @param {Row} row @returns {HTMLTableRowElement} */
  line(row) {
    const time = new Date(row.time * 1000).toLocaleTimeString("en-GB");
    const what = row.mistakes.length ? row.mistakes.join("; ") : row.detail;
    return /** @type {HTMLTableRowElement} */ (
      h(
        "tr",
        { "data-number": row.number },
        h("td", null, time),
        h("td", null, badge(row)),
        h(
          "td",
          null,
          h(
            "button",
            { type: "button", class: "plain request", onclick: () => this.open(row.number) },
            foreign(`${row.method} ${row.target}`),
            hidden(" explain"),
          ),
        ),
        h("td", null, row.status || ""),
        h("td", null, foreign(what)),
      )
    );
  }

  /** @param {boolean} isPaused */
  hold(isPaused) {
    this.isPaused = isPaused;
    this.pause.setAttribute("aria-pressed", String(isPaused));
    this.pause.textContent = isPaused ? "Continue" : "Pause";
    if (isPaused) this.tell();
    else this.changed();
  }

  /** Shows the explanation of a request. @param {number} number */
  async open(number) {
    const own = ++this.opening;
    const slow = window.setTimeout(() => own === this.opening && this.searching(), 400);
    try {
      const found = await get(`/api/live/${number}`);
      if (own !== this.opening) return; // another one was opened meanwhile
      showVerdict(this.verdict, found);
      this.views = showResult(this.result, found, {
        code: async (language) => (await get(`/api/live/${number}/code/${encodeURIComponent(language)}`)).code,
        stage: (name) => get(`/api/live/${number}/stage/${encodeURIComponent(name)}`),
        longer: null,
        isLarge: false,
      });
    } catch (error) {
      if (own !== this.opening) return;
      fill(this.result);
      this.views = null;
      showError(this.verdict, String(/** @type {Error} */ (error).message));
    } finally {
      clearTimeout(slow);
    }
    this.verdict.focus({ preventScroll: true });
    this.verdict.scrollIntoView({ block: "start" });
  }

  searching() {
    fill(this.result);
    this.views = null;
    this.verdict.hidden = false;
    this.verdict.dataset.verdict = "waiting";
    fill(this.verdict, h("p", null, h("strong", null, "Searching for the mistakes …")));
  }

  /** Saves the rows that are shown as JSON, without any secret: the rows have none. */
  save() {
    const rows = [...this.rows.values()].filter((row) => this.fits(row));
    const url = URL.createObjectURL(
      new Blob([rows.map((row) => JSON.stringify(row)).join("\n"), "\n"], { type: "application/x-ndjson" }),
    );
    const link = /** @type {HTMLAnchorElement} */ (h("a", { href: url, download: "requests.jsonl" }));
    link.click();
    URL.revokeObjectURL(url);
  }
}

/** @param {Row} row */
function badge(row) {
  const isAccepted = !row.verdict && row.status >= 200 && row.status < 400;
  if (!row.verdict && !isAccepted) return null;
  return h(
    "span",
    { class: "badge", "data-verdict": isAccepted ? "valid" : row.verdict },
    isAccepted ? "✓ accepted" : (WORDS[row.verdict] ?? visible(row.verdict)),
  );
}

/** @type {Record<string, string>} */
const GUIDE = {
  serve:
    "Point a client at this address, with the printed keys. Each request gets the vendor's answer; a click on one shows what is wrong with it.",
  watch: "Point a client at this address. A click on a request shows what was signed and what had to be signed.",
  proxy: "Point a client at this address. A click on a request shows what was signed and what had to be signed.",
};

/** Waits until somebody looks at the page: the program keeps the newest requests meanwhile. */
const seen = () => new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
