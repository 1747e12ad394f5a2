// The three views of one request beside each other, aligned by stage, and the list of differences.
import { copyButton, fill, h, hidden, newId, visible } from "./dom.js";
import { stateOf } from "./stages.js";
import { legendOf, shownText } from "./text.js";

/** @typedef {import("./text.js").Segments} Segments */
/** @typedef {import("./stages.js").Step} Step */

/** @type {Record<string, string>} */
const UNSHOWN = { secret: "the secret is not shown", digest: "bytes, not shown" };
const SEEN = { preventScroll: true, focusVisible: true }; // without it WebKit draws no ring where a key leads to

/** The three views of one request: what was sent, what was signed, what had to be signed. */
export class Views {
  /**
   * @param {Step[]} steps
   * @param {{verdict: string, full: (side: "observed" | "expected", name: string) => Promise<string>}} about
   */
  constructor(steps, about) {
    this.steps = steps;
    this.about = about;
    /** @type {Map<string, string>} */
    this.names = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.buttons = new Map();
    this.differing = steps.filter((step) => step.state === "starts" || (step.words && step.state !== "same"));
    this.at = -1;
    this.narrow = window.matchMedia("(max-width: 44rem)");
    this.said = h("span", { role: "status", class: "hint" }, this.countWords());
    this.table = this.makeTable();
    this.list = this.makeList();
    this.element = h(
      "section",
      { class: "panel", "aria-label": "What was sent, signed, and had to be signed" },
      h("h2", null, "What was sent, what was signed, what had to be signed"),
      this.tools(),
      this.table,
      this.list,
      legendOf(this.names),
    );
  }

  countWords() {
    const count = this.differing.length;
    if (this.about.verdict === "unexplained") return "What was signed is not known.";
    return count ? `${count} of ${this.steps.length} stages differ` : "Nothing differs";
  }

  tools() {
    const shape = /** @type {HTMLSelectElement} */ (
      h(
        "select",
        { id: newId("shape"), onchange: () => this.shape(shape.value) },
        h("option", { value: "columns" }, "columns"),
        h("option", { value: "rows" }, "one under another"),
        h("option", { value: "list" }, "list of differences"),
      )
    );
    const many = this.differing.length > 0;
    this.narrow.addEventListener("change", () => this.shape(shape.value));
    queueMicrotask(() => this.shape(shape.value));
    const all = /** @type {HTMLInputElement} */ (
      h("input", { id: newId("all"), type: "checkbox", checked: !many, onchange: () => this.shorten(!all.checked) })
    );
    this.all = all;
    this.table.classList.toggle("short", !all.checked);
    return h(
      "div",
      { class: "row" },
      h(
        "button",
        { type: "button", disabled: !many, onclick: () => this.step(-1) },
        "Previous difference",
        h("span", { class: "hint" }, " (p)"),
      ),
      h(
        "button",
        { type: "button", disabled: !many, onclick: () => this.step(1) },
        "Next difference",
        h("span", { class: "hint" }, " (n)"),
      ),
      this.said,
      h("span", null, all, h("label", { for: all.id }, " also stages that agree")),
      h("span", null, h("label", { for: shape.id }, "Arrangement "), shape),
    );
  }

  /** Hides the stages that agree, or shows them. @param {boolean} isShort */
  shorten(isShort) {
    if (this.all) this.all.checked = !isShort;
    this.table.classList.toggle("short", isShort);
  }

  /** @param {string} shape */
  shape(shape) {
    this.list.hidden = shape !== "list";
    this.table.hidden = shape === "list";
    this.table.classList.toggle("rows", shape === "rows" || this.narrow.matches);
  }

  makeTable() {
    const heads = ["Stage", "What was sent", "What was signed", "What had to be signed"];
    return h(
      "table",
      { class: "views", role: "table" },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          heads.map((head) => h("th", { scope: "col", role: "columnheader" }, head)),
        ),
      ),
      h(
        "tbody",
        { role: "rowgroup" },
        this.steps.map((step) => this.row(step)),
      ),
    );
  }

  /** @param {Step} step */
  row(step) {
    const [sign, words] = stateOf(step);
    const more = h("dl", { class: "more", hidden: true });
    const button = h(
      "button",
      { type: "button", class: "stage", "aria-expanded": "false", onclick: () => this.open(step, row, button, more) },
      step.name,
    );
    this.buttons.set(step.name, button);
    const row = h(
      "tr",
      { role: "row", "data-stage": step.name, "data-state": step.state },
      h("th", { scope: "row", role: "rowheader" }, button, h("span", { class: "state" }, `${sign} ${words}`), more),
      h("td", { role: "cell", "data-label": "sent" }, this.sent(step)),
      h("td", { role: "cell", "data-label": "signed" }, this.value(step, step.observed, "del")),
      h("td", { role: "cell", "data-label": "had to be signed" }, this.value(step, step.expected, "ins")),
    );
    return row;
  }

  /** @param {Step} step */
  sent(step) {
    if (step.kind === "secret") return h("span", { class: "nothing" }, "never sent");
    if (!step.sent.length) return h("span", { class: "nothing" }, "nothing of the request");
    if (step.kind !== "text")
      return h("span", { class: "nothing" }, step.kind === "signature" ? "see what was signed" : "not sent");
    return step.sent.map((part) =>
      h("div", null, h("span", { class: "part" }, visible(part.label)), shownText(part.text, "mark", this.names)),
    );
  }

  /** @param {Step} step @param {Segments | null} value @param {"del" | "ins"} side */
  value(step, value, side) {
    if (value)
      return [
        step.words && step.state !== "same"
          ? hidden(side === "del" ? `differs. ${visible(step.words)}` : "differs")
          : null,
        shownText(value, side, this.names),
      ];
    const words = UNSHOWN[step.kind] ?? (step.state === "unknown" ? "not known" : "nothing");
    return h(
      "span",
      { class: "nothing" },
      step.kind !== "text" && step.state !== "same" && step.state !== "unknown"
        ? `${words}; it ${side === "del" ? "differs" : "would differ"}`
        : words,
    );
  }

  /** @param {Step} step @param {HTMLElement} row @param {HTMLElement} button @param {HTMLElement} more */
  open(step, row, button, more) {
    const opens = more.hidden;
    more.hidden = !opens;
    button.setAttribute("aria-expanded", String(opens));
    row.toggleAttribute("data-open", opens);
    if (!opens || more.childElementCount) return;
    const copies =
      step.kind === "text" && this.about.verdict !== "unexplained"
        ? [copyButton("Copy what was signed", () => this.about.full("observed", step.name))]
        : [];
    if (step.kind === "text")
      copies.push(copyButton("Copy what had to be signed", () => this.about.full("expected", step.name)));
    fill(
      more,
      h("dt", { class: "unseen" }, "Rule"),
      h("dd", null, step.summary),
      h("dd", { class: "hint" }, step.source),
      h("dd", { class: "row" }, copies),
    );
    for (const side of /** @type {const} */ (["observed", "expected"]))
      if (step[side]?.cut) more.append(this.rest(step, side));
  }

  /** A button that shows a long value whole, piece by piece. @param {Step} step @param {"observed" | "expected"} side */
  rest(step, side) {
    const words = side === "observed" ? "Show all that was signed" : "Show all that had to be signed";
    const box = h("dd", null, h("button", { type: "button", onclick: show }, words));
    const about = this.about;
    const failed = h("p", { class: "error", role: "status" });
    async function show() {
      let text = "";
      try {
        text = visible(await about.full(side, step.name));
      } catch (error) {
        box.append(failed);
        failed.textContent = visible(String(/** @type {Error} */ (error).message));
        return;
      }
      const shown = h("pre", {
        class: "code",
        role: "group",
        tabindex: "0",
        "aria-label": `${step.name}, all ${text.length} characters`,
      });
      const more = h("button", { type: "button", onclick: add }, "Show more");
      let at = 0;
      function add() {
        shown.append(text.slice(at, (at += 100_000)));
        if (at >= text.length) shown.focus();
        more.hidden = at >= text.length;
      }
      add();
      fill(box, shown, more);
      shown.focus();
    }
    return box;
  }

  makeList() {
    return h(
      "ol",
      { class: "differences", hidden: true },
      this.differing.map((step) =>
        h(
          "li",
          { "data-stage": step.name, tabindex: "-1" },
          h("b", null, step.name),
          ` ${stateOf(step)[1]}. `,
          visible(step.words),
          step.observed &&
            h("div", null, h("span", { class: "part" }, "signed"), shownText(step.observed, "del", this.names)),
          step.expected &&
            h(
              "div",
              null,
              h("span", { class: "part" }, "had to be signed"),
              shownText(step.expected, "ins", this.names),
            ),
        ),
      ),
      this.differing.length ? null : h("li", null, "There are none."),
    );
  }

  /** Goes to the next (1) or previous (-1) difference. @param {1 | -1} by */
  step(by) {
    const count = this.differing.length;
    if (!count) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count;
    const step = this.differing[this.at];
    this.said.textContent = `Difference ${this.at + 1} of ${count}: ${step.name}. ${visible(step.words)}`;
    this.go(step.name);
  }

  /** Shows the row of a stage, and moves the focus there. @param {string} name */
  go(name) {
    if (this.steps.find((step) => step.name === name)?.state === "same") this.shorten(false);
    const target = this.list.hidden
      ? this.buttons.get(name)
      : /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-stage="${CSS.escape(name)}"]`));
    target?.focus(SEEN);
    target?.scrollIntoView({ block: "center" });
  }
}
