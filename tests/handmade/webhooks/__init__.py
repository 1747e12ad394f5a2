"""Hand-made signers of webhooks, as plain string code: GitHub, Stripe, Slack, Shopify, Standard Webhooks.

A webhook is drawn as vendors send it, then signed by a signer with so many wrong choices.
"""

import base64
import json
import random
from functools import partial
from urllib.parse import urlencode

from tests.handmade.drawing import Choice, Drawn, SignedText, draw_choices, with_choices
from tests.handmade.scenes import VALUES, parameters, text_of
from tests.handmade.webhooks.choices import DIMENSIONS
from tests.handmade.webhooks.signer import Scene, Signer, Vendor

VENDORS = (
    Vendor("github", "{body}"),
    Vendor("stripe", "{time} . {body}"),
    Vendor("slack", "v0 : {time} : {body}"),
    Vendor("shopify", "{body}", is_base64=True),
    Vendor("standard", "{id} . {time} . {body}", is_base64=True),
)
JSON_STYLES = (
    partial(json.dumps, separators=(",", ":"), ensure_ascii=False),
    partial(json.dumps, separators=(",", ":")),
    json.dumps,
    partial(json.dumps, indent=2, ensure_ascii=False),
)


def scene_of(draws: random.Random) -> Scene:
    """Draw a webhook as vendors send it."""
    vendor = draws.choice(VENDORS)
    is_json = not (vendor.name in ("slack", "github") and draws.random() < 0.4)
    standard = vendor.name == "standard"
    secret = base64.b64encode(draws.randbytes(24)).decode() if standard else text_of(draws, 32)
    prefix = "whsec_" if standard or vendor.name == "stripe" else ""
    return Scene(
        vendor=vendor,
        path=draws.choice(("/webhooks", "/hooks/in", "/api/events/")),
        body=json_body(draws) if is_json else form_body(draws),
        is_json=is_json,
        identity=f"msg_{text_of(draws, 24)}",
        stamp=draws.randint(1_700_000_000, 1_790_000_000),
        secret=prefix + secret,
    )


def json_body(draws: random.Random) -> str:
    """Draw the text of a JSON body."""
    data = {
        "type": "order.created",
        "id": draws.randint(1, 10**9),
        "amount": draws.choice((10.0, 19.99, 5)),
        "note": draws.choice(VALUES),
        "data": dict(parameters(draws, 4)),
        "tags": draws.choice(([], ["a", None, True])),
    }
    return draws.choice(JSON_STYLES)(data) + draws.choice(("", "", "\n"))


def form_body(draws: random.Random) -> str:
    """Draw a form with the event in `payload`, and more."""
    return urlencode([("payload", json_body(draws)), *parameters(draws, 4)])


def headers_of(scene: Scene, signature: str) -> tuple[tuple[str, str], ...]:
    """Return the headers as the vendor sends them."""
    own = {
        "github": (("X-GitHub-Event", "push"), ("X-Hub-Signature-256", f"sha256={signature}")),
        "stripe": (("Stripe-Signature", f"t={scene.stamp},v1={signature}"),),
        "slack": (("X-Slack-Request-Timestamp", str(scene.stamp)), ("X-Slack-Signature", f"v0={signature}")),
        "shopify": (("X-Shopify-Topic", "orders/create"), ("X-Shopify-Hmac-Sha256", signature)),
        "standard": (
            ("webhook-id", scene.identity),
            ("webhook-timestamp", str(scene.stamp)),
            ("webhook-signature", f"v1,{signature}"),
        ),
    }
    kind = "application/json" if scene.is_json else "application/x-www-form-urlencoded"
    return (("Content-Type", kind), *own[scene.vendor.name])


def sign_with(scene: Scene, choices: tuple[Choice, ...]) -> SignedText:
    """Return what a signer with these choices computes."""
    return with_choices(Signer(), DIMENSIONS, choices).sign(scene)


def draw(seed: str, wrong: int) -> Drawn:
    """Draw a webhook whose signer made so many wrong choices."""
    draws = random.Random(f"webhooks {wrong} {seed}")
    while True:
        scene = scene_of(draws)
        choices = draw_choices(draws, DIMENSIONS, wrong, partial(sign_with, scene))
        if choices is not None:
            return to_drawn(scene, choices)


def to_drawn(scene: Scene, choices: tuple[Choice, ...]) -> Drawn:
    """Return the webhook that is signed with these choices."""
    signer = with_choices(Signer(), DIMENSIONS, choices)
    text, key, signature = signer.sign(scene)
    return Drawn(
        method="POST",
        url=f"https://hooks.example.com{scene.path}",
        headers=headers_of(scene, signature),
        body=scene.body.encode(),
        credential=("", scene.secret, "", ""),
        choices=choices,
        signed_text=text,
        key=key,
        signature=signature,
        now=scene.stamp,
        digest=scene.vendor.digest,
        seal=partial(signer.seal, scene),
        write=partial(signer.output, scene.vendor.is_base64),
    )
