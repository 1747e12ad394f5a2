"""Each call of both catalogues goes well through the typed clients, with and without asyncio, and returns what is documented."""

import pytest

from tests.clients.every_call import all_called
from tests.emulator.alteryx import test_openapi as alteryx
from tests.emulator.duo import test_openapi as duo


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_each_call_of_duo(is_async: bool) -> None:
    with duo.furnished() as furnished:
        other = furnished.server.local.store.page("integration")[1]["integration_key"]  # not the one that is used
        own = {
            f"DELETE /admin/v{version}/integrations/{{integration_key}}": {"integration_key": other}
            for version in (1, 2, 3)
        }
        found = list(all_called(furnished.server, "duo", {**furnished.known, **own}, is_async=is_async))
    assert len(found) == 204
    assert [each.wrong for each in found if each.wrong] == []
    assert {each.endpoint.name for each in found if not each.succeeded} == set(duo.UNREACHED)


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_each_call_of_alteryx(is_async: bool) -> None:
    with alteryx.furnished() as furnished:
        found = list(all_called(furnished.server, "alteryx", furnished.known, is_async=is_async))
    assert len(found) == 127
    assert [each.wrong for each in found if each.wrong] == []
    assert [each.endpoint.name for each in found if not each.succeeded] == []
