// A module: named imports, Web Crypto, a request with a body, top-level await; the method is signed in small letters.
import { createHash, webcrypto } from "crypto";
import { request } from "node:https";
import { once } from "node:events";

const IKEY = "DIEXAMPLE00000000000";
const SKEY = "exampleSecretKey0123456789abcdefABCDEF00";
const HOST = "api-example0.duosecurity.com";
const PATH = "/admin/v1/users";

const sha512 = (text) => createHash("sha512").update(text).digest("hex");

async function authorization(date, body) {
  const algorithm = { name: "HMAC", hash: "SHA-512" };
  const key = await webcrypto.subtle.importKey("raw", new TextEncoder().encode(SKEY), algorithm, false, ["sign"]);
  const text = [date, "post", HOST, PATH, "", sha512(body), sha512("")].join("\n");
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return "Basic " + Buffer.from(`${IKEY}:${Buffer.from(mac).toString("hex")}`).toString("base64");
}

const body = JSON.stringify({ username: "lena okafor" });
const date = new Date().toUTCString();
const headers = { date, authorization: await authorization(date, body), "content-type": "application/json" };
const sent = request(`https://${HOST}${PATH}`, { method: "POST", headers });
sent.end(body);
const [response] = await once(sent, "response");
console.log(response.resume().statusCode);
