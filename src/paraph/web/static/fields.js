// The secret, and everything else that a person may know of the request: the options of the command as fields.
import { h, visible } from "./dom.js";

/** The fields; it calls `changed` with the name of one that was changed. */
export class Fields {
  /** @param {Record<string, any>} start @param {(name: string) => void} changed */
  constructor(start, changed) {
    this.start = start;
    this.changed = changed;
    /** @type {Record<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
    this.all = {};
    this.secret = this.secretField();
    this.more = this.moreFields();
  }

  /** @param {string} name */
  value(name) {
    return this.all[name].value;
  }

  /** The lines of a field that are not blank. @param {string} name */
  lines(name) {
    return this.value(name)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  }

  secretField() {
    const held = this.start.credential;
    const field = this.text("secret", { type: "password", "aria-describedby": "secret-hint" });
    const show = h(
      "button",
      {
        type: "button",
        "aria-pressed": "false",
        onclick: () => {
          const shows = field.type === "password";
          field.type = shows ? "text" : "password";
          show.setAttribute("aria-pressed", String(shows));
          show.textContent = shows ? "Hide" : "Show";
        },
      },
      "Show",
    );
    return h(
      "div",
      null,
      h("label", { for: "secret" }, "The secret"),
      h(
        "p",
        { class: "hint", id: "secret-hint" },
        held
          ? visible(`Leave it empty to use ${held.name}${held.id ? ` (${held.id})` : ""}.`)
          : "Secret key, consumer secret or webhook secret. It is used once, kept nowhere, and shown nowhere.",
      ),
      h("div", { class: "secret" }, field, show),
    );
  }

  moreFields() {
    const schemes = this.start.schemes.map((/** @type {any} */ one) => h("option", { value: one.name }, one.title));
    const servers = this.start.servers.map((/** @type {string} */ name) => h("option", { value: name }, name));
    return h(
      "details",
      null,
      h("summary", null, "More evidence and other settings"),
      h(
        "div",
        { class: "fields" },
        this.labelled("The server's answer", "--response", "response", "textarea"),
        this.labelled("The text that the client says it signed", "--signed-file", "signed_text", "textarea"),
        this.labelled("A request with this key that was accepted", "--accepted", "accepted", "textarea"),
        this.labelled(
          "Parameters that the client meant to send, one NAME=VALUE a line",
          "--param",
          "params",
          "textarea",
        ),
        this.labelled("Other names of the host, one a line", "--host-alias", "host_aliases", "textarea"),
        this.labelled("The key id", "--id", "id"),
        this.labelled("The token secret (OAuth)", "", "token_secret", "input", { type: "password" }),
        this.labelled("The time to use in place of the clock", "--now", "now", "input", {
          placeholder: "Mon, 02 Mar 2026 09:00:03 -0000",
        }),
        this.labelled("Seconds to search", "--budget", "budget", "input", {
          type: "number",
          min: "0",
          max: "60",
          value: "10",
        }),
        this.selected("The scheme", "--scheme", "scheme", [
          h("option", { value: "" }, "recognised from the request"),
          ...schemes,
        ]),
        this.selected("The server whose habits count", "--server", "server", [
          h("option", { value: "" }, "recognised from host and answer"),
          ...servers,
        ]),
        this.selected("A raw message was sent over", "--url-scheme", "url_scheme", [
          h("option", { value: "https" }, "https"),
          h("option", { value: "http" }, "http"),
        ]),
        this.labelled("An environment with variables: the content of its file", "--env", "environment", "textarea"),
      ),
    );
  }

  /** @param {string} name @param {Record<string, any>} [props] */
  text(name, props) {
    return /** @type {HTMLInputElement} */ (this.field(name, "input", { type: "text", ...props }));
  }

  /** @param {string} name @param {string} tag @param {Record<string, any>} props @param {any[]} [inside] */
  field(name, tag, props, inside = []) {
    const field = /** @type {HTMLInputElement} */ (
      h(
        tag,
        { id: name, autocomplete: "off", spellcheck: "false", oninput: () => this.changed(name), ...props },
        inside,
      )
    );
    this.all[name] = field;
    return field;
  }

  /** @param {string} words @param {string} option @param {string} name @param {string} [tag] @param {Record<string, any>} [props] */
  labelled(words, option, name, tag = "input", props = {}) {
    const shape = tag === "textarea" ? { rows: 2, class: "mono", ...props } : { type: "text", ...props };
    return h(
      "div",
      null,
      h("label", { for: name }, words, option && h("span", { class: "hint" }, ` (${option})`)),
      this.field(name, tag, shape),
    );
  }

  /** @param {string} words @param {string} option @param {string} name @param {HTMLElement[]} options */
  selected(words, option, name, options) {
    return h(
      "div",
      null,
      h("label", { for: name }, words, h("span", { class: "hint" }, ` (${option})`)),
      h("div", null, this.field(name, "select", {}, options)),
    );
  }
}
