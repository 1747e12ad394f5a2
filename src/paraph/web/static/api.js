// What the page asks of the program that serves it. No answer, and no error, ever contains the secret.

/** An answer that is an error: its message is one line for people. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {string} kind
   */
  constructor(message, kind) {
    super(message);
    this.kind = kind;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>}
 */
async function answerOf(response) {
  if (response.status === 403)
    throw new Refusal(
      "The paraph that served this page has ended. If another one was started, open the address that it printed.",
      "gone",
    );
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new Refusal((await response.text()).split("\n")[0], "refused");
  const said = await response.json();
  if (!response.ok) throw new Refusal(said.error?.message ?? "no answer", said.error?.kind ?? "refused");
  return said;
}

/**
 * @param {() => Promise<Response>} ask
 * @returns {Promise<any>}
 */
async function asking(ask) {
  try {
    return await answerOf(await ask());
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError")
      throw new Refusal("This is no longer asked: something else was given.", "ended");
    if (error instanceof TypeError) throw new Refusal("paraph does not answer: it has ended. Start it again.", "gone");
    throw error;
  }
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export const get = (path, signal) => asking(() => fetch(path, { signal, credentials: "same-origin" }));

/** Halves of characters as JSON writes them, which no text in UTF-8 can have; "\\ud800" in a text is none. */
const HALVES = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * @param {string} path
 * @param {unknown} value
 * @param {RequestInit} [options]
 */
export const post = (path, value, options) =>
  asking(() =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(value).replace(HALVES, "$1\\ufffd"),
      credentials: "same-origin",
      ...options,
    }),
  );
