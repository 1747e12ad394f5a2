"""What people send: names, values and parameters as real programs have them."""

import random

WORDS = ("status", "name", "title", "q", "search", "email", "username", "notes", "since", "until", "limit", "offset", "page",
         "sort", "order", "filter", "tags", "active", "include_entities", "url", "redirect_uri", "id", "user_id", "Name",
         "per_page", "script", "deploy", "fields", "lang", "start-date", "ids[]", "a.b", "roles", "context_title", "n1", "n",
         "X", "count", "f", "city", "Message", "file_name", "customer[email]", "naïve", "first name", "$filter", "$top",
         "@type", "user:id", "meta/name", "it's", "q*", "a~b", "size(mm)", "a+b", "wow!", "R&D", "k=v", "x;y", "a,b")  # fmt: skip
VALUES = ("ann@example.com", "bob+test@example.org", "Ladies + Gentlemen", "An encoded string!", "Müller", "Zoë Ångström",
          "2026-11-28T10:15:30Z", "2026-11-28 10:15:30+01:00", "28/11/2026", "https://example.com/cb?x=1&y=2", "a,b,c",
          "true", "false", "", "1", "20", "10", "2", "0", "100%", "50% off (today)", "O'Brien", "it's *new*!", "~user",
          "key=value", "a&b", "C:\\Temp\\a.txt", "/users/1", "name asc", "-created_at", "hello world", " padded ", "日本",
          "😀 yes", "a:b;c", "$10", "#tag @you", "[1, 2]", '{"a": 1}', '"quoted"', "x_y-z.w", "ABC", "abc", "Instructor,Learner",
          "line one\nline two", "1700000000", "+49 170 1234567", "DU0123456789ABCDEFGH", "eq:open|closed", "<b>bold</b>",
          "c%20d", "50%25")  # fmt: skip
SIMPLE = ("1", "20", "true", "asc", "abc", "2026-11-28", "42", "en", "open")
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def text_of(draws: random.Random, length: int, alphabet: str = ALPHABET) -> str:
    """Draw a text of that length."""
    return "".join(draws.choices(alphabet, k=length))


def parameters(draws: random.Random, most: int) -> list[tuple[str, str]]:
    """Draw up to so many parameters; now and then a name comes twice."""
    pairs: list[tuple[str, str]] = []
    for _ in range(draws.randint(0, most)):
        name = draws.choice(WORDS)
        if pairs and draws.random() < 0.12:
            name = draws.choice(pairs)[0]
        pairs.append((name, draws.choice(VALUES if draws.random() < 0.7 else SIMPLE)))
    return pairs
