"""Every public method of duo_client and of the stand-in sends the same bytes and gives the same result or error."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compat.arguments import SCRIPTS, arguments_for
from tests.compat.libraries import CLASSES, REAL, Library, both


def methods(name: str) -> list[str]:
    """The public methods of a class; those of Admin are not repeated for its subclass."""
    cls = REAL.cls(name)
    names = {each for each in dir(cls) if not each.startswith("_") and callable(getattr(cls, each))}
    return sorted(names - set(dir(REAL.cls("Admin"))) if name == "AccountAdmin" else names)


METHODS = [(name, method) for name in CLASSES for method in methods(name)]


def test_there_are_many_methods() -> None:
    assert len(METHODS) >= 200


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(("name", "method"), METHODS, ids=lambda value: value)
def test_both_do_the_same(name: str, method: str) -> None:
    @settings(max_examples=40, database=None)
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        arguments = data.draw(arguments_for(getattr(REAL.cls(name), method), method))
        script = SCRIPTS[data.draw(st.sampled_from(sorted(SCRIPTS)))]
        version = data.draw(st.sampled_from([None, None, 1, 2, 4, 5]))
        account = data.draw(st.sampled_from([None, None, "DACHILD"]))

        def call(library: Library) -> Any:
            client = library.client(name, sig_version=version)
            if account:
                client.account_id = account
            own = copy.deepcopy(arguments)
            result = getattr(client, method)(**own)
            return (list(result) if hasattr(result, "__next__") else result), repr(own), sorted_state(client)

        both(script, call)

    compare()


def sorted_state(client: Any) -> list[tuple[str, str]]:
    """What a client remembers, but for the file of certificates, which differs on purpose."""
    return sorted((name, repr(value)) for name, value in vars(client).items() if name != "ca_certs")


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("name", "method"), [("Admin", "get_users"), ("Admin", "get_logo"), ("Admin", "get_settings"),
                                              ("Admin", "get_phones_generator"), ("Auth", "auth_status"),
                                              ("Auth", "logo"), ("AuthV1", "status"), ("AuthV1", "ping"),
                                              ("AuthV1", "check"), ("Accounts", "get_child_accounts")])  # fmt: skip
def test_each_answer_is_read_alike(name: str, method: str, script: str) -> None:
    arguments = {"txid": "T1"} if method in ("auth_status", "status") else {}
    both(SCRIPTS[script], lambda library: getattr(library.client(name), method)(**arguments))


@pytest.mark.usefixtures("recorded")
def test_a_limited_request_waits_longer_each_time_and_gives_up() -> None:
    done = both(SCRIPTS["429 always"], lambda library: library.client("Admin").get_users(limit=1))
    assert done["waits"] == [1.5, 2.5, 4.5, 8.5, 16.5, 32.5]
    assert len({str(each) for each in done["sent"] if each != "closed"}) == 1
    assert done["result"][0] is RuntimeError
    assert done["result"][2]["status"] == 429


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/St_Johns", "Mars/Olympus"])
def test_dates_are_in_the_time_zone_of_the_client(zone: str) -> None:
    both(SCRIPTS["list"], lambda library: library.client("Admin", sig_timezone=zone).get_users())


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("ca_certs", [None, "HTTP"])
def test_a_proxy_gets_the_whole_address(ca_certs: str | None) -> None:
    def call(library: Library) -> Any:
        client = library.client("Auth", ca_certs=ca_certs)
        client.set_proxy("proxy.example", 3128, {"Proxy-Authorization": "Basic eA=="})
        return client.ping()

    both(SCRIPTS["list"], call)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("script", ["list", "401", "text"])
def test_the_host_of_a_child_account_is_looked_up(script: str, known: bool) -> None:
    def call(library: Library) -> Any:
        if known:
            library.cls("Accounts").child_map["DACHILD"] = "api-known.duosecurity.com"
        client = library.cls("AccountAdmin")("DACHILD", ikey="DI1", skey="s", host="api-1.duosecurity.com")
        return client.host, client.account_id

    both(SCRIPTS[script], call)
