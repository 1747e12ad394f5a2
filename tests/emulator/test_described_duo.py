"""The local Duo holds to the OpenAPI document that it serves."""

from paraph.http.adapters.requests import SignedAuth
from paraph.testing import DuoServer
from tests.emulator.described import broken, operations


def test_each_operation_is_answered_as_the_document_says(paraph_duo: DuoServer) -> None:
    auth = SignedAuth(paraph_duo.credential)
    wrong = [said for operation in operations(paraph_duo, "duo") if (said := broken(operation, auth))]
    assert not wrong, "\n".join(wrong)
