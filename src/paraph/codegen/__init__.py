"""Write code that repeats a call with a fresh signature, or that checks requests it receives.

`call` works out what all languages have in common; the scheme adds what it knows (``schemes/HOME/code.py``); one
template for each scheme and language (``templates/HOME/LANGUAGE.EXTENSION.jinja``) turns both into a program. To add a
language or a scheme, add templates: the list of languages of a scheme is the list of its templates.
"""
