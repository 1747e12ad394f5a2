// Notes the HMACs of the package crypto-js, once a program has loaded it.
"use strict";

const Module = require("node:module");
const { note } = require("./macs.cjs");
const { usersPlace } = require("./places.cjs");

const HASHES = ["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"];
const hooked = new WeakSet();

function install() {
  const load = Module._load;
  Module._load = function (request, ...more) {
    const loaded = load.call(this, request, ...more);
    if (/crypto-js/.test(request)) hook(loaded);
    return loaded;
  };
}

/** Hook the one object HMAC, on which all functions of the package stand. */
function hook(loaded) {
  const { algo, lib } = loaded ?? {};
  if (!algo?.HMAC || !lib?.WordArray || hooked.has(algo.HMAC)) return;
  hooked.add(algo.HMAC);
  const { init, update, finalize } = algo.HMAC;
  const begun = new WeakMap();

  const taken = (hmac, data) => {
    const state = begun.get(hmac);
    state.signed ??= usersPlace("signed");
    if (data) state.parts.push(bytesOf(data));
  };

  algo.HMAC.init = function (hasher, key) {
    begun.set(this, { algorithm: HASHES.find((name) => algo[name] === hasher), key: bytesOf(key), parts: [] });
    init.call(this, hasher, key);
  };
  algo.HMAC.init.prototype = algo.HMAC;
  algo.HMAC.update = function (data) {
    taken(this, data);
    return update.call(this, data);
  };
  algo.HMAC.finalize = function (data) {
    taken(this, data);
    const value = finalize.call(this, data);
    const { algorithm, key, parts, signed } = begun.get(this);
    if (algorithm) note(algorithm, key, Buffer.concat(parts), bytesOf(value), signed);
    return value;
  };
}

/** The bytes of a text or of a WordArray, which writes itself in hex. */
function bytesOf(data) {
  return typeof data === "string" ? Buffer.from(data) : Buffer.from(data.toString(), "hex");
}

module.exports = { install };
