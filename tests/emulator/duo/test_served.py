"""What the options of ``paraph serve`` make of a local Duo."""

from pathlib import Path
from urllib.parse import urlsplit

import duo_client
import pytest

from tests.emulator.test_serve import Served


def test_options(tmp_path: Path) -> None:
    words = "duo --seed 5 --users 12 --events 300 --push deny --push-seconds 0.1 --log-delay 120 --rate-limits"
    file = tmp_path / "duo.db"
    served = Served(tmp_path, *words.split(), "--data", str(file))
    admin = duo_client.Admin(
        served.duo["ikey"], served.duo["skey"], "127.0.0.1", ca_certs="HTTP", port=urlsplit(served.url).port
    )
    assert len(admin.get_users()) == 12
    assert served.auth().auth("push", username="ada", device="auto")["status"] == "deny"
    before = admin.get_authentication_log(api_version=2, limit="1")["metadata"]["total_objects"]
    admin._INITIAL_BACKOFF_WAIT_SECS = 100  # do not come again
    assert admin.get_authentication_log(api_version=2)["metadata"]["total_objects"] == before
    with pytest.raises(RuntimeError, match="Too Many Requests"):
        admin.get_authentication_log(api_version=2)
    served.ended()
    again = Served(tmp_path, "duo", "--users", "30", "--data", str(file))
    admin = duo_client.Admin(
        again.duo["ikey"], again.duo["skey"], "127.0.0.1", ca_certs="HTTP", port=urlsplit(again.url).port
    )
    assert len(admin.get_users()) == 12
    again.ended()
