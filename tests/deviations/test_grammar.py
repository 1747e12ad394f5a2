"""The grammar of signers: one or two wrong choices of a stage, how rare they are, and two changes of one value."""

import doctest
from math import ceil, log
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from paraph.core.deviation import Way
from paraph.deviations import grammar
from paraph.deviations.grammar import (
    ANOTHER_MISTAKE,
    CHANGES_COMBINE_UP_TO,
    Change,
    Dimension,
    Option,
    compose_ways,
    double_signers,
    grammar_deviations,
    rank_options,
    ranked_deviations,
    single_signers,
    ways_of,
)
from paraph.explaining.search.choices import choice_of
from paraph.explaining.search.costs import WrongStage

RARITIES = st.sampled_from([0.0, 0.5, 1.0, 2.0, 4.0])


@st.composite
def dimensions(draw: st.DrawFn) -> tuple[Dimension[str], ...]:
    """Up to four dimensions, each with values of its own."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    return tuple(
        Dimension(
            f"{place} right",
            tuple(
                Option(draw(st.sampled_from(["", "a", "b"])), f"{place}.{index}", f"{place} {index}", draw(RARITIES))
                for index in range(size)
            ),
        )
        for place, size in enumerate(sizes)
    )


def differences(values: tuple[Any, ...], dims: tuple[Dimension[str], ...]) -> int:
    return sum(value != dimension.right for value, dimension in zip(values, dims, strict=True))


def join(*texts: str) -> str:
    return "|".join(texts)


def test_the_example() -> None:
    assert doctest.testmod(grammar).failed == 0


@given(dimensions())
def test_a_single_signer_differs_in_one_choice(dims: tuple[Dimension[str], ...]) -> None:
    signers = list(single_signers(dims))
    assert len({signer.values for signer in signers}) == sum(len(dimension.wrong) for dimension in dims)
    assert all(differences(signer.values, dims) == len(signer.mistakes) == 1 for signer in signers)


@given(dimensions())
def test_a_double_signer_differs_in_two_choices_and_is_as_rare_as_both(dims: tuple[Dimension[str], ...]) -> None:
    ranks = {signer.mistakes: signer.rank for signer in single_signers(dims)}
    signers = list(double_signers(dims))
    assert all(differences(signer.values, dims) == 2 for signer in signers)
    assert all(signer.rank == sum(ranks[(mistake,)] for mistake in signer.mistakes) for signer in signers)
    pairs = [len(one.wrong) * len(other.wrong) for place, one in enumerate(dims) for other in dims[place + 1 :]]
    assert len({signer.values for signer in signers}) == sum(pairs)


@given(st.lists(RARITIES, max_size=40))
def test_an_option_is_at_least_as_rare_as_its_place(rarities: list[float]) -> None:
    dimension = Dimension("", tuple(Option("", str(index), "", rarity) for index, rarity in enumerate(rarities)))
    for index, (option, rank) in enumerate(rank_options(dimension)):
        assert option.detail == str(index)
        assert rank == max(ceil(option.rarity), round(log(1 + index)))


@given(dimensions())
def test_the_deviations_of_a_stage_have_each_signer_once_at_its_price(dims: tuple[Dimension[str], ...]) -> None:
    deviations = list(grammar_deviations(join, dims, join, rarity=0.5, second=2.0))
    prices = {
        signer.values: signer.rank + 0.5 + (len(signer.mistakes) - 1) * (ANOTHER_MISTAKE + 2.0)
        for signer in (*single_signers(dims), *double_signers(dims))
    }
    priced = [(tuple(way.value.split("|")), deviation.rarity) for deviation in deviations for way in deviation.ways()]
    assert sorted(priced) == sorted(prices.items())
    assert all(deviation.equally_likely for deviation in deviations)


@given(dimensions())
def test_two_mistakes_of_a_stage_are_reported_as_two(dims: tuple[Dimension[str], ...]) -> None:
    for deviation in grammar_deviations(join, dims, join):
        for position, way in enumerate(deviation.ways()):
            choice = choice_of(WrongStage.of(deviation, 2, 1), join, position, way)
            assert len(choice.mistakes) == (2 if deviation.rarity >= ANOTHER_MISTAKE else 1)
            assert " ".join(detail for _, detail in choice.mistakes) == way.detail
            assert choice.function() == way.value


def test_ways_of_a_signer_take_the_arguments_first() -> None:
    dims = (Dimension("&", (Option("id", "A comma.", ","),)),)
    assert list(ways_of([*single_signers(dims)], lambda texts, sign: sign.join(texts), ["a", "b"])) == [
        Way("a,b", "A comma.")
    ]


def test_two_changes_follow_each_other_and_rare_ones_do_not() -> None:
    def suffix(text: str) -> tuple[Way[str], ...]:
        return Way(f"{text}x", "An x."), Way(f"{text}y", "A y.", CHANGES_COMBINE_UP_TO + 0.5), Way(text, "Nothing.")

    def upper(text: str) -> tuple[Way[str], ...]:
        return (Way(text.upper(), "Capitals.", 1.0),)

    ways = list(compose_ways((Change("suffix", suffix), Change("", upper)), "a"))
    assert [(way.value, way.rarity, way.parts) for way in ways] == [
        ("axx", 0.0, (("suffix", "An x."), ("suffix", "An x."))),
        ("AX", 1.0, (("suffix", "An x."), ("", "Capitals."))),
    ]


def test_functions_in_the_place_of_a_stage_are_priced_by_their_place() -> None:
    """The first costs nothing more, the third one nat; one that is impossible for the arguments is left out."""
    options = [Option("a", str(place), lambda *texts, place=place: texts[place]) for place in (0, 1, 2, 9)]
    deviations = list(ranked_deviations("a", join, options, rarity=0.5))
    assert [(each.rarity, [way.value for way in each.ways("x", "y", "z")]) for each in deviations] == [
        (0.5, ["x"]),
        (1.5, ["y", "z"]),
    ]


def test_options_that_keep_their_rarity_are_not_ranked_by_their_place() -> None:
    options = tuple(Option("a", str(number), number, 0.5 * (number % 2)) for number in range(40))
    assert {rank for _, rank in rank_options(Dimension(-1, options, keeps_rarity=True))} == {0, 1}
    assert {rank for _, rank in rank_options(Dimension(-1, options))} == {0, 1, 2, 3, 4}


def test_rare_options_are_not_combined() -> None:
    dims = tuple(Dimension("", (Option("a", "usual", "u"), Option("b", "rare", "r", 2.0)), True) for _ in range(2))
    assert [signer.values for signer in double_signers(dims, 1)] == [("u", "u")]
    assert len([*double_signers(dims)]) == 4


def test_a_choice_that_does_not_apply_is_skipped() -> None:
    dims = (Dimension("1", (Option("", "no number", "x"), Option("", "two", "2"))),)
    assert [way.value for way in ways_of([*single_signers(dims)], int)] == [2]
