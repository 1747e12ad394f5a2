"""What programs ask of hashes apart from a digest."""

import _hashlib
import array
import copy
import functools
import hashlib
import hmac
import inspect
import io
import pickle
import tempfile
import types
import uuid
from hashlib import md5, sha1

from requests.auth import HTTPDigestAuth

ABC = "a9993e364706816aba3e25717850c26c9cd0d89d"


def raised(call):
    try:
        call()
    except Exception as error:
        return type(error), str(error)
    return None


for made in (sha1(b"abc"), hashlib.new("sha1", b"abc"), hashlib.new("SHA1", data=b"abc", usedforsecurity=False)):
    assert made.hexdigest() == ABC == made.copy().digest().hex()
    assert (made.name, made.digest_size, made.block_size) == ("sha1", 20, 64)
    assert isinstance(made, _hashlib.HASH)
    assert type(made).__name__ == "HASH"
    assert repr(made).startswith("<sha1 _hashlib.HASH object @ 0x")
    assert raised(lambda made=made: pickle.dumps(made)) == (TypeError, "cannot pickle '_hashlib.HASH' object")
    assert raised(lambda made=made: copy.copy(made)) == (TypeError, "cannot pickle '_hashlib.HASH' object")
    assert raised(lambda made=made: made.update("abc"))[0] is TypeError
    assert raised(lambda made=made: made.update(data=b"abc"))[0] is TypeError
    assert raised(lambda made=made: setattr(made, "more", 1))[0] is AttributeError
assert raised(lambda: sha1("abc"))[0] is TypeError
assert raised(lambda: sha1(None))[0] is TypeError
assert raised(lambda: hashlib.new("none such"))[0] is ValueError
assert sha1(array.array("H", [0x6161] * 3)).digest() == sha1(b"aaaaaa").digest()

assert isinstance(sha1, types.BuiltinFunctionType)
assert sha1.__name__ == "openssl_sha1"
assert repr(sha1) == "<built-in function openssl_sha1>"
assert "usedforsecurity" in inspect.signature(sha1).parameters
assert pickle.loads(pickle.dumps(sha1)) is sha1 is copy.deepcopy(sha1)  # noqa: S301
assert {sha1: 1}[hashlib.sha1] == 1
assert sha1 != md5
assert functools.partial(md5, usedforsecurity=False)(b"").hexdigest() == "d41d8cd98f00b204e9800998ecf8427e"
assert set(hashlib.algorithms_guaranteed) <= set(hashlib.algorithms_available)
for name in sorted(hashlib.algorithms_guaranteed):
    assert hashlib.new(name).name == getattr(hashlib, name)().name == name

for digestmod in ("sha1", sha1):
    assert hmac.new(b"key", b"abc", digestmod)._hmac is not None, "made in C"
    assert hmac.digest(b"key", b"abc", digestmod).hex() == "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"
assert hmac.new(b"key", b"abc", lambda data=b"": sha1(data)).hexdigest() == "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"

assert hashlib.file_digest(io.BytesIO(b"abc"), "sha1").hexdigest() == ABC
with tempfile.TemporaryFile() as file:
    file.write(b"abc" * 100_000)
    for digest in ("sha512", hashlib.sha512):
        file.seek(0)
        assert hashlib.file_digest(file, digest).digest() == hashlib.sha512(b"abc" * 100_000).digest()
assert str(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")) == "886313e1-3b8a-5372-9b90-0c9aee199e5d"
assert len(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2)) == 32
auth = HTTPDigestAuth("user", "password")
auth.init_per_thread_state()
auth._thread_local.chal = {"realm": "r", "nonce": "n", "qop": "auth", "algorithm": "SHA-256"}
assert auth.build_digest_header("GET", "https://example.org/").startswith('Digest username="user"')
print("all as ever")
