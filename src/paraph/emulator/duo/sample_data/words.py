"""Words for generated data; no real person, company or device is meant."""

from __future__ import annotations

FIRST_NAMES = (
    "Ada Alma Amir Anouk Arun Astrid Aylin Bela Bruno Carla Cem Chiara Chidi Clara Dalia Daniel Diego Dilan Edda Eero Elif Elin "
    "Emil Enzo Esra Eva Farah Felix Fiona Frida Gita Hana Hugo Ida Ilse Imani Ines Ingrid Isko Ivo Jada Jonas Jun Kaito Karim "
    "Katja Keiko Kofi Lars Leila Lena Leo Lina Luca Mai Malik Mara Marek Mei Mila Milo Nadia Nils Noor Nuno Olga Omar Oskar "
    "Paola Per Priya Quinn Rafa Rhea Rosa Ruben Sami Sanna Selma Sita Sofia Sven Tariq Tessa Tomas Uma Vera Viktor Wanda Wim "
    "Yara Yuki Zane Zoe"
)
LAST_NAMES = (
    "Abara Adler Ahlgren Almeida Amsel Aoki Arden Baird Balogh Barros Becker Bellini Berg Blum Brandt Calder Castell Chandra "
    "Cordes Dahl Darzi Dorn Duarte Eklund Elster Engel Fabre Falk Farkas Ferro Fontaine Fujita Galle Gessner Grau Gupta Haddad "
    "Hale Hoshino Ibarra Ilves Imhof Iyer Jansen Jarvi Joshi Kallas Kaya Keller Kimura Kovac Lachance Lind Lopes Lorenz Madsen "
    "Mori Moreau Nakata Nemeth Nolan Nygaard Obi Oduya Okada Olsen Ortega Palme Pereira Petrov Quist Rahman Reyes Rinaldi Roth "
    "Sandberg Santos Sato Seidel Singh Sorel Stein Takeda Tamm Teixeira Thorn Ueda Ullman Varga Vidal Vogel Wallin Weiss Winter "
    "Xu Yilmaz Zander Zeller"
)
FIRST, LAST = FIRST_NAMES.split(), LAST_NAMES.split()
GROUPS = ("Staff", "Engineering", "Finance", "Support", "Contractors")
APPLICATIONS = (
    ("VPN", "radius"), ("Webmail", "websdk"), ("Windows Logon", "rdp"), ("Wiki", "websdk"), ("SSH", "unix"), ("Payroll", "websdk"),
)  # fmt: skip
ADMINS = (
    ("Olga Owner", "Owner"), ("Ari Admin", "Administrator"), ("Udo User", "User Manager"), ("Hedy Help", "Help Desk"),
    ("Rene Read", "Read-only"),
)  # fmt: skip
COMPUTERS = (
    ("Windows", "11", "Edge", "142.0"), ("Windows", "11", "Chrome", "142.0"), ("Windows", "10", "Firefox", "145.0"),
    ("Mac OS X", "15.6", "Safari", "26.1"), ("Mac OS X", "14.7", "Chrome", "141.0"), ("Linux", "6.12", "Firefox", "145.0"),
    ("iOS", "26.1", "Mobile Safari", "26.1"), ("Android", "16", "Chrome Mobile", "142.0"),
)  # fmt: skip
MOBILE = ("iOS", "Android")
PLATFORMS = ("Apple iOS", "Google Android")
CHANGES = (
    ("user_update", "user"), ("user_create", "user"), ("phone_update", "phone"), ("phone_create", "phone"),
    ("group_update", "group"), ("integration_update", "integration"), ("bypass_create", "bypass"), ("policy_update", "policy"),
)  # fmt: skip
"""Administrators' actions and their targets."""
CAST = (
    ("ada", "active"), ("ben+deny", "active"), ("carol+fraud", "active"), ("dan+timeout", "active"), ("eve+slow", "active"),
    ("frank", "bypass"), ("grace", "disabled"), ("heidi", "locked out"), ("ivan", "unenrolled"),
)  # fmt: skip
"""The first users, one for each result of a login."""
