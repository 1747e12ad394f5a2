"""Locations of IP addresses: the documentation ranges, spread over a few cities."""

from __future__ import annotations

import ipaddress
from functools import cache
from typing import NamedTuple

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Place(NamedTuple):
    """A city, its hours ahead of UTC, its weight in generated data, and its addresses."""

    city: str
    state: str
    country: str
    code: str
    hours: float
    share: int
    network: str

    @property
    def location(self) -> dict[str, str | None]:
        """The location as log records have it."""
        return {"city": self.city, "state": self.state, "country": self.country}


PLACES = (
    Place("Springfield", "Illinois", "United States", "US", -6, 6, "192.0.2.0/25"),
    Place("Portland", "Oregon", "United States", "US", -8, 4, "192.0.2.128/25"),
    Place("Toronto", "Ontario", "Canada", "CA", -5, 2, "198.51.100.0/26"),
    Place("London", "England", "United Kingdom", "GB", 0, 3, "198.51.100.64/26"),
    Place("Berlin", "Berlin", "Germany", "DE", 1, 3, "198.51.100.128/25"),
    Place("Bengaluru", "Karnataka", "India", "IN", 5.5, 2, "203.0.113.0/25"),
    Place("Tokyo", "Tokyo", "Japan", "JP", 9, 2, "203.0.113.128/26"),
    Place("São Paulo", "São Paulo", "Brazil", "BR", -3, 1, "203.0.113.192/26"),
    Place("Dublin", "Leinster", "Ireland", "IE", 0, 1, "2001:db8::/32"),
)
"""The addresses are those of RFC 5737 and RFC 3849, which no network uses."""
UNKNOWN: dict[str, str | None] = {"city": None, "state": None, "country": None}


@cache
def list_networks() -> list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, Place]]:
    """Return the places by network."""
    return [(ipaddress.ip_network(place.network), place) for place in PLACES]


def find_place(address: Address) -> Place | None:
    """Return the place of an IP address; None if unknown."""
    return next((place for network, place in list_networks() if address in network), None)


def find_location(address: str | None) -> dict[str, str | None]:
    """Return city, state and country of an IP address; None for each if unknown."""
    try:
        result = find_place(ipaddress.ip_address(address or ""))
    except ValueError:
        result = None
    return result.location if result else dict(UNKNOWN)
