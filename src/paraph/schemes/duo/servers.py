"""Duo's servers, and what they do that a reader of the documentation may not expect."""

from __future__ import annotations

from paraph.core.servers import Habit, Server

CLIENT = "https://github.com/duosecurity/duo_client_python"
SERVERS = (
    Server("duo", "Duo", (
        Habit("answers 40103 to every wrong signature, whatever the mistake",
              "https://community.duo.com/t/code-40103-message-invalid-signature-in-request-credentials-stat-fail/11053"),
        Habit("accepts SHA-1 and SHA-512 with version 2, and only SHA-512 with version 5",
              "https://github.com/duosecurity/duo_client_java/pull/57"),
        Habit("accepts dates within 300 seconds of its clock", "https://duo.com/docs/adminapi#response-format-and-codes"),
        Habit("takes the parameters of GET and DELETE from the URL, and those of other methods from the body", CLIENT),
    ), hosts=r"api-[0-9a-z]+\.duosecurity\.com", paths=r"^/(?:auth|admin|accounts)/v[0-9]+/", answers='"stat": ?"FAIL"'),
)  # fmt: skip
