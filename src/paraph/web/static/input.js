// What a person gives, put together as a question: the paste, what was understood of it, the secret, and what else is known.
import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { Fields } from "./fields.js";
import { Reading } from "./reading.js";
import { Paste } from "./source.js";

/** @typedef {{question: Record<string, any>, asked: boolean}} Ready what can be explained now; `asked` if the person asked for it */

const PAUSE = 300; // milliseconds after the last key
const HALF = /\p{Cs}/u; // with this flag only a half that has lost the other one
const HALF_NOTE =
  "The paste has halves of characters (lone surrogates), which cannot be sent: each was read as U+FFFD. A file can be dropped as it is.";
const READ_ANEW = ["url_scheme", "environment"]; // fields that change how the paste is read

/** The form: it calls `changed` at each change, and `ready` when there is something to explain, or nothing any more. */
export class Input {
  /**
   * @param {HTMLFormElement} form
   * @param {Record<string, any>} start
   * @param {(ready: Ready | null) => void} ready
   * @param {() => void} changed
   */
  constructor(form, start, ready, changed) {
    this.start = start;
    this.ready = ready;
    this.changed = changed;
    this.changes = 0;
    this.round = 0;
    this.isUnread = false;
    this.isReading = false;
    this.isAsked = false;
    this.soon = false;
    this.timer = 0;
    /** @type {import("./source.js").Source | null} */
    this.readSource = null;
    this.invented = ""; // the secret of an example
    this.paste = new Paste(
      form,
      (pause) => this.later(pause),
      (message) => this.refuse(message),
      () => this.forgetExample(),
    );
    this.reading = new Reading((pause) => this.later(pause));
    this.fields = new Fields(start, (name) => this.later(undefined, READ_ANEW.includes(name)));
    this.need = h("p", { class: "hint", id: "need", role: "status" });
    this.examples = h("ul", { class: "examples" });
    fill(
      form,
      h("div", { class: "stack" }, this.paste.element, this.reading.choice, this.reading.understood),
      h(
        "div",
        { class: "stack" },
        this.fields.secret,
        h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, "Explain"), this.need),
        h("div", null, h("p", { class: "hint" }, "Or look at an example:"), this.examples),
      ),
      this.fields.more,
    );
    form.addEventListener("paste", () => (this.soon = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.offer(true);
    });
  }

  /** @param {string} message */
  refuse(message) {
    this.reading.refuse(message);
    this.ready(null);
  }

  /**
   * Reads, or only explains, again once the person pauses.
   * @param {number} [pause]
   * @param {boolean} [reads]
   */
  later(pause, reads = true) {
    clearTimeout(this.timer);
    this.changes += 1;
    this.changed();
    const wait = pause ?? (this.soon ? 0 : PAUSE);
    this.soon = false;
    this.isUnread ||= reads;
    this.timer = window.setTimeout(() => (this.isUnread ? this.read() : this.offer(false)), wait);
  }

  /** The question as far as it is known, without the secret. */
  about() {
    const { source } = this.paste;
    const given = source?.base64 ? { base64: source.base64 } : { input: source?.input ?? "" };
    const { entry } = this.reading;
    return {
      ...given,
      url_scheme: this.fields.value("url_scheme"),
      environment: this.fields.value("environment"),
      variables: this.reading.variables(),
      entry: entry ?? "",
    };
  }

  async read() {
    const round = ++this.round;
    this.isUnread = false;
    const { source } = this.paste;
    if (!source) {
      this.isReading = false;
      this.reading.clear();
      this.ready(null);
      return;
    }
    const isNew = source !== this.readSource;
    if (isNew) this.reading.entry = undefined;
    this.isReading = true;
    try {
      const reading = await post("/api/read", { ...this.about(), page: true });
      if (round !== this.round) return;
      this.isReading = false;
      if (HALF.test(source.input ?? "")) for (const entry of reading.entries) entry.notes.unshift(HALF_NOTE);
      this.reading.show(reading, isNew);
      this.readSource = source;
      this.offer(false);
    } catch (error) {
      if (round !== this.round) return;
      this.isReading = this.isAsked = false;
      if (isNew) this.reading.clear();
      this.refuse(String(/** @type {Error} */ (error).message));
    }
  }

  /** @param {boolean} asked */
  offer(asked) {
    const { source } = this.paste;
    if (source && (this.isUnread || this.isReading)) {
      // what was read is not what stands there now
      this.isAsked ||= asked;
      clearTimeout(this.timer);
      if (this.isUnread) this.read();
      return;
    }
    asked ||= this.isAsked;
    this.isAsked = false;
    const hasSecret = this.fields.value("secret") || this.start.credential;
    const { isReady } = this.reading;
    fill(
      this.need,
      !source
        ? "Paste the request."
        : !isReady
          ? "See what is said below the request."
          : hasSecret
            ? ""
            : "Give the secret.",
    );
    if (isReady && hasSecret) {
      this.ready({ question: this.question(), asked });
      return;
    }
    if (asked) (source ? this.fields.all.secret : this.paste.area).focus();
    this.ready(null);
  }

  question() {
    const { fields } = this;
    const value = (/** @type {string} */ name) => fields.value(name);
    /** @type {Record<string, any>} */
    const question = {
      ...this.about(),
      secret: value("secret"),
      id: value("id"),
      token_secret: value("token_secret"),
      scheme: value("scheme"),
      server: value("server"),
      budget: Math.min(60, Math.max(0, Number(value("budget")) || 0)),
      now: value("now"),
      host_aliases: fields.lines("host_aliases"),
      params: Object.fromEntries(
        fields
          .lines("params")
          .map((line) => [line.split("=", 1)[0], line.includes("=") ? line.slice(line.indexOf("=") + 1) : ""]),
      ),
    };
    for (const name of ["response", "signed_text", "accepted"]) if (value(name)) question[name] = value(name);
    for (const [name, known] of Object.entries(this.paste.extra))
      if (known && !Object.keys(question[name] ?? "").length) question[name] = known;
    return question;
  }

  /** @param {{id: string, title: string}[]} examples @param {(id: string) => void} open */
  showExamples(examples, open) {
    fill(
      this.examples,
      examples.map(({ id, title }) =>
        h(
          "li",
          null,
          h("button", { type: "button", class: "plain", "data-example": id, onclick: () => open(id) }, title),
        ),
      ),
    );
  }

  /** The secret of an example belongs to nothing else. */
  forgetExample() {
    const { secret } = this.fields.all;
    if (this.invented && secret.value === this.invented) secret.value = "";
    this.invented = "";
  }

  /** Shows an example, with its invented secret in the field of the secret. @param {any} example */
  example(example) {
    const { text, secret, title, key_id, token, token_secret, now, params, host_aliases, response } = example;
    this.paste.give(
      { input: text, name: title, size: text.length },
      { id: key_id, token, token_secret, now: now ? String(now) : "", params, host_aliases, response },
    );
    this.fields.all.secret.value = this.invented = secret;
  }
}
