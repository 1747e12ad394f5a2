"""Hand-made signers of OAuth 1.0a, as plain string code.

A request is drawn as people send it, then signed by a signer with so many wrong choices. What travels is a proper request; only
its signature is wrong.
"""

import random
from functools import partial

from tests.handmade.drawing import Choice, Drawn, SignedText, draw_choices, with_choices
from tests.handmade.oauth1.choices import DIMENSIONS
from tests.handmade.oauth1.signer import Scene, Signer
from tests.handmade.oauth1.sites import scene_of, wire_parts


def draw(seed: str, wrong: int) -> Drawn:
    """Draw a request whose signer made so many wrong choices."""
    draws = random.Random(f"oauth1 {wrong} {seed}")
    while True:
        scene = scene_of(draws)
        choices = draw_choices(draws, DIMENSIONS, wrong, partial(sign_with, scene))
        if choices is not None:
            return to_drawn(scene, choices)


def sign_with(scene: Scene, choices: tuple[Choice, ...]) -> SignedText:
    """Return what a signer with these choices computes."""
    return with_choices(Signer(), DIMENSIONS, choices).sign(scene)


def to_drawn(scene: Scene, choices: tuple[Choice, ...]) -> Drawn:
    """Return the request that is signed with these choices."""
    signer = with_choices(Signer(), DIMENSIONS, choices)
    text, key, signature = signer.sign(scene)
    url, headers, body = wire_parts(scene, signature)
    stamp = next(pair.value for pair in scene.protocol if pair.name == "oauth_timestamp")
    return Drawn(
        method=scene.method,
        url=url,
        headers=headers,
        body=body,
        credential=(*scene.consumer, *scene.token),
        choices=choices,
        signed_text=text,
        key=key,
        signature=signature,
        now=int(stamp),
        digest=scene.digest,
        seal=partial(signer.seal, scene),
        write=signer.output,
    )
