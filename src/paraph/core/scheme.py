"""A scheme: four pure functions over named stages, and facts for signing, verifying and explaining.

`prepare` makes what will be sent, without the signature; `derive` is the pipeline; `attach` puts the signature into the
request; `parse` reads it back. Three groups hold the facts: :class:`Wire`, the place of the signature; :class:`Output`,
the text that is signed and the form of the MAC; :class:`Checks`, what a verifier has to know. What a scheme knows about
mistakes and its servers is its :class:`~paraph.core.diagnosis.Diagnosis`, which only explaining loads.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from paraph.core.claims import C
from paraph.core.credential import Credential, KeyKind, Secret
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import wire_bytes, wire_text
from paraph.core.trace import run, title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.core.claims import Parsed
    from paraph.core.message import Pairs, Request
    from paraph.core.policy import Coverage, Policy
    from paraph.core.trace import Step

SHARED_SECRETS = (KeyKind.SHARED,)
UNKNOWN_CREDENTIAL = Credential("", Secret(b"a key that nobody has, for equal work"))


class OpenedSignature(NamedTuple):
    """What a public key shows inside a signature: `value`, and `step`, with which ``derive`` ends at that value.

    `digest` is `value` as bytes.
    """

    value: str
    step: Step
    digest: bytes


def no_digest(_received: str, _claims: Any, _credential: Credential) -> None:
    """Return None: a public key shows nothing inside these signatures."""
    return


def reveals_nothing(_claims: Any) -> bool:
    """Return False: no signature of this scheme shows the secret."""
    return False


def shared_secrets_only(_claims: Any) -> tuple[KeyKind, ...]:
    """Return the one kind of key that most schemes have."""
    return SHARED_SECRETS


def any_credential(_claims: Any, _credential: Credential) -> bool:
    """Return True: the key id alone names the credential."""
    return True


def unknown_credential(_claims: Any) -> Credential:
    """Return a shared secret that nobody has."""
    return UNKNOWN_CREDENTIAL


def no_fault(_request: Request, _claims: Any) -> str:
    """Return no fault: these claims hold no digest."""
    return ""


def plain_parameters(request: Request, _claims: Any) -> tuple[Pairs, Pairs]:
    """Parse query and form of a scheme that puts nothing of its own into them."""
    form = parse_form(wire_text(request.body)) if request.media_type == FORM_TYPE else ()
    return parse_form(request.query), form


def without_authorization(request: Request) -> Request:
    """Drop the Authorization header."""
    return request.without_header("Authorization")


def no_other_signature(_request: Request) -> str:
    """Return no sentence."""
    return ""


def not_usual(_host: str, _key_id: str) -> bool:
    """Return False: nothing in a host or key id shows this scheme."""
    return False


def no_options(_choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return no options: there is nothing to choose in how a request is signed."""
    return {}


@dataclass(frozen=True, slots=True)
class Wire(Generic[C]):
    """Where a signature travels.

    `recognises` returns whether a request seems to be signed by this scheme, `usual_for` whether a host (lower case,
    without port) or key id usually uses it. `place` describes where a signature is searched for.
    `detach` removes the signature; `own_prefix` begins the names of the scheme's own parameters in query and form.
    `other_signature` returns a sentence about a related signature that a request carries and this scheme does not read.
    """

    recognises: Callable[[Request], bool]
    place: str
    usual_for: Callable[[str, str], bool] = not_usual
    detach: Callable[[Request], Request] = without_authorization
    own_prefix: str = ""
    other_signature: Callable[[Request], str] = no_other_signature


@dataclass(frozen=True, slots=True)
class Output(Generic[C]):
    """What is signed, and how the result is written.

    `text` is the stage whose value is signed, `cut_after` are the marks after which a diff starts a new line.
    `mac_form` is how the MAC is written: "hex" or "base64". `reveals_secret` returns whether a signature is the secret
    itself; `opened` returns what a public key shows inside a signature, None if only the secret can check it.
    """

    text: Any
    mac_form: str
    cut_after: tuple[str, ...] = ("\n",)
    reveals_secret: Callable[[C], bool] = reveals_nothing
    opened: Callable[[str, C, Credential], OpenedSignature | None] = no_digest

    @property
    def subject(self) -> str:
        """The name of the text that is signed, such as "base string"."""
        return title(self.text)


@dataclass(frozen=True, slots=True)
class Checks(Generic[C]):
    """What a verifier has to know.

    `safe` are the variants that are accepted by default, `https_only` those that need TLS; `habits` is the policy of the
    scheme's usual servers, laxer than ours. `coverage` says what a reading covers; `digest_fault` what is wrong with a
    digest that it states, empty if nothing; `parameters` are those of query and form that are the application's.
    `key_kinds` says which keys may verify it; `bound` whether a credential belongs to all that the claims name, such as
    the token; `unknown_credential` returns a key that nobody has, for equal work with unknown keys. `names_key` is false
    if a request does not say which key signed it: then every available key is tried. `window` is how far a request's time
    may lie from now, in seconds, in both directions; `has_nonce` whether a request carries a nonce.
    """

    safe: frozenset[str]
    habits: Policy
    coverage: Callable[[Request, C], Coverage]
    https_only: frozenset[str] = frozenset()
    key_kinds: Callable[[C], tuple[KeyKind, ...]] = shared_secrets_only
    bound: Callable[[C, Credential], bool] = any_credential
    unknown_credential: Callable[[C], Credential] = unknown_credential
    digest_fault: Callable[[Request, C], str] = no_fault
    parameters: Callable[[Request, C], tuple[Pairs, Pairs]] = plain_parameters
    names_key: bool = True
    window: int = 300
    has_nonce: bool = False


@dataclass(frozen=True, slots=True)
class Scheme(Generic[C]):
    """Four pure functions and three groups of facts.

    `label` is the short name for people, `title` the long one; `room` is its folder, if that has another name.
    `options` turns a person's choices (version, digest, placement, realm, body_hash, date) into keyword options of
    `prepare`, without those that the scheme does not have.
    `parse` raises Malformed if there is no signature.
    """

    name: str
    label: str
    title: str
    prepare: Callable[..., tuple[Request, C]]
    derive: Callable[[Request, C, Credential, Step], str]
    attach: Callable[[Request, C, str], Request]
    parse: Callable[[Request], Parsed[C]]
    wire: Wire[C]
    output: Output[C]
    checks: Checks[C]
    options: Callable[[Mapping[str, Any]], dict[str, Any]] = no_options
    room: str = ""

    @property
    def home(self) -> str:
        """The name of the scheme's rooms in `schemes` and `deviations`."""
        return self.room or self.name

    def holds(self, request: Request, claims: C, credential: Credential, received: str) -> bool:
        """Whether `received` is the signature of `request`, compared in constant time."""
        opened = self.output.opened(received, claims, credential)
        if opened is None:
            expected = self.derive(request, claims, credential, run)
            return is_same_text(expected, received)
        return is_same_text(self.derive(request, claims, credential, opened.step), opened.value)


def is_same_text(expected: str, received: str) -> bool:
    """Compare two texts in constant time."""
    if expected.isascii() and received.isascii():
        return hmac.compare_digest(expected, received)
    return hmac.compare_digest(wire_bytes(expected), wire_bytes(received))
