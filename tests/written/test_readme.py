"""What the README shows of ``paraph as`` is what it prints."""

from pathlib import Path

import pytest

from paraph import read
from paraph.codegen.call import call_of
from paraph.codegen.languages import LANGUAGES, code_for
from tests.written.server import SAMPLES, SECRETS


def test_the_readme_shows_what_is_printed() -> None:
    readme = Path("README.md").read_text("utf-8")
    name = "examples/requests/duo-auth-unsorted.http"
    printed = code_for("python", call_of(read(Path(name).read_bytes())))
    assert f"$ paraph as python {name}\n{printed}```" in readme
    for language in LANGUAGES:
        assert f"`{language}`" in readme


@pytest.mark.parametrize("language", ["csharp", "powershell"])
def test_what_is_not_run_names_the_call_and_no_secret(language: str) -> None:
    for sample in SAMPLES.values():
        call = call_of(sample)
        text = code_for(language, call)
        assert call.path in text
        assert call.key_id in text
        assert ("DUO_SKEY" if call.scheme == "duo" else "OAUTH_CONSUMER_SECRET") in text
        assert not [secret for secret in SECRETS.values() if secret in text]
