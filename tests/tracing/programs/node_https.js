// Duo version 2 by node:crypto and node:https; the parameters are signed, and not sent.
const crypto = require("crypto");
const https = require("https");

const IKEY = "DIEXAMPLE00000000000";
const SKEY = "exampleSecretKey0123456789abcdefABCDEF00";
const HOST = "api-example0.duosecurity.com";
const PATH = "/admin/v1/users";

function authorization(date, parameters) {
  const query = new URLSearchParams(parameters).toString();
  const lines = [date, "GET", HOST, PATH, query, hash(""), hash("")];
  const text = lines.join("\n");
  const mac = crypto.createHmac("sha512", SKEY).update(text).digest("hex");
  return "Basic " + Buffer.from(`${IKEY}:${mac}`).toString("base64");
}

function hash(text) {
  return crypto.createHash("sha512").update(text).digest("hex");
}

function users(parameters) {
  const date = new Date().toUTCString();
  const headers = { Date: date, Authorization: authorization(date, parameters) };
  const request = https.request({ host: HOST, path: PATH, headers }, (response) => {
    response.setEncoding("utf8");
    response.on("data", (text) => console.log(response.statusCode, text));
    response.on("end", () => process.exit(3));
  });
  request.end();
}

users({ limit: "5", username: "lena" });
