"""``paraph login`` takes the base URLs that people know, tests keys that are exchanged for tokens, and refuses exchanged values."""

import pytest

from paraph.testing import AlteryxServer
from tests.cli.test_send import Home, home  # noqa: F401
from tests.http.servers import DUO


@pytest.mark.parametrize(
    ("base", "stored", "said"),
    [
        ("/gallery", "/gallery/api", "the server accepts it for the subscription API"),
        ("/gallery/api", "/gallery/api", "the server accepts it for the subscription API"),
        ("/webapi/", "/webapi", "the server accepts it for the API of versions 1 to 3: it grants a token"),
    ],
)
def test_each_base_url_of_alteryx(base: str, stored: str, said: str, home: Home, paraph_alteryx: AlteryxServer) -> None:  # noqa: F811
    words = (
        "login",
        "gallery",
        "--id",
        paraph_alteryx.key,
        "--host",
        f"{paraph_alteryx.url}{base}",
        "--secret-file",
        "-",
    )
    done = home.paraph(*words, stdin=paraph_alteryx.secret.encode())
    assert (done.returncode, said in done.stderr.decode()) == (0, True), done.stderr
    assert f'host = "{paraph_alteryx.url}{stored}"' in home.config.read_text()
    for command in (("users", "list"), ("user-groups", "list")):  # the second is one of version 3 alone
        called = home.paraph("alteryx", *command, "--profile", "gallery")
        assert called.returncode == 0, called.stderr


def test_a_key_for_which_the_server_grants_no_token(home: Home, paraph_alteryx: AlteryxServer) -> None:  # noqa: F811
    words = ("login", "--id", paraph_alteryx.key, "--host", f"{paraph_alteryx.url}/webapi", "--secret-env", "WRONG")
    done = home.paraph(*words)
    assert done.returncode == 4
    assert "POST /webapi/oauth2/token: 400 invalid_client" in done.stderr.decode()


def test_an_id_and_a_secret_that_are_exchanged_are_not_stored(home: Home) -> None:  # noqa: F811
    words = ("login", "--id", "8EXAMPLE_key", "--host", "api-example0.duosecurity.com", "--secret-file", "-")
    done = home.paraph(*words, stdin=DUO.key_id.encode())
    said = "paraph: error: the key id and the secret are exchanged: the secret has the form of a key id\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)
    assert not home.config.exists()
