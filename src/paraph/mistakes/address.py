"""Mistakes about method, host and path, and about what changes a request under way."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="method-lowercase",
        stage="method",
        seen=5,
        title="The method was not signed in upper case",
        story="The code signs the method as the caller wrote it, `get` or `Post`. The HTTP library sends it in upper "
        "case, so nothing looks wrong.",
        fix="Upper-case the method before signing: `method.upper()`.",
    ),
    Mistake(
        id="method-wrong-verb",
        stage="method",
        seen=3,
        title="Another method was signed than the one sent",
        story="A helper with a fixed GET or POST was used for another call, or a redirect changed the method.",
        fix="Pass the method that is sent to the signing function.",
    ),
    Mistake(
        id="method-omitted",
        stage="method",
        seen=1,
        title="The method is missing from what was signed",
        story="The method has to be in the signed text, also if it is GET. Here it is missing.",
        fix="Begin the string with the upper-case method.",
    ),
    Mistake(
        id="host-not-lowercased",
        stage="host",
        seen=2,
        title="The host was signed as typed, not in lower case",
        story="Letter case does not matter in host names, but the MAC is computed over bytes. Duo's documentation "
        "writes the host as api-XXXXXXXX, and this is easily copied.",
        fix="Lower-case the host before signing: `host.lower()`.",
    ),
    Mistake(
        id="host-omitted",
        stage="host",
        seen=1,
        title="The host is missing from what was signed",
        story="In the string the path follows the method directly. The host has to be on a line of its own between "
        "them.",
        fix="Add the API host, in lower case, as the line after the method.",
    ),
    Mistake(
        id="host-with-scheme",
        stage="host",
        seen=1,
        title="The host was signed together with https://",
        story="The setting contains `https://api-...`, which is right for the URL, but the host line must contain "
        "the host name only.",
        fix="Remove `https://` and any slash from the host before signing.",
    ),
    Mistake(
        id="host-default-port-kept",
        stage="host",
        seen=8,
        title="The default port was signed along with the host",
        story="The base URL contains :443 or :80, as on Alteryx's own documentation page. A default port is not "
        "signed; the server removes it.",
        fix="Remove :443 from https and :80 from http before signing.",
    ),
    Mistake(
        id="host-nondefault-port-dropped",
        stage="host",
        seen=9,
        title="A port that is not the default port was not signed",
        story="For OAuth a port such as :8080 is part of the base string URI. Code that uses only the host name of "
        "the URL loses it, which nobody notices until a server runs on another port.",
        fix="Sign the host with its port, unless it is 443 for https or 80 for http.",
    ),
    Mistake(
        id="scheme-http-for-https",
        stage="host",
        seen=14,
        title="http was signed for https, or the reverse",
        story="The base string URI contains the scheme. If a base address is stored as http while calls use https, "
        "or if a server behind a TLS proxy sees only http, client and server sign two different strings.",
        fix="Sign https if the call uses https. Behind a proxy, tell the server its public address "
        "(X-Forwarded-Proto).",
    ),
    Mistake(
        id="host-www-or-apex",
        stage="host",
        seen=3,
        title="The host was signed with www and called without, or the reverse",
        story="The server signs the address in its configuration. example.com and www.example.com are two different "
        "hosts, even if one redirects to the other.",
        fix="Call and sign exactly the address in the server's configuration.",
    ),
    Mistake(
        id="base-uri-missing-origin",
        stage="host",
        seen=1,
        title="The signer was given a relative URL",
        story="Only the path reached the signing code, so scheme and host are missing in the base string URI, or are "
        "null or undefined there.",
        fix="Pass the absolute URL, scheme and host included, to the signer.",
    ),
    Mistake(
        id="host-internal-name",
        stage="host",
        seen=7,
        title="An internal host name was signed or verified",
        story="Behind a proxy the server has another name or port than the one that clients use. If one side signs "
        "the internal name and the other side verifies the public one, the strings differ.",
        fix="Sign the public host that clients call, and set it as the server's base address.",
    ),
    Mistake(
        id="host-other",
        stage="host",
        seen=1,
        title="Another host was signed than the one that was called",
        story="The string contains the host of another account, region or environment than the one to which the "
        "request was sent. For Duo's child accounts the host is the child's.",
        fix="Sign the host that you call.",
    ),
    Mistake(
        id="path-includes-query",
        stage="path",
        seen=7,
        title="The path was signed together with the query",
        story="The signed path contains everything after the question mark, too. The parameters have a place of "
        "their own in the signed text.",
        fix='Cut the path at "?", and sign the parameters where they belong.',
    ),
    Mistake(
        id="path-leading-slash-missing",
        stage="path",
        seen=1,
        title="The path was signed without its first slash",
        story="Base address and path are often joined with a slash between them, so the path alone does not begin "
        "with one.",
        fix='Begin the signed path with "/".',
    ),
    Mistake(
        id="path-prefix-missing",
        stage="path",
        seen=2,
        title="The beginning of the path was not signed, or has one part too many",
        story="The code signs the name of the endpoint, but the call goes to a longer path: with a prefix of the "
        "API, a version or a mount point.",
        fix="Sign the whole path of the URL that is called.",
    ),
    Mistake(
        id="path-full-url",
        stage="path",
        seen=1,
        title="The whole URL was signed instead of the path",
        story="A function that expects the path was called with the URL. Host and scheme are then in the text twice "
        "or in the wrong place.",
        fix="Pass only the path, from its first slash to the question mark.",
    ),
    Mistake(
        id="path-trailing-slash",
        stage="path",
        seen=5,
        title="The path was signed with another ending than sent",
        story="A slash at the end was added or dropped between signing and sending. Some servers redirect to the other form, "
        "and the client sends the old signature along.",
        fix="Call the address that the server answers without a redirect, and sign exactly this path.",
    ),
    Mistake(
        id="path-lowercased",
        stage="path",
        seen=5,
        title="The path was signed in lower case",
        story="Scheme and host are changed to lower case before signing. If this is done with the whole URL, the "
        "path changes too.",
        fix="Change only scheme and host to lower case.",
    ),
    Mistake(
        id="path-not-encoded",
        stage="path",
        seen=8,
        title="The path was signed decoded",
        story="Frameworks pass the path decoded. The path has to be signed as it is in the request line.",
        fix="Sign the path with its percent-encoding, exactly as in the request line.",
    ),
    Mistake(
        id="path-double-encoded",
        stage="path",
        seen=5,
        title="The path was percent-encoded once too often",
        story="The path was already encoded when it was encoded again for signing, so %20 became %2520 in it.",
        fix="Sign the path of the final URL without encoding it again.",
    ),
    Mistake(
        id="path-matrix-params",
        stage="path",
        seen=1,
        title="A semicolon in the path was cut or encoded",
        story="`;version=1` after a path segment is part of the path. Some URL parsers remove or encode it.",
        fix='Sign the path as sent, including ";" and the text after it.',
    ),
    Mistake(
        id="proxy-rewrote-path",
        stage="transport",
        seen=3,
        title="A proxy adds or strips a part of the path",
        story="A gateway between client and server changes the path, so one side signs it with a prefix and the "
        "other side without.",
        fix="Let the gateway pass the path unchanged, or sign the path that the server sees.",
        example=("client signs /gallery/api/..., server sees /api/...", "both see the same path"),
    ),
    Mistake(
        id="proxy-ended-tls",
        stage="transport",
        seen=12,
        title="The server sees http behind a proxy that terminates TLS",
        story="The client uses https to a load balancer, which uses http to the server. The server builds the URL "
        "from what it sees, and gets another scheme or port.",
        fix="Forward X-Forwarded-Proto and -Port and let the server trust them, or configure its public address.",
    ),
    Mistake(
        id="server-canonicalisation-bug",
        stage="transport",
        seen=9,
        title="The server does not build the string as its standard says",
        story="The signature is right by the standard, and is rejected for certain inputs only: brackets, spaces, "
        "non-ASCII letters, more than nine array items.",
        fix="Find the input that makes the difference, avoid it if you can, and report it to the vendor of the server.",
        example=("refused with filter[10]=x, accepted with filter[9]=x", "accepted with both"),
    ),
    Mistake(
        id="server-adds-default-param",
        stage="transport",
        seen=1,
        title="A parameter with a default value was signed on one side only",
        story="One side adds a parameter that the other never sent, such as oauth_callback=about:blank, to what is signed.",
        fix="Send every parameter that is signed, or configure the server not to add one.",
        example=("server signs oauth_callback=about:blank as well", "server signs what was sent"),
    ),
    Mistake(
        id="permission-shown-as-signature",
        stage="transport",
        seen=5,
        title="The signature is right; a permission is missing",
        story="Missing rights of the application, IP rules or two-factor rules are answered with the same 401 or 403 "
        "as a wrong signature.",
        fix="Check the permissions of the key: for Duo, the Admin API permissions and its allowed networks.",
        example=("one endpoint works, another says 403 with the same key", "the key has the right for both"),
    ),
    Mistake(
        id="library-version-regression",
        stage="transport",
        seen=5,
        title="A new version of the HTTP library writes requests differently",
        story="After an update the library encodes URLs or sets headers in another way than the one that is signed.",
        fix="Pin the library, sign the final request as it is sent, and compare the sent bytes before and after the "
        "update.",
        example=("works with version 1, refused with version 2 of the library", "signs what the library sends"),
    ),
)
