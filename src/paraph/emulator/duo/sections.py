"""The sections of policies that are acted upon, as their keys are typed; all others are only kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from paraph.emulator.duo.calls import Refused

if TYPE_CHECKING:
    from paraph.emulator.store import Object


class Section(msgspec.Struct, frozen=True):
    """A part of a policy; its keys are those of the vendor, and what is not given is as in a new account."""


Words = list[str] | str
"""A list, or its items with commas between them."""


def words(listed: Words) -> list[str]:
    """The items of a list."""
    items = listed.split(",") if isinstance(listed, str) else listed
    return [item.strip() for item in items if item.strip()]


class Addresses(Section, frozen=True):
    """Networks: addresses, ranges as ``192.0.2.1-192.0.2.9``, or blocks as ``192.0.2.0/24``."""

    ip_list: Words = []


class WithoutFactor(Addresses, frozen=True):
    """Networks whose users need no second factor, if they could give one."""

    require_enrollment: bool = True


class AuthorizedNetworks(Section, frozen=True):
    """What becomes of a login by the network that it comes from."""

    no_2fa_required: WithoutFactor = WithoutFactor()
    mfa_required: Addresses = Addresses()
    blocked: Addresses = Addresses()
    deny_other_access: bool = False


class UserLocation(Section, frozen=True):
    """What becomes of a login by the country that it comes from, as ISO 3166 letters it."""

    default_action: str = "ignore-location"
    deny_access_countries_list: Words = []
    allow_access_no_2fa_countries_list: Words = []
    require_mfa_countries_list: Words = []
    ignore_location_countries_list: Words = []


class AuthenticationMethods(Section, frozen=True):
    """The methods that users may log in with: each that is not blocked."""

    allowed_auth_list: Words = []
    blocked_auth_list: Words = []


class AuthenticationPolicy(Section, frozen=True):
    """``enforce``, ``bypass`` or ``deny`` for everybody."""

    user_auth_behavior: str = "enforce"


class NewUser(Section, frozen=True):
    """``enroll``, ``no-mfa`` or ``deny`` for those who have nothing to log in with."""

    new_user_behavior: str = "enroll"


class Sections(msgspec.Struct, frozen=True):
    """What a policy says, as far as it is acted upon."""

    authentication_policy: AuthenticationPolicy = AuthenticationPolicy()
    new_user: NewUser = NewUser()
    authentication_methods: AuthenticationMethods = AuthenticationMethods()
    authorized_networks: AuthorizedNetworks = AuthorizedNetworks()
    user_location: UserLocation = UserLocation()


def read(sections: Object) -> Sections:
    """What sections say; raises Refused (40002) for a key that is of another type."""
    try:
        return msgspec.convert(sections, Sections, strict=False)
    except msgspec.ValidationError:
        raise Refused(40002, "sections") from None
