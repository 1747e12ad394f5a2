"""The hints by which a deviation saves the search work are true."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.credential import Secret
from paraph.core.deviation import Deviation
from paraph.core.mac import hmac_text
from paraph.core.message import wire_bytes
from paraph.deviations import deviations_for
from paraph.explaining.examples import CLUES, NOW
from paraph.explaining.search.choices import iter_ways
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.explaining.search.texts import GAP
from paraph.explaining.search.tree import characters
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from tests.samples import case_for, samples


def deviations_with_arguments() -> list[tuple[Deviation, list[tuple[Any, ...]]]]:
    """Return every deviation of every sample, with the arguments that its stage gets there."""
    found: dict[Any, tuple[Deviation, list[tuple[Any, ...]]]] = {}
    for sample in samples():
        scheme, arguments = scheme_named(sample.scheme), ArgumentRecorder()
        request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce="7d8f", **sample.options)
        scheme.derive(request, claims, sample.credential, arguments)
        for deviation in deviations_for(case_for(sample.scheme, request, claims, sample.credential, CLUES)):
            if deviation.stage in arguments.by_stage:
                found.setdefault(deviation, (deviation, []))[1].append(arguments.by_stage[deviation.stage])
    return list(found.values())


DEVIATIONS = deviations_with_arguments()
TEXTS = st.lists(st.text(max_size=12).filter(lambda text: GAP not in text), min_size=4, max_size=7)


def ids(entry: Any) -> str:
    return f"{entry[0].id} {entry[0].stage.__name__}"


@pytest.mark.parametrize("entry", [entry for entry in DEVIATIONS if entry[0].constant], ids=ids)
def test_constant(entry: tuple[Deviation, list[tuple[Any, ...]]]) -> None:
    deviation, arguments = entry
    assert len({tuple(way.value for way in deviation.ways(*args)) for args in arguments}) == 1


@pytest.mark.parametrize("entry", [entry for entry in DEVIATIONS if entry[0].needs], ids=ids)
def test_needs(entry: tuple[Deviation, list[tuple[Any, ...]]]) -> None:
    deviation, arguments = entry
    for args in arguments:
        if deviation.needs.isdisjoint(characters(args)):
            assert all(way.value == deviation.stage(*args) for way in deviation.ways(*args))


@pytest.mark.parametrize("entry", [entry for entry in DEVIATIONS if entry[0].algorithm], ids=ids)
@settings(max_examples=10)
@given(st.binary(min_size=1), st.text())
def test_algorithm(entry: tuple[Deviation, Any], key: bytes, text: str) -> None:
    (way,) = entry[0].ways(Secret(key), text)
    assert way.value == hmac_text(entry[0].algorithm, Secret(key), text)


@pytest.mark.parametrize("entry", [entry for entry in DEVIATIONS if entry[0].macs], ids=ids)
@settings(max_examples=10)
@given(st.binary(min_size=1), st.lists(st.text(max_size=20), max_size=4))
def test_macs(entry: tuple[Deviation, Any], key: bytes, texts: list[str]) -> None:
    """The MACs of many texts are the ways of each, one text after the other, and as many for each."""
    deviation, secret = entry[0], Secret(key)
    assert deviation.macs is not None
    ways = [[way.value for way in deviation.ways(secret, text)] for text in texts]
    assert list(deviation.macs(secret, [wire_bytes(text) for text in texts])) == [mac for macs in ways for mac in macs]
    assert len({len(macs) for macs in ways}) <= 1


@pytest.mark.parametrize("entry", [entry for entry in DEVIATIONS if entry[0].joins], ids=ids)
@settings(max_examples=20)
@given(TEXTS, st.integers(0, 6))
def test_joins(entry: tuple[Deviation, Any], texts: list[str], place: int) -> None:
    deviation = entry[0]
    fields = texts if deviation.stage is duo.canonical_string else ["GET", *texts[:2]]
    place = place % len(fields) if deviation.stage is duo.canonical_string else 1 + place % 2
    gapped = [GAP if index == place else text for index, text in enumerate(fields)]
    filled = [way.value.replace(GAP, fields[place]) for way in iter_ways(deviation, tuple(gapped))]
    assert filled == [way.value for way in iter_ways(deviation, tuple(fields))]
