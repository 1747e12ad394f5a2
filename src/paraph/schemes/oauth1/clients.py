"""Client libraries that sign OAuth 1.0a in a way of their own, and by which mistakes that shows."""

from __future__ import annotations

from paraph.core.servers import KnownClient

CLIENTS = (
    KnownClient("a WooCommerce API client", frozenset(("path-trailing-slash", "enc-once-too-few", "params-array-notation")),
                "some of them sign the address as the shop does, without the slash at its end, and not as RFC 5849 says",
                "https://github.com/kloon/WooCommerce-REST-API-Client-Library/pull/73"),
    KnownClient("mastercard-oauth1-signer", frozenset(("enc-once-too-few", "enc-none", "out-not-percent-encoded",
                "ord-by-joined-pair")),
                "it encodes the values of the oauth_ parameters once in the base string, and sorts whole pairs",
                "https://github.com/Mastercard/oauth1-signer-python"),
    KnownClient("oauth-1.0a (npm)", frozenset(("enc-keys-encoded-twice", "enc-keys-not-encoded")),
                "it decodes the values of the URL's query, but not the names, and so encodes names twice",
                "https://github.com/adobe/aio-commerce-sdk/pull/574"),
    KnownClient("oauth-1.0a (npm)", frozenset(("json-body-signed-as-params", "place-json-for-form")),
                "it signs whatever is given as data; leave data out if the body is JSON",
                "https://github.com/ddo/oauth-1.0a/issues/60"),
    KnownClient("oauth-1.0a (npm)", frozenset(("ord-unsorted", "ord-before-encoding")),
                "its order of parameters changed with version 2.1.1", "https://github.com/ddo/oauth-1.0a/issues/55"),
    KnownClient("oauth-1.0a (npm)", frozenset(("params-realm-included",)),
                "a realm given as data is signed; use its option realm", "https://github.com/ddo/oauth-1.0a/issues/50"),
    KnownClient("oauth (npm)", frozenset(("form-body-not-signed", "json-body-signed-as-params", "place-json-for-form")),
                "it takes an object for a form and a text for a body of another type, which is not signed",
                "https://github.com/ciaranj/node-oauth/issues/364"),
    KnownClient("rauth", frozenset(("params-signed-not-sent", "params-not-signed", "params-duplicates-collapsed")),
                "it sends parameters of the query twice if the header is not used for OAuth",
                "https://github.com/litl/rauth/issues/3"),
    KnownClient("oauth2 (Python)", frozenset(("params-duplicates-collapsed",)),
                "it keeps one value of each name of the query", "https://github.com/joestump/python-oauth2/issues/121"),
    KnownClient("oauth2 (Python)", frozenset(("enc-nonascii-replaced", "enc-charset-latin1", "enc-mojibake")),
                "it changes text that is not ASCII before it signs", "https://github.com/joestump/python-oauth2/issues/48"),
    KnownClient("request (npm)", frozenset(("ord-before-encoding", "params-array-notation", "ord-values-unsorted")),
                "its older versions sort before they encode, and sign lists as one text",
                "https://github.com/request/oauth-sign/pull/6"),
)  # fmt: skip
