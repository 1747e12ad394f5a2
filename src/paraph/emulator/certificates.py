"""Certificates for a local server, signed by a certificate authority made for this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import trustme

from paraph.http.guard import LOOPBACK
from paraph.private_files import PUBLIC, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VENDOR = "*.duosecurity.com"


class CertificateFiles(NamedTuple):
    """Paths of the certificate chain with its key, and of the authority that clients must trust."""

    chain: str
    authority: str


def write_certificates(folder: Path, names: Iterable[str], authority: Path | None = None) -> CertificateFiles:
    """Write a certificate for loopback, Duo's hosts and `names`; only its owner can read the key in `folder`."""
    created = trustme.CA(organization_name="paraph, for local tests")
    certificate = created.issue_cert(*dict.fromkeys((*LOOPBACK, VENDOR, *names)))
    chain = folder / "server.pem"
    write_file(chain, certificate.private_key_and_cert_chain_pem.bytes())
    authority = authority or folder / "authority.pem"
    write_file(authority, created.cert_pem.bytes(), PUBLIC)
    return CertificateFiles(str(chain), str(authority))
