// Node loads this before a program's first line, when `paraph trace` names it in NODE_OPTIONS.
"use strict";

if (process.env.PARAPH_TRACE_LINKS) {
  require("./macs.cjs").install();
  require("./cryptojs.cjs").install();
  require("./network.cjs").install(process.env.PARAPH_TRACE_LINKS);
  require("node:module").syncBuiltinESMExports(); // `import { createHmac } from "crypto"` takes the same functions
}
