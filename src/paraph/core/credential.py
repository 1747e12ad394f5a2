"""The credential: a public key id, and the secrets that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from paraph.core.errors import BadKey
from paraph.core.rsa import load_key
from paraph.core.secret import NO_SECRET, KeyKind, Secret

__all__ = ["NO_SECRET", "Credential", "KeyKind", "Secret"]


@dataclass(frozen=True, slots=True)
class Credential:
    """What a client signs with: the public key id, the secret, and what else the scheme needs.

    `key_id` is Duo's integration key or OAuth's consumer key. `others` are further values that may be the key; `explain`
    tries each of them as the key. `host` is the host that the credential belongs to, if known. Raises TypeError for
    a secret that is not a :class:`Secret`; :meth:`of` takes plain values.
    """

    key_id: str
    secret: Secret
    token: str = ""
    token_secret: Secret = NO_SECRET
    host: str = ""
    others: dict[str, Secret] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(isinstance(text, str) for text in (self.key_id, self.token, self.host)):
            raise TypeError("key id, token and host of a Credential are text")
        if not all(isinstance(held, Secret) for held in (self.secret, self.token_secret, *self.others.values())):
            raise TypeError("the secrets of a Credential are of type Secret: use Credential.of(...) for plain values")

    @classmethod
    def of(cls, key_id: str, secret: str | bytes, token: str = "", token_secret: str | bytes = "") -> Credential:
        """Make a credential from plain values; a secret in PEM becomes an asymmetric key."""
        own, of_token = Secret(secret), Secret(token_secret)
        del secret, token_secret  # tracebacks must not show them
        return cls(key_id, own, token, of_token)

    @classmethod
    def rsa(cls, key_id: str, pem: str | bytes, token: str = "") -> Credential:
        """Make a credential with an RSA key in PEM: the private key signs, the public key verifies.

        Raises BadKey for any other key, and without the extra ``rsa``.
        """
        key = Secret(pem)
        del pem  # tracebacks must not show it
        if key.kind is KeyKind.SHARED:
            raise BadKey("an RSA key is expected in PEM (-----BEGIN ...-----)")
        load_key(key)
        return cls(key_id, key, token)

    def secrets(self) -> dict[str, Secret]:
        """Return every secret value by the name of its field."""
        named = {"secret": self.secret, "token_secret": self.token_secret, **self.others}
        return {name: secret for name, secret in named.items() if secret}

    def table(self) -> dict[str, Any]:
        """Return the credential as a credentials file has it, with its secrets in plain text, for a pipe to another process."""
        return {
            "id": self.key_id,
            "secret": self.secret.text,
            "token": self.token,
            "token_secret": self.token_secret.text,
            "host": self.host,
            "others": {name: secret.text for name, secret in self.others.items()},
        }
