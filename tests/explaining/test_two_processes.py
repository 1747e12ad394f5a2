"""Two processes that share a search."""

import os
import signal
from multiprocessing import Pipe
from typing import Any

import pytest

from paraph import Credential, explain, request_for, sign
from paraph.core.case import Case
from paraph.explaining.search.costs import COST_LIMIT
from paraph.explaining.search.scan import Search
from paraph.explaining.search.setup import prepare_search
from paraph.explaining.two_processes import Peer, Progress, search_on_two
from paraph.schemes import scheme_named

NOW = 1773739805
KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
STRANGER = Credential.of(KEY.key_id, "quiteAnotherSecret0123456789abcdefghijk9")
USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?limit=10&offset=20")
HEADER = (("Content-Type", "application/x-www-form-urlencoded"),)
ORDER = request_for("POST", "https://shop.example.com/orders?b=2&a=1", HEADER, b"0=zero&c=3")


def test_progress_sent_before_the_end_is_received() -> None:
    reader, their_writer = Pipe(duplex=False)
    their_reader, writer = Pipe(duplex=False)
    their_writer.send((36, 2235, 84497))
    their_writer.close()
    their_reader.close()
    peer = Peer(reader, writer)
    peer.send(Progress(36, 0, 1))
    peer.receive(wait=True)
    assert peer.received == Progress(36, 2235, 84497)
    assert peer.has_found_before(36, 2235)
    assert not peer.has_found_before(36, 2234)
    peer.close()


def test_a_peer_that_sent_nothing_has_ended() -> None:
    reader, their_writer = Pipe(duplex=False)
    their_reader, writer = Pipe(duplex=False)
    their_writer.close()
    their_reader.close()
    peer = Peer(reader, writer)
    peer.receive(wait=True)
    assert peer.has_ended
    assert not peer.has_found_before(46, 10**9)
    peer.close()


@pytest.mark.parametrize("share", [None, search_on_two])
def test_no_time_at_all(share: Any) -> None:
    request = sign(ORDER, KEY, "oauth1", now=NOW)
    explanation = explain(request, STRANGER, now=NOW, budget=0, share=share)
    assert (explanation.verdict, explanation.exhausted) == ("unexplained", False)


def search_for(credential: Credential) -> Search:
    request = sign(USERS, KEY, "duo", now=NOW, version=2, digest="sha1")
    scheme = scheme_named("duo")
    search = prepare_search(Case(request, credential, scheme, scheme.parse(request)), float("inf")).search
    search.limit = COST_LIMIT
    return search


def test_a_child_that_is_killed_does_not_hang_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    parent, send = os.getpid(), Peer.send

    def send_or_die(self: Peer, progress: Progress) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        send(self, progress)

    monkeypatch.setattr(Peer, "send", send_or_die)
    search = search_for(STRANGER)
    assert search_on_two(search, 0, 13) is None
    assert search.cost == 13


def test_two_processes_try_every_candidate_once() -> None:
    alone, divided = search_for(STRANGER), search_for(STRANGER)
    assert all(alone.scan(cost) is None for cost in range(27))
    assert search_on_two(divided, 0, 26) is None
    assert divided.candidates == alone.candidates
