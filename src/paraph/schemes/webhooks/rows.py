"""The vendors, one row each: what differs between webhooks is data.

Sources: https://www.standardwebhooks.com (specification, read 2026-11), https://docs.svix.com/receiving/verifying-payloads/how-manual,
https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries, https://docs.stripe.com/webhooks/signature,
https://docs.slack.dev/authentication/verifying-requests-from-slack,
https://shopify.dev/docs/apps/build/webhooks/subscribe/https
"""

from __future__ import annotations

from dataclasses import dataclass

ID, TIMESTAMP, BODY = "id", "timestamp", "body"
"""The parts of a signed text that differ from message to message; every other part stands for itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one vendor signs webhooks.

    `header` carries the signature; behind `prefix`, in the forms of `lists`: "" for one value, " " for several that stand
    side by side, "," for a list of ``name=value`` in which `time_field` is the time. `parts` are joined with `joint`;
    `id_header` and `time_header` carry the id and the time if they are parts. `mac_form` is "hex" or "base64";
    `key_form` is "text" or "whsec" (base64 behind that prefix). `older` is a second header with SHA-1 and its prefix;
    `variable` is the environment variable in which receivers usually keep the secret.
    """

    name: str
    label: str
    source: str
    variable: str
    header: str
    prefix: str
    parts: tuple[str, ...]
    joint: str = ""
    lists: str = ""
    time_field: str = ""
    time_header: str = ""
    id_header: str = ""
    mac_form: str = "hex"
    key_form: str = "text"
    older: tuple[str, str] | None = None

    @property
    def has_time(self) -> bool:
        """Whether a message says when it was signed."""
        return TIMESTAMP in self.parts


def standard_row(name: str, label: str, start: str, source: str, variable: str) -> Row:
    """Make a row of Standard Webhooks, whose headers begin with `start`."""
    return Row(
        name, label, source, variable, f"{start}-signature", "v1,", (ID, TIMESTAMP, BODY), ".", " ",
        time_header=f"{start}-timestamp", id_header=f"{start}-id", mac_form="base64", key_form="whsec",
    )  # fmt: skip


ROWS = (
    standard_row("standard-webhooks", "Standard Webhooks", "webhook", "https://www.standardwebhooks.com", "WEBHOOK_SECRET"),
    standard_row("svix", "Svix", "svix", "https://docs.svix.com/receiving/verifying-payloads/how-manual", "SVIX_SECRET"),
    Row("github", "GitHub", "https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries", "GITHUB_WEBHOOK_SECRET",
        "X-Hub-Signature-256", "sha256=", (BODY,), older=("X-Hub-Signature", "sha1=")),
    Row("stripe", "Stripe", "https://docs.stripe.com/webhooks/signature", "STRIPE_WEBHOOK_SECRET",
        "Stripe-Signature", "v1=", (TIMESTAMP, BODY), ".", ",", time_field="t"),
    Row("slack", "Slack", "https://docs.slack.dev/authentication/verifying-requests-from-slack", "SLACK_SIGNING_SECRET",
        "X-Slack-Signature", "v0=", ("v0", TIMESTAMP, BODY), ":", time_header="X-Slack-Request-Timestamp"),
    Row("shopify", "Shopify", "https://shopify.dev/docs/apps/build/webhooks/subscribe/https", "SHOPIFY_CLIENT_SECRET",
        "X-Shopify-Hmac-Sha256", "", (BODY,), mac_form="base64"),
)  # fmt: skip
