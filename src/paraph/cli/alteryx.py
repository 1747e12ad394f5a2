"""``paraph alteryx``."""

from __future__ import annotations

from paraph.cli.calls.groups import Topics

command = Topics(
    "alteryx",
    """Call Alteryx Server: versions 1 and 2 of its API, signed with OAuth 1.0a, and version 3, with an OAuth 2 token.

    \b
    Examples:
      paraph alteryx users list --limit 5 --profile gallery
      paraph alteryx workflows list --csv --profile gallery > workflows.csv
      paraph alteryx schedules list --profile server --json

    The `host` of the credential is the base address, such as https://server.example.com/gallery (versions 1 and 2) or
    https://server.example.com/webapi (all versions; a call that both have is then that of version 3). A terminal shows
    tables; a pipe gets one record a line, and --json, --csv or --columns choose otherwise. What takes something away asks
    first, or needs --yes. Exits with 0, or 3, 4 or 5 for HTTP 3xx, 4xx, 5xx; 69 if no whole response came, 78 without a
    credential.
    """,
)
