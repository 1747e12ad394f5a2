"""The sections of policies that are enforced, with their types; all others are only stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from paraph.emulator.duo.calls import DuoError

if TYPE_CHECKING:
    from paraph.emulator.store import Object


class Section(msgspec.Struct, frozen=True):
    """A section of a policy; its keys are those of the vendor, defaults those of a new account."""


WordList = list[str] | str
"""A list, or its items joined by commas."""


def clean_words(listed: WordList) -> list[str]:
    """Return the items of a list, cleaned."""
    items = listed.split(",") if isinstance(listed, str) else listed
    return [item.strip() for item in items if item.strip()]


class Addresses(Section, frozen=True):
    """Networks: addresses, ranges as ``192.0.2.1-192.0.2.9``, or blocks as ``192.0.2.0/24``."""

    ip_list: WordList = []


class FactorlessNetworks(Addresses, frozen=True):
    """Networks whose users need no second factor, even if they have one."""

    require_enrollment: bool = True


class AuthorizedNetworks(Section, frozen=True):
    """The action for a login by its network."""

    no_2fa_required: FactorlessNetworks = FactorlessNetworks()
    mfa_required: Addresses = Addresses()
    blocked: Addresses = Addresses()
    deny_other_access: bool = False


class UserLocation(Section, frozen=True):
    """The action for a login by its country (ISO 3166 code)."""

    default_action: str = "ignore-location"
    deny_access_countries_list: WordList = []
    allow_access_no_2fa_countries_list: WordList = []
    require_mfa_countries_list: WordList = []
    ignore_location_countries_list: WordList = []


class AuthenticationMethods(Section, frozen=True):
    """The methods that users may log in with: each that is not blocked."""

    allowed_auth_list: WordList = []
    blocked_auth_list: WordList = []


class AuthenticationPolicy(Section, frozen=True):
    """``enforce``, ``bypass`` or ``deny`` for all users."""

    user_auth_behavior: str = "enforce"


class NewUser(Section, frozen=True):
    """``enroll``, ``no-mfa`` or ``deny`` for users without a factor."""

    new_user_behavior: str = "enroll"


class Sections(msgspec.Struct, frozen=True):
    """The enforced sections of a policy."""

    authentication_policy: AuthenticationPolicy = AuthenticationPolicy()
    new_user: NewUser = NewUser()
    authentication_methods: AuthenticationMethods = AuthenticationMethods()
    authorized_networks: AuthorizedNetworks = AuthorizedNetworks()
    user_location: UserLocation = UserLocation()


def parse_sections(sections: Object) -> Sections:
    """Parse sections; raises DuoError (40002) for a key of the wrong type."""
    try:
        return msgspec.convert(sections, Sections, strict=False)
    except msgspec.ValidationError:
        raise DuoError(40002, "sections") from None
