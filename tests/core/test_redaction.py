"""Looking for secrets in long texts: what is quicker gives the same, and nothing is missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from paraph import Credential
from paraph.core.encoding import LONG
from paraph.core.redaction import BLOCK, HIDDEN, common_length, redact

CREDENTIAL = Credential.of("key", "a-Secret+kept/=")
LONG_TEXT = "k=v&" * LONG
SPELLINGS = ["a-Secret+kept/=", "A-SECRET%2Bkept/=", "aSecretkept", "a%252DSecret+kept%2f", "a-Secret+\u212aept/="]


@pytest.mark.parametrize("place", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5])
@pytest.mark.parametrize("kind", [str, list, lambda text: text.encode()])
def test_a_common_beginning_ends_where_two_texts_differ(place: int, kind: Callable[[str], Sequence[object]]) -> None:
    same, length = "x" * place, common_length
    assert length(kind(same), kind(same)) == place
    assert length(kind(same + "a" + same), kind(same + "b")) == place
    assert length(kind(same), kind(same + "b")) == place
    assert length(tuple(same + "a"), list(same + "b")) == place


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_secret_in_a_long_text_is_hidden_also_beside_clean_texts(spelling: str) -> None:
    text = f"{LONG_TEXT}{spelling}&{LONG_TEXT}"
    hidden = f"{LONG_TEXT}{HIDDEN}&{LONG_TEXT}"
    assert redact((LONG_TEXT, text, LONG_TEXT, text), CREDENTIAL) == (LONG_TEXT, hidden, LONG_TEXT, hidden)


@pytest.mark.parametrize("between", ["", "\0"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_body_of_bytes_hides_what_a_text_hides(spelling: str, between: str) -> None:
    text = f"k=v&{between.join(spelling)}&k=v"
    hidden = redact(text, CREDENTIAL)
    assert hidden == f"k=v&{HIDDEN}&k=v"
    assert redact(text.encode(), CREDENTIAL) == hidden.encode()
