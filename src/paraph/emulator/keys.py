"""How the servers of all vendors store keys, find their owners, and explain rejected ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.emulator.refusals import MAX_KEYS_TRIED, unknown_key_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.emulator.store import Object, Store


class KeyTable(NamedTuple):
    """Where a vendor's keys are stored: the kind of object, the members with id and secret, and their titles for people.

    A key with an empty secret is a user's own: its secret is in memory only (`Store.memory_keys`).
    """

    kind: str
    id: str
    secret: str
    title: Callable[[Object], str]

    def find(self, store: Store, key_id: str) -> Object | None:
        """Return the key of that id, which may contain any bytes."""
        return store.get(self.kind, key_id) if key_id.isascii() else None

    def find_secret(self, store: Store, key: Object) -> Secret | None:
        """Return the secret of a key; None if it was never given to this server."""
        own = store.memory_keys.get(key[self.id])
        return Secret(key[self.secret]) or (own.secret if own else None)

    def credential(self, store: Store, key: Object) -> Credential | None:
        """Return the credential of a key; None without a secret."""
        secret, own = self.find_secret(store, key), store.memory_keys.get(key[self.id])
        return Credential(key[self.id], secret, others=own.others if own else {}) if secret else None

    def secrets(self, store: Store) -> Iterator[tuple[Object, Secret]]:
        """Yield the first keys with their secrets."""
        for key in store.page(self.kind, 0, MAX_KEYS_TRIED):
            secret = self.find_secret(store, key)
            if secret:
                yield key, secret

    def list_credentials(self, store: Store) -> list[Credential]:
        """Return the first keys, so that their secrets can be masked."""
        return [Credential(key[self.id], secret) for key, secret in self.secrets(store)]

    def with_other_secrets(self, store: Store, credential: Credential) -> Credential:
        """Add the secrets of other keys, which the client may have signed with by mistake."""
        others = {
            f"the secret of {self.title(key)}": secret
            for key, secret in self.secrets(store)
            if key[self.id] != credential.key_id
        }
        return replace(credential, others={**credential.others, **others})

    def find_by_secret(self, store: Store, text: str) -> Object | None:
        """Return the key whose secret a client sent in place of its id; None if no key has that secret."""
        return next((key for key, secret in self.secrets(store) if secret == Secret(text)), None)

    def unknown_key_message(self, store: Store, key_id: str) -> str:
        """Say that a key id is unknown, and name the similar known one."""
        return unknown_key_message(key_id, [key[self.id] for key in store.page(self.kind, 0, MAX_KEYS_TRIED)])
