"""Python programs run for real against what the reader says of them, and what it says where it cannot know."""

import pytest

from paraph.core.errors import Unreadable
from paraph.readers import entries
from tests.readers.tools.python import faults

SHARE = 100


def test_generated_programs() -> None:
    assert faults(1, 0, SHARE) == []


@pytest.mark.parametrize(
    ("text", "variables", "target"),
    [
        ("import os\nrequests.get('https://h/' + os.environ['NAME'])", {"NAME": "x"}, "/x"),
        ("import os\nn = os.getenv('NAME', 'y')\nrequests.get(f'https://h/{n}')", {"NAME": "x"}, "/x"),
        ("name = input('?')\nrequests.get('https://h/%s' % name)", {"name": "x"}, "/x"),
        ("def show(name):\n    requests.get('https://h/{}'.format(name))", {"name": "x"}, "/x"),
        ("class A:\n  def show(self):\n    requests.get(f'https://h/{self.name}')", {"name": "x"}, "/x"),
        ("a = 'https://h/x'\nrequests.get(a)\na = 'https://h/y'", {}, "/x"),
        ("p = {'a': 1}\no = {'params': p}\np['b'] = 2\nrequests.get('https://h/x', **o)", {}, "/x?a=1&b=2"),
        ("p = {'a': 1}\nq = {**p}\np['b'] = 2\nrequests.get('https://h/x', params=q)", {}, "/x?a=1"),
        ("if __name__ == '__main__':\n  a = 'b'\n  a += 'c'\n  requests.get('https://h/' + a)", {}, "/bc"),
        (("class A:\n  def __init__(self):\n    self.s = requests.Session()\n    self.s.params = {'a': 1}\n"
         "  def f(self):\n    self.s.get('https://h/x')"), {}, "/x?a=1"),
        ("import urllib.request as u\nr = u.Request('https://h/x')\nr.full_url\nu.urlopen(r)", {}, "/x"),
    ],
)  # fmt: skip
def test_values(text: str, variables: dict[str, str], target: str) -> None:
    (entry,) = entries(f"import requests\n{text}\n".encode(), variables=variables)
    assert entry.request.target == target


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("for i in range(2):\n  requests.get(f'https://h/{i}')", "`i` is given when the program runs: give it with --var i=VALUE"),
        ("requests.get('https://h/', headers={'X': sign('a')})", "`sign(…` is known only when the program runs"),
        ("a = time.time()\nrequests.get(f'https://h/{a}')", "--var a=VALUE"),
        ("s = requests.Session()\nfor x in y: s.headers['a'] = x\ns.get('https://h/')", "line 3 changes in a way"),
        ("s = requests.Session()\ns.cookies.set('a', 'b', domain='h')\ns.get('https://h/')", "a cookie with a domain"),
        ("r = requests.Request('GET', 'https://h/')\np = r.prepare()\np.headers['A'] = 'b'", "changes before it is sent"),
        ("import urllib.request\nr = urllib.request.Request('https://h/')\nif x: r.data = b''\nurllib.request.urlopen(r)", "not followed"),
        ("import urllib.request\nurllib.request.urlopen('https://h/', data='text')", "it has to be bytes"),
        ("requests.get('https://h/', auth=OAuth1('a'))", "signs or logs in when the program runs"),
        ("requests.post('https://h/', data=f'{1:999999999}')", "known only"),
    ],
)  # fmt: skip
def test_refusals(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _ = entries(f"import requests\n{text}\n".encode())[0].request
    assert said in str(caught.value)


@pytest.mark.parametrize("library", ["aiohttp", "urllib3"])
def test_other_libraries_are_not_taken_for_requests(library: str) -> None:
    text = f"import asyncio, {library}\nsession = {library}.X()\nsession.get('https://h/')\nhttp.request('GET', 'https://h/')\n"
    with pytest.raises(Unreadable, match=f"calls {library}, which is not read: run it with `paraph trace FILE`"):
        entries(text.encode())


def test_an_import_of_several_modules() -> None:
    (entry,) = entries(
        b"import asyncio, httpx\nclass A:\n  async def f(self, client):\n    await client.get('https://h/x')\n"
    )
    assert entry.request.target == "/x"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("requests.post('https://h/', files={'a': open('b.txt', 'rb')})", "'b.txt' is not read"),
        ("requests.post('https://h/', files={'a': 'b'})", "makes up the boundary"),
        ("requests.get('https://h/', auth=requests.auth.HTTPDigestAuth('a', 'b'))", "HTTP Digest"),
        ("import httpx\nhttpx.get('https://h/', auth=httpx.DigestAuth('a', 'b'))", "HTTP Digest"),
        ("session.get('https://h/')", "`session` is not made in this text"),
    ],
)
def test_notes(text: str, said: str) -> None:
    (entry,) = entries(f"import requests\n{text}\n".encode())
    assert any(said in note for note in entry.notes), entry.notes
    assert entry.request.header("authorization") is None
