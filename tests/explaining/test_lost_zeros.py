"""A MAC in hex without leading zeros is read, up to eight lost zeros."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph import Credential, request_for
from paraph.explaining.explain import explain
from paraph.explaining.lost_zeros import (
    MOST_FORMS,
    MOST_LOST,
    OTHER_SIZES,
    SHORTEST_BEGINNING,
    SIZES,
    macs_without_zeros,
)
from paraph.explaining.mac_forms import ZEROS_LOST, possible_macs
from tests.handmade import duo
from tests.handmade.drawing import Choice, Drawn
from tests.handmade.duo.sites import scene_of
from tests.handmade.measure import fault_of


def write_without_zeros(mac: bytes) -> str:
    return "".join(f"{octet:x}" for octet in mac)


def mac_with_losses(draws: random.Random, size: int, lost: int) -> bytes:
    """Return a MAC of which so many bytes are below 16."""
    octets = [draws.randrange(16, 256) for _ in range(size)]
    for place in draws.sample(range(size), lost):
        octets[place] = draws.randrange(16)
    return bytes(octets)


def test_the_places_of_lost_zeros_are_tried() -> None:
    text = "11" * 19 + "2"
    macs = dict(macs_without_zeros(text))
    assert len(macs) == 20
    assert bytes.fromhex("01" + "11" * 18 + "12") in macs
    assert bytes.fromhex("11" * 19 + "02") in macs
    assert all(write_without_zeros(mac) == text and not is_cut for mac, is_cut in macs.items())


def test_a_zero_in_the_text_shows_where_bytes_begin() -> None:
    text = "10" * 19 + "1"
    assert [mac for mac, _ in macs_without_zeros(text)] == [bytes.fromhex("10" * 19 + "01")]
    assert list(macs_without_zeros("0" * 39)) == []


@given(st.randoms(use_true_random=False), st.sampled_from(SIZES), st.integers(1, 2))
def test_few_lost_zeros_give_the_whole_mac(draws: random.Random, size: int, lost: int) -> None:
    mac = mac_with_losses(draws, size, lost)
    macs = list(macs_without_zeros(write_without_zeros(mac)))
    assert (mac, False) in macs
    assert len(macs) == len(set(macs)) <= MOST_FORMS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lost", range(4, MOST_LOST + 1))
def test_many_lost_zeros_give_the_mac_or_its_beginning(size: int, lost: int) -> None:
    if 2 * size - lost in [2 * other for other in OTHER_SIZES]:
        return  # the length of another hash
    draws, read = random.Random(f"{size} {lost}"), 0
    for _ in range(20):
        mac = mac_with_losses(draws, size, lost)
        macs = list(macs_without_zeros(write_without_zeros(mac)))
        assert len(macs) <= MOST_FORMS
        assert all(len(each) >= SHORTEST_BEGINNING for each, _ in macs)
        read += any(mac.startswith(each) for each, _ in macs)
    assert read >= 15  # the first zero may be lost behind the beginning


@given(st.randoms(use_true_random=False), st.sampled_from(SIZES), st.integers(1, MOST_LOST))
def test_a_mac_that_was_cut_short_is_no_mac_without_zeros(draws: random.Random, size: int, cut: int) -> None:
    mac = bytes(draws.choice((0, 1, 16, draws.randrange(256))) for _ in range(size))
    assert not any(mac.startswith(each) for each, is_cut in macs_without_zeros(mac.hex()[:-cut]) if is_cut)


@pytest.mark.parametrize("size", OTHER_SIZES)
def test_a_mac_of_another_hash_has_lost_no_zeros(size: int) -> None:
    text = hashlib.sha512(b"other").hexdigest()[: 2 * size]
    assert not any(ZEROS_LOST in form.mistakes for form in possible_macs(text, "hex"))


@pytest.mark.parametrize("lost", [1, 4, 5, 6, 7])
def test_lost_zeros_of_sha512_are_explained(lost: int) -> None:
    drawn = duo_request_without_zeros(lost)
    request = request_for(drawn.method, drawn.url, drawn.headers, drawn.body)
    found = explain(request, Credential.of(*drawn.credential), now=drawn.now, budget=5.0)
    assert (found.verdict, fault_of(drawn, found)) == ("explained", "")
    assert [mistake.detail for mistake in found.mistakes] == [ZEROS_LOST]


def duo_request_without_zeros(lost: int) -> Drawn:
    """Draw requests of Duo's version 5 until the signature has lost so many zeros."""
    draws = random.Random(f"sha512 {lost}")
    while True:
        scene = scene_of(draws)
        if scene.version == 5:
            drawn = duo.to_drawn(scene, (Choice("output", "hex without leading zeros"),))
            if len(drawn.signature) == 128 - lost:
                return drawn


def test_another_text_is_no_hex() -> None:
    assert list(macs_without_zeros("g" * 39)) == []
    assert list(macs_without_zeros("")) == []
