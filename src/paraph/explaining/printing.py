"""How a client prints the text that it signs, by the language it is written in."""

from __future__ import annotations

import re
from typing import NamedTuple


class Language(NamedTuple):
    """A language: the code that saves the variable `text` to a file, and the User-Agents of its HTTP libraries.

    `tracer` is the command that runs a program of this language and sees what it signs; empty if there is none.
    """

    code: str
    agents: str = ""
    tracer: str = ""


TRACE_PYTHON, TRACE_NODE = "paraph trace FILE", "paraph trace node FILE"
LANGUAGES = {
    "Postman": Language("console.log(text)", r"PostmanRuntime"),
    "PowerShell": Language('[IO.File]::WriteAllText("$PWD/signed.txt", $text)', r"PowerShell"),
    "Python": Language(
        'open("signed.txt", "wb").write(text.encode())',
        r"python|aiohttp|tweepy|requests-oauthlib|Duo API Python",
        TRACE_PYTHON,
    ),
    "JavaScript": Language(
        'require("fs").writeFileSync("signed.txt", text)',
        r"axios|node-fetch|\bgot\b|undici|\bnode\b|superagent|needle",
        TRACE_NODE,
    ),
    "Go": Language('os.WriteFile("signed.txt", []byte(text), 0o600)', r"Go-http-client|resty"),
    "PHP": Language('file_put_contents("signed.txt", $text);', r"Guzzle|\bPHP|WordPress|WooCommerce|Symfony"),
    "Ruby": Language('File.binwrite("signed.txt", text)', r"Ruby|Faraday|rest-client|Typhoeus|http\.rb"),
    "C#": Language('File.WriteAllText("signed.txt", text);', r"\.NET|RestSharp|Flurl|HttpClientFactory"),
    "Java": Language(
        'Files.writeString(Path.of("signed.txt"), text);',
        r"okhttp|\bJava|Apache-HttpClient|Apache-HttpAsyncClient|Jersey|Dalvik|ReactorNetty|Jetty",
    ),
    "Rust": Language('std::fs::write("signed.txt", &text)?;', r"reqwest|hyper|ureq"),
    "shell": Language('printf %s "$text" > signed.txt', r"^curl/|^Wget|HTTPie"),
}
"""Languages by name; the first whose pattern occurs in a User-Agent counts."""
KINDS = {"postman": "Postman", "python": "Python", "javascript": "JavaScript", "powershell": "PowerShell"}
"""The language of an input that is code, by the kind of its entry."""


def language_name(user_agent: str, kind: str = "") -> str:
    """Return the name of a client's language, from the kind of the input or its User-Agent; empty if neither says it."""
    if kind in KINDS:
        return KINDS[kind]
    agent = user_agent[:200]
    matches = (name for name, one in LANGUAGES.items() if one.agents and re.search(one.agents, agent, re.IGNORECASE))
    return next(matches, "") if agent else ""


def printing_advice(name: str) -> str:
    """Say how to save the text that is signed, in a language; in Python and JavaScript if the language is not known."""
    if name == "Postman":
        return (
            "Print the text on the line before its HMAC (`console.log(text)`), copy it from Postman's console to a file, "
            "and give that with --signed-file."
        )
    code = "; ".join(f"{one}: `{LANGUAGES[one].code}`" for one in ([name] if name else ["Python", "JavaScript"]))
    return f"Save the text that the client signs, on the line before its HMAC, and give it with --signed-file signed.txt. {code}"


def tracing_advice(name: str) -> str:
    """Say which command sees what a program in this language signs, or receives what it sends."""
    if not name:
        return (
            "`paraph trace` runs a Python or Node program and sees what it signs and with which key; `paraph watch` "
            "receives from any client exactly what it sends."
        )
    tracer = LANGUAGES[name].tracer
    if tracer:
        return f"`{tracer}` runs the program unchanged and sees what it signs and with which key."
    return "`paraph watch` receives exactly what the client sends, if something on the way may change the request."
