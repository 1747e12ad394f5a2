"""Certificates for a local server, of an authority that is made for it and forgotten with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import trustme

from paraph.http.guard import LOOPBACK
from paraph.private_files import PUBLIC, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VENDOR = "*.duosecurity.com"


class Files(NamedTuple):
    """Where the certificate chain with its key, and the authority that clients have to trust, were written."""

    chain: str
    authority: str


def written(folder: Path, names: Iterable[str], authority: Path | None = None) -> Files:
    """Make a certificate for loopback, for Duo's hosts and for `names`; only its owner can read the key in `folder`."""
    made = trustme.CA(organization_name="paraph, for local tests")
    certificate = made.issue_cert(*dict.fromkeys((*LOOPBACK, VENDOR, *names)))
    chain = folder / "server.pem"
    write_file(chain, certificate.private_key_and_cert_chain_pem.bytes())
    authority = authority or folder / "authority.pem"
    write_file(authority, made.cert_pem.bytes(), PUBLIC)
    return Files(str(chain), str(authority))
