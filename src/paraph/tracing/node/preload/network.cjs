// Leads every connection of a program to another machine to the parent instead, which notes and answers what comes.
//
// A TLS layer is left out, so that it can be read. On a socket to the parent each write becomes a line of JSON with the
// bytes, the HMACs taken until then, and the place that sends; what comes back is the answer as it is.
"use strict";

const net = require("node:net");
const tls = require("node:tls");
const { seen } = require("./macs.cjs");
const { usersPlace } = require("./places.cjs");
const { hookWrites, installSenders, isHere, links, piece, plainArguments, tlsArguments } = require("./senders.cjs");

const plainConnect = net.Socket.prototype.connect;
const plainTls = tls.connect;

/** Make a socket write lines to the parent. */
function lead(socket, link) {
  links.set(socket, link);
  const write = net.Socket.prototype._write;
  hookWrites(socket, (data, done) => {
    write.call(socket, Buffer.from(JSON.stringify(piece(link, data, seen)) + "\n"), "buffer", done);
  });
}

function installSockets(parent) {
  net.Socket.prototype.connect = function (...args) {
    const [options, done] = plainArguments(args);
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

/** Lead all connections to the socket at the path `parent`. */
function install(parent) {
  installSockets(parent);
  installSenders();
  for (const name of Object.keys(process.env)) if (/^(https?|all)_proxy$/i.test(name)) delete process.env[name];
}

module.exports = { install };
