// Which host each socket leads to, and where in the program the request is made that is written on it.
//
// Hooked are the sockets beneath, so http, https, fetch and the packages built on them write what they always write.
"use strict";

const { AsyncLocalStorage } = require("node:async_hooks");
const channels = require("node:diagnostics_channel");
const http = require("node:http");
const https = require("node:https");
const net = require("node:net");
const { usersPlace } = require("./places.cjs");

const links = new WeakMap(); // socket: the host meant, whether over TLS, and the place that sent last

/** Whether a name or address is this machine's own. */
function isHere(host) {
  return !host || ["localhost", "::1", "0.0.0.0", "::"].includes(host) || host.startsWith("127.");
}

/** The options and the callback, out of the ways in which a socket's connect may be called. */
function plainArguments(args) {
  return Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
}

/** The same for tls.connect. */
function tlsArguments(args) {
  const [options, done] = net._normalizeArgs(args);
  const more = args.slice(1, 3).find((value) => value !== null && typeof value === "object");
  return [{ ...options, ...more }, done];
}

/** What the parent is told of a piece of what is written. */
function piece(link, data, macs) {
  return {
    url_scheme: link.tls || link.port === 443 ? "https" : "http",
    host: link.host,
    message: data.toString("base64"),
    macs,
    places: link.place ? [link.place] : [],
  };
}

/** Hand each piece that a socket is given to write to `write`, with what writes it as the socket itself does. */
function hookWrites(socket, write) {
  const { _write, _writev } = Object.getPrototypeOf(socket);
  const asBytes = (data, encoding) => (typeof data === "string" ? Buffer.from(data, encoding) : data);
  socket._write = (data, encoding, done) => {
    write(asBytes(data, encoding), done, () => _write.call(socket, data, encoding, done));
  };
  socket._writev = (chunks, done) => {
    const data = Buffer.concat(chunks.map(({ chunk, encoding }) => asBytes(chunk, encoding)));
    write(data, done, () => _writev.call(socket, chunks, done));
  };
}

/** Note where a request is made, since its bytes are written later, when no line of the user's is being run. */
function installRequests(owner, name) {
  const plain = owner[name];
  owner[name] = function (...args) {
    const place = usersPlace("sent");
    return plain.apply(this, args).once("socket", (socket) => sends(socket, place));
  };
}

function sends(socket, place) {
  const link = links.get(socket);
  if (link) link.place = place; // none rather than that of the request before
}

/** The same for fetch, which tells when it makes a request and on which socket it writes it. */
function installFetch() {
  const { fetch } = globalThis;
  const here = new AsyncLocalStorage();
  const places = new WeakMap();
  const onCreate = ({ request }) => places.set(request, here.getStore() ?? usersPlace("sent"));
  const onHeaders = ({ request, socket }) => sends(socket, places.get(request));
  channels.channel("undici:request:create").subscribe(onCreate);
  channels.channel("undici:client:sendHeaders").subscribe(onHeaders);
  if (!fetch) return;
  globalThis.fetch = function (input, init) {
    return here.run(usersPlace("sent"), () => fetch(input, init));
  };
}

function installSenders() {
  for (const owner of [http, https]) for (const name of ["request", "get"]) installRequests(owner, name);
  installFetch();
}

module.exports = { hookWrites, installSenders, isHere, links, piece, plainArguments, tlsArguments };
