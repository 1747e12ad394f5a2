"""A MAC is recognised however it was written."""

import base64
import hashlib
import html
import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paraph.explaining.lossy_forms import MOST_MARKS_LOST
from paraph.explaining.mac_forms import SHORTEST_CUT, ZEROS_LOST, possible_macs, write_mac
from paraph.mistakes import MISTAKES

MACS = st.sampled_from([20, 32, 64]).flatmap(lambda size: st.binary(min_size=size, max_size=size))
FORMS = st.sampled_from(["hex", "base64"])
WRAPPINGS: dict[str, Callable[[str], str]] = {
    "in double quotes": lambda text: f'"{text}"',
    "in angle brackets": lambda text: f"<{text}>",
    "after 0x": lambda text: f"0x{text}",
    "after sha1=": lambda text: f"sha1={text}",
    "after HMAC-SHA256 and a blank": lambda text: f"HMAC-SHA256 {text}",
    "after signature=": lambda text: f"signature={text}",
    "base64 of the text": lambda text: base64.b64encode(text.encode()).decode(),
    "hex of the text": lambda text: text.encode().hex(),
    "a Python repr": lambda text: repr(text.encode()),
    "with a line feed": lambda text: f"{text}\n",
    "as openssl prints it": lambda text: f"(stdin)= {text}",
    "as openssl prints it with the hash": lambda text: f"SHA2-512(stdin)= {text}",
    "as openssl prints it with the kind of MAC": lambda text: f"HMAC-SHA1(stdin)= {text}\n",
    "after the word Signature": lambda text: f"Signature: {text}",
    "before a dash, as sha1sum prints it": lambda text: f"{text}  -",
    "before a file": lambda text: f"{text} *text.txt",
    "before &": lambda text: f"{text}&",
}
OTHER_WRITERS: dict[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "hex in capitals": lambda mac: mac.hex().upper(),
    "base64": lambda mac: base64.b64encode(mac).decode(),
    "base64 for URLs": lambda mac: base64.urlsafe_b64encode(mac).decode(),
    "base64 without padding": lambda mac: base64.b64encode(mac).decode().rstrip("="),
    "hex with dashes": lambda mac: mac.hex("-").upper(),
    "a list of numbers": lambda mac: str(list(mac)),
    "hex of the bytes in reverse order": lambda mac: mac[::-1].hex(),
    "base64 of the bytes in reverse order": lambda mac: base64.b64encode(mac[::-1]).decode(),
    "base64 of the bytes as Latin-1 in UTF-8": lambda mac: base64.b64encode(mac.decode("latin-1").encode()).decode(),
}
LOSSY_WRITERS: dict[str, Callable[[bytes], str]] = {
    "base64 in lower case": lambda mac: base64.b64encode(mac).decode().lower(),
    "base64 in upper case": lambda mac: base64.b64encode(mac).decode().upper(),
    "base64 in lower case without padding": lambda mac: base64.b64encode(mac).decode().lower().rstrip("="),
    "letters and digits of base64": lambda mac: re.sub("[^A-Za-z0-9]", "", base64.b64encode(mac).decode()),
    "base64 without + and /": lambda mac: re.sub("[+/]", "", base64.b64encode(mac).decode()),
    "decimal numbers without a separator": lambda mac: "".join(map(str, mac)),
    "signed bytes in hex": lambda mac: "".join(f"{octet if octet < 0x80 else octet + 0xFFFFFF00:x}" for octet in mac),
}
"""Writers of which a MAC cannot be read back: it is recognised by its beginning, and the whole is compared."""


def macs(text: str, form: str) -> dict[bytes, tuple[str, ...]]:
    return {each.mac: each.mistakes for each in possible_macs(text, form) if not each.cut}


@given(MACS, FORMS)
def test_a_mac_that_is_written_right_has_no_mistake(mac: bytes, form: str) -> None:
    assert macs(write_mac(mac, form), form)[mac] == ()
    assert possible_macs(write_mac(mac, form), form)[0].mac == mac


@pytest.mark.parametrize("name", WRAPPINGS)
@given(MACS, FORMS)
def test_a_wrapping_is_undone_and_said(name: str, mac: bytes, form: str) -> None:
    mistakes = macs(WRAPPINGS[name](write_mac(mac, form)), form)[mac]
    assert len(mistakes) == 1
    assert mistakes[0] in MISTAKES or mistakes[0].endswith(".")


@pytest.mark.parametrize("name", OTHER_WRITERS)
@given(MACS, FORMS)
def test_another_writer_is_read(name: str, mac: bytes, form: str) -> None:
    assert mac in macs(OTHER_WRITERS[name](mac), form)


def mac_of(seed: int, size: int) -> bytes:
    """Return bytes that are as random as a MAC, which few of hypothesis's are."""
    return hashlib.shake_128(str(seed).encode()).digest(size)


@pytest.mark.parametrize("name", LOSSY_WRITERS)
@given(st.integers(0), st.sampled_from([20, 32, 64]), FORMS)
def test_a_mac_that_cannot_be_read_back_is_recognised(name: str, seed: int, size: int, form: str) -> None:
    mac, other = mac_of(seed, size), mac_of(seed + 1, size)
    written = LOSSY_WRITERS[name](mac)
    assume(len(LOSSY_WRITERS["letters and digits of base64"](mac)) < {20: 27, 32: 43, 64: 86}[size])
    assume(mac_is_usual(mac))
    fitting = [each for each in possible_macs(written, form) if each.fits(mac)]
    assert any(len(each.mistakes) == 1 and each.mistakes[0].endswith(".") for each in fitting)
    assert not any(each.fits(mac[:8] + other[8:]) for each in fitting)


def mac_is_usual(mac: bytes) -> bool:
    """Return whether base64 lost no more than a few marks, and whether enough bytes are negative numbers."""
    marks = re.sub("[^+/]", "", base64.b64encode(mac).decode())
    return len(marks) <= MOST_MARKS_LOST and sum(octet > 0x7F for octet in mac) >= 4


@pytest.mark.parametrize("written", ["tq7zq3xfyyotd/u0ab1xoirqhdw=", "TQ7ZQ3XFYYOTD/U0AB1XOIRQHDW="])
def test_letters_of_one_case_have_few_beginnings(written: str) -> None:
    lossy = [each for each in possible_macs(written, "base64") if each.confirms]
    assert 0 < len(lossy) <= 256


@given(MACS, FORMS)
def test_a_mac_that_is_written_right_needs_no_confirmation(mac: bytes, form: str) -> None:
    assume(re.search("[G-Z]", base64.b64encode(mac).decode()) and re.search("[g-z]", base64.b64encode(mac).decode()))
    assert not any(each.cut for each in possible_macs(write_mac(mac, form), form))


@given(st.integers(0), st.sampled_from([20, 32, 64]))
def test_the_bytes_as_text_are_read(seed: int, size: int) -> None:
    mac = b"\xff" + mac_of(seed, size - 1)
    assert mac in macs(mac.decode("latin-1"), "hex")
    assert mac in macs(mac.decode("utf-8", "surrogateescape"), "hex")


@given(st.integers(0), st.sampled_from([20, 32, 64]))
def test_base64_of_hex_without_zeros_is_read(seed: int, size: int) -> None:
    mac = b"\x05" + bytes(octet | 16 for octet in mac_of(seed, size - 1))
    written = "".join(f"{octet:x}" for octet in mac)
    assert mac in macs(base64.b64encode(written.encode()).decode(), "base64")


@given(MACS, FORMS, st.sampled_from(sorted(WRAPPINGS)), st.sampled_from(["in double quotes", "after signature="]))
def test_two_wrappings_are_undone(mac: bytes, form: str, inner: str, outer: str) -> None:
    assume(inner != outer)
    assert mac in macs(WRAPPINGS[outer](WRAPPINGS[inner](write_mac(mac, form))), form)


@given(MACS)
def test_a_decimal_number_is_read(mac: bytes) -> None:
    mac = b"\x01" + mac[1:]
    assert macs(str(int.from_bytes(mac)), "hex")[mac] == ("The signature was written as a decimal number.",)


@pytest.mark.parametrize("start", [b"\x00\x05", b"\x05", b"\x10", b"\x7f", b"\x80", b"\xf1", b"\xff\xf1"])
@given(MACS, FORMS)
def test_a_number_in_hex_is_read(start: bytes, mac: bytes, form: str) -> None:
    mac = start + mac[len(start) :]
    assert mac in macs(f"{int.from_bytes(mac):x}", form)
    assert mac in macs(f"{int.from_bytes(mac, signed=True):x}", form)


@given(MACS)
def test_base32_is_read(mac: bytes) -> None:
    assert mac in macs(base64.b32encode(mac).decode(), "base64")


@given(MACS)
def test_escapes_for_html_are_undone(mac: bytes) -> None:
    text = "<" + base64.b64encode(mac).decode() + ">"
    assert mac in macs(html.escape(text), "base64")


@given(st.binary(min_size=18, max_size=18), st.permutations(range(20)))
def test_lost_zeros_are_put_back(rest: bytes, order: list[int]) -> None:
    octets = [octet | 16 for octet in rest]
    for place in sorted(order[:2]):
        octets.insert(place, 5)
    written = "".join(f"{octet:x}" for octet in octets)
    assert macs(written, "hex")[bytes(octets)] == (ZEROS_LOST,)


@given(MACS, FORMS, st.integers(SHORTEST_CUT, 15))
def test_the_beginning_of_a_mac_is_recognised(mac: bytes, form: str, size: int) -> None:
    cut = [each for each in possible_macs(write_mac(mac[:size], form), form) if each.cut]
    assert mac[:size] in [each.mac for each in cut]
    assert all("out-truncated" in each.mistakes for each in cut)


@given(MACS, st.integers(1, 5))
def test_a_mac_that_was_cut_in_hex_stays_a_candidate(mac: bytes, lost: int) -> None:
    text = mac.hex()[:-lost]
    assume(not text.isdigit())  # a decimal number has no beginning
    assert any(each.cut and mac.startswith(each.mac) for each in possible_macs(text, "hex"))


@given(st.text(max_size=200), FORMS)
def test_any_text_is_read(text: str, form: str) -> None:
    assert all(each.mac for each in possible_macs(text, form))
