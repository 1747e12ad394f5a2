"""Stand-in for ``duo_client`` 5.7.0 that signs with paraph.

::

    import paraph.compat.duo_client as duo_client

    admin = duo_client.Admin(ikey, skey, host)

Names, arguments, results, errors and the bytes of each request are those of duo_client, with its oddities.
"""

from paraph.compat.duo_client.accounts import Accounts
from paraph.compat.duo_client.admin import Admin
from paraph.compat.duo_client.auth import Auth
from paraph.compat.duo_client.client import __version__ as __version__

__all__ = ["Accounts", "Admin", "Auth"]
