// Notes every HMAC that a program takes, through node:crypto or through Web Crypto.
"use strict";

const crypto = require("node:crypto");
const { types } = require("node:util");
const { usersPlace } = require("./places.cjs");

const MOST_SEEN = 64;
const seen = []; // the last HMACs, oldest first, each as a record of the parent holds it

/** Keep an HMAC, once. */
function note(algorithm, key, message, digest, signed) {
  const value = digest.toString("base64");
  if (seen.length && seen.at(-1)[3] === value) return;
  const name = algorithm.toLowerCase().replace(/-/g, "");
  seen.push([name, key.toString("base64"), message.toString("base64"), value, signed ? [signed] : []]);
  if (seen.length > MOST_SEEN) seen.shift();
}

/** The bytes of a text or of any view on memory, copied. */
function bytesOf(data, encoding) {
  if (typeof data === "string") return Buffer.from(data, Buffer.isEncoding(encoding) ? encoding : "utf8");
  return Buffer.from(ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data);
}

function keyBytes(key, encoding) {
  if (types.isKeyObject(key)) return key.export();
  if (types.isCryptoKey(key)) return crypto.KeyObject.from(key).export();
  return bytesOf(key, encoding);
}

function install() {
  installNode();
  installWeb();
}

/** Put noting functions in the place of createHmac's, for texts that come in pieces and through streams alike. */
function installNode() {
  const begun = new WeakMap();
  const createHmac = crypto.createHmac;
  const { update, digest, _transform } = crypto.Hmac.prototype;

  const taken = (hmac, data, encoding) => {
    const state = begun.get(hmac);
    if (!state) return;
    state.signed ??= usersPlace("signed");
    state.parts.push(bytesOf(data, encoding));
  };
  const finished = (hmac) => {
    const raw = digest.call(hmac);
    const state = begun.get(hmac);
    if (state) note(state.algorithm, state.key, Buffer.concat(state.parts), raw, state.signed ?? usersPlace("signed"));
    begun.delete(hmac); // asked again, Node gives an empty value
    return raw;
  };

  crypto.createHmac = function (algorithm, key, options) {
    const hmac = createHmac(algorithm, key, options);
    begun.set(hmac, { algorithm, key: keyBytes(key, options?.encoding), parts: [], signed: null });
    return hmac;
  };
  crypto.Hmac.prototype.update = function (data, encoding) {
    const result = update.call(this, data, encoding);
    taken(this, data, encoding);
    return result;
  };
  crypto.Hmac.prototype.digest = function (encoding) {
    const raw = finished(this);
    return encoding && encoding !== "buffer" ? raw.toString(encoding) : raw;
  };
  crypto.Hmac.prototype._transform = function (chunk, encoding, done) {
    taken(this, chunk, encoding);
    _transform.call(this, chunk, encoding, done);
  };
  crypto.Hmac.prototype._flush = function (done) {
    this.push(finished(this));
    done();
  };
}

/** The same for `crypto.subtle.sign`. */
function installWeb() {
  const web = Object.getPrototypeOf(crypto.webcrypto.subtle);
  const { sign } = web;
  web.sign = async function (algorithm, key, data) {
    if (key?.algorithm?.name !== "HMAC") return sign.call(this, algorithm, key, data);
    const [message, signed] = [bytesOf(data), usersPlace("signed")];
    const value = await sign.call(this, algorithm, key, data);
    note(key.algorithm.hash.name, keyBytes(key), message, Buffer.from(value), signed);
    return value;
  };
}

module.exports = { install, note, seen };
