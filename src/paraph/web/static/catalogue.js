// The catalogue of mistakes: what people do wrong, each with its small before and after.
import { get } from "./api.js";
import { fill, h, newId, visible } from "./dom.js";
import { legendOf, shownText } from "./text.js";

/** @typedef {{id: string, stage: string, title: string, story: string, fix: string, example: string[] | null}} Mistake */

/** @type {Mistake[] | null} */
let known = null;

/**
 * Shows the catalogue, and in it one mistake if its id is given.
 * @param {HTMLElement} box
 * @param {string} id
 */
export async function showCatalogue(box, id) {
  if (!known) {
    fill(box, h("p", { class: "hint" }, "Loading the mistakes …"));
    try {
      known = /** @type {Mistake[]} */ ((await get("/api/mistakes")).mistakes);
    } catch (error) {
      fill(box, h("p", { class: "error" }, visible(String(/** @type {Error} */ (error).message))));
      return;
    }
    build(box, known);
  }
  const entry = id
    ? /** @type {HTMLDetailsElement | null} */ (box.querySelector(`details[data-id="${CSS.escape(id)}"]`))
    : null;
  if (entry) {
    entry.open = true;
    entry.scrollIntoView({ block: "start" });
    entry.querySelector("summary")?.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} box @param {Mistake[]} mistakes */
function build(box, mistakes) {
  const search = newId("search");
  const count = h("p", { class: "hint", role: "status" }, `${mistakes.length} mistakes`);
  const field = /** @type {HTMLInputElement} */ (
    h("input", { id: search, type: "search", autocomplete: "off", oninput: () => filter(field.value) })
  );
  /** @type {Map<string, Mistake[]>} */
  const stages = new Map();
  for (const mistake of mistakes) stages.set(mistake.stage, [...(stages.get(mistake.stage) ?? []), mistake]);
  const groups = [...stages].map(([stage, some]) =>
    h("section", { class: "panel group" }, h("h2", null, stage), some.map(entryOf)),
  );
  function filter(/** @type {string} */ text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of groups) {
      let any = false;
      for (const entry of group.querySelectorAll("details")) {
        const mistake = mistakes.find((one) => one.id === entry.dataset.id);
        const fits = words.every((word) =>
          `${mistake?.id} ${mistake?.title} ${mistake?.story} ${mistake?.fix}`.toLowerCase().includes(word),
        );
        entry.hidden = !fits;
        any ||= fits;
        shown += Number(fits);
      }
      group.hidden = !any;
    }
    count.textContent = `${shown} mistakes`;
  }
  fill(
    box,
    h(
      "div",
      { class: "panel stack" },
      h("h2", null, "Mistakes that people make"),
      h(
        "p",
        null,
        "What makes signatures wrong, by the step of signing that goes wrong. Each one has a small request on which you see it.",
      ),
      h("div", null, h("label", { for: search }, "Search"), field),
      count,
    ),
    groups,
  );
}

/** @param {Mistake} mistake */
function entryOf(mistake) {
  const shown = h("div", null);
  const entry = h(
    "details",
    { "data-id": mistake.id, ontoggle: () => !shown.childElementCount && load(mistake, shown) },
    h("summary", null, mistake.title, " ", h("span", { class: "hint" }, mistake.id)),
    h("div", { class: "card" }, h("p", null, mistake.story), h("p", { class: "fix" }, mistake.fix), shown),
  );
  return entry;
}

/** @param {Mistake} mistake @param {HTMLElement} box */
async function load(mistake, box) {
  fill(box, h("p", { class: "hint" }, "…"));
  const entry = box.closest("details");
  try {
    const { shown } = await get(`/api/mistakes/${encodeURIComponent(mistake.id)}`);
    fill(
      box,
      shown
        ? beforeAndAfter(shown)
        : mistake.example
          ? words(mistake.example)
          : h("p", { class: "hint" }, "It changes no text that could be shown."),
    );
  } catch (error) {
    fill(box, h("p", { class: "error" }, visible(String(/** @type {Error} */ (error).message))));
  }
  if (entry?.open) entry.scrollIntoView({ block: "nearest" });
}

/** @param {any} shown */
function beforeAndAfter(shown) {
  const names = new Map();
  return h(
    "div",
    { class: "stack" },
    h("p", { class: "hint" }, `On a small ${shown.scheme} request${shown.detail ? `: ${shown.detail}` : "."}`),
    h(
      "div",
      { class: "sides" },
      h("div", null, h("span", { class: "part" }, "What gets signed"), shownText(shown.wrong, "del", names)),
      h("div", null, h("span", { class: "part" }, "What has to be signed"), shownText(shown.right, "ins", names)),
    ),
    legendOf(names),
  );
}

/** @param {string[]} example */
function words([before, after]) {
  return h(
    "dl",
    null,
    h("dt", { class: "part" }, "Before"),
    h("dd", { class: "text" }, before),
    h("dt", { class: "part" }, "After"),
    h("dd", { class: "text" }, after),
  );
}
