// The paste as it is: in a text area, or beside it if it is long, a file, or no text. It is never changed.
import { fill, foreign, h, visible } from "./dom.js";

/** @typedef {{input?: string, base64?: string, name: string, size: number}} Source */

const LARGE = 200_000; // characters: a text area with more is slow, so a larger paste is shown as a file
const MOST = 10 * 1024 * 1024; // bytes
const PREVIEW = 2000;

/** Where the request is given: by paste, drop or file. */
export class Paste {
  /**
   * @param {HTMLElement} dropping where a file may be dropped
   * @param {(pause?: number) => void} given what is called when the source has changed, with the milliseconds to wait for more
   * @param {(message: string) => void} refused
   * @param {() => void} replaced what is called when something else takes the place of the whole source
   */
  constructor(dropping, given, refused, replaced) {
    this.given = given;
    this.refused = refused;
    this.replaced = replaced;
    /** @type {Source | null} */
    this.source = null;
    /** What else is known of the source. @type {Record<string, any>} */
    this.extra = {};
    this.loads = 0;
    this.area = /** @type {HTMLTextAreaElement} */ (
      h("textarea", {
        id: "paste",
        class: "mono",
        spellcheck: "false",
        autocapitalize: "off",
        autocomplete: "off",
        "aria-describedby": "read",
        placeholder:
          "curl …, a raw HTTP message, HAR, a Postman export, a .http file, JSON, or the code that makes the call",
        onbeforeinput: () => this.isWhole() && this.replaced(),
        oninput: () => this.edited(),
        onpaste: (/** @type {ClipboardEvent} */ event) => this.pasted(event),
      })
    );
    this.attachment = h("div", { hidden: true });
    this.file = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "file",
        id: "file",
        class: "unseen",
        tabindex: "-1",
        "aria-label": "A file with the request",
        onchange: () => this.file.files?.[0] && this.take(this.file.files[0]),
      })
    );
    this.element = h(
      "div",
      null,
      h("label", { for: "paste" }, "The rejected request"),
      h(
        "p",
        { class: "hint" },
        "Paste it, drop a file here, or ",
        h("button", { type: "button", class: "plain", onclick: () => this.file.click() }, "choose a file"),
        ". It is read, never run, and never changed.",
      ),
      this.area,
      this.attachment,
      this.file,
    );
    for (const kind of ["dragover", "dragleave", "drop"])
      dropping.addEventListener(kind, (event) => this.dragged(dropping, /** @type {DragEvent} */ (event)));
  }

  edited() {
    const text = this.area.value;
    const same = this.source?.input !== undefined && this.source.input.replace(/\r\n?/g, "\n") === text;
    this.loads += 1;
    if (!same) this.source = text ? { input: text, name: "", size: text.length } : null;
    this.extra = {};
    this.given();
  }

  /** Whether what is typed or pasted now takes the place of everything. */
  isWhole() {
    return this.area.selectionStart === 0 && this.area.selectionEnd === this.area.value.length;
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
    } else if (this.isWhole()) {
      this.source = { input: text, name: "", size: text.length }; // with its own line ends, which a text area changes
    }
  }

  /** @param {HTMLElement} dropping @param {DragEvent} event */
  dragged(dropping, event) {
    event.preventDefault();
    dropping.classList.toggle("dropping", event.type === "dragover");
    if (event.type !== "drop") return;
    const file = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData("text/plain");
    if (file) this.take(file);
    else if (text) this.give({ input: text, name: "", size: text.length });
  }

  /** @param {File} file */
  async take(file) {
    if (file.size > MOST) {
      this.refused(`${file.name} is larger than 10 MiB: use \`paraph explain FILE\` in a terminal`);
      return;
    }
    const seen = ++this.loads;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (seen !== this.loads) return; // something else was given meanwhile
    try {
      this.give({
        input: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
        name: file.name,
        size: bytes.length,
      });
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
    this.replaced();
    this.loads += 1;
    this.extra = extra;
    if (source.input !== undefined && source.input.length <= LARGE) {
      this.detach();
      this.area.value = source.input;
      this.source = source;
      this.given(0);
    } else this.attach(source);
  }

  /** @param {Source} source */
  attach(source) {
    if (source.size > MOST) {
      this.refused("this is more than 10 MiB: use `paraph explain FILE` in a terminal");
      return;
    }
    this.replaced();
    this.source = source;
    const hadFocus = document.activeElement === this.area;
    this.area.hidden = true;
    this.attachment.hidden = false;
    const begins = (source.input ?? "(not a text in UTF-8)").slice(0, PREVIEW);
    fill(
      this.attachment,
      h(
        "div",
        { class: "attached" },
        h(
          "p",
          null,
          foreign(source.name || "pasted text"),
          `, ${sizeOf(source.size)} `,
          h("button", { type: "button", class: "plain", onclick: () => this.clear() }, "Remove"),
        ),
        h("pre", { role: "group", tabindex: "0", "aria-label": "How it begins" }, visible(begins)),
      ),
    );
    if (hadFocus) this.attachment.querySelector("button")?.focus();
    this.given(0);
  }

  detach() {
    this.area.hidden = false;
    this.attachment.hidden = true;
    fill(this.attachment);
  }

  clear() {
    this.replaced();
    this.detach();
    this.area.value = "";
    this.source = null;
    this.extra = {};
    this.area.focus();
    this.given(0);
  }
}

/** @param {number} bytes */
const sizeOf = (bytes) =>
  bytes < 10_000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
