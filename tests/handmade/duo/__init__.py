"""Hand-made signers of Duo's versions 2 and 5, as plain string code.

A request is drawn as people send it, then signed by a signer with so many wrong choices. What travels is a proper request; only
its signature is wrong under every version that a server accepts.
"""

import random
from functools import partial

from tests.handmade.drawing import Choice, Drawn, SignedText, draw_choices, with_choices
from tests.handmade.duo.choices import DIMENSIONS
from tests.handmade.duo.signer import Scene, Signer, accepted_signatures
from tests.handmade.duo.sites import scene_of, wire_parts


def draw(seed: str, wrong: int) -> Drawn:
    """Draw a request whose signer made so many wrong choices."""
    draws = random.Random(f"duo {wrong} {seed}")
    while True:
        scene = scene_of(draws)
        choices = draw_choices(draws, DIMENSIONS, wrong, partial(sign_with, scene, accepted_signatures(scene)))
        if choices is not None:
            return to_drawn(scene, choices)


def sign_with(scene: Scene, right: set[str], choices: tuple[Choice, ...]) -> SignedText:
    """Return what a signer with these choices computes; ValueError if a server accepts it all the same."""
    signed = with_choices(Signer(), DIMENSIONS, choices).sign(scene)
    if choices and signed.signature in right:
        raise ValueError("a server accepts this signature")
    return signed


def to_drawn(scene: Scene, choices: tuple[Choice, ...]) -> Drawn:
    """Return the request that is signed with these choices."""
    signer = with_choices(Signer(), DIMENSIONS, choices)
    text, key, signature = signer.sign(scene)
    url, headers, body = wire_parts(scene, signature)
    return Drawn(
        method=scene.method,
        url=url,
        headers=headers,
        body=body,
        credential=(scene.integration_key, scene.secret_key, "", ""),
        choices=choices,
        signed_text=text,
        key=key,
        signature=signature,
        now=scene.stamp,
        digest=scene.digest,
        seal=partial(signer.seal, scene),
        write=signer.output,
    )
