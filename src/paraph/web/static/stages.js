// What the picture and the three views of the stages have in common: their states in words, and the light on one stage.

/** @typedef {import("./text.js").Segments} Segments */
/**
 * @typedef {{name: string, summary: string, source: string, takes: string[], state: string, kind: string, algorithm: string,
 *   sent: {label: string, text: Segments}[], observed: Segments | null, expected: Segments | null, words: string, mistakes: number[]}} Step
 */

/** @type {Record<string, [string, string]>} */
const STATES = {
  same: ["✓", "as it should be"],
  starts: ["✕", "goes wrong here"],
  follows: ["↳", "wrong because of that"],
  unknown: ["?", "not known"],
};
/** @param {Step} step @returns {[string, string]} */
export const stateOf = (step) => (step.state === "unknown" && step.words ? ["≠", "differs"] : STATES[step.state]); // of what was signed only the signature is known

/**
 * Lights everything in a box that belongs to the same stage as what is focused or pointed at.
 * @param {HTMLElement} box
 * @param {(name: string) => void} lit
 */
export function lightTogether(box, lit) {
  let last = "";
  const light = (/** @type {Event} */ event) => {
    const near = /** @type {Element} */ (event.target).closest?.("[data-stage]");
    const name = near?.getAttribute("data-stage");
    if (!name || name === last) return;
    last = name;
    for (const one of box.querySelectorAll("[data-stage]"))
      one.classList.toggle("lit", one.getAttribute("data-stage") === name);
    lit(name);
  };
  box.addEventListener("focusin", light);
  // Not "pointerover": that also comes when the page scrolls below a pointer at rest, and would take the light from the focus.
  box.addEventListener("pointermove", light);
}
