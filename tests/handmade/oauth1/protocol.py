"""Values of the protocol that hand-made signers of OAuth 1.0a sign otherwise than they send them."""

import base64
from collections.abc import Callable
from functools import partial

from tests.handmade.encoders import percent
from tests.handmade.pairs import Pair

Pairs = list[Pair]


def change_value(name: str, change: Callable[[str], str], pairs: Pairs) -> Pairs:
    """Sign another value of a parameter than the one sent."""
    return [pair._replace(value=change(pair.value)) if pair.name == name else pair for pair in pairs]


stamp = partial(change_value, "oauth_timestamp")
nonce = partial(change_value, "oauth_nonce")
method = partial(change_value, "oauth_signature_method")
version = partial(change_value, "oauth_version")

TIMESTAMPS: dict[str, Callable[[Pairs], Pairs]] = {
    "in milliseconds": partial(stamp, lambda value: f"{value}000"),
    "with decimals": partial(stamp, lambda value: f"{value}.0"),
    **{
        f"{seconds} s": partial(stamp, lambda value, more=seconds: str(int(value) + more))
        for seconds in (-3, -2, -1, 1, 2, 5)
    },
    "an hour later": partial(stamp, lambda value: str(int(value) + 3600)),
    "two hours earlier": partial(stamp, lambda value: str(int(value) - 7200)),
    "without the last digit": partial(stamp, lambda value: value[:-1]),
    "empty": partial(stamp, lambda _value: ""),
}

OTHER_VALUES: dict[str, Callable[[Pairs], Pairs]] = {
    "HMAC-SHA1 signed, another method sent": partial(method, lambda _value: "HMAC-SHA1"),
    "HMAC-SHA256 signed, another method sent": partial(method, lambda _value: "HMAC-SHA256"),
    "method without dash": partial(method, lambda value: value.replace("-", "")),
    "method in lower case": partial(method, str.lower),
    "method with two dashes": partial(method, lambda value: value.replace("SHA", "SHA-")),
    "version 1.0a": partial(version, lambda _value: "1.0a"),
    "version 1": partial(version, lambda _value: "1"),
    "nonce encoded before": partial(nonce, percent),
    "nonce without padding": partial(nonce, lambda value: value.rstrip("=")),
    "nonce in lower case": partial(nonce, str.lower),
    "nonce in base64": partial(nonce, lambda value: base64.b64encode(value.encode()).decode()),
    "nonce empty": partial(nonce, lambda _value: ""),
    "token encoded before": partial(change_value, "oauth_token", percent),
    "names without oauth_": lambda pairs: [pair._replace(name=pair.name.removeprefix("oauth_")) for pair in pairs],
}
