// What was found: the verdict in a sentence, the stages, each mistake as a card, and the code that signs rightly.
import { post } from "./api.js";
import { copyButton, fill, foreign, h, newId, visible, worded } from "./dom.js";
import { pipeline } from "./pipeline.js";
import { lightTogether } from "./stages.js";
import { Views } from "./views.js";

/**
 * What a result can still ask for: code in a language, a stage with its long values not cut, and a longer search.
 * @typedef {object} More
 * @property {((language: string) => Promise<string>) | null} code
 * @property {(name: string, isKnown: boolean) => Promise<any>} stage
 * @property {(() => void) | null} longer
 * @property {boolean} isLarge
 */

/** @type {Record<string, string>} */
const LANGUAGES = {
  python: "Python (requests)",
  httpx: "Python (httpx)",
  curl: "curl",
  javascript: "JavaScript",
  powershell: "PowerShell",
  csharp: "C#",
  go: "Go",
  java: "Java",
  php: "PHP",
  ruby: "Ruby",
  postman: "Postman collection",
};
/** @type {Record<string, string>} */
const SIGNS = { valid: "✓", explained: "✕", unexplained: "?", warned: "!", error: "!" };
const MOST_CODE = 50_000; // characters that are shown: all are copied
const LARGE = 200_000; // characters of an input whose code is not made unasked
const REMEDIES = 3; // more would hide what stands below

/**
 * Shows a verdict in the box that stays in view.
 * @param {HTMLElement} box
 * @param {any} found
 */
export function showVerdict(box, found) {
  const { page } = found;
  const verdict = found.verdict === "valid" && page.headline ? "warned" : found.verdict;
  box.hidden = false;
  box.dataset.verdict = verdict;
  const head = page.headline || page.sentence;
  fill(
    box,
    h(
      "div",
      { class: "row" },
      h(
        "div",
        null,
        h(
          "p",
          null,
          h(
            "strong",
            null,
            `${SIGNS[verdict]} `,
            verdict === "explained" ? `Refused: ${visible(head)}.` : visible(head),
          ),
        ),
        verdict === "explained" ? remedies(found) : null,
        page.headline && h("p", null, visible(page.sentence)),
        h("p", null, foreign(page.about)),
      ),
      copyButton("Copy as Markdown", () => page.markdown),
    ),
  );
}

/** The stage and the fix of each mistake: what a person looks for first, so it stands above the picture. @param {any} found */
function remedies(found) {
  const lines = found.mistakes
    .slice(0, REMEDIES)
    .map((/** @type {any} */ mistake, /** @type {number} */ at) =>
      h("li", null, h("b", null, visible(stageOf(found.page, at) ?? mistake.title)), ": ", worded(mistake.fix)),
    );
  return h("ul", { class: "remedies" }, lines);
}

/** @param {any} page @param {number} at @returns {string | undefined} */
const stageOf = (page, at) => page.steps.find((/** @type {any} */ step) => step.mistakes.includes(at))?.name;

/**
 * Shows an error in the box of the verdict.
 * @param {HTMLElement} box
 * @param {string} message
 */
export function showError(box, message) {
  box.hidden = false;
  box.dataset.verdict = "error";
  fill(box, h("p", null, h("strong", null, `${SIGNS.error} ${visible(message)}`)));
}

/**
 * Shows everything below the verdict. Returns what moves to the next difference.
 * @param {HTMLElement} box
 * @param {any} found
 * @param {More} more
 */
export function showResult(box, found, more) {
  const { page } = found;
  const stages = new Map();
  const full = async (/** @type {"observed" | "expected"} */ side, /** @type {string} */ name) => {
    const step = found[side].steps.find((/** @type {any} */ one) => one.name === name);
    if (!step?.cut) return step?.value ?? "";
    if (!stages.has(name)) stages.set(name, more.stage(name, found.verdict !== "unexplained"));
    try {
      const value = (await stages.get(name))[side];
      if (value) return value;
      throw new Error("It was not found this time: try again.");
    } catch (error) {
      stages.delete(name); // it may be asked for again
      throw error;
    }
  };
  const views = page.steps.length ? new Views(page.steps, { verdict: found.verdict, full }) : null;
  const picture = views && pipeline(page.steps, (name) => views.go(name));
  const parts = h("div", null);
  fill(
    parts,
    picture?.element,
    cards("What went wrong", found.mistakes, page, "card"),
    nextSteps(found, more),
    views?.element,
    more.code && page.languages?.length ? codePanel(page, more.code, more.isLarge) : null,
    cards(
      found.observed.signature ? "Other problems, independent of the signature" : "What is wrong",
      found.problems,
      page,
      "card problem",
    ),
    others(found),
    server(found.server),
  );
  fill(box, parts);
  if (picture) lightTogether(parts, picture.tell);
  return views;
}

/** @param {string} title @param {any[]} findings @param {any} page @param {string} kind */
function cards(title, findings, page, kind) {
  if (!findings.length) return null;
  return h(
    "section",
    { class: "panel", "aria-label": title },
    h("h2", null, title),
    h(
      "div",
      { class: "cards" },
      findings.map((found, at) => card(found, page, kind, at)),
    ),
  );
}

/** @param {any} found @param {any} page @param {string} kind @param {number} at */
function card(found, page, kind, at) {
  const stage = kind === "card" ? stageOf(page, at) : undefined;
  const story = page.stories[found.id];
  return h(
    "article",
    { class: kind, "data-stage": stage },
    h("h3", null, visible(found.title), found.id && h("a", { class: "hint", href: `#mistakes/${found.id}` }, found.id)),
    h(
      "p",
      null,
      foreign(found.detail),
      stage && h("span", { class: "hint" }, ` It went wrong in the stage "${stage}".`),
    ),
    story && story !== found.detail ? h("p", { class: "why" }, story) : null,
    h("p", { class: "fix" }, worded(found.fix)),
  );
}

/** @param {any} page @param {(language: string) => Promise<string>} codeIn @param {boolean} isLarge then it is made only when it is asked for */
function codePanel(page, codeIn, isLarge) {
  const code = h("code", null);
  const id = newId("language");
  const select = /** @type {HTMLSelectElement} */ (
    h(
      "select",
      { id, onchange: () => show() },
      page.languages.map((/** @type {string} */ name) =>
        h("option", { value: name, selected: name === page.language }, LANGUAGES[name] ?? name),
      ),
    )
  );
  const said = h("p", { class: "error", hidden: true });
  let text = "";
  const unasked = isLarge ? h("button", { type: "button", onclick: show }, "Make the code") : null;
  async function show() {
    const wanted = select.value;
    text = "";
    if (unasked) unasked.hidden = true;
    try {
      const answer = await codeIn(wanted);
      if (wanted !== select.value) return;
      text = answer;
      said.hidden = true;
    } catch (error) {
      if (wanted !== select.value) return;
      said.hidden = false;
      said.textContent = visible(String(/** @type {Error} */ (error).message));
    }
    code.textContent = visible(text.slice(0, MOST_CODE));
    if (text.length > MOST_CODE)
      code.append(`\n… ${text.length - MOST_CODE} more characters: copy the code to get them`);
  }
  if (!isLarge) show();
  return h(
    "section",
    { class: "panel", "aria-label": "Code that signs it right" },
    h("h2", null, "Code that makes this call with a correct signature"),
    h(
      "div",
      { class: "row" },
      h("label", { for: id }, "Language"),
      select,
      unasked,
      copyButton("Copy the code", async () => {
        if (!text) await show();
        return text || Promise.reject(new Error("there is no code"));
      }),
    ),
    h("p", { class: "hint" }, "It signs anew at each run, and takes the secret from the environment."),
    said,
    h("pre", { class: "code", role: "group", tabindex: "0", "aria-label": "The code" }, code),
  );
}

/** @param {any} found @param {More} more */
function nextSteps(found, more) {
  if (!found.hints.length) return null;
  const isOpen = found.verdict === "unexplained";
  const title = isOpen ? "What to check next" : "Good to know";
  return h(
    "section",
    { class: "panel", "aria-label": title },
    h("h2", null, title),
    h(
      "ul",
      { class: "listed" },
      found.hints.map((/** @type {string} */ hint) => h("li", null, worded(hint))),
    ),
    isOpen && more.longer
      ? h(
          "p",
          null,
          h("button", { type: "button", onclick: more.longer }, "Search for a minute"),
          " Whether the secret is right can be tested: a request with this key that the server accepted shows it.",
        )
      : null,
    more.longer && found.hints.some((/** @type {string} */ hint) => hint.includes("--"))
      ? h(
          "p",
          { class: "hint" },
          'What a sentence calls --response, --signed-file and so on has a field under "More evidence and other settings", with this name beside it.',
        )
      : null,
  );
}

/** @param {any} found */
function others(found) {
  if (!found.alternatives.length) return null;
  const more = found.alternatives_left_out ? ` ${found.alternatives_left_out} more are left out.` : "";
  return h(
    "section",
    { class: "panel", "aria-label": "Other explanations" },
    h("h2", null, "The same signature also results from"),
    h(
      "ul",
      { class: "listed" },
      found.alternatives.map((/** @type {any[]} */ set) =>
        h("li", null, foreign(set.map((one) => one.title).join("; "))),
      ),
    ),
    h("p", { class: "hint" }, `They are rarer, and nothing in this request tells them apart.${more}`),
  );
}

/** @param {any} known */
function server(known) {
  if (!known) return null;
  return h(
    "details",
    { class: "panel" },
    h("summary", null, `What is known of ${known.name}`),
    h(
      "ul",
      { class: "listed" },
      known.habits.map((/** @type {string} */ habit) => h("li", null, `It ${habit}.`)),
    ),
  );
}

/**
 * Asks for an explanation. @param {any} question @param {AbortSignal} signal
 */
export const explanationOf = (question, signal) => post("/api/explain", { ...question, page: true }, { signal });

/**
 * @param {any} question
 * @param {AbortSignal} signal ends what would hold up the next question
 * @param {(() => void) | null} longer searches again, with more time
 * @returns {More}
 */
export function moreOf(question, signal, longer) {
  const { input, base64, entry, url_scheme, variables, environment, scheme } = question;
  const source = { input, base64, entry, url_scheme, variables, environment };
  return {
    code: async (language) => (await post("/api/code", { ...source, language, scheme })).code,
    stage: (name, isKnown) =>
      post("/api/explain", { ...question, stage: name, ...(isKnown ? {} : { budget: 0 }) }, { signal }),
    longer,
    isLarge: (input ?? base64).length > LARGE,
  };
}
