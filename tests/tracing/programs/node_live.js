// Duo version 2 to a server on this machine that stands for the real one; the method is signed in small letters.
const { createHash, createHmac } = require("node:crypto");
const dns = require("node:dns");
const http = require("node:http");
const https = require("node:https");

const [WAY, COUNT = "1"] = process.argv.slice(2);
const HOST = "api-example0.duosecurity.com";
const PATH = "/admin/v1/users";
const sha512 = (text) => createHash("sha512").update(text).digest("hex");

dns.lookup = (_host, options, done) =>
  options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);

function headers(body) {
  const date = "Thu, 01 Jan 2026 00:00:00 GMT";
  const text = [date, "post", HOST, PATH, "", sha512(body), sha512("")].join("\n");
  const mac = createHmac("sha512", "exampleSecretKey0123456789abcdefABCDEF00").update(text).digest("hex");
  const authorization = "Basic " + Buffer.from(`DIEXAMPLE00000000000:${mac}`).toString("base64");
  return { date, authorization, "content-type": "application/json" };
}

function posted(owner, then, options) {
  const more = { host: HOST, port: process.env.REAL_PORT, path: PATH, method: "POST", ...options };
  const [half, rest] = [`{"note": "${"n".repeat(3000)}`, 'm"}'];
  const request = owner.request({ ...more, headers: headers(half + rest) });
  request.on("response", async (response) => then(response, (await response.setEncoding("utf8").toArray()).join("")));
  request.on("error", (error) => console.log(error.code));
  request.write(half);
  setImmediate(() => request.end(rest));
}

async function fetched() {
  const url = `https://${HOST}:${process.env.REAL_PORT}${PATH}`;
  const response = await fetch(url, { method: "POST", headers: headers("{}"), body: "{}" });
  console.log(response.status, await response.text());
}

const print = (response, text) => console.log(response.statusCode, text);
const ways = {
  http: () => posted(http, print),
  https: () => posted(https, print, { rejectUnauthorized: false }),
  trusted: () => posted(https, print),
  alpn: () => posted(https, print, { rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"] }),
  exit: () => posted(https, () => process.exit(3), { rejectUnauthorized: false }),
  kill: () => posted(https, () => process.kill(process.pid, "SIGKILL"), { rejectUnauthorized: false }),
  fetch: fetched,
};

for (let count = 0; count < Number(COUNT); count++) ways[WAY]();
