// A frame in which a person changes a stage or makes a mistake, and sees what becomes of the signature.
import { post } from "./api.js";
import { fill, h, newId, visible } from "./dom.js";
import { shownText } from "./text.js";

/**
 * @typedef {{name: string, kind: string, before: any, after: any, text: string | null, changed: boolean}} Step
 * @typedef {{steps: Step[], signature: {before: string, after: string}, available: {id: string, title: string, stage: string}[],
 *   applied: {id: string, title: string, detail: string, stage: string}[], problem: string}} Trial
 */

const PAUSE = 250;

/**
 * Adds the frame below a result; what is in it is asked for when it is opened.
 * @param {HTMLElement} box
 * @param {any} question
 * @param {string} variant the reading of the request that was explained
 */
export function addFrame(box, question, variant) {
  const inside = h("div", { class: "stack" });
  let isOpen = false;
  const details = h(
    "details",
    {
      class: "panel",
      ontoggle: () => {
        if (isOpen) return;
        isOpen = true;
        new Frame(inside, question, variant).ask();
      },
    },
    h("summary", null, "Try it: change a stage or make a mistake, and watch the signature"),
    inside,
  );
  box.append(details);
}

class Frame {
  /** @param {HTMLElement} box @param {any} question @param {string} variant */
  constructor(box, question, variant) {
    const { input, base64, entry, url_scheme, variables, environment, secret, id, token_secret, scheme } = question;
    this.question = {
      input,
      base64,
      entry,
      url_scheme,
      variables,
      environment,
      secret,
      id,
      token_secret,
      scheme,
      variant,
    };
    /** @type {Record<string, string>} */
    this.edits = {};
    /** @type {string[]} */
    this.mistakes = [];
    this.timer = 0;
    this.round = 0;
    this.problem = h("p", { class: "error", role: "alert", hidden: true });
    this.signature = h("div", { class: "stack", role: "status" });
    this.stages = h("div", { class: "stack" });
    this.applied = h("ul", { class: "listed" });
    /** @type {Map<string, {after: HTMLElement, row: HTMLElement, field: HTMLTextAreaElement | null}>} */
    this.rows = new Map();
    const id_ = newId("mistake");
    this.select = /** @type {HTMLSelectElement} */ (h("select", { id: id_, onchange: () => this.make() }));
    fill(
      box,
      h(
        "section",
        { class: "panel frame stack", "aria-label": "Try it" },
        h(
          "p",
          { class: "notice" },
          "This is not your request any more: it shows what would be signed if something were different.",
        ),
        h(
          "div",
          { class: "row" },
          h("label", { for: id_ }, "Make a mistake"),
          this.select,
          h("button", { type: "button", onclick: () => this.reset() }, "Start again"),
        ),
        this.applied,
        this.problem,
        this.signature,
        this.stages,
      ),
    );
  }

  /** Asks what is signed now. */
  async ask() {
    const round = ++this.round;
    try {
      const trial = await post("/api/try", { ...this.question, edits: this.edits, mistakes: this.mistakes });
      if (round === this.round) this.show(trial);
    } catch (error) {
      if (round === this.round) this.tell(String(/** @type {Error} */ (error).message));
    }
  }

  /** @param {string} message */
  tell(message) {
    this.problem.hidden = !message;
    this.problem.textContent = visible(message);
  }

  /** @param {Trial} trial */
  show(trial) {
    this.tell(trial.problem);
    if (!this.rows.size) this.build(trial);
    const { before, after } = trial.signature;
    fill(
      this.signature,
      h(
        "p",
        null,
        h("span", { class: "part" }, "The right signature of your request"),
        h("code", null, visible(before)),
      ),
      h(
        "p",
        null,
        h(
          "span",
          { class: "part" },
          before === after ? "The signature now: the same" : "The signature now: another one",
        ),
        h("code", null, before === after ? visible(after) : h("ins", null, visible(after))),
      ),
    );
    fill(
      this.applied,
      trial.applied.map((one) =>
        h(
          "li",
          null,
          h("b", null, visible(one.title)),
          ` ${visible(one.detail)} `,
          h(
            "button",
            {
              type: "button",
              class: "plain",
              "aria-label": `Take back: ${one.title}`,
              onclick: () => this.takeBack(one.id),
            },
            "take back",
          ),
        ),
      ),
    );
    for (const step of trial.steps) {
      const row = this.rows.get(step.name);
      if (!row) continue;
      row.row.dataset.state = step.changed ? "starts" : "same";
      fill(
        row.after,
        step.changed && step.after
          ? [h("span", { class: "part" }, "now"), shownText(step.after, "ins")]
          : h("span", { class: "hint" }, step.changed ? "changed, not shown" : "unchanged"),
      );
      if (row.field && document.activeElement !== row.field && !(step.name in this.edits))
        row.field.value = step.text ?? "";
    }
  }

  /** @param {Trial} trial */
  build(trial) {
    fill(
      this.select,
      h("option", { value: "" }, `choose one of ${trial.available.length}`),
      trial.available.map((one) => h("option", { value: one.id }, `${one.stage}: ${one.title}`)),
    );
    fill(
      this.stages,
      trial.steps.map((step) => this.row(step)),
    );
  }

  /** @param {Step} step */
  row(step) {
    const id = newId("edit");
    const field =
      step.text === null
        ? null
        : /** @type {HTMLTextAreaElement} */ (
            h("textarea", {
              id,
              class: "mono",
              spellcheck: "false",
              autocomplete: "off",
              rows: Math.min(6, step.text.split("\n").length),
              oninput: () => this.edit(step.name),
            })
          );
    if (field) field.value = step.text ?? "";
    const after = h("div", null);
    const row = h(
      "div",
      { class: "trial", "data-state": "same" },
      field ? h("label", { for: id }, step.name) : h("b", null, step.name),
      field ?? h("p", { class: "hint" }, step.before ? "made from what stands above" : "not shown"),
      after,
    );
    this.rows.set(step.name, { after, row, field });
    return row;
  }

  /** @param {string} name */
  edit(name) {
    const field = this.rows.get(name)?.field;
    if (field) this.edits[name] = field.value;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  make() {
    if (this.select.value && !this.mistakes.includes(this.select.value)) this.mistakes.push(this.select.value);
    this.select.value = "";
    this.ask();
  }

  /** @param {string} id */
  takeBack(id) {
    this.mistakes = this.mistakes.filter((one) => one !== id);
    this.ask();
    this.select.focus();
  }

  reset() {
    this.edits = {};
    this.mistakes = [];
    this.ask();
  }
}
