// Leads every connection of a program to another machine to the parent instead, which notes and answers what comes.
//
// Hooked are the sockets beneath, so http, https, fetch and the packages built on them write what they always write.
// A TLS layer is left out, so that it can be read. On a socket to the parent each write becomes a line of JSON with the
// bytes, the HMACs taken until then, and the place that sends; what comes back is the answer as it is.
"use strict";

const { AsyncLocalStorage } = require("node:async_hooks");
const channels = require("node:diagnostics_channel");
const http = require("node:http");
const https = require("node:https");
const net = require("node:net");
const tls = require("node:tls");
const { seen } = require("./macs.cjs");
const { usersPlace } = require("./places.cjs");

const links = new WeakMap(); // socket: the host meant, whether over TLS, and the place that sent last
const plainConnect = net.Socket.prototype.connect;
const plainTls = tls.connect;

/** Whether a name or address is this machine's own. */
function isHere(host) {
  return !host || ["localhost", "::1", "0.0.0.0", "::"].includes(host) || host.startsWith("127.");
}

/** The line that tells the parent what is written. */
function line(link, data) {
  const said = {
    url_scheme: link.tls || link.port === 443 ? "https" : "http",
    host: link.host,
    message: data.toString("base64"),
    macs: seen,
    places: link.place ? [link.place] : [],
  };
  return Buffer.from(JSON.stringify(said) + "\n");
}

const asBytes = (data, encoding) => (typeof data === "string" ? Buffer.from(data, encoding) : data);

/** Make a socket write lines to the parent. */
function lead(socket, link) {
  links.set(socket, link);
  const write = net.Socket.prototype._write;
  socket._write = (data, encoding, done) => write.call(socket, line(link, asBytes(data, encoding)), "buffer", done);
  socket._writev = (chunks, done) => {
    const data = Buffer.concat(chunks.map(({ chunk, encoding }) => asBytes(chunk, encoding)));
    write.call(socket, line(link, data), "buffer", done);
  };
}

function installSockets(parent) {
  net.Socket.prototype.connect = function (...args) {
    const [options, done] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    if (options.path || isHere(options.host)) return plainConnect.apply(this, args);
    lead(this, { host: options.host, port: Number(options.port), tls: false, place: usersPlace("sent") });
    return plainConnect.call(this, { path: parent }, done);
  };
  tls.connect = function (...args) {
    const [options, done] = tlsArguments(args);
    if (options.socket ? !links.has(options.socket) : options.path || isHere(options.host)) {
      return plainTls.apply(this, args);
    }
    const socket = options.socket ?? new net.Socket(options).connect({ host: options.host, port: options.port });
    return secured(socket, options, done);
  };
}

/** The options and the callback, out of the ways in which tls.connect may be called. */
function tlsArguments(args) {
  const [options, done] = net._normalizeArgs(args);
  const more = args.slice(1, 3).find((value) => value !== null && typeof value === "object");
  return [{ ...options, ...more }, done];
}

/** A socket that was led to the parent, as if it spoke TLS. */
function secured(socket, options, done) {
  links.get(socket).tls = true;
  if (done) socket.once("secureConnect", done);
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: options.ALPNProtocols ? "http/1.1" : false,
    servername: options.servername,
    getPeerCertificate: () => ({}),
    getProtocol: () => "TLSv1.3",
    getCipher: () => ({ name: "TLS_AES_256_GCM_SHA384", standardName: "TLS_AES_256_GCM_SHA384", version: "TLSv1.3" }),
    getSession: () => undefined,
    isSessionReused: () => false,
  });
  const ready = () => socket.emit("secureConnect");
  if (socket.connecting) socket.once("connect", ready);
  else process.nextTick(ready);
  return socket;
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

/** Lead all connections to the socket at the path `parent`. */
function install(parent) {
  installSockets(parent);
  for (const owner of [http, https]) for (const name of ["request", "get"]) installRequests(owner, name);
  installFetch();
  for (const name of Object.keys(process.env)) if (/^(https?|all)_proxy$/i.test(name)) delete process.env[name];
}

module.exports = { install };
