"""Recognises programs in languages that are not read, or that make no call that is known, and says how to see their requests.

A language is recognised by words that only it has; each word counts once, and two are enough, or one that is certain.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FEWEST = 2
LOOKED_AT = 16_384
"""Characters of a text in which words are looked for."""
_SIGNS = re.compile(
    r"(?i)hmac|\bopenssl\s+dgst\b|\bcreateHmac\b|hash_hmac|\bMac\.getInstance|oauth_signature\b|\bSecretKeySpec\b|\bOAuth1\b"
)
_COMPUTES = re.compile(
    r"(?i)\bhmac(?:\.new|\.digest|_?sha\d*|)\s*\(|createHmac\s*\(|hash_hmac\s*\(|\bComputeHash\s*\(|\bopenssl\s+dgst\b|OpenSSL::HMAC|"
    r"\bCryptoJS\.Hmac"
)
UNKNOWN_PROGRAM = (
    "this is a part of a program that computes a signature, and text is never run: run Python with `paraph trace FILE` and "
    "Node with `paraph trace node FILE`; in another language, start `paraph watch --credentials FILE` and let the program "
    "send its request to the address that it prints"
)
TRACE = "run it with `paraph trace FILE`, which shows each request that it signs"
NODE = "run it with `paraph trace node FILE`, which shows each request that it signs"
WATCH = "start `paraph watch --credentials FILE`, and let the program send its request to the address that it prints"


class Language(NamedTuple):
    """A language: its name, patterns that are certain, patterns of which two are needed, and what to do."""

    name: str
    certain: str
    likely: tuple[str, ...]
    advice: str = WATCH


LANGUAGES = (
    Language("PHP", r"<\?php\b", (r"\$\w+\s*=\s*curl_init\(", r"\bhash_hmac\(", r"\bcurl_setopt\(")),
    Language("Go", r"^package main\b", (r"^package \w+[ \t\r]*$", r"^func \w*\(", r"\bhmac\.New\(", r"\bhttp\.NewRequest\(", r":= ")),
    Language("Kotlin", r"^import kotlin[.x]", (r"^[ \t]*fun \w+\(", r"^[ \t]*val \w+", r"\bokhttp3\b", r"\bMac\.getInstance\(")),
    Language("Java", r"^import javax?\.[\w.*]+;", (r"\bpublic (?:static|class|final)\b", r"\bSystem\.out\.", r"\bMac\.getInstance\(",
                                               r"\bnew \w+\([^\n]{0,200}\);")),
    Language("C#", r"^using System[\w.]*;", (r"\bnamespace [\w.]+", r"\bnew HMACSHA\d+\(", r"\bnew HttpClient\(", r"\bvar \w+ = ",
                                             r"\bConsole\.Write")),
    Language("Rust", r"^[ \t]*use (?:std|reqwest|hmac|ring|hyper)::", (r"\bfn main\(\)", r"\blet mut \w+", r"\bHmac::<", r"println!\(")),
    Language("Swift", r"^import (?:Foundation|CryptoKit|CommonCrypto)\b", (r"\bURLRequest\(", r"\bHMAC<SHA", r"\blet \w+\s*=",
                                                                       r"\bURLSession\.")),
    Language("Perl", r"^use (?:strict|warnings|LWP|Digest::)", (r"\bmy [$@%]\w+", r"^#!.*\bperl\b", r"\bhmac_sha\d+_hex\(")),
    Language("Ruby", r"\bOpenSSL::HMAC\b|\bNet::HTTP\b", (r"^[ \t]*require ['\"][\w/]+['\"]", r"^[ \t]*puts ", r"^[ \t]*end[ \t\r]*$",
                                                          r"^[ \t]*def \w+\s*(?:\(|$)", r"^#!.*\bruby\b")),
    Language("Python", r"^[ \t]*from [\w.]+ import \w|^#!.*\bpython", (r"^[ \t]*import [\w.]+(?: as \w+)?(?:, *[\w.]+)*[ \t\r]*$",
             r"^[ \t]*def \w+\(.*\).*:[ \t\r]*$", r"^[ \t]*print\(", r"^[ \t]*class \w+.*:[ \t\r]*$", r"^[ \t]*if __name__ ==", r"^\w+ = \w+[\w.]*\("), TRACE),
    Language("JavaScript", r"\brequire\(['\"][\w@./:-]+['\"]\)|^[ \t]*import [\w{}*, ]+ from ['\"]", (r"\b(?:const|let|var) \w+ = ",
             r"=>", r"\bfunction\s*\w*\(", r"\bconsole\.log\(", r"\bcreateHmac\(", r"\bprocess\.env\b"), NODE),
    Language("PowerShell", r"\[System\.Security\.Cryptography\.|^[ \t]*\[CmdletBinding\(", (r"^[ \t]*\$\w+\s*=", r"\bNew-Object\b",
             r"\bWrite-(?:Host|Output)\b", r"^[ \t]*param\s*\(", r"\[(?:System\.)?(?:Text\.)?Encoding\]::")),
    Language("shell", r"\bopenssl\s+(?:dgst|sha\w+)\b|^#!.*\b(?:ba|z|da|k)?sh\b", (r"^[ \t]*\w+=\$\(", r"^[ \t]*echo ", r"^[ \t]*export \w+=",
             r"^[ \t]*(?:then|fi|done|esac)[ \t\r]*$")),
)  # fmt: skip
"""Languages, those first whose words others have too."""
_COMPILED = tuple(
    (one, re.compile(one.certain, re.MULTILINE), tuple(re.compile(part, re.MULTILINE) for part in one.likely))
    for one in LANGUAGES
)
_NO_CALLS = {
    "Python": "no call of requests, httpx, urllib.request or http.client was found in this Python text",
    "JavaScript": "no call of fetch, axios, got or http.request was found in this JavaScript",
    "PowerShell": "no Invoke-RestMethod or Invoke-WebRequest was found in this PowerShell",
    "shell": "no command of curl, wget or HTTPie was found in this shell script",
}


def language_of(text: str) -> Language | None:
    """Return the language of a program; None if the text does not look like one."""
    head = text[:LOOKED_AT]
    for language, certain, likely in _COMPILED:
        if certain.search(head) or sum(1 for pattern in likely if pattern.search(head)) >= FEWEST:
            return language
    return None


def advice_about_program(text: str) -> str:
    """Return what a program is, and what to do to see what it sends; empty if the text is none."""
    language = language_of(text)
    if language is None:
        return UNKNOWN_PROGRAM if _COMPUTES.search(text[:LOOKED_AT]) else ""
    said = _NO_CALLS.get(language.name, f"this is a program in {language.name}, which is not read here")
    signs = ", which computes a signature" if _SIGNS.search(text[:LOOKED_AT]) and language.name in _NO_CALLS else ""
    return f"{said}{signs}: {language.advice}"
