"""The reader of curl against curl itself, and curl's table of options."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from paraph.core.errors import Unreadable
from paraph.readers import entries
from paraph.readers.commands.curl.options import LETTERS, OPTIONS
from paraph.readers.commands.curl.parse import LOGINS, REFUSED, TAKEN
from tests.readers.tools.curl import Case, cut_faults, fault_of, faults, sent
from tests.readers.tools.recorder import Recorder

needs_curl = pytest.mark.skipif(
    shutil.which("curl") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="curl is not installed: apt install curl",
)
SHARE = 120
FLAGS = {option.name for option in OPTIONS.values() if not option.takes_value}
VALUED = {option.name for option in OPTIONS.values() if option.takes_value}
ELSEWHERE = frozenset(
    [
        "remote-name",
        "remote-name-all",
        "remote-header-name",
        "help",
        "manual",
        "version",
        "next",
        "ssl-reqd",
        "ftp-ssl-reqd",
        "haproxy-protocol",
        "ntlm",
        "ntlm-wb",
        "digest",
        "negotiate",
        "anyauth",
        "tr-encoding",
        "metalink",
        "proxytunnel",
        "http2",
        "http2-prior-knowledge",
        "http3",
        "http3-only",
        "http1.0",
        "get",
        "head",
        "parallel",
        "parallel-immediate",
        "ipv6",
        "disable",
        "form-escape",
        "netrc",
        "netrc-optional",
        "xattr",
        "fail-early",
        "http0.9",
        "progress-meter",
        "tcp-fastopen",
        "dump-ca-embed",
        "out-null",
        "skip-existing",
        "location-trusted",
        "location",
        "follow",
        "test-event",
        "sslv2",
        "sslv3",
    ]
)
"""Flags that make no single plain request here, write files, or are tested with data."""
OTHERS = frozenset(
    [
        "request",
        "head",
        "get",
        "globoff",
        "path-as-is",
        "request-target",
        "proto-default",
        "user-agent",
        "referer",
        "range",
        "continue-at",
        "time-cond",
        "user",
        "oauth2-bearer",
        "netrc",
        "netrc-optional",
        "netrc-file",
        "etag-compare",
        "next",
        "proxy",
    ]
)
"""Options that are looked up by name, besides those of the tables."""


@needs_curl
def test_generated_commands() -> None:
    assert faults(1, 0, SHARE) == []


FIELDS = ("a= x ", 'a=" x"y;type=a/b', 'a="x', "a=x;type=text/html;charset=u ; filename=f.html", "a=x;charset=u", "=x", "a=",
          "a=x;filename=html", "a=x;filename=x.HTML", "a=x;headers=X-A: b ;headers=\"Content-Type: c/d\"", "a=x;headers=X:1;type=c/d",
          "a=x;encoder=BASE64;headers=X: y;type=c/d", "a=x;encoder=8bit", "a=x;type=a/b;type=c/d", 'a=x;type="a/b"',
          "a=x;type= a/b c", "a=x;;type=text/a,b", 'a=x\t;filename= "é\\\\ "', "a=x;type=text/plain", "a=x;type=a/b; ",
          'a=x;type=a/b; q="1;2" ;filename=z', "a=x;type=a/b;headers=X:1;type=c/d", f"a={'x' * 100};encoder=base64")  # fmt: skip
FILES = ("a=<n.html", "a=<n.html;filename=z", "a=<n.txt", "a=<n.txt;type=text/plain", "a=@n.html;filename=html", "a=@n.bin",
         "a=@n.bin;filename=b.PNG", 'a=@"n.html"x;type=x/y', 'a=@n.html ;filename="c\\"d"', "a=@n.html;headers=X: y")  # fmt: skip
RANGES = ("4", "4abc", "007", "4,5", "0-4,-5", "0", "x")


@needs_curl
def test_fields_with_settings_and_ranges(tmp_path: Path) -> None:
    for name in ("n.html", "n.txt", "n.bin"):
        (tmp_path / name).touch()
    rows = [
        *(("-F", field) for field in FIELDS),
        *(("-F", field.replace("n.", f"{tmp_path}/n.")) for field in FILES),
        *(("-r", part) for part in RANGES),
        ("-r", "4", "-d", "abc"),
    ]
    with Recorder(len(rows)) as recorder:
        found = []
        for number, words in enumerate(rows):
            case = Case((*words, "http://HOST/"))
            found.append(fault_of(case, sent(case, recorder, number), recorder.host(number), str(number)))
    assert [fault for fault in found if fault] == []


@needs_curl
def test_commands_cut_off_or_damaged() -> None:
    assert cut_faults(2, 0, SHARE) == []


@needs_curl
def test_flags_of_this_curl_change_nothing_unless_said() -> None:
    listed = subprocess.run(["curl", "--help", "all"], capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r"--([a-z0-9][a-z0-9.-]*)", listed))
    names = sorted(name for name in FLAGS - ELSEWHERE if name in known)
    assert len(names) > 60
    with Recorder(len(names)) as recorder:
        found = []
        for number, name in enumerate(names):
            case = Case((f"--{name}", "-d", "a=1", "http://HOST/a?b"))
            found.append(fault_of(case, sent(case, recorder, number), recorder.host(number), name))
    assert [fault for fault in found if fault] == []


@needs_curl
def test_the_table_has_every_option_of_this_curl() -> None:
    listed = subprocess.run(["curl", "--help", "all"], capture_output=True, text=True, check=True).stdout
    rows = re.findall(r"^ *(?:-(.), )?--([a-z0-9][a-z0-9.-]*)( [<\[])?", listed, re.MULTILINE)
    assert len(rows) > 200
    for letter, name, value in rows:
        base = name.removeprefix("no-")
        if name not in ("help", "ftp-ssl-ccc-mode"):
            assert (name in VALUED) == bool(value), name
            assert name in VALUED or name in FLAGS or base in FLAGS, name
        if letter:
            assert LETTERS[letter] in (name, base)


def test_what_an_option_does_is_done_and_nothing_else() -> None:
    done = set(TAKEN) | set(REFUSED) | set(LOGINS) | OTHERS
    assert {option.name for option in OPTIONS.values() if option.effect not in ("", "own headers")} == done
    assert all(OPTIONS[name].effect == "refused" for name in REFUSED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("curl https://h/ -d @file", "the file is not read"),
        ("curl https://h/ -H @file", "the file is not read"),
        ("curl https://h/ -T file", "a file, which is not read"),
        ("curl https://h/ --data=x", "write --data VALUE, without ="),
        ("curl https://h/ --nonsense", "no option of curl"),
        ("curl https://h/ -d x -I", "refuses two of"),
        ("curl 'https://h/{a,b}'", "2 requests"),
        ("curl 'https://h/[1-3]'", "3 requests"),
        ("curl 'https://h/[x'", "--globoff"),
        ("curl 'https://h/a b'", "%20"),
        ("curl ftp://h/a", "does not speak HTTP"),
        ("curl ftp.h/a", "does not speak HTTP"),
        ("curl https://h:99999/", "port"),
        ("curl https://a@b:c@h/", "second @"),
        ("curl https://h/ -H Host:", "Host header"),
        ("curl https://h/ word", "second URL"),
        ("curl --expand-data x https://h/", "variables of curl"),
        ("curl -F 'a=@b.txt,c.txt' https://h/", "several files"),
        ("curl -F 'a=b;headers=@c.txt' https://h/", "come from a file"),
        ("curl -F 'a=b;headers=Content-Disposition: x' https://h/", "Content-Disposition"),
        ("curl -F 'a=b;encoder=quoted-printable' https://h/", "encoder=quoted-printable"),
        ("curl -F 'a=b;type=text' https://h/", "type=NAME/NAME"),
        ("curl -r 9223372036854775808 https://h/", "number of bytes"),
    ],
)
def test_refusals(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(said)):
        _ = entries(text.encode())[0].request


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("curl --digest -u a:b https://h/", "second request"),
        ("curl -u a https://h/", "asks for the password"),
        ("curl -b jar.txt https://h/", "jar.txt"),
        ("curl -F a=b https://h/", "boundary"),
        ("curl -F a=@b.txt https://h/", "b.txt"),
        ("curl -H nonsense https://h/", "needs a colon"),
        ("curl -n https://h/", ".netrc"),
        ("curl -G -d a=%2F https://h/", "8.21"),
        ("curl -x p:1 http://h/", "proxy"),
        ("curl --etag-compare etag.txt https://h/", "If-None-Match"),
    ],
)
def test_notes(text: str, said: str) -> None:
    (entry,) = entries(text.encode())
    assert any(said in note for note in entry.notes), entry.notes
    assert entry.request.method


def test_several_requests_of_one_command() -> None:
    made = entries(b"curl https://h/a -d x=1 --next -X PUT https://h/b https://h/c")
    assert [(entry.number, entry.summary, entry.request.body) for entry in made] == [
        (1, "POST /a", b"x=1"),
        (2, "PUT /b", b""),
        (3, "PUT /c", b""),
    ]
