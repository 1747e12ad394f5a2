"""Judges a login by its network, then by its country, as policies say.

Duo's own order is unknown; here denials take precedence.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo.calls import DuoError
from paraph.emulator.duo.ip_locations import find_place
from paraph.emulator.duo.policies.sections import clean_words

if TYPE_CHECKING:
    from paraph.emulator.duo.ip_locations import Address, Place
    from paraph.emulator.duo.policies.sections import Addresses, AuthorizedNetworks, Sections, UserLocation


class LocationRuling(NamedTuple):
    """Whether a login is allowed without a second factor or denied, why, and whether this applies to unenrolled users."""

    allows: bool
    reason: str
    unenrolled: bool = True


BLOCKED = LocationRuling(allows=False, reason="denied_by_policy")
ABROAD = LocationRuling(allows=False, reason="location_restricted")
AT_HOME = LocationRuling(allows=True, reason="trusted_location", unenrolled=False)


def judge_location(sections: Sections, ip: str | None) -> LocationRuling | None:
    """Judge a login by its address; None if policies leave it open, or there is no address."""
    try:
        address = ipaddress.ip_address(ip or "")
    except ValueError:
        return None
    networks, action = sections.authorized_networks, country_action(sections.user_location, find_place(address))
    if is_refused(networks, address):
        return BLOCKED
    if action == "deny-access":
        return ABROAD
    if contains_address(networks.no_2fa_required, address):
        return LocationRuling(True, "trusted_network", not networks.no_2fa_required.require_enrollment)
    if action == "allow-access-no-2fa" and not contains_address(networks.mfa_required, address):
        return AT_HOME
    return None


def is_refused(networks: AuthorizedNetworks, address: Address) -> bool:
    """Return whether all logins from an address are denied."""
    existing = contains_address(networks.no_2fa_required, address) or contains_address(networks.mfa_required, address)
    return contains_address(networks.blocked, address) or (networks.deny_other_access and not existing)


def country_action(location: UserLocation, place: Place | None) -> str:
    """Return the action for logins from a place; empty if the place is unknown."""
    if place is None:
        return "ignore-location"
    lists = {
        "deny-access": location.deny_access_countries_list,
        "require-mfa": location.require_mfa_countries_list,
        "allow-access-no-2fa": location.allow_access_no_2fa_countries_list,
        "ignore-location": location.ignore_location_countries_list,
    }
    return next(
        (action for action, items in lists.items() if place.code in clean_words(items)), location.default_action
    )


def contains_address(addresses: Addresses, address: Address) -> bool:
    """Return whether an address is in one of the networks."""
    result = map(network_bounds, clean_words(addresses.ip_list))
    return any(first.version == address.version and int(first) <= int(address) <= int(last) for first, last in result)


def network_bounds(text: str) -> tuple[Address, Address]:
    """Return the first and last address of a network; raises DuoError (40002) if it is invalid."""
    first, dash, last = text.partition("-")
    try:
        if not dash:
            network = ipaddress.ip_network(text, strict=False)
            return network[0], network[-1]
        result = ipaddress.ip_address(first.strip()), ipaddress.ip_address(last.strip())
    except ValueError:
        raise DuoError(40002, "ip_list") from None
    if result[0].version != result[1].version or int(result[0]) > int(result[1]):
        raise DuoError(40002, "ip_list")
    return result


def check_networks(networks: AuthorizedNetworks) -> None:
    """Raise DuoError (40002) for an invalid network."""
    for addresses in (networks.no_2fa_required, networks.mfa_required, networks.blocked):
        for text in clean_words(addresses.ip_list):
            network_bounds(text)
