// What a person gives: the paste as it is, the secret, and what else is known. The paste is never changed.
import { post } from "./api.js";
import { fill, foreign, h, newId, visible } from "./dom.js";

/** @typedef {{input?: string, base64?: string, name: string, size: number}} Source */
/** @typedef {{question: Record<string, any>, asked: boolean}} Ready what can be explained now; `asked` if the person asked for it */

const LARGE = 200_000; // characters: a text area with more is slow, so a larger paste is shown as a file
const MOST = 10 * 1024 * 1024; // bytes
const PREVIEW = 2000;
const PAUSE = 300; // milliseconds after the last key
const READING = ["url_scheme", "environment"]; // fields that change how the paste is read

/** The form, which calls `ready` when there is something to explain, and `said` with what stands in the way. */
export class Input {
  /**
   * @param {HTMLFormElement} form
   * @param {Record<string, any>} start
   * @param {(ready: Ready | null) => void} ready
   */
  constructor(form, start, ready) {
    this.form = form;
    this.start = start;
    this.ready = ready;
    /** @type {Source | null} */
    this.source = null;
    /** @type {any} */
    this.reading = null;
    this.round = 0;
    this.isUnread = false;
    this.soon = false;
    this.timer = 0;
    /** @type {Record<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
    this.fields = {};
    /** @type {Record<string, any>} */
    this.extra = {};
    /** @type {Source | null} */
    this.readSource = null;
    /** @type {number | undefined} */
    this.entry = undefined;
    this.shownChoice = "";
    this.examples = h("ul", { class: "examples" });
    this.paste = /** @type {HTMLTextAreaElement} */ (
      h("textarea", {
        id: "paste", class: "mono", spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-describedby": "read",
        placeholder: "curl …, a raw HTTP message, HAR, a Postman export, a .http file, JSON, or the code that makes the call",
        oninput: () => this.edited(), onpaste: (/** @type {ClipboardEvent} */ event) => this.pasted(event),
      })
    );
    this.attachment = h("div", { hidden: true });
    this.file = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "file", class: "unseen", tabindex: "-1", "aria-label": "A file with the request",
      onchange: () => this.file.files?.[0] && this.take(this.file.files[0]) }));
    this.choice = h("div", { class: "stack" });
    this.understood = h("div", { id: "read", class: "understood stack" });
    this.button = /** @type {HTMLButtonElement} */ (h("button", { type: "submit", class: "main" }, "Explain"));
    this.need = h("p", { class: "hint", id: "need", role: "status" });
    fill(
      this.form,
      h("div", { class: "stack" },
        h("div", null,
          h("label", { for: "paste" }, "The rejected request"),
          h("p", { class: "hint" }, "Paste it, drop a file here, or ",
            h("button", { type: "button", class: "plain", onclick: () => this.file.click() }, "choose a file"), ". It is read, never run, and never changed."),
          this.paste, this.attachment, this.file),
        this.choice,
        this.understood),
      h("div", { class: "stack" },
        this.secretField(),
        h("div", { class: "row" }, this.button, this.need),
        this.exampleRow(),
        this.moreFields()),
    );
    this.form.addEventListener("paste", () => (this.soon = true));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.offer(true);
    });
    for (const kind of ["dragover", "dragleave", "drop"]) this.form.addEventListener(kind, (event) => this.dragged(/** @type {DragEvent} */ (event)));
  }

  secretField() {
    const held = this.start.credential;
    const field = this.text("secret", { type: "password", "aria-describedby": "secret-hint" });
    const show = h("button", { type: "button", "aria-pressed": "false", onclick: () => {
      const shows = field.type === "password";
      field.type = shows ? "text" : "password";
      show.setAttribute("aria-pressed", String(shows));
      show.textContent = shows ? "Hide" : "Show";
    } }, "Show");
    return h("div", null,
      h("label", { for: "secret" }, "The secret"),
      h("p", { class: "hint", id: "secret-hint" },
        held ? `Leave it empty to use ${held.name}${held.id ? ` (${held.id})` : ""}.` : "Secret key, consumer secret or webhook secret. It is used once, kept nowhere, and shown nowhere."),
      h("div", { class: "secret" }, field, show));
  }

  exampleRow() {
    return h("div", null, h("p", { class: "hint" }, "Or look at an example:"), this.examples);
  }

  moreFields() {
    const schemes = this.start.schemes.map((/** @type {any} */ one) => h("option", { value: one.name }, one.title));
    const servers = this.start.servers.map((/** @type {string} */ name) => h("option", { value: name }, name));
    return h("details", null,
      h("summary", null, "More evidence and other settings"),
      h("div", { class: "fields" },
        this.labelled("The server's answer", "--response", "response", "textarea"),
        this.labelled("The text that the client says it signed", "--signed-file", "signed_text", "textarea"),
        this.labelled("A request with this key that was accepted", "--accepted", "accepted", "textarea"),
        this.labelled("Parameters that the client meant to send, one NAME=VALUE a line", "--param", "params", "textarea"),
        this.labelled("Other names of the host, one a line", "--host-alias", "host_aliases", "textarea"),
        this.labelled("The key id", "--id", "id"),
        this.labelled("The token secret (OAuth)", "", "token_secret", "input", { type: "password" }),
        this.labelled("The time to use in place of the clock", "--now", "now", "input", { placeholder: "Mon, 02 Mar 2026 09:00:03 -0000" }),
        this.labelled("Seconds to search", "--budget", "budget", "input", { type: "number", min: "0", max: "60", value: "10" }),
        this.selected("The scheme", "--scheme", "scheme", [h("option", { value: "" }, "recognised from the request"), ...schemes]),
        this.selected("The server whose habits count", "--server", "server", [h("option", { value: "" }, "recognised from host and answer"), ...servers]),
        this.selected("A raw message was sent over", "--url-scheme", "url_scheme", [h("option", { value: "https" }, "https"), h("option", { value: "http" }, "http")]),
        this.labelled("An environment with variables: the content of its file", "--env", "environment", "textarea")));
  }

  /** @param {string} name @param {Record<string, any>} [props] */
  text(name, props) {
    return /** @type {HTMLInputElement} */ (this.field(name, "input", { type: "text", ...props }));
  }

  /** @param {string} name @param {string} tag @param {Record<string, any>} props @param {any[]} [inside] */
  field(name, tag, props, inside = []) {
    const field = /** @type {HTMLInputElement} */ (h(tag, { id: name, autocomplete: "off", spellcheck: "false", oninput: () => this.later(undefined, READING.includes(name)), ...props }, inside));
    this.fields[name] = field;
    return field;
  }

  /** @param {string} words @param {string} option @param {string} name @param {string} [tag] @param {Record<string, any>} [props] */
  labelled(words, option, name, tag = "input", props = {}) {
    const shape = tag === "textarea" ? { rows: 2, class: "mono", ...props } : { type: "text", ...props };
    return h("div", null, h("label", { for: name }, words, option && h("span", { class: "hint" }, ` (${option})`)), this.field(name, tag, shape));
  }

  /** @param {string} words @param {string} option @param {string} name @param {HTMLElement[]} options */
  selected(words, option, name, options) {
    return h("div", null, h("label", { for: name }, words, h("span", { class: "hint" }, ` (${option})`)), h("div", null, this.field(name, "select", {}, options)));
  }

  // --- the paste

  edited() {
    const text = this.paste.value;
    const same = this.source?.input !== undefined && this.source.input.replace(/\r\n?/g, "\n") === text;
    if (!same) this.source = text ? { input: text, name: "", size: text.length } : null;
    this.extra = {};
    this.later();
  }

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const file = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (file && !text) {
      event.preventDefault();
      this.take(file);
    } else if (text.length > LARGE) {
      event.preventDefault();
      this.attach({ input: text, name: "", size: text.length });
    } else if (!this.paste.value || (this.paste.selectionStart === 0 && this.paste.selectionEnd === this.paste.value.length)) {
      this.source = { input: text, name: "", size: text.length }; // with its own line ends, which a text area changes
    }
  }

  /** @param {DragEvent} event */
  dragged(event) {
    event.preventDefault();
    this.form.classList.toggle("dropping", event.type === "dragover");
    if (event.type !== "drop") return;
    const file = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData("text/plain");
    if (file) this.take(file);
    else if (text) this.give({ input: text, name: "", size: text.length });
  }

  /** @param {File} file */
  async take(file) {
    if (file.size > MOST) {
      this.refuse(`${file.name} is larger than 10 MiB: use \`paraph explain FILE\` in a terminal`);
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      this.give({ input: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), name: file.name, size: bytes.length });
    } catch {
      this.give({ base64: base64Of(bytes), name: file.name, size: bytes.length });
    }
    this.file.value = "";
  }

  /**
   * Shows what is given: in the text area, or beside it if it is long or no text.
   * @param {Source} source
   * @param {Record<string, any>} [extra] what else is known of it
   */
  give(source, extra = {}) {
    this.extra = extra;
    if (source.input !== undefined && source.input.length <= LARGE) {
      this.detach();
      this.paste.value = source.input;
      this.source = source;
      this.later(0);
    } else this.attach(source);
  }

  /** @param {Source} source */
  attach(source) {
    if (source.size > MOST) {
      this.refuse("this is more than 10 MiB: use `paraph explain FILE` in a terminal");
      return;
    }
    this.source = source;
    const hadFocus = document.activeElement === this.paste;
    this.paste.hidden = true;
    this.attachment.hidden = false;
    const begins = (source.input ?? "(not a text in UTF-8)").slice(0, PREVIEW);
    fill(this.attachment, h("div", { class: "attached" },
      h("p", null, foreign(source.name || "pasted text"), `, ${sizeOf(source.size)} `, h("button", { type: "button", class: "plain", onclick: () => this.clear() }, "Remove")),
      h("pre", { tabindex: "0", "aria-label": "How it begins" }, visible(begins))));
    if (hadFocus) this.attachment.querySelector("button")?.focus();
    this.later(0);
  }

  detach() {
    this.paste.hidden = false;
    this.attachment.hidden = true;
    fill(this.attachment);
  }

  clear() {
    this.detach();
    this.paste.value = "";
    this.source = null;
    this.extra = {};
    this.paste.focus();
    this.later(0);
  }

  /** @param {string} message */
  refuse(message) {
    fill(this.understood, h("p", { class: "error" }, message));
    this.ready(null);
  }

  // --- what was understood

  /**
   * Reads, or only explains, again once the person pauses.
   * @param {number} [pause]
   * @param {boolean} [reads]
   */
  later(pause, reads = true) {
    clearTimeout(this.timer);
    const wait = pause ?? (this.soon ? 0 : PAUSE);
    this.soon = false;
    this.isUnread ||= reads;
    this.timer = window.setTimeout(() => (this.isUnread ? this.read() : this.offer(false)), wait);
  }

  /** The question as far as it is known, without the secret. */
  about() {
    const value = (/** @type {string} */ name) => this.fields[name]?.value ?? "";
    const source = this.source?.base64 ? { base64: this.source.base64 } : { input: this.source?.input ?? "" };
    return { ...source, url_scheme: value("url_scheme") || "https", environment: value("environment"), variables: this.variables(), entry: this.entry ?? "" };
  }

  variables() {
    /** @type {Record<string, string>} */
    const found = {};
    for (const field of this.choice.querySelectorAll("input[data-variable]")) {
      const { value, dataset } = /** @type {HTMLInputElement} */ (field);
      if (value && dataset.variable) found[dataset.variable] = value;
    }
    return found;
  }

  async read() {
    const round = ++this.round;
    this.isUnread = false;
    if (!this.source) {
      this.reading = null;
      this.entry = undefined;
      fill(this.choice);
      fill(this.understood);
      this.ready(null);
      return;
    }
    if (this.source !== this.readSource) this.entry = undefined;
    try {
      const reading = await post("/api/read", { ...this.about(), page: true });
      if (round !== this.round) return;
      this.showReading(reading);
      this.offer(false);
    } catch (error) {
      if (round !== this.round) return;
      this.reading = null;
      this.refuse(visible(String(/** @type {Error} */ (error).message)));
    }
  }

  /** @param {any} reading */
  showReading(reading) {
    const isNew = this.source !== this.readSource;
    this.reading = reading;
    this.readSource = this.source;
    if (!this.entry) this.entry = reading.page.chosen || undefined;
    const names = JSON.stringify([reading.page.variables, reading.page.entries.length]);
    if (isNew || names !== this.shownChoice) this.showChoice(reading.page);
    this.shownChoice = names;
    const [entry] = reading.entries;
    fill(this.understood, entry ? this.entryShown(entry, reading.page) : h("p", { class: "hint" }, "Choose one of the requests."));
  }

  /** @param {any} page */
  showChoice(page) {
    const choice = [];
    if (page.entries.length > 1) {
      const options = page.entries.map((/** @type {any} */ one) => h("option", { value: one.number, selected: one.number === this.entry },
        `${visible(one.title)}${one.failed ? " - refused" : ""}${one.signed ? "" : " - not signed"}`));
      const select = h("select", { id: "entry", onchange: () => {
        this.entry = Number(/** @type {HTMLSelectElement} */ (select).value) || undefined;
        this.later(0);
      } }, h("option", { value: "" }, `choose one of ${page.entries.length} requests`), options);
      choice.push(h("div", null, h("label", { for: "entry" }, "Which request"), h("div", null, select)));
    }
    if (page.variables.length) {
      const rows = page.variables.map((/** @type {any} */ one) => {
        const id = newId("variable");
        return h("div", null, h("label", { for: id, class: "mono" }, foreign(`{{${one.name}}}`), one.needed && h("span", { class: "hint" }, " has no value yet")),
          h("input", { id, type: "text", autocomplete: "off", "data-variable": one.name, oninput: () => this.later() }));
      });
      choice.push(h("details", { open: page.variables.some((/** @type {any} */ one) => one.needed) }, h("summary", null, `Variables (${rows.length})`), h("div", { class: "fields" }, rows)));
    }
    fill(this.choice, choice);
  }

  /** @param {any} entry @param {any} page */
  entryShown(entry, page) {
    if (entry.error) return h("p", { class: "error" }, visible(`line ${entry.error.line}: ${entry.error.message}`));
    const { method, url, headers, body } = entry.request;
    const size = page.body_bytes;
    return h("div", null,
      h("p", null, `Understood as ${KINDS[entry.kind] ?? "a request"}: `, h("code", null, foreign(`${method} ${url}`.slice(0, 300)))),
      entry.notes.length ? h("ul", { class: "notes" }, entry.notes.map((/** @type {string} */ note) => h("li", null, visible(note)))) : null,
      h("details", null, h("summary", null, `${headers.length === 1 ? "1 header" : `${headers.length} headers`}, ${size} bytes of body`),
        h("dl", null, headers.flatMap((/** @type {string[]} */ [name, value]) => [h("dt", null, foreign(name)), h("dd", null, foreign(value))])),
        body ? h("pre", { class: "code", tabindex: "0", "aria-label": "The body" }, visible(body)) : null));
  }

  // --- what to explain

  /** @param {boolean} asked */
  offer(asked) {
    const secret = this.fields.secret.value;
    const isRead = this.reading?.entries.length === 1 && !this.reading.entries[0].error;
    const missing = !this.source ? "Paste the request." : !isRead ? "" : !secret && !this.start.credential && !this.extra.secret ? "Give the secret." : null;
    fill(this.need, missing ?? "");
    if (missing !== null || !isRead) {
      if (asked) (this.source ? this.fields.secret : this.paste).focus();
      this.ready(null);
      return;
    }
    this.ready({ question: this.question(), asked });
  }

  question() {
    const value = (/** @type {string} */ name) => this.fields[name].value;
    const lines = (/** @type {string} */ name) => value(name).split("\n").map((line) => line.trim()).filter(Boolean);
    /** @type {Record<string, any>} */
    const question = {
      ...this.about(), secret: value("secret"), id: value("id"), token_secret: value("token_secret"), scheme: value("scheme"), server: value("server"),
      budget: Math.min(60, Math.max(0, Number(value("budget")) || 0)), now: value("now"), host_aliases: lines("host_aliases"),
      params: Object.fromEntries(lines("params").map((line) => [line.split("=", 1)[0], line.includes("=") ? line.slice(line.indexOf("=") + 1) : ""])),
    };
    for (const name of ["response", "signed_text", "accepted"]) if (value(name)) question[name] = value(name);
    for (const [name, known] of Object.entries(this.extra)) if (known && !Object.keys(question[name] ?? "").length) question[name] = known;
    return question;
  }

  /** @param {{id: string, title: string}[]} examples @param {(id: string) => void} open */
  showExamples(examples, open) {
    fill(this.examples, examples.map(({ id, title }) => h("li", null, h("button", { type: "button", class: "plain", "data-example": id, onclick: () => open(id) }, title))));
  }

  /** Shows an example, with its invented secret in the field of the secret. @param {any} example */
  example(example) {
    const { text, secret, title, key_id, token, token_secret, now, params, host_aliases, response } = example;
    this.fields.secret.value = secret;
    this.give({ input: text, name: title, size: text.length }, { id: key_id, token, token_secret, now: now ? String(now) : "", params, host_aliases, response });
  }
}

/** @type {Record<string, string>} */
const KINDS = {
  raw: "a raw HTTP message", curl: "a curl command", httpie: "an HTTPie command", wget: "a wget command", har: "an entry of a HAR", postman: "a Postman request",
  json: "a request in JSON", html: "a form of an HTML page", http: "a request of a .http file", hurl: "a request of a Hurl file", bruno: "a request of Bruno",
  insomnia: "a request of Insomnia", python: "Python code", javascript: "JavaScript code", powershell: "PowerShell code",
};

/** @param {number} bytes */
const sizeOf = (bytes) => (bytes < 10_000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
