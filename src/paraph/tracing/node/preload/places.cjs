// Where in the user's own code something happens.
"use strict";

const fs = require("node:fs");
const { fileURLToPath } = require("node:url");

const MOST_FRAMES = 100;
const lines = new Map();

/** The innermost line of the user's code that is being run, or waited for, now; null when there is none. */
function usersPlace(what) {
  const frames = stack();
  const index = frames.findIndex((frame) => isUsers(fileOf(frame)));
  if (index < 0) return null;
  const [file, line] = [fileOf(frames[index]), frames[index].getLineNumber()];
  return [file, line, functionOf(frames[index], frames[index + 1]), what, codeAt(file, line)];
}

/** The frames of the stack, innermost first, with those of the functions that await. */
function stack() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, frames) => frames;
  Error.stackTraceLimit = MOST_FRAMES;
  try {
    return new Error().stack;
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

function fileOf(frame) {
  const name = frame.getFileName() ?? "";
  return name.startsWith("file:") ? fileURLToPath(name) : name;
}

/** Whether a file is the user's own: nothing of Node, no package, nothing typed in, nothing of this folder. */
function isUsers(file) {
  return /^([/\\]|[A-Za-z]:)/.test(file) && !/[/\\]node_modules[/\\]/.test(file) && !file.startsWith(__dirname);
}

/** The name of a frame's function; of the lines outside of all functions it is <module>. */
function functionOf(frame, caller) {
  const name = frame.getFunctionName();
  if (name) return name;
  const loaded = caller === undefined || fileOf(caller).startsWith("node:internal/modules/");
  return loaded ? "<module>" : "<anonymous>";
}

function codeAt(file, line) {
  if (!lines.has(file)) lines.set(file, linesOf(file));
  return (lines.get(file)[line - 1] ?? "").trim();
}

function linesOf(file) {
  try {
    return fs.readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

module.exports = { usersPlace };
