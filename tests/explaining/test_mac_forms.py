"""A MAC is recognised however it was written."""

import base64
import html
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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
}
OTHER_WRITERS: dict[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "hex in capitals": lambda mac: mac.hex().upper(),
    "base64": lambda mac: base64.b64encode(mac).decode(),
    "base64 for URLs": lambda mac: base64.urlsafe_b64encode(mac).decode(),
    "base64 without padding": lambda mac: base64.b64encode(mac).decode().rstrip("="),
    "hex with dashes": lambda mac: mac.hex("-").upper(),
    "a list of numbers": lambda mac: str(list(mac)),
}


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


@given(MACS, FORMS, st.sampled_from(sorted(WRAPPINGS)), st.sampled_from(["in double quotes", "after signature="]))
def test_two_wrappings_are_undone(mac: bytes, form: str, inner: str, outer: str) -> None:
    assume(inner != outer)
    assert mac in macs(WRAPPINGS[outer](WRAPPINGS[inner](write_mac(mac, form))), form)


@given(MACS)
def test_a_decimal_number_is_read(mac: bytes) -> None:
    mac = b"\x01" + mac[1:]
    assert macs(str(int.from_bytes(mac)), "hex")[mac] == ("The signature was written as a decimal number.",)


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
