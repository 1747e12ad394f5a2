// Duo version 2 by node:crypto and fetch, twice on one connection; the parameters are left unsorted.
const { createHash, createHmac } = require("node:crypto");

const IKEY = "DIEXAMPLE00000000000";
const SKEY = "exampleSecretKey0123456789abcdefABCDEF00";
const HOST = "api-example0.duosecurity.com";
const PATH = "/admin/v1/users";
const EMPTY = createHash("sha512").update("").digest("hex");

class Client {
  sign(date, query) {
    const hmac = createHmac("sha512", Buffer.from(SKEY));
    let text = [date, "GET", HOST, PATH].join("\n");
    text += `\n${query}\n${EMPTY}\n${EMPTY}`;
    hmac.update(text.slice(0, 9));
    hmac.update(Buffer.from(text.slice(9)));
    return Buffer.concat([Buffer.from(`${IKEY}:`), Buffer.from(hmac.digest("hex"))]).toString("base64");
  }

  async users(parameters) {
    const query = Object.entries(parameters).map((pair) => pair.join("=")).join("&");
    const date = new Date().toUTCString();
    const headers = { Date: date, Authorization: `Basic ${this.sign(date, query)}` };
    const response = await fetch(`https://${HOST}${PATH}?${query}`, { headers });
    return [response.status, await response.text()];
  }
}

async function main() {
  const client = new Client();
  console.log(...(await client.users({ username: "lena", limit: "5" })));
  console.log(...(await client.users({ username: "olga", limit: "5" })));
}

main();
