"""Texts that try to act on a page: markup, scripts, marks of direction, heaps of marks, names of prototypes, and long words."""

RUN = "window.ran=(window.ran||0)+1"
MARKUP = (
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>",
    f"\"><script>{RUN}</script>", f"'><img src=x onerror={RUN}>", f"</textarea><script>{RUN}</script>", f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<iframe src=https://evil.example/></iframe>", f"<body onload={RUN}>", f"<details open ontoggle={RUN}>", f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>", f"<math><mtext><script>{RUN}</script></mtext></math>", "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>", "<link rel=stylesheet href=https://evil.example/a.css>",
    "<form action=https://evil.example/><button>x</button></form>", f"<object data='javascript:{RUN}'></object>", f"<embed src='javascript:{RUN}'>",
    f"<a href='javascript:{RUN}'>x</a>", "<a href=https://evil.example/>x</a>", f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>", f"<!--><script>{RUN}</script>-->", f"<![CDATA[<script>{RUN}</script>]]>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;", f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<ScRiPt>{RUN}</sCrIpT>", f"<svg/onload={RUN}//",
    f"<img/src='x'/onerror='{RUN}'>", f"\" onmouseover=\"{RUN}", f"' onfocus='{RUN}' autofocus='", f"` onerror=`{RUN}`", "<style>*{display:none}</style>",
    "<style>@import 'https://evil.example/a.css'</style>", "<marquee>x</marquee>", "<plaintext>", "<xmp>", "<!doctype html><html><body>",
    "<slot name=x></slot>", f"<x-a is=script>{RUN}</x-a>",
)  # fmt: skip
CODE = (
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f" javascript:{RUN}", f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}", f"${{{RUN}}}", f"{{{{{RUN}}}}}", "{{constructor.constructor('alert(1)')()}}", f"<%= {RUN} %>", f"#{{{RUN}}}", "{% raw %}",
    f"';{RUN};//", f"\";{RUN};//", f"*/{RUN}/*", f"</b>{RUN}", "[x](javascript:alert(1))", "![x](https://evil.example/a.png)", "<https://evil.example/>",
    "https://evil.example/", "@everyone", "# heading\n> quote\n```\nfence\n```", "expression(alert(1))", "url(https://evil.example/)",
    "x:{}*{background:url(https://evil.example/)}", "\"],*{color:red}[a=\"", "'] , body [x='", "a\\", "$(touch /tmp/x)", "`id`", "; rm -rf x", "%n%s%x",
)  # fmt: skip
NAMES = (
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "length",
    "then",
    "innerHTML",
    "null",
    "undefined",
    "NaN",
    "true",
    "0",
    "-1",
    "verdict",
    "paste",
)
UNSEEN = (
    "a\u202eb\u202cc", "\u2066a\u2069", "\u2067abc", "\u202d123", "a\u200bb", "a\u200db", "a\u2060b", "\ufeffa", "a\u00adb", "a\u2028b\u2029c", "a\u0085b", "a\x00b",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;https://evil.example/\x07x", "a\rb\nc\td", "\x7f\x08\x0b\x0c", "\ud800", "\udcff", "\U000e0041\U000e007f", "\u3164\uffa0\u2800",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "a" + "\u0300\u0301\u0489" * 300, "\u0e47" * 200, "\ufdfd" * 20,
    "x" * 5000, "\u4e00" * 3000, "\u00a0" * 2000, "-" * 3000, "a/" * 2000, "&" * 3000, "\u0430\u0435\u043e", "\ufffe\uffff", "\U0010ffff", "\u1d173"[:1], "\u180e",
)  # fmt: skip
HOSTILE = (*MARKUP, *CODE, *NAMES, *UNSEEN)
"""All of them."""
