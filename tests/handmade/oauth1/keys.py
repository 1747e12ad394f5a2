"""The wrong keys of hand-made signers of OAuth 1.0a."""

from collections.abc import Callable
from functools import partial

from tests.handmade.encoders import percent
from tests.handmade.oauth1.signer import Scene


def key_of(*names: str) -> Callable[[Scene], bytes]:
    """Return the key form that joins these values with ``&``; a name in capitals is encoded."""

    def key(scene: Scene) -> bytes:
        values = {
            "id": scene.consumer[0],
            "secret": scene.consumer[1],
            "token": scene.token[0],
            "other": scene.token[1],
        }
        return "&".join(
            percent(values[name.lower()]) if name.isupper() else values.get(name, name) for name in names
        ).encode()

    return key


def join_secrets(between: str, scene: Scene) -> bytes:
    """Join the two secrets with another mark."""
    return between.join((percent(scene.consumer[1]), percent(scene.token[1]))).encode()


KEYS: dict[str, Callable[[Scene], bytes]] = {
    "secret alone": key_of("secret"),
    "secret alone, encoded": key_of("SECRET"),
    "secret & nothing": key_of("SECRET", ""),
    "token secret alone": key_of("OTHER"),
    "nothing & token secret": key_of("", "OTHER"),
    "swapped": key_of("OTHER", "SECRET"),
    "not encoded": key_of("secret", "other"),
    "secret not encoded": key_of("secret", "OTHER"),
    "encoded as a whole": lambda scene: percent(f"{scene.consumer[1]}&{scene.token[1]}").encode(),
    "encoded twice": lambda scene: f"{percent(percent(scene.consumer[1]))}&{percent(percent(scene.token[1]))}".encode(),
    "secret & secret": key_of("SECRET", "SECRET"),
    "secret & token": key_of("SECRET", "TOKEN"),
    "token & token secret": key_of("TOKEN", "OTHER"),
    "consumer key & secret": key_of("ID", "SECRET"),
    "secret & consumer key": key_of("SECRET", "ID"),
    "consumer key &": key_of("ID", ""),
    "consumer key & token secret": key_of("ID", "OTHER"),
    "consumer key & token": key_of("ID", "TOKEN"),
    "consumer key alone": key_of("ID"),
    "token alone": key_of("TOKEN"),
    "four parts": key_of("ID", "SECRET", "TOKEN", "OTHER"),
    "four parts, secrets first": key_of("SECRET", "OTHER", "ID", "TOKEN"),
    "three parts": key_of("SECRET", "TOKEN", "OTHER"),
    "secret & null": key_of("SECRET", "null"),
    "secret & undefined": key_of("SECRET", "undefined"),
    "secret & None": key_of("SECRET", "None"),
    "no &": partial(join_secrets, ""),
    "& encoded": partial(join_secrets, "%26"),
    "& as HTML": partial(join_secrets, "&amp;"),
    "plus between": partial(join_secrets, "+"),
    "comma between": partial(join_secrets, ","),
    "& twice": partial(join_secrets, "&&"),
    "spaces around &": partial(join_secrets, " & "),
    "newline after the secret": lambda scene: f"{scene.consumer[1]}\n&{scene.token[1]}".encode(),
    "newline after the secret, encoded": lambda scene: (
        f"{percent(scene.consumer[1])}%0A&{percent(scene.token[1])}".encode()
    ),
    "newline after both, encoded": lambda scene: (
        f"{percent(scene.consumer[1])}%0A&{percent(scene.token[1])}%0A".encode()
    ),
    "space after the secret, encoded": lambda scene: (
        f"{percent(scene.consumer[1])}%20&{percent(scene.token[1])}".encode()
    ),
    "in lower case": lambda scene: join_secrets("&", scene).lower(),
    "& in front": lambda scene: b"&" + join_secrets("&", scene),
    "& at the end": lambda scene: join_secrets("&", scene) + b"&",
}
