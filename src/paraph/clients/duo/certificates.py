"""The certificate authorities that Duo's own clients trust, chosen from the system's by their fingerprints.

Source: the certificates that duo_client_python 5.7.0 comes with, 2026-09
"""

from __future__ import annotations

import hashlib
import re
import ssl
from pathlib import Path

from paraph.core.errors import Unconfigured
from paraph.http.network import add_file

PEM_BLOCK = re.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
FINGERPRINTS = {
    "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e": "Amazon Root CA 1",
    "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4": "Amazon Root CA 2",
    "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4": "Amazon Root CA 3",
    "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092": "Amazon Root CA 4",
    "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5": "Starfield Services Root Certificate Authority - G2",
    "7431e5f4c3c1ce4690774f0b61e05440883ba9a01ed00ba6abd7806ed3b118cf": "DigiCert High Assurance EV Root CA",
    "018e13f0772532cf809bd1b17281867283fc48c6e13be9c69812854a490c1b05": "DigiCert TLS ECC P384 Root G5",
    "371a00dc0533b3721a7eeb40e8419e70799d2b0a0f2c1d80693165f7cec4ad75": "DigiCert TLS RSA4096 Root G5",
    "4fa3126d8d3a11d1c4855a4f807cbad6cf919d3a5a88b03bea2c6372d93c40c9": "GlobalSign Root R46",
    "cbb9c44d84b8043e1050ea31a69f514955d7bfd2e2c6b49301019ad61d9f5058": "GlobalSign Root E46",
    "8d25cd97229dbf70356bda4eb3cc734031e24cf00fafcfd32dc76eb5841c7ea8": "GTS Root R2",
    "349dfa4058c5e263123b398ae795573c4e1313c83fe68f93556cd5e8031b3c7d": "GTS Root R4",
    "5d56499be4d2e08bcfcad08a3e38723d50503bde706948e42f55603019e528ae": "IdenTrust Commercial Root CA 1",
    "983d826ba9c87f653ff9e8384c5413e1d59acf19ddc9c98cecae5fdea2ac229c": "IdenTrust Commercial Root TLS ECC CA 2",
    "2ce1cb0bf9d2f9e102993fbe215152c3b2dd0cabde1c68e5319b839154dbb7f5": "Starfield Root Certificate Authority - G2",
}
"""SHA-256 of each certificate, and the name of its owner."""


def pinned(ca: str | None = None) -> ssl.SSLContext:
    """Return a TLS context that trusts only the authorities that Duo's clients trust, and those of the file `ca`.

    Raises Unconfigured if the system has none of them.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    known = pinned_certificates()
    if not known:
        raise Unconfigured(
            "the system has none of the certificates that Duo's clients trust, so that they cannot be chosen: trust the system's"
        )
    context.load_verify_locations(cadata=known)
    if ca:
        add_file(context, ca)
    return context


def pinned_certificates() -> bytes:
    """Return those of the system's certificates that Duo's clients trust, in DER, one after the other."""
    return b"".join(each for each in system_certificates() if hashlib.sha256(each).hexdigest() in FINGERPRINTS)


def system_certificates() -> list[bytes]:
    """Return the certificates that the system trusts, in DER: from OpenSSL's file or folder, else from Windows."""
    paths = ssl.get_default_verify_paths()
    folder = sorted(Path(paths.capath).glob("*.0")) if paths.capath else []
    files = [Path(paths.cafile)] if paths.cafile else folder
    texts = [file.read_text("ascii", "replace") for file in files]  # ten times as fast as to let OpenSSL read them
    found = [ssl.PEM_cert_to_DER_cert(block) for text in texts for block in PEM_BLOCK.findall(text)]
    return found or ssl.create_default_context().get_ca_certs(binary_form=True)
