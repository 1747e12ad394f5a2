// Node loads this before a program's first line, when `paraph trace` names it in NODE_OPTIONS.
"use strict";

const { PARAPH_TRACE_LINKS: links, PARAPH_TRACE_PIPE: pipe } = process.env;
if (links || pipe) {
  require("./macs.cjs").install();
  require("./cryptojs.cjs").install();
  if (pipe) require("./live.cjs").install(pipe);
  else require("./network.cjs").install(links);
  require("node:module").syncBuiltinESMExports(); // `import { createHmac } from "crypto"` takes the same functions
}
