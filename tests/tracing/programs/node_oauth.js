// OAuth 1.0a by https.get; the parameters are joined in the order in which they were written down.
const { createHmac } = require("crypto");
const https = require("https");

const SECRET = "consumer-secret";
const URL_ = "https://gallery.example.com/api/v1/workflows/subscription/";

function percent(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function signed(parameters) {
  const sorted = process.argv.includes("--sorted") ? Object.entries(parameters).sort() : Object.entries(parameters);
  const pairs = sorted.map(([name, value]) => `${percent(name)}=${percent(value)}`);
  const base = ["GET", percent(URL_), percent(pairs.join("&"))].join("&");
  const signature = createHmac("sha1", `${SECRET}&`)
    .update(base)
    .digest("base64");
  return { ...parameters, oauth_signature: signature };
}

const parameters = signed({
  oauth_version: "1.0",
  oauth_timestamp: String(Math.floor(Date.now() / 1000)),
  oauth_consumer_key: "8DD5C4BA1B5B4B4",
  oauth_signature_method: "HMAC-SHA1",
  oauth_nonce: "a1b2c3d4e5f6",
});
const query = Object.entries(parameters).map(([name, value]) => `${name}=${percent(value)}`).join("&");
https.get(`${URL_}?${query}`, (response) => {
  response.resume();
  console.log(response.statusCode);
});
