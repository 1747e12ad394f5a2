// A child process, a thread, a server on this machine, and a request that is not signed.
const { spawnSync } = require("node:child_process");
const { once } = require("node:events");
const http = require("node:http");
const path = require("node:path");
const { Worker } = require("node:worker_threads");

const program = path.join(__dirname, "node_fetch.js");

async function main() {
  const done = spawnSync(process.execPath, [program], { encoding: "utf8" });
  console.log("child:", done.stdout.split("\n").length);
  await once(new Worker(program), "exit");
  const server = http.createServer((_, response) => response.end("own"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  console.log(await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text());
  server.close();
  await fetch("https://example.org/").catch((error) => console.log("refused:", error.message));
  process.exitCode = 7;
}

main();
