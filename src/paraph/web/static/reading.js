// What was understood of the paste: which request is meant, its variables, and the request itself.
import { fill, foreign, h, newId, visible } from "./dom.js";

/** The reading of a source; it calls `changed` when a person chooses another request or fills in a variable. */
export class Reading {
  /** @param {(pause?: number) => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** The number of the request that is meant, or what a person typed for it. @type {number | string | undefined} */
    this.entry = undefined;
    /** @type {any} */
    this.found = null;
    this.shownChoice = "";
    /** @type {Map<string, HTMLElement>} */
    this.needs = new Map();
    this.choice = h("div", { class: "stack" });
    this.understood = h("div", { id: "read", class: "understood stack" });
  }

  /** Whether there is one request that can be explained. */
  get isReady() {
    return this.found?.entries.length === 1 && !this.found.entries[0].error;
  }

  clear() {
    this.found = null;
    this.entry = undefined;
    fill(this.choice);
    fill(this.understood);
  }

  /** @param {string} message */
  refuse(message) {
    this.found = null;
    fill(this.understood, h("p", { class: "error" }, foreign(message)));
  }

  variables() {
    const fields = /** @type {HTMLInputElement[]} */ ([...this.choice.querySelectorAll("input[data-variable]")]);
    // not by assignment: a variable may be called __proto__
    return Object.fromEntries(
      fields.filter((field) => field.value).map((field) => [field.dataset.variable ?? "", field.value]),
    );
  }

  /** @param {any} reading @param {boolean} isNew whether it is of another source than the one before */
  show(reading, isNew) {
    this.found = reading;
    if (!this.entry) this.entry = reading.page.chosen || undefined;
    const { variables, chosen } = reading.page;
    const names = JSON.stringify([variables.map((/** @type {any} */ one) => one.name), reading.page.count]);
    if (isNew || names !== this.shownChoice) this.showChoice(reading.page);
    this.shownChoice = names;
    const select = /** @type {HTMLSelectElement | null} */ (this.choice.querySelector("#entry"));
    if (select) select.value = [...select.options].some((one) => one.value === String(chosen)) ? chosen : ""; // not one that the list leaves out
    for (const one of variables) this.needs.get(one.name)?.toggleAttribute("hidden", !one.needed);
    const [entry] = reading.entries;
    fill(
      this.understood,
      entry ? this.entryShown(entry, reading.page) : h("p", { class: "hint" }, "Choose one of the requests."),
    );
  }

  /** @param {any} page */
  showChoice(page) {
    const choice = [];
    const before = new Map(Object.entries(this.variables()));
    const focused = /** @type {HTMLElement} */ (document.activeElement).dataset.variable;
    this.needs.clear();
    if (page.count > 1) {
      const options = page.entries.map((/** @type {any} */ one) =>
        h(
          "option",
          { value: one.number, selected: one.number === this.entry },
          `${visible(one.title)}${one.failed ? " - refused" : ""}${one.signed ? "" : " - no known signature"}`,
        ),
      );
      const select = h(
        "select",
        {
          id: "entry",
          onchange: () => {
            this.entry = Number(/** @type {HTMLSelectElement} */ (select).value) || undefined;
            const typed = /** @type {HTMLInputElement | null} */ (this.choice.querySelector("#any-entry"));
            if (typed) typed.value = "";
            this.changed(0);
          },
        },
        h("option", { value: "" }, `choose one of ${page.entries.length} requests`),
        options,
      );
      const rest = page.count - page.entries.length;
      choice.push(
        h(
          "div",
          null,
          h("label", { for: "entry" }, "Which request"),
          h("div", null, select),
          rest ? this.anyOther(page.count, rest) : null,
        ),
      );
    }
    if (page.variables.length) {
      const rows = page.variables.map((/** @type {any} */ one) => {
        const id = newId("variable");
        const need = h("span", { class: "hint" }, " has no value yet");
        this.needs.set(one.name, need);
        const field = /** @type {HTMLInputElement} */ (
          h("input", {
            id,
            type: "text",
            autocomplete: "off",
            "data-variable": one.name,
            oninput: () => this.changed(),
          })
        );
        field.value = before.get(one.name) ?? "";
        return h("div", null, h("label", { for: id, class: "mono" }, foreign(`{{${one.name}}}`), need), field);
      });
      choice.push(
        h(
          "details",
          { open: page.variables.some((/** @type {any} */ one) => one.needed) },
          h("summary", null, `Variables (${rows.length})`),
          h("div", { class: "fields" }, rows),
        ),
      );
    }
    fill(this.choice, choice);
    const again =
      focused && [...this.choice.querySelectorAll("input")].find((field) => field.dataset.variable === focused);
    if (again) {
      again.focus();
      again.setSelectionRange(again.value.length, again.value.length);
    }
  }

  /** A field for the entries that the list leaves out. @param {number} count @param {number} rest */
  anyOther(count, rest) {
    const field = /** @type {HTMLInputElement} */ (
      h("input", {
        id: "any-entry",
        type: "text",
        autocomplete: "off",
        oninput: () => {
          this.entry = field.value.trim() || undefined;
          this.changed();
        },
      })
    );
    return [
      h("label", { for: "any-entry" }, `Or its number (1 to ${count}) or name; the list leaves out ${rest}`),
      field,
    ];
  }

  /** @param {any} entry @param {any} page */
  entryShown(entry, page) {
    if (entry.error) return h("p", { class: "error" }, visible(`line ${entry.error.line}: ${entry.error.message}`));
    const { method, url, headers, body } = entry.request;
    const size = page.body_bytes;
    const rest = page.headers - headers.length;
    return h(
      "div",
      null,
      h(
        "p",
        null,
        `Understood as ${KINDS[entry.kind] ?? "a request"}: `,
        h("code", null, foreign(`${method} ${url}`.slice(0, 300))),
      ),
      entry.notes.length
        ? h(
            "ul",
            { class: "notes" },
            entry.notes.map((/** @type {string} */ note) => h("li", null, visible(note))),
          )
        : null,
      h(
        "details",
        null,
        h("summary", null, `${page.headers === 1 ? "1 header" : `${page.headers} headers`}, ${size} bytes of body`),
        h(
          "dl",
          null,
          headers.flatMap((/** @type {string[]} */ [name, value]) => [
            h("dt", null, foreign(name)),
            h("dd", null, foreign(value)),
          ]),
        ),
        rest ? h("p", { class: "hint" }, `${rest} more headers are left out here; all of them count.`) : null,
        body
          ? h("pre", { class: "code", role: "group", tabindex: "0", "aria-label": "The body" }, visible(body))
          : null,
      ),
    );
  }
}

/** @type {Record<string, string>} */
const KINDS = {
  raw: "a raw HTTP message",
  curl: "a curl command",
  httpie: "an HTTPie command",
  wget: "a wget command",
  har: "an entry of a HAR",
  postman: "a Postman request",
  json: "a request in JSON",
  html: "a form of an HTML page",
  http: "a request of a .http file",
  hurl: "a request of a Hurl file",
  bruno: "a request of Bruno",
  insomnia: "a request of Insomnia",
  python: "Python code",
  javascript: "JavaScript code",
  powershell: "PowerShell code",
};
