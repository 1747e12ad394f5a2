"""The page: a person pastes a request and sees where what was signed parts from what had to be signed.

Python does all the thinking. The scripts in ``static/`` ask for answers and show them; they sign, compare and decide
nothing, so the page never says anything else than the command line.
"""
