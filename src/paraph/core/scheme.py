"""What a scheme is: four pure functions over named stages, and what the walks over them have to know.

`prepare` makes what will be sent, minus the signature; `derive` is the pipeline; `attach` puts the signature where it
travels; `parse` reads it back. Three groups say the rest: :class:`Wire`, where the signature travels; :class:`Output`,
the text that is signed and the form of the MAC; :class:`Checks`, what a verifier has to know. What a scheme knows of
mistakes and of its servers is its :class:`~paraph.core.diagnosis.Diagnosis`, which only explaining loads.
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

    `digest` is the same as bytes.
    """

    value: str
    step: Step
    digest: bytes


def no_digest(_received: str, _claims: Any, _credential: Credential) -> None:
    """Return None: these signatures hold nothing that a public key could show."""
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


def not_usual(_host: str, _key_id: str) -> bool:
    """Return False: nothing in a host or key id shows this scheme."""
    return False


def no_options(_choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return no options: there is nothing to choose in how a request is signed."""
    return {}


@dataclass(frozen=True, slots=True)
class Wire(Generic[C]):
    """Where a signature travels.

    `recognises` tells whether a request seems to be signed by this scheme, `usual_for` whether it is the scheme of a host
    (lower case, without port) or of a key id when none is named. `place` says in words where a signature is looked for.
    `detach` takes the signature off; `own_prefix` begins the names of the scheme's own parameters in query and form.
    """

    recognises: Callable[[Request], bool]
    place: str
    usual_for: Callable[[str, str], bool] = not_usual
    detach: Callable[[Request], Request] = without_authorization
    own_prefix: str = ""


@dataclass(frozen=True, slots=True)
class Output(Generic[C]):
    """What is signed and how the result is written.

    `text` is the stage whose value is signed, `cut_after` are the marks after which a reader looks for a new line in it.
    `mac_form` is how the MAC is written: "hex" or "base64". `reveals_secret` tells whether a signature is the secret
    itself; `opened` gives what a public key shows inside a signature, None for one that only the secret can check.
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
    the token; `stranger` is a key of nobody, so that an unknown key takes as long as a known one. `names_key` is false
    if a request does not say which key signed it: then every key at hand is tried. `window` is how far a request's time
    may lie from now, in seconds, either way; `has_nonce` whether a request carries a nonce.
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

    `label` is the short name that people read, `title` the long one; `room` is the folder that it lives in, if that has
    another name. `options` turns what a person may choose (version, digest, placement, realm, body_hash, date) into the
    keyword options of `prepare`, and leaves out what the scheme does not have.
    `parse` raises Malformed when there is nothing to read.
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
    """Whether two texts are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(wire_bytes(expected), wire_bytes(received))
