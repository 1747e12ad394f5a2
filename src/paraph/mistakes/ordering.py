"""Mistakes about the order of parameters, and about joining the parts of what is signed."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="ord-unsorted",
        stage="ordering",
        seen=14,
        title="The parameters were signed unsorted",
        story="They were signed in the order in which the code wrote them. With one parameter there is nothing to sort, so "
        "simple calls work and the first one with several fails.",
        fix="Sort the encoded parameters by name, then by value, before joining them. The order in which you send "
        "them does not matter.",
    ),
    Mistake(
        id="ord-groups-sorted-apart",
        stage="ordering",
        seen=3,
        title="oauth_ parameters and the others were sorted separately",
        story="Two sorted lists were joined. A parameter such as page belongs after the oauth_ ones, but format "
        "before them.",
        fix="Put all parameters into one list and sort that.",
    ),
    Mistake(
        id="ord-before-encoding",
        stage="ordering",
        seen=8,
        title="The parameters were sorted before they were encoded",
        story="A { sorts after z, but %7B before a. The order is that of the encoded names; only few names show the "
        "difference.",
        fix="Encode first, then sort.",
    ),
    Mistake(
        id="ord-by-joined-pair",
        stage="ordering",
        seen=7,
        title="The joined name=value texts were sorted",
        story="The equals sign sorts after digits, hyphen and dot, so a and a1 change places when the joined texts are sorted.",
        fix="Sort by name first, and by value if names are equal; join afterwards.",
    ),
    Mistake(
        id="ord-values-unsorted",
        stage="ordering",
        seen=5,
        title="Values of the same name were not sorted",
        story="If a name occurs several times, its values are sorted too. Here they kept the order in which they "
        "were sent.",
        fix="Sort pairs by name and then by value.",
    ),
    Mistake(
        id="ord-natural",
        stage="ordering",
        seen=3,
        title="Numbers in the names were sorted by size",
        story="Natural sorting puts item2 before item10. Byte order puts item10 first.",
        fix="Sort by bytes, for instance with ksort and SORT_STRING in PHP.",
    ),
    Mistake(
        id="ord-locale-or-caseless",
        stage="ordering",
        seen=4,
        title="The parameters were sorted by the rules of a language",
        story="Sorting by language ignores letter case, underscores or hyphens. In byte order capitals come first.",
        fix="Sort ordinally: StringComparer.Ordinal in .NET, plain `<` in JavaScript, LC_ALL=C for sort.",
    ),
    Mistake(
        id="ord-descending-or-reversed",
        stage="ordering",
        seen=0,
        title="The parameters were sorted in descending order",
        story="The comparison has the wrong direction.",
        fix="Sort in ascending byte order.",
    ),
    Mistake(
        id="join-crlf",
        stage="join",
        seen=1,
        title="The lines were joined with CR LF",
        story="The platform's line end was used, which is CR LF on Windows, or a template file was saved with it.",
        fix='Join with "\\n" alone, not with System.lineSeparator() or Environment.NewLine.',
    ),
    Mistake(
        id="join-literal-backslash-n",
        stage="join",
        seen=2,
        title="The lines were joined with a backslash and an n",
        story="In single quotes, in many shells and in templates, \\n stays two characters. Printed, the text may even look "
        "right.",
        fix="Use a real line feed: $'\\n' or printf in bash, double quotes in PHP, `n in PowerShell.",
    ),
    Mistake(
        id="join-trailing-newline",
        stage="join",
        seen=1,
        title="There is a line end after the last line",
        story="echo, a here-document or an editor adds a line feed at the end, which becomes part of the text.",
        fix="Use `printf %s` or `echo -n`, and put line feeds only between the lines.",
    ),
    Mistake(
        id="join-wrong-separator",
        stage="join",
        seen=3,
        title="The parts were joined with another separator",
        story="The parts are joined with something else than the scheme requires: a question mark as in a URL, a "
        "comma, or nothing at all.",
        fix="Join OAuth's three parts and the parameters with &, and Duo's lines with a line feed.",
    ),
    Mistake(
        id="join-field-missing",
        stage="join",
        seen=4,
        title="A part of the string is missing",
        story="One of the lines or parts was left out or left empty. Duo's string has date, method, host, path and parameters, "
        "in this order.",
        fix="Add the missing part at its place.",
    ),
    Mistake(
        id="join-field-order",
        stage="join",
        seen=1,
        title="The parts of the string are in another order",
        story="All parts are present, but two of them are swapped.",
        fix="Order the parts as documented: Duo's are date, method, host, path, parameters.",
    ),
    Mistake(
        id="join-fields-unexpanded",
        stage="join",
        seen=4,
        title="A part of the string was a placeholder or an empty variable",
        story="A variable was not set, or a template was not filled in, so the text contains undefined, null or the "
        "placeholder itself.",
        fix="Print the string before it is signed, and set the variable before the string is built.",
    ),
)
