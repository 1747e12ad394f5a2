// Calls a local Duo by the vendor's client for Node, which is only told another port and another authority.
"use strict";

const fs = require("node:fs");
const https = require("node:https");
const { request } = https;
const constants = require("@duosecurity/duo_api/lib/constants.js");
const duo = require("@duosecurity/duo_api");

const [, , url, ikey, skey, authority] = process.argv;
const { hostname, port } = new URL(url);
https.request = (options, callback) => request({ ...options, port }, callback);
constants.DUO_PINNED_CERT = [fs.readFileSync(authority)];

const calls = [
  ["GET", "/auth/v2/check", {}],
  ["GET", "/admin/v1/users", { limit: "5", offset: "0" }],
  ["POST", "/admin/v1/users", { username: "zoë two words", notes: "a+b&c=d~*'()" }],
  ["GET", "/admin/v1/users", { username: "zoë two words" }],
];

async function main() {
  for (const version of [duo.SIGNATURE_VERSION_2, duo.SIGNATURE_VERSION_5]) {
    const client = new duo.Client(ikey, skey, hostname, version);
    for (const [method, path, params] of calls) {
      const given = method === "POST" ? { ...params, username: `${params.username} ${version}` } : params;
      const answer = await new Promise((done) => client.jsonApiCall(method, path, given, done));
      console.log(JSON.stringify([version, method, path, answer.stat, answer.message ?? ""]));
    }
  }
}

main();
