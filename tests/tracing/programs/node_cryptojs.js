// Duo version 2 by crypto-js, as the scripts of Postman sign; the lines are joined with CRLF.
const CryptoJS = require("crypto-js");
const http = require("node:https");

const HOST = "api-example0.duosecurity.com";
const PATH = "/admin/v1/users";
const EMPTY = CryptoJS.SHA512("").toString();

function authorization(date) {
  const text = [date, "GET", HOST, PATH, "limit=5", EMPTY, EMPTY].join("\r\n");
  const mac = CryptoJS.HmacSHA512(text, "exampleSecretKey0123456789abcdefABCDEF00").toString();
  return "Basic " + CryptoJS.enc.Base64.stringify(CryptoJS.enc.Utf8.parse(`DIEXAMPLE00000000000:${mac}`));
}

const date = new Date().toUTCString();
http.get(`https://${HOST}${PATH}?limit=5`, { headers: { date, authorization: authorization(date) } }, (response) => {
  console.log(response.resume().statusCode);
});
