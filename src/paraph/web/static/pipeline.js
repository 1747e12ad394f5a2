// The stages as a picture: a row of steps, good up to where they part, with a caption that says what each one is.
import { fill, h, hidden, visible } from "./dom.js";
import { stateOf } from "./stages.js";

/** @typedef {import("./stages.js").Step} Step */

const PEEK = 40; // characters of a value

/**
 * The stages as a row of steps.
 * @param {Step[]} steps
 * @param {(name: string) => void} go shows the row of a stage
 */
export function pipeline(steps, go) {
  const caption = h("div", { class: "caption" });
  const tell = (/** @type {string} */ name) => {
    const step = steps.find((one) => one.name === name);
    if (step) fill(caption, captionOf(step));
  };
  const list = h(
    "ol",
    { class: "pipeline" },
    steps.map((step, at) =>
      h(
        "li",
        { "data-link": linkOf(steps, at) },
        hidden(at ? LINKS[linkOf(steps, at)] : ""),
        h(
          "button",
          {
            type: "button",
            class: "step",
            "data-stage": step.name,
            "data-state": step.state,
            onclick: () => go(step.name),
          },
          h("b", null, step.name),
          h("small", null, stateOf(step).join(" ")),
          h("span", { class: "peek" }, peekOf(step)),
        ),
      ),
    ),
  );
  const first = steps.find((step) => step.state === "starts") ?? steps[0];
  if (first) tell(first.name);
  return {
    element: h(
      "section",
      { class: "panel", "aria-label": "How the signature is made" },
      h("h2", null, "How the signature is made"),
      list,
      caption,
    ),
    tell,
  };
}

/** @type {Record<string, string>} */
const LINKS = { then: "then ", beside: "and ", joined: "joined into " };

/** @param {Step[]} steps @param {number} at */
function linkOf(steps, at) {
  const { takes } = steps[at];
  if (takes.length > 1) return "joined";
  return takes.length === 1 && takes[0] === steps[at - 1]?.name ? "then" : "beside";
}

/** @param {Step} step */
function peekOf(step) {
  const isWrong = step.state === "starts" || step.state === "follows";
  const text = isWrong ? (step.observed ?? step.expected) : (step.expected ?? step.observed);
  if (!text) return step.kind === "text" ? "" : step.algorithm ? step.algorithm.toUpperCase() : "•••";
  const shown = text.parts.map(([real, , mark]) => (mark && mark !== "·" ? mark : real)).join("");
  return shown.length > PEEK ? `${shown.slice(0, PEEK)}…` : shown || "empty";
}

/** @param {Step} step */
function captionOf(step) {
  const takes = step.takes.length
    ? ` It takes: ${step.takes.join(", ")}.`
    : step.kind === "secret"
      ? ""
      : " It is read from the request.";
  return [
    h("p", null, h("b", null, step.name), `: ${step.summary}${takes}`),
    step.words ? h("p", null, visible(step.words)) : null,
  ];
}
