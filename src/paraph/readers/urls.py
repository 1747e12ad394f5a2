"""Parts of URLs as tools send them."""

from __future__ import annotations


def ascii_host(name: str) -> str:
    """Return a host name in ASCII: one with other characters as IDNA, as browsers and curl send it.

    Raises ValueError for a name that IDNA does not allow. Source: https://www.unicode.org/reports/tr46/
    """
    if name.isascii():
        return name
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise ValueError(f"the host {name[:40]!r} cannot be written as IDNA: give it in ASCII") from None


def without_dots(target: str) -> str:
    """Return the target with ``.`` and ``..`` segments of its path resolved (RFC 3986 section 5.2.4)."""
    path, mark, query = target.partition("?")
    if "/." not in path:
        return target
    kept: list[str] = []
    segments = path.split("/")[1:]
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        if segment in (".", ".."):
            if segment == ".." and kept:
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept) + mark + query
