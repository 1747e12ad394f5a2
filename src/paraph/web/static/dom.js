// Elements and text: the only way in which this page makes what it shows. A child is text or an element, never markup.

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * Returns a new element. A property that starts with "on" is a listener; `class`, `hidden`, `data-...`, `aria-...` and all
 * others are attributes; false and null leave one out.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Node} parent
 * @param {(Child | Child[])[]} children
 */
function append(parent, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * Puts children in the place of what an element contains. If the focus was in it, it goes to what has the same id now, or to
 * what stands around it: a focus that is lost makes the keyboard begin again at the top of the page.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const focused = document.activeElement;
  const isLost = focused !== element && element.contains(focused);
  const focusVisible = focused?.matches(":focus-visible");
  element.replaceChildren();
  append(element, children);
  if (!isLost || element.contains(document.activeElement)) return;
  const same = focused?.id ? element.querySelector(`#${CSS.escape(focused.id)}`) : null;
  const next = /** @type {HTMLElement | null} */ (same ?? element.closest("[tabindex]"));
  const options = { preventScroll: true, focusVisible };
  next?.focus(options);
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * Words for screen readers only.
 * @param {string} text
 */
export const hidden = (text) => h("span", { class: "unseen" }, text);

/**
 * Text of foreign origin: isolated, so that its direction does not change what stands around it.
 * @param {string} text
 */
export const foreign = (text) => h("bdi", null, visible(text));

/**
 * Text with code in backticks, as messages have it.
 * @param {string} text
 */
export const worded = (text) =>
  h(
    "bdi",
    null,
    visible(text)
      .split("`")
      .map((part, at) => (at % 2 ? h("code", null, part) : part)),
  );

const DANGEROUS = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu;

/** Marks that stand above or below one letter, after the first three: many of them would cover the lines around. */
const STACKED = /(?<=\p{M}{3})\p{M}+/gu;

/**
 * Returns a text with each control, mark of direction and invisible character as its number, and with heaps of marks on
 * one letter as their count.
 * @param {string} text
 */
export function visible(text) {
  return text
    .replace(STACKED, (marks) => `[${[...marks].length} more marks]`)
    .replace(DANGEROUS, (char) =>
      char === "\n" || char === "\t"
        ? char
        : `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}

let lastId = 0;

/** @param {string} word */
export const newId = (word) => `${word}-${++lastId}`;

/**
 * A button that copies a text, and says so.
 * @param {string} label
 * @param {() => string | Promise<string>} text
 */
export function copyButton(label, text) {
  const said = h("span", { class: "unseen", role: "status" });
  const button = h("button", { type: "button", class: "copy", onclick: copy }, label);
  async function copy() {
    const result = (await copied(text)) ? "Copied" : "Not copied";
    said.textContent = result;
    button.textContent = result;
    setTimeout(() => {
      said.textContent = "";
      button.textContent = label;
    }, 1500);
  }
  return h("span", { class: "copying" }, button, said);
}

/**
 * Copies a text, if there is one, and returns whether it was copied.
 * @param {() => string | Promise<string>} text
 */
async function copied(text) {
  try {
    const content = await text();
    return await navigator.clipboard.writeText(content).then(
      () => true,
      () => copyBySelection(content),
    );
  } catch {
    return false; // the program has ended, or cannot say it
  }
}

/**
 * Copies where the clipboard is not allowed to a page.
 * @param {string} text
 */
function copyBySelection(text) {
  const area = /** @type {HTMLTextAreaElement} */ (
    h("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" })
  );
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}
