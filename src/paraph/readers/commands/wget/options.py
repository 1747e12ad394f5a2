"""The options of wget: its table, and a command line read by it as GNU getopt does.

An option may be cut short as long as no other begins so; options and URLs may stand in any order. ``--no-NAME`` and
``--NAME=off`` switch a flag off. ``--execute`` gives a setting by its name in a .wgetrc.

Source: https://www.gnu.org/software/wget/manual/wget.html, version 1.25; options that older versions had are in it
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paraph.readers.commands.shell import Word, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.readers.commands.shell import Command

VALUED = {
    "accept": "A", "accept-regex": "", "append-output": "a", "backups": "", "base": "B", "bind-address": "",
    "bind-dns-address": "", "body-data": "", "body-file": "", "ca-certificate": "", "ca-directory": "", "certificate": "",
    "certificate-type": "", "ciphers": "", "compression": "", "config": "", "connect-timeout": "", "crl-file": "",
    "cut-dirs": "", "default-page": "", "directory-prefix": "P", "dns-servers": "", "dns-timeout": "", "domains": "D",
    "dot-style": "", "egd-file": "", "exclude-directories": "X", "exclude-domains": "", "execute": "e", "follow-tags": "",
    "ftp-password": "", "ftp-user": "", "header": "", "hsts-file": "", "http-passwd": "", "http-password": "",
    "http-user": "", "ignore-tags": "", "include-directories": "I", "input-file": "i", "input-metalink": "", "level": "l",
    "limit-rate": "", "load-cookies": "", "local-encoding": "", "max-redirect": "", "metalink-index": "", "method": "",
    "output-document": "O", "output-file": "o", "password": "", "pinnedpubkey": "", "post-data": "", "post-file": "",
    "prefer-family": "", "preferred-location": "", "private-key": "", "private-key-type": "", "progress": "",
    "proxy-passwd": "", "proxy-password": "", "proxy-user": "", "quota": "Q", "random-file": "", "read-timeout": "",
    "referer": "", "regex-type": "", "reject": "R", "reject-regex": "", "rejected-log": "", "remote-encoding": "",
    "report-speed": "", "restrict-file-names": "", "retry-on-http-error": "", "save-cookies": "", "secure-protocol": "",
    "start-pos": "", "timeout": "T", "tries": "t", "use-askpass": "", "user": "", "user-agent": "U", "wait": "w",
    "waitretry": "", "warc-dedup": "", "warc-file": "", "warc-header": "", "warc-max-size": "", "warc-tempdir": "",
}  # fmt: skip
"""Options that take a value, with their letters."""
FLAGS = {
    "adjust-extension": "E", "ask-password": "", "auth-no-challenge": "", "background": "b", "backup-converted": "K",
    "cache": "", "check-certificate": "", "clobber": "", "content-disposition": "", "content-on-error": "", "continue": "c",
    "convert-file-only": "", "convert-links": "k", "cookies": "", "debug": "d", "delete-after": "", "directories": "",
    "dns-cache": "", "dont-remove-listing": "", "follow-ftp": "", "force-directories": "x", "force-html": "F",
    "ftps-clear-data-connection": "", "ftps-fallback-to-ftp": "", "ftps-implicit": "", "ftps-resume-ssl": "", "glob": "",
    "help": "h", "host-directories": "", "hsts": "", "html-extension": "", "htmlify": "", "http-keep-alive": "",
    "https-only": "", "if-modified-since": "", "ignore-case": "", "ignore-length": "", "inet4-only": "4",
    "inet6-only": "6", "iri": "", "keep-badhash": "", "keep-session-cookies": "", "metalink-over-http": "", "mirror": "m",
    "netrc": "", "no": "n", "no-clobber": "", "no-config": "", "no-parent": "", "page-requisites": "p", "parent": "",
    "passive-ftp": "", "preserve-permissions": "", "protocol-directories": "", "proxy": "Y", "quiet": "q",
    "random-wait": "", "recursive": "r", "relative": "L", "remove-listing": "", "retr-symlinks": "",
    "retry-connrefused": "", "retry-on-host-error": "", "save-headers": "", "server-response": "S", "show-progress": "",
    "span-hosts": "H", "spider": "", "strict-comments": "", "timestamping": "N", "trust-server-names": "", "unlink": "",
    "use-server-timestamps": "", "verbose": "v", "version": "V", "warc-cdx": "", "warc-compression": "",
    "warc-digests": "", "warc-keep-log": "", "xattr": "",
}  # fmt: skip
"""Options that take none, or on or off after an equals sign."""
LETTERS = {letter: name for name, letter in (VALUED | FLAGS).items() if letter}
NAMES = frozenset(
    (*VALUED, *(name for name in FLAGS if name != "no"), *(f"no-{name}" for name in FLAGS if not name.startswith("no")))
)
REFUSED = {
    "post-file": "the file is not read: give its content with --post-data",
    "body-file": "the file is not read: give its content with --body-data",
    "input-file": "the file is not read: put its URLs in its place",
    "input-metalink": "the file is not read: put its URLs in its place",
    "config": "the options in a file are not read: put them in its place",
    "ask-password": "wget asks for the password: give it with --password",
    "use-askpass": "wget asks for the password: give it with --password",
    "help": "no request is sent",
    "version": "no request is sent",
}
"""Options whose effect cannot be seen here."""
SETTINGS = {
    "header": "header", "useragent": "user-agent", "referer": "referer", "method": "method", "postdata": "post-data",
    "bodydata": "body-data", "user": "user", "password": "password", "httpuser": "http-user", "httppassword": "http-password",
    "httppasswd": "http-password", "postfile": "post-file", "bodyfile": "body-file", "input": "input-file",
    "authnochallenge": "auth-no-challenge", "cache": "cache", "spider": "spider", "startpos": "start-pos",
}  # fmt: skip
"""Settings of a .wgetrc that change a request, and their options."""
PLAIN = (
    "robots",
    "useproxy",
    "httpproxy",
    "httpsproxy",
    "ftpproxy",
    "noproxy",
    "proxyuser",
    "proxypassword",
    "sslcertificate",
)
"""Settings without an option of their own that change none."""
_ON = {"on": True, "yes": True, "1": True, "off": False, "no": False, "0": False}
_NAME = re.compile(r"[^:\s]+:\s*([^\n]*)")


@dataclass
class Parsed:
    """What the options of a command add up to."""

    text: str
    start: int
    urls: list[Word] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Word] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def value(self, *names: str) -> str | None:
        """The value of the first of these options that is given; None for none."""
        return next((self.values[name].text for name in names if name in self.values), None)


def parsed(text: str, command: Command) -> Parsed:
    """Return what a command adds up to; Unreadable, at its place, for what wget refuses."""
    result = Parsed(text, command.start)
    words = iter(command.words[1:])
    for word in words:
        if word.text == "--":
            result.urls += words
        elif word.text.startswith("--"):
            take_long(result, word, words)
        elif word.text.startswith("-") and word.text != "-":
            take_letters(result, word, words)
        else:
            result.urls.append(word)
    return result


def take_long(result: Parsed, word: Word, words: Iterator[Word]) -> None:
    """Take an option by its name, or by as much of it as no other option begins with."""
    written, equals, attached = word.text[2:].partition("=")
    name = whole_name(result, word, written)
    if name in VALUED:
        apply(result, name, Word(attached, word.offset) if equals else following(result, word, words, f"--{name}"))
        return
    on = not (name.startswith("no-") and name not in FLAGS)
    if equals:
        if attached.lower() not in _ON or not on:
            raise fault(result.text, word.offset, f"--{name} takes no value: wget refuses {attached[:20]!r}")
        on = _ON[attached.lower()]
    switch(result, name if name in FLAGS else name[3:], word, on=on)


def whole_name(result: Parsed, word: Word, written: str) -> str:
    """Return the name that this is the beginning of; Unreadable for none or several."""
    if written in NAMES:
        return written
    longer = sorted(name for name in NAMES if name.startswith(written)) if written else []
    if not longer:
        raise fault(result.text, word.offset, f"--{written[:40]} is no option of wget")
    if len(longer) > 1:
        raise fault(
            result.text, word.offset, f"--{written[:40]} may be one of --{', --'.join(longer[:5])}: write it out"
        )
    return longer[0]


def take_letters(result: Parsed, word: Word, words: Iterator[Word]) -> None:
    """Take a word of letters, the last of which may have its value in the same word."""
    letters = word.text[1:]
    for place, letter in enumerate(letters):
        name = LETTERS.get(letter)
        if name is None:
            raise fault(result.text, word.offset, f"-{letter} is no option of wget")
        if name in VALUED or name == "no":
            rest = letters[place + 1 :]
            value = Word(rest, word.offset) if rest else following(result, word, words, f"-{letter}")
            apply(result, name, value)
            return
        switch(result, name, word, on=True)


def following(result: Parsed, word: Word, words: Iterator[Word], option: str) -> Word:
    """Return the word after an option."""
    value = next(words, None)
    if value is None:
        raise fault(result.text, word.offset, f"{option} needs a value after it")
    return value


def switch(result: Parsed, name: str, word: Word, *, on: bool) -> None:
    """Apply an option without a value."""
    if name in REFUSED and on:
        raise fault(result.text, word.offset, f"--{name}: {REFUSED[name]}")
    result.flags[name] = on


def apply(result: Parsed, name: str, value: Word) -> None:
    """Apply an option with its value."""
    if name in REFUSED:
        raise fault(result.text, value.offset, f"--{name}: {REFUSED[name]}")
    if name == "no":
        if value.text.strip("cdHpv"):
            raise fault(result.text, value.offset, f"-n{value.text[:10]} is no option of wget")
        if "c" in value.text:
            result.flags["no-clobber"] = True
    elif name == "header":
        take_header(result, value)
    elif name == "execute":
        execute(result, value)
    elif name == "user-agent" and "\n" in value.text:
        raise fault(result.text, value.offset, "wget refuses a line end in --user-agent")
    else:
        result.values[name] = value


def take_header(result: Parsed, value: Word) -> None:
    """Take a header; an empty one takes all before it out."""
    if not value.text:
        result.headers.clear()
        return
    found = _NAME.fullmatch(value.text)
    if not found:
        raise fault(result.text, value.offset, "wget refuses this header: expected 'Name: value' on one line")
    result.headers.append((value.text.partition(":")[0], found[1]))


def execute(result: Parsed, value: Word) -> None:
    """Apply a setting of a .wgetrc."""
    written, equals, content = value.text.partition("=")
    setting = re.sub(r"[-_\s]", "", written).lower()
    name = SETTINGS.get(setting)
    given = Word(content.strip(), value.offset)
    if not equals:
        raise fault(result.text, value.offset, f"-e {written[:40]!r} is no setting: expected NAME=VALUE")
    if name in FLAGS:
        if given.text.lower() not in _ON:
            raise fault(result.text, value.offset, f"-e {written[:40]}: expected on or off")
        switch(result, name, value, on=_ON[given.text.lower()])
    elif name is not None:
        apply(result, name, given)
    elif setting not in PLAIN and setting not in (option.replace("-", "") for option in (*VALUED, *FLAGS)):
        raise fault(result.text, value.offset, f"-e {written[:40]}: this setting is not read: give it as an option")
