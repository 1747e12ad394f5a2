"""A local server whole: the vendors asked for, over one store, as one Handler."""

from __future__ import annotations

import random
import time
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.core.credential import Credential
from paraph.core.errors import Unconfigured
from paraph.core.message import is_text
from paraph.emulator import demo
from paraph.emulator.faults import Faults
from paraph.emulator.store import Store
from paraph.http.handler import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from paraph.core.message import Request
    from paraph.emulator.alteryx.calls import Options
    from paraph.emulator.doors import Door
    from paraph.emulator.refusals import Observer
    from paraph.http.handler import Handler, Reply

SKEW = 600
"""How wrong, in seconds, a clock is that is just said to be wrong: no vendor accepts that."""
DEMO = tuple(Credential.of(key.id, key.secret) for key in (*demo.DUO_KEYS, *demo.ALTERYX_KEYS))
NOT_HERE = Response(404, (("Content-Type", "text/plain"),), b"No API of this server begins with that path.\n")


class Local:
    """The vendors' servers of this process.

    `store` holds what they remember, `clock` gives Unix seconds, `seed` makes ids and data the same each time,
    `accepted` are keys that are taken besides those of the demonstration, `refused` is told of what is not accepted.
    With `explain` an answer that refuses a signature says what is wrong with it, which no vendor does. `faults` can put
    the clock wrong. A store without users is filled with so many `users` and log records (`events`) of theirs; `options`
    are those of a local Duo by name, `alteryx_options` those of a local Alteryx, also as text; raises Unconfigured for
    one that there is not.
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
            self._add_duo(chance_of(seed, self.store), refused)
            self._furnish_duo(users, events, options or {})
        if "alteryx" in vendors:
            self._add_alteryx(chance_of(seed, self.store), refused)
            self.alteryx.options = options_of(alteryx_options or {})
        for each in accepted:
            self.accept(each)

    def __call__(self, request: Request) -> Reply:
        """The answer of the vendor whose API a path begins like."""
        handler = self._roots.get(request.path.split("/", 2)[1] if "/" in request.path else "")
        return handler(request) if handler else NOT_HERE

    @property
    def doors(self) -> dict[str, Door]:
        """By name, what its owner can look at and steer."""
        if "admin" not in self._roots:
            return {}
        from paraph.emulator.duo import steering

        return steering.doors(self.duo)

    def knows(self, path: str) -> bool:
        """Whether a vendor that is here has an endpoint at that path."""
        from paraph.apis.catalogue import catalogue
        from paraph.emulator.alteryx.addresses import address_of

        address = address_of(path)
        if address is not None:
            return "gallery" in self._roots and catalogue("alteryx").knows(address.path)
        return "admin" in self._roots and catalogue("duo").knows(path)

    def held(self) -> list[Credential]:
        """The keys of this server, those of the demonstration and shown ones first, to hide their secrets by."""
        return self.store.remembered(("held",), self._held) or []

    def _held(self) -> list[Credential]:
        found = [*DEMO, *self.store.shown.values()]
        if "admin" in self._roots:
            from paraph.emulator.duo import applications

            found += applications.held(self.store)
        if "gallery" in self._roots:
            from paraph.emulator.alteryx import keys

            found += keys.held(self.store)
        return found

    def accept(self, credential: Credential) -> None:
        """Take one more key, which opens everything; its secret is kept in memory alone.

        Raises Unconfigured for an id that is no text, and for an empty secret.
        """
        if not is_text(credential.key_id) or not credential.secret:
            raise Unconfigured("a key of a local server needs an id in UTF-8, and a secret")
        self.store.shown[credential.key_id] = credential
        with self.store.transaction():
            if "admin" in self._roots:
                from paraph.emulator.duo import applications

                applications.accept(self.store, credential)
            if "gallery" in self._roots:
                from paraph.emulator.alteryx import beginning

                beginning.accept(self.alteryx, credential)

    def clock(self) -> float:
        """The time as this server has it, in Unix seconds."""
        wrong = self.faults.holding("skew")
        return self._clock() + (wrong.amount(SKEW) if wrong else 0)

    def providers(self, url: str) -> dict[str, Any]:
        """What a client has to know, by vendor: addresses and keys."""
        host = url.partition("://")[2].rpartition(":")[0]
        applications = [
            {"type": key.kind, "name": key.name, "ikey": key.id, "skey": key.secret} for key in demo.DUO_KEYS
        ]
        duo = {"host": host, "ikey": demo.DUO_DEMO.id, "skey": demo.DUO_DEMO.secret, "applications": applications}
        known = {"duo": duo} if "admin" in self._roots else {}
        return known | ({"alteryx": alteryx_provider(url)} if "gallery" in self._roots else {})

    def _add_duo(self, chance: random.Random, refused: Observer) -> None:
        from paraph.emulator.duo import applications
        from paraph.emulator.duo.server import ROOTS, DuoServer
        from paraph.emulator.duo.state import State

        self.duo = State(self.store, self.clock, chance, faults=self.faults)
        with self.store.transaction():
            for key in demo.DUO_KEYS:
                if self.store.get(applications.KIND, key.id) is None:
                    only = dict.fromkeys(applications.PERMISSIONS, 0) | {"adminapi_read_log": 1}
                    applications.add(
                        self.store, key.id, key.secret, key.kind, key.name, **(only if key.name == "Log reader" else {})
                    )
        self._roots.update(
            dict.fromkeys((root.strip("/") for root in ROOTS), DuoServer(self.duo, refused, explain=self._explain))
        )

    def _furnish_duo(self, users: int, events: int, options: Mapping[str, Any]) -> None:
        from paraph.emulator.duo import data
        from paraph.emulator.duo.state import Options
        from paraph.emulator.duo.users import KIND

        self.duo.options = Options(**options)
        if users and not self.store.count(KIND):
            data.populate(self.duo, users, events)

    def _add_alteryx(self, chance: random.Random, refused: Observer) -> None:
        from paraph.emulator.alteryx.beginning import begin
        from paraph.emulator.alteryx.calls import State
        from paraph.emulator.alteryx.server import ROOTS, AlteryxServer

        self.alteryx = State(self.store, self.clock, chance)
        begin(self.alteryx)
        self._roots.update(dict.fromkeys(ROOTS, AlteryxServer(self.alteryx, refused, explain=self._explain)))


def chance_of(seed: int | None, store: Store) -> random.Random:
    """Return what ids come from: the same each time for a new store, and never what an earlier start has used already."""
    if seed is None or not store.starts:
        return random.Random(seed)  # noqa: S311 - ids, not secrets
    return random.Random(f"{seed}, start {store.starts}")  # noqa: S311 - ids, not secrets


def alteryx_provider(url: str) -> dict[str, Any]:
    """What a client of Alteryx has to know: both bases and their keys."""
    api = next(key for key in demo.ALTERYX_KEYS if key.kind == "api")
    keys = [{"type": key.kind, "name": key.name, "key": key.id, "secret": key.secret} for key in demo.ALTERYX_KEYS]
    return {
        "base_url": f"{url}/gallery", "key": demo.ALTERYX_DEMO.id, "secret": demo.ALTERYX_DEMO.secret,
        "webapi_url": f"{url}/webapi", "client_id": api.id, "client_secret": api.secret, "keys": keys,
    }  # fmt: skip


def options_of(given: Mapping[str, Any]) -> Options:
    """The options of a local Alteryx; text is read as what it has to be."""
    from paraph.emulator.alteryx.calls import Options

    known = {each.name: each for each in fields(Options)}
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise Unconfigured(f"a local Alteryx has no option {unknown!r}: choose one of {', '.join(known)}")
    try:
        return msgspec.convert(dict(given), Options, strict=False)
    except msgspec.ValidationError as error:
        raise Unconfigured(f"an option of the local Alteryx cannot be so: {error}") from None
