"""The local servers of all vendors, over one store, as one Handler."""

from __future__ import annotations

import random
import time
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.core.credential import Credential
from paraph.core.errors import ParaphError, Unconfigured
from paraph.core.message import is_text
from paraph.emulator import demo_keys
from paraph.emulator.faults import Faults
from paraph.emulator.store import Store
from paraph.http.handler import Response
from paraph.schemes import recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from paraph.core.message import Request
    from paraph.emulator.alteryx.calls import AlteryxOptions
    from paraph.emulator.control_api import ControlResource
    from paraph.emulator.refusals import Observer
    from paraph.http.handler import Handler, Reply

DEFAULT_SKEW = 600
"""Seconds of clock skew if the fault has no value; no vendor accepts that much."""
DEMO_CREDENTIALS = tuple(Credential.of(key.id, key.secret) for key in (*demo_keys.DUO_KEYS, *demo_keys.ALTERYX_KEYS))
NO_API = Response(404, (("Content-Type", "text/plain"),), b"No API of this server has that path.\n")


class LocalVendors:
    """The local servers of this process.

    `store` holds their data, `clock` gives Unix seconds, `seed` makes ids and data repeatable, `accepted` are keys that
    are accepted besides the demonstration keys, and `refused` is called with each rejected request. With `explain`, the
    answer to a wrong signature says what is wrong with it, which no vendor does. `faults` can change the clock. A store
    without users is filled with `users` users and `events` log records. `options` are options of the local Duo,
    `alteryx_options` those of the local Alteryx, by name; text values are converted. Raises Unconfigured for an unknown
    option.
    """

    def __init__(
        self,
        vendors: Iterable[str] = ("duo", "alteryx"),
        *,
        store: Store | None = None,
        clock: Callable[[], float] = time.time,
        seed: int | None = None,
        accepted: Iterable[Credential] = (),
        refused: Observer = lambda *_: None,
        explain: bool = False,
        faults: Faults | None = None,
        users: int = 0,
        events: int = 0,
        options: Mapping[str, Any] | None = None,
        alteryx_options: Mapping[str, Any] | None = None,
    ) -> None:
        self.store, self.faults, self._clock, self._explain = store or Store(), faults or Faults(), clock, explain
        self._roots: dict[str, Handler] = {}
        if "duo" in vendors:
            self._add_duo(random_source(seed, self.store), refused)
            self._fill_duo(users, events, options or {})
        if "alteryx" in vendors:
            self._add_alteryx(random_source(seed, self.store), refused)
            self.alteryx.options = read_alteryx_options(alteryx_options or {})
        for each in accepted:
            self.accept_key(each)

    def __call__(self, request: Request) -> Reply:
        """Answer a request with the vendor whose API the path belongs to."""
        handler = self._roots.get(request.path.split("/", 2)[1] if "/" in request.path else "")
        return handler(request) if handler else NO_API

    @property
    def control_resources(self) -> dict[str, ControlResource]:
        """The resources of the control API, by name."""
        if "admin" not in self._roots:
            return {}
        from paraph.emulator.duo import control_resources

        return control_resources.control_resources(self.duo)

    def knows(self, path: str) -> bool:
        """Return whether an active vendor has an endpoint at that path."""
        from paraph.apis.catalogue import catalogue
        from paraph.emulator.alteryx.addresses import parse_address

        address = parse_address(path)
        if address is not None:
            return "gallery" in self._roots and catalogue("alteryx").knows(address.path)
        return "admin" in self._roots and catalogue("duo").knows(path)

    def credentials(self) -> list[Credential]:
        """Return the keys of this server, so that their secrets can be masked; demonstration keys come first."""
        return self.store.cached(("held",), self._find_credentials) or []

    def _find_credentials(self) -> list[Credential]:
        result = [*DEMO_CREDENTIALS, *self.store.memory_keys.values()]
        if "admin" in self._roots:
            from paraph.emulator.duo.accounts import applications

            result += applications.KEYS.list_credentials(self.store)
        if "gallery" in self._roots:
            from paraph.emulator.alteryx.auth import keys

            result += keys.KEYS.list_credentials(self.store)
        return result

    def find_signer(self, request: Request) -> tuple[Request, Credential] | None:
        """Return a signed request as its server sees it, with the credential of its key.

        None if it is not signed, or the key is unknown.
        """
        from paraph.emulator.alteryx.addresses import parse_address

        try:
            key_id = recognised(request).parse(request).readings[0].key_id
        except ParaphError:
            return None
        address = parse_address(request.path)
        if address is not None and "gallery" in self._roots:
            from paraph.emulator.alteryx.server import find_signer

            return find_signer(self.alteryx, request, address, key_id)
        if "admin" in self._roots and key_id.isascii():
            from paraph.emulator.duo.accounts import applications

            caller = applications.find_owner(self.store, key_id)
            return (request, applications.with_other_secrets(caller)) if caller else None
        return None

    def accept_key(self, credential: Credential) -> None:
        """Accept one more key for all APIs; keep its secret in memory only.

        Raises Unconfigured for an id that is not text, and for an empty secret.
        """
        if not is_text(credential.key_id) or not credential.secret:
            raise Unconfigured("a key of a local server needs an id in UTF-8 and a secret")
        self.store.memory_keys[credential.key_id] = credential
        with self.store.transaction():
            if "admin" in self._roots:
                from paraph.emulator.duo.accounts import applications

                applications.accept_key(self.store, credential)
            if "gallery" in self._roots:
                from paraph.emulator.alteryx.sample_data import demo_users

                demo_users.accept_key(self.alteryx, credential)

    def clock(self) -> float:
        """Return the time of this server in Unix seconds."""
        wrong = self.faults.find_lasting("skew")
        return self._clock() + (wrong.amount(DEFAULT_SKEW) if wrong else 0)

    def providers(self, url: str) -> dict[str, Any]:
        """Return what a client has to know, by vendor: addresses and keys."""
        host = url.partition("://")[2].rpartition(":")[0]
        applications = [
            {"type": key.kind, "name": key.name, "ikey": key.id, "skey": key.secret} for key in demo_keys.DUO_KEYS
        ]
        duo = {
            "host": host,
            "ikey": demo_keys.DUO_DEMO.id,
            "skey": demo_keys.DUO_DEMO.secret,
            "applications": applications,
        }
        existing = {"duo": duo} if "admin" in self._roots else {}
        return existing | ({"alteryx": alteryx_provider(url)} if "gallery" in self._roots else {})

    def _add_duo(self, chance: random.Random, refused: Observer) -> None:
        from paraph.emulator.duo.accounts import applications
        from paraph.emulator.duo.server import ROOTS, DuoServer
        from paraph.emulator.duo.state import DuoState

        self.duo = DuoState(self.store, self.clock, chance, faults=self.faults)
        with self.store.transaction():
            for key in demo_keys.DUO_KEYS:
                if self.store.get(applications.KIND, key.id) is None:
                    only = dict.fromkeys(applications.PERMISSIONS, 0) | {"adminapi_read_log": 1}
                    applications.add_application(
                        self.store, key.id, key.secret, key.kind, key.name, **(only if key.name == "Log reader" else {})
                    )
        self._roots.update(
            dict.fromkeys((root.strip("/") for root in ROOTS), DuoServer(self.duo, refused, explain=self._explain))
        )

    def _fill_duo(self, users: int, events: int, options: Mapping[str, Any]) -> None:
        from paraph.emulator.duo.admin.users import KIND
        from paraph.emulator.duo.sample_data import populate
        from paraph.emulator.duo.state import DuoOptions

        self.duo.options = DuoOptions(**options)
        if users and not self.store.count(KIND):
            populate.populate(self.duo, users, events)

    def _add_alteryx(self, chance: random.Random, refused: Observer) -> None:
        from paraph.emulator.alteryx.calls import AlteryxState
        from paraph.emulator.alteryx.sample_data.demo_users import add_demo_data
        from paraph.emulator.alteryx.server import ROOTS, AlteryxServer

        self.alteryx = AlteryxState(self.store, self.clock, chance)
        add_demo_data(self.alteryx)
        self._roots.update(dict.fromkeys(ROOTS, AlteryxServer(self.alteryx, refused, explain=self._explain)))


def random_source(seed: int | None, store: Store) -> random.Random:
    """Return the random source for ids: repeatable for a new store, different at each later start."""
    if seed is None or not store.starts:
        return random.Random(seed)  # noqa: S311 - ids, not secrets
    return random.Random(f"{seed}, start {store.starts}")  # noqa: S311 - ids, not secrets


def alteryx_provider(url: str) -> dict[str, Any]:
    """Return what a client of Alteryx has to know: both base addresses and their keys."""
    api = next(key for key in demo_keys.ALTERYX_KEYS if key.kind == "api")
    keys = [{"type": key.kind, "name": key.name, "key": key.id, "secret": key.secret} for key in demo_keys.ALTERYX_KEYS]
    return {
        "base_url": f"{url}/gallery", "key": demo_keys.ALTERYX_DEMO.id, "secret": demo_keys.ALTERYX_DEMO.secret,
        "webapi_url": f"{url}/webapi", "client_id": api.id, "client_secret": api.secret, "keys": keys,
    }  # fmt: skip


def read_alteryx_options(values: Mapping[str, Any]) -> AlteryxOptions:
    """Convert the options of a local Alteryx; text is read as the type of the option."""
    from paraph.emulator.alteryx.calls import AlteryxOptions

    existing = {each.name: each for each in fields(AlteryxOptions)}
    unknown = next((name for name in values if name not in existing), None)
    if unknown is not None:
        raise Unconfigured(f"a local Alteryx has no option {unknown!r}: choose one of {', '.join(existing)}")
    try:
        return msgspec.convert(dict(values), AlteryxOptions, strict=False)
    except msgspec.ValidationError as error:
        raise Unconfigured(f"invalid option of the local Alteryx: {error}") from None
