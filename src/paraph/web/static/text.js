// Texts in parts, as the program cuts them: what differs, which blanks there are, and which characters have names.
import { h, hidden } from "./dom.js";

/** @typedef {[string, (0 | 1)?, string?, string?]} Part */
/** @typedef {{parts: Part[], length: number, cut: number, start?: number}} Segments */

/**
 * Returns a text whose blanks and line ends are marked; copying it gives the real characters, because a mark is drawn and is
 * no text. What differs is in `del` or `ins`.
 * @param {Segments} segments
 * @param {"del" | "ins" | "mark"} difference
 * @param {Map<string, string>} [names] collects the names of what is marked
 */
export function shownText(segments, difference, names) {
  const shown = h("span", { class: "text", dir: "ltr" });
  /** @type {HTMLElement | null} */
  let changed = null;
  for (const [text, differs, mark, name] of segments.parts) {
    if (!differs) changed = null;
    else if (!changed) shown.append((changed = h(difference, null)));
    (changed ?? shown).append(partOf(text, mark ?? "", name ?? "", names));
  }
  if (!segments.length) shown.append(h("span", { class: "nothing" }, "empty"));
  if (segments.start) shown.prepend(h("span", { class: "nothing" }, `… ${segments.start} characters before … `));
  const after = segments.cut - (segments.start ?? 0);
  if (after > 0) shown.append(h("span", { class: "nothing" }, ` … ${after} more characters`));
  return shown;
}

/**
 * @param {string} text
 * @param {string} mark
 * @param {string} name
 * @param {Map<string, string>} [names]
 */
function partOf(text, mark, name, names) {
  if (!name) return document.createTextNode(text);
  names?.set(mark || text, name);
  if (!mark) return h("span", { class: "named", title: name }, text);
  if (!text) return h("span", { class: "number", title: name, "data-mark": mark }, hidden(name));
  return h("span", { class: "blank", title: name, "data-mark": mark }, text);
}

/**
 * Returns what the marks mean, or nothing if there are none but spaces.
 * @param {Map<string, string>} names
 */
export function legendOf(names) {
  const told = [...names].filter(([mark]) => mark !== "·").slice(0, 12);
  if (names.has("·")) told.unshift(["·", "a space"]);
  if (!told.length) return null;
  return h(
    "p",
    { class: "legend" },
    told.map(([mark, name], at) => [at ? ", " : "", h("code", null, mark), ` is ${name}`]).flat(),
  );
}
