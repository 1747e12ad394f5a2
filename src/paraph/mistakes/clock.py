"""Mistakes about time, and about values that must not come twice."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="clock-skew",
        stage="clock",
        seen=14,
        title="The request's time is outside the server's window",
        story="Servers accept a request only for a few minutes around its time. The clock or the time zone of the machine is "
        "wrong, or the request was signed some minutes before it was sent.",
        fix="Set the clock of the machine with NTP, check its time zone, and sign each request just before you send it.",
        example=("Date: ten minutes behind the server's clock", "Date: the current time, to within five minutes"),
    ),
    Mistake(
        id="date-hardcoded",
        stage="clock",
        seen=2,
        title="An old time was sent: it was pasted, saved or copied from an example",
        story="A date and the signature that belongs to it were pasted into Postman, saved in a variable, or copied from "
        "documentation. The signature verifies, but the time is hours, days or years old.",
        fix="Make the date when you send: take the current time for each request, and sign that same text.",
        example=("Date: Tue, 21 Aug 2012 17:29:18 -0000", "Date: the current time"),
    ),
    Mistake(
        id="date-reused-across-calls",
        stage="clock",
        seen=2,
        title="The date of an earlier request was signed again",
        story="The date was read once, for the first page or the first try, and used again for the following "
        "requests, while the header shows the new time (or the reverse).",
        fix="Make a new date and a new signature for every request, including retries and further pages.",
    ),
    Mistake(
        id="date-signed-differs-from-sent",
        stage="clock",
        seen=2,
        title="Another date was signed than the one sent",
        story="The clock was read twice, once for the signature and once for the header, or a signature from an "
        "earlier run was sent with a new date. The signed date and the header have to be the same text.",
        fix="Read the clock once, store the text in a variable, sign it and send the same variable as Date.",
    ),
    Mistake(
        id="date-line-empty",
        stage="clock",
        seen=1,
        title="The date was still empty when the string was built",
        story="The string to sign was built before the date had a value, which happens easily in Postman scripts and "
        "shell variables. The header was set later.",
        fix="Set the date first, then build the string from it.",
    ),
    Mistake(
        id="date-header-missing",
        stage="clock",
        seen=1,
        title="No date was sent",
        story="The date is signed, but it must also be sent, because the server has to know it. Browsers and some "
        "HTTP libraries do not allow a Date header and drop it silently.",
        fix="Send the signed text as Date, or as X-Duo-Date if the library does not allow Date.",
        example=("Authorization: Basic ... and no Date header", "Date: Tue, 17 Mar 2026 09:30:05 -0000"),
    ),
    Mistake(
        id="date-locale",
        stage="clock",
        seen=3,
        title="The date is in another language, or not in RFC 2822 format",
        story="Formatting with the machine's language gives names like `mar.` or `Di`. The signature may be right, "
        "but the server cannot read the date.",
        fix="Format the date with the invariant or English culture.",
        example=("Date: Di, 17 Mär 2026 09:30:05 -0000", "Date: Tue, 17 Mar 2026 09:30:05 -0000"),
    ),
    Mistake(
        id="date-offset-truncated",
        stage="clock",
        seen=2,
        title="The date was signed with another time zone than sent",
        story="The offset at the end of the date was built from whole hours only, or a local offset was put on a UTC time. "
        "Sent and signed text differ in their last characters.",
        fix='Use UTC and a fixed "-0000" at the end, in one variable for both.',
    ),
    Mistake(
        id="date-format-variant",
        stage="clock",
        seen=3,
        title="The same time was signed in another format",
        story="One line formats the date for signing and another one for sending: GMT in one, -0000 in the other, or "
        "ISO 8601 instead of RFC 2822. For the MAC these are different texts.",
        fix="Format the date once, and send exactly the text that you sign.",
    ),
    Mistake(
        id="date-formatter-race",
        stage="clock",
        seen=1,
        title="The date is garbled",
        story="A date formatter that several threads share sometimes mixes two dates. The weekday does not fit the "
        "date, or a field is broken.",
        fix="Use a separate formatter for each thread, or a thread-safe one such as Java's DateTimeFormatter.",
        example=("Date: Mon, 17 Mar 2026 09:30:05 -0000 (a Tuesday)", "Date: Tue, 17 Mar 2026 09:30:05 -0000"),
    ),
    Mistake(
        id="timestamp-unit",
        stage="clock",
        seen=1,
        title="The timestamp is not in seconds",
        story="JavaScript and Java count milliseconds. OAuth expects seconds, so such a timestamp is thousands of "
        "years ahead, or differs between what was signed and what was sent.",
        fix="Use whole seconds: `Math.floor(Date.now() / 1000)`, `int(time.time())`.",
    ),
    Mistake(
        id="timestamp-local-time",
        stage="clock",
        seen=1,
        title="The timestamp was computed from local time",
        story="The seconds since 1970 were counted from the wall clock as if it were UTC, so they are off by the time zone, a "
        "whole number of quarter hours.",
        fix="Compute the timestamp from UTC: `time.time()`, `DateTimeOffset.UtcNow.ToUnixTimeSeconds()`.",
        example=("oauth_timestamp two hours ahead, in a zone of +0200", "oauth_timestamp of the same moment in UTC"),
    ),
    Mistake(
        id="nonce-constant",
        stage="replay",
        seen=4,
        title="The nonce looks like a constant",
        story="Each request needs a new nonce. A fixed one may be accepted the first time, and is then rejected as a "
        "replay, which some servers also call an invalid signature.",
        fix="Make a new nonce for each request: `secrets.token_hex(16)`, `crypto.randomUUID()`.",
        example=('oauth_nonce="000001"', 'oauth_nonce="7d8f3e4a9c01b2aa"'),
    ),
    Mistake(
        id="nonce-regenerated",
        stage="replay",
        seen=3,
        title="Nonce or timestamp was created twice",
        story="The function that creates the nonce or the timestamp was called once for signing and once more for "
        "the header, so the two differ, or the request contains both.",
        fix="Create nonce and timestamp once, store them in variables, and use these for signing and sending.",
        example=("sign(nonce()), then send nonce() again", "n = nonce(); sign(n); send(n)"),
    ),
    Mistake(
        id="nonce-format",
        stage="replay",
        seen=5,
        title="The nonce is too long or has unusual characters",
        story="The standard allows any text, but servers store nonces in a column of limited width and check their "
        "characters.",
        fix="Use 16 to 32 letters and digits.",
        example=('oauth_nonce="a very long text with blanks ..."', 'oauth_nonce="7d8f3e4a9c01b2aa"'),
    ),
)
