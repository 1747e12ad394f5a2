"""``paraph duo``."""

from __future__ import annotations

from paraph.cli.calls.groups import Topics

command = Topics(
    "duo",
    """Call Duo's Admin, Auth, Accounts and Device APIs.

    \b
    Examples:
      paraph duo users list --limit 5 --profile prod
      paraph duo logs authentication --since 2h --results denied --profile prod
      paraph duo users list --columns username,email,last_login --csv --profile prod > users.csv
      paraph duo auth preauth --username lena --profile auth

    A terminal shows tables; a pipe gets one record a line, and --json, --csv or --columns choose otherwise. Lists are read
    to their end, or to --limit. Times are such as 2h, 7d, 2026-02-03 or 2026-02-03T10:20:30Z. What takes something away
    asks first, or needs --yes. Exits with 0, or 3, 4 or 5 for HTTP 3xx, 4xx, 5xx; 69 if no whole response came, 78
    without a credential.
    """,
)
