"""Right signers and a wrong secret: `explain` must find nothing.

Each request is signed rightly with one secret, and explained with another of the same form: drawn anew, or the same with one
or two characters changed in the middle. No mistake of the catalogue leads from one to the other, so an explanation would be
an accident, and `valid` a fault of the comparison.
"""

import random
from collections.abc import Callable
from functools import partial

from paraph import Credential, request_for
from paraph.explaining.explain import BUDGET, explain
from paraph.explaining.two_processes import can_share, search_on_two
from tests.handmade.drawing import Drawn
from tests.handmade.measure import SCHEMES, without_collector
from tests.handmade.scenes import ALPHABET
from tests.trust.campaign import Part, Result

SHORT_BUDGET = 0.1
"""Seconds for each case of the large part: a full search takes about 8. The figures say how many candidates that is."""
KEPT = "whsec_"
"""What Stripe and Standard Webhooks put before a secret; a search may cut it off, so it stays."""


def draw_again(draws: random.Random, text: str) -> str:
    """Return another text of the same length and alphabet; what is neither letter nor digit stays."""
    return "".join(draws.choice(ALPHABET) if character.isalnum() else character for character in text)


def other_character(draws: random.Random, character: str) -> str:
    """Return another letter or digit."""
    return draws.choice(ALPHABET.replace(character, ""))


def exchange_one(draws: random.Random, text: str) -> str:
    """Return the text with one character in the middle exchanged for another."""
    return replace_one(draws, text, str.isalnum, partial(other_character, draws))


def swap_case(draws: random.Random, text: str) -> str:
    """Return the text with one letter in the middle in the other case."""
    return replace_one(draws, text, str.isalpha, str.swapcase)


def replace_one(draws: random.Random, text: str, fits: Callable[[str], bool], change: Callable[[str], str]) -> str:
    """Return the text with one of the fitting characters in the middle changed; the same text if there is none."""
    places = [place for place in middle(text) if fits(text[place])]
    if not places:
        return text
    place = draws.choice(places)
    return text[:place] + change(text[place]) + text[place + 1 :]


def transpose(draws: random.Random, text: str) -> str:
    """Return the text with two different neighbours in the middle transposed; the same text if there are none."""
    places = [place for place in middle(text) if text[place] != text[place + 1]]
    if not places:
        return text
    place = draws.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def middle(text: str) -> range:
    """Return the places that are not near an end, so that no cut and no added character makes up for a change there."""
    return range(4, len(text) - 5)


CHANGES: dict[str, Callable[[random.Random, str], str]] = {
    "drawn again": draw_again,
    "one character exchanged": exchange_one,
    "the case of one letter": swap_case,
    "two characters transposed": transpose,
}


def change_secret(draws: random.Random, change: Callable[[random.Random, str], str], text: str) -> str:
    """Return a changed secret, with its prefix kept; ValueError if it cannot be changed in this way."""
    prefix = KEPT if text.startswith(KEPT) else ""
    other = prefix + change(draws, text.removeprefix(prefix))
    if other == text:
        raise ValueError("the secret did not change")
    return other


def wrong_credential(draws: random.Random, drawn: Drawn, name: str) -> Credential:
    """Return the credential with a wrong secret, a wrong token secret, or both."""
    key_id, secret, token, token_secret = drawn.credential
    wrong = draws.choice(("secret", "token secret", "both")) if token_secret else "secret"
    change = partial(change_secret, draws, CHANGES[name])
    return Credential.of(
        key_id,
        secret if wrong == "token secret" else change(secret),
        token,
        token_secret if wrong == "secret" else change(token_secret),
    )


def explain_wrongly(scheme: str, seed: str, budget: float, share: bool) -> tuple[str, int]:
    """Explain a rightly signed request with a wrong secret; return the fault, empty if there is none, and how much was tried."""
    drawn = SCHEMES[scheme](seed, 0)
    draws = random.Random(f"wrong secret {scheme} {seed}")
    name = draws.choice(list(CHANGES))
    credential = wrong_credential(draws, drawn, name)
    request = request_for(drawn.method, drawn.url, drawn.headers, drawn.body)
    on_two = search_on_two if share and can_share() else None
    with without_collector():
        found = explain(request, credential, now=drawn.now, budget=budget, share=on_two)
    ids = [mistake.id or mistake.title for mistake in found.mistakes]
    fault = "" if found.verdict == "unexplained" else f"{scheme} {seed!r}, {name}: {found.verdict} {ids}"
    return fault, found.candidates


def run_wrong_secrets(scheme: str, count: int, budget: float, share: bool, seed: int, step: int) -> Result:
    """Explain so many requests with wrong secrets."""
    results = [explain_wrongly(scheme, f"{seed} {step} {number}", budget, share) for number in range(count)]
    faults = [fault for fault, _ in results if fault]
    tried = [candidates for _, candidates in results]
    return Result(
        count, faults, {"least candidates a case, mean of a step": sum(tried) / count, "most candidates": max(tried)}
    )


def part_of(scheme: str, steps: int, count: int, budget: float, share: bool) -> Part:
    """Return the row of one scheme with one budget."""
    name = f"wrong secrets: {scheme}, {budget:g} s each"
    run = partial(run_wrong_secrets, scheme, count, budget, share)
    return Part(name, f"0 explained in {steps * count:,}", steps, run, alone=share)


PARTS = (
    *(part_of(scheme, 20, 170, SHORT_BUDGET, share=False) for scheme in SCHEMES),
    *(part_of(scheme, 4, 5, BUDGET, share=True) for scheme in SCHEMES),
)
"""The rows of the campaign."""
