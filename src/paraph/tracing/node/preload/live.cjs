// Lets every connection of a program go where it goes, and tells the parent what is written on it.
//
// Seen is what a socket is given to write, which on a TLS socket is what TLS has still to close: so TLS is Node's own,
// with the program's own options. The parent reads a named pipe. What is written there is there when the write returns,
// so neither an exit nor a signal right after loses it; it holds up no program that is done, and no key gets to a disk.
"use strict";

const { randomUUID } = require("node:crypto");
const { closeSync, constants, openSync, writeSync } = require("node:fs");
const net = require("node:net");
const tls = require("node:tls");
const { seen } = require("./macs.cjs");
const { usersPlace } = require("./places.cjs");
const { hookWrites, installSenders, isHere, links, piece, plainArguments, tlsArguments } = require("./senders.cjs");

const ATOMIC = 512; // POSIX: so many bytes reach a pipe in one piece, whoever else writes to it
const writer = randomUUID(); // of this thread
const told = new WeakSet(); // HMACs that the parent has, which may be long
const plainConnect = net.Socket.prototype.connect;
const plainTls = tls.connect;
let pipe = null;
let streams = 0;

/** The pipe at a path, open; null when the parent has ended, for whom a plain open would wait. */
function opened(path) {
  let probe;
  try {
    probe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    return openSync(path, constants.O_WRONLY);
  } catch {
    return null;
  } finally {
    if (probe !== undefined) closeSync(probe);
  }
}

/** Write a line in pieces that no other process can come between; the last one is marked. */
function post(line) {
  const room = ATOMIC - writer.length - 2;
  try {
    for (let at = 0; pipe !== null && at < line.length; at += room) {
      const mark = at + room < line.length ? "+" : ".";
      writeSync(pipe, Buffer.concat([Buffer.from(writer + mark), line.subarray(at, at + room), Buffer.from("\n")]));
    }
  } catch {
    pipe = null; // the parent has ended, and the program goes on
  }
}

function tell(link, data) {
  link.isHttp ??= /^[\w-]+ /.test(data.toString("latin1", 0, 32)); // a database is none of our business
  if (!link.isHttp) return;
  const macs = seen.filter((mac) => !told.has(mac));
  for (const mac of macs) told.add(mac);
  post(Buffer.from(JSON.stringify({ ...piece(link, data, macs), stream: link.stream })));
}

/** Tell of each write on a socket, as soon as nothing but the write itself is missing for it to leave. */
function watch(socket, link) {
  links.set(socket, { ...link, stream: streams++ });
  hookWrites(socket, (data, _done, write) => {
    const leaves = () => tell(links.get(socket), data);
    const waits = socket.connecting || socket.secureConnecting;
    if (waits) socket.prependOnceListener(socket.encrypted ? "secureConnect" : "connect", leaves);
    else leaves();
    write();
  });
}

function installSockets() {
  net.Socket.prototype.connect = function (...args) {
    const [{ host, path, port }] = plainArguments(args);
    if (!path && !isHere(host)) {
      watch(this, { host, port: Number(port), tls: Boolean(this.encrypted), place: usersPlace("sent") });
    }
    return plainConnect.apply(this, args);
  };
  tls.connect = function (...args) {
    const [options, done] = tlsArguments(args);
    const { path, servername, socket: below } = options;
    const host = below ? servername || options.host || links.get(below)?.host : options.host;
    if ((path && !below) || isHere(host)) return plainTls.apply(this, args);
    const readable = offersBoth(options) ? [{ ...options, ALPNProtocols: ["http/1.1"] }, done] : args;
    const socket = plainTls.apply(this, readable);
    if (below) watch(socket, { host, port: 443, tls: true, place: usersPlace("sent") }); // others have connected by now
    return socket;
  };
}

/** Whether HTTP/2, which is not read here, is offered beside HTTP/1.1. */
function offersBoth({ ALPNProtocols: offered }) {
  return Array.isArray(offered) && offered.length > 1 && offered.some((name) => String(name) === "http/1.1");
}

/** Tell what is written to the pipe at `path`. */
function install(path) {
  pipe = opened(path);
  installSockets();
  installSenders();
}

module.exports = { install };
