r"""The search: which mistakes, together, reproduce an observed signature.

Theory
======

A signer is a pipeline of stages, and a wrong signer is the same pipeline with wrong stages in it. The search tries
wrong signers, the likeliest first, until one produces the signature that was observed. A solution is proof and not a
guess: no other text and key give the same HMAC by accident.

There are five ideas.

1. **Costs.** A mistake costs 12, and rarer ways of making it cost more (`costs`). Costs add up. The search goes through
   all signers of cost 0, then 1, 2 ... up to 46. So it finds one mistake before two, and two before three.
2. **Values, not signers.** What a stage returns depends on its arguments alone. So the search does not combine
   mistakes, it combines *values*: each node of the `tree` computes the new values that it can have at a cost
   (`levels`), from the values of its children. Most mistakes change nothing in a given request, or give the same value
   as another one. Equal values are merged at once, and what is above them is computed once.
3. **Texts are generated, not stored.** There are millions of signed texts and few values of each field. The texts are
   the products of the fields (`cost_splits`, `texts`). They are hashed and looked up in a dictionary of the MACs that
   the observed signature can stand for (`hashing`, `target`). At the highest costs even the values of the fields are
   generated and not stored (`streaming`).
4. **A solution is improved afterwards.** Because equal values are merged, a solution names one of several mistakes
   that give the same bytes. Exchanging one mistake for another finds the others (`ties`). Because rare ways of one
   mistake can cost more than two common mistakes, a part of the solution may suffice (`reduction`).

5. **Names come afterwards.** The wrong stages are points of a grammar of signers, and the catalogue names many of these points, but
   not all.

The grammar
===========

Who writes a signer by hand makes a few independent choices in each stage: the sign between the pairs, the sign between
name and value, what stands around them; which values are joined to the key, how they are encoded, what follows the key. A
:class:`~paraph.deviations.grammar.Dimension` is one such choice, with its right option and its wrong ones, likeliest first:

>>> from paraph.deviations.grammar import double_signers, single_signers
>>> from paraph.deviations.joins import PAIR_DIMENSIONS, join_pairs
>>> pairs = (("limit", "10"), ("name", "amara"))
>>> join_pairs(pairs, *[dimension.right for dimension in PAIR_DIMENSIONS])
'limit=10&name=amara'
>>> singles, doubles = [*single_signers(PAIR_DIMENSIONS)], [*double_signers(PAIR_DIMENSIONS)]
>>> comma, colon = (
...     next(signer for signer in singles if signer.values[place] == mark) for place, mark in ((0, ","), (1, ":"))
... )
>>> join_pairs(pairs, *comma.values), join_pairs(pairs, *colon.values)
('limit=10,name=amara', 'limit:10&name:amara')

The wrong options of a stage become deviations, one for each id and *rank* (how rare an option is, in whole nats; the k-th of a
list counts as at most 1/k as likely as the first). So a level of the search computes only the options that belong to its
cost. Two wrong choices in one stage cost as much as two mistakes, and are reported as two, each in its own sentence:

>>> both = next(signer for signer in doubles if signer.values[:2] == (",", ":"))
>>> join_pairs(pairs, *both.values), both.rank == comma.rank + colon.rank
('limit:10,name:amara', True)
>>> for mistake, detail in both.mistakes:
...     print(mistake, "-", detail)
join-wrong-separator - The parameters were joined with ',' instead of '&'.
join-wrong-separator - Names and values were joined with ':' instead of '='.

Encoders are a family of the same kind: what is left as it is, how a space is written, the case of the escapes, how often
(:mod:`paraph.deviations.encoder_family`). An option without a name in the catalogue has the id "". Its sentence says what
was done, and the report adds where the value begins to differ. A name is never given up for such a sentence: among solutions
with as many mistakes, those with the most names are kept, and of these the lightest comes first (`ties`). A mistake that needs
a request of a special kind (`is_narrow`: the same parameter in URL and body) weighs less than a wider one with the same bytes.

A worked example
================

The client below calls Duo with two parameters. It has made two mistakes: it wrote the space as ``+`` (the vendor wants
``%20``), and it did not sort the parameters. What it signed, with HMAC-SHA1, is

>>> text = "\n".join((
...     "Tue, 17 Mar 2026 09:30:05 -0000",
...     "GET",
...     "api-example0.duosecurity.com",
...     "/admin/v1/users",
...     "username=amara+diallo&limit=10",
... ))

and what arrived at the server is

>>> import base64, hmac, math
>>> from paraph import Credential, Request
>>> credential = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
>>> signature = hmac.new(credential.secret.value, text.encode(), "sha1").hexdigest()
>>> request = Request("GET", "/admin/v1/users?username=amara%20diallo&limit=10", (
...     ("Host", "api-example0.duosecurity.com"),
...     ("Date", "Tue, 17 Mar 2026 09:30:05 -0000"),
...     ("Authorization", "Basic " + base64.b64encode(f"{credential.key_id}:{signature}".encode()).decode()),
... ), b"")

To keep the example small, the search may use four mistakes in three stages. Normally it uses the whole catalogue.

>>> from paraph.core.case import Case
>>> from paraph.explaining.search.setup import prepare_search
>>> from paraph.schemes import scheme_named
>>> duo = scheme_named("duo")
>>> case = Case(request, credential, duo, duo.parse(request))
>>> mistakes = frozenset({"enc-space-as-plus", "ord-unsorted", "ord-descending-or-reversed", "join-crlf"})
>>> search, roots, target = prepare_search(case, math.inf, mistakes)

**The target.** Forty hexadecimal digits are a SHA-1 MAC, so that MAC is wanted:

>>> bytes.fromhex(signature) in target.macs
True

**The tree.** Running the scheme's `derive` once, with a step that records which stage feeds which, gives the tree (`recording`).
A Duo request does not name its signature version, so there is a tree for each version that it may have; the first is
that of version 2. Its signed node is the HMAC, whose children are the key and the text:

>>> key, string = roots[0].signed.children
>>> [child.stage.__name__ for child in string.children]
['date', 'method', 'host', 'path', 'canonical_parameters']
>>> parameters = string.children[-1]
>>> ordered = parameters.children[0]
>>> encoded = ordered.children[0]
>>> [(node.stage.__name__, wrong.deviation.id, wrong.cost)
...  for node in (encoded, ordered, string) for wrong in node.wrong_stages if wrong.cost == 12]
... # doctest: +NORMALIZE_WHITESPACE
[('encoded_parameters', 'enc-space-as-plus', 12),
 ('sorted_parameters', 'ord-unsorted', 12),
 ('sorted_parameters', 'ord-descending-or-reversed', 12),
 ('canonical_string', 'join-crlf', 12)]

**Cost 0** is the right signer. Each node has one value:

>>> encoded.level(0).values[0].pairs
(('username', 'amara%20diallo'), ('limit', '10'))
>>> ordered.level(0).values
[(('limit', '10'), ('username', 'amara%20diallo'))]
>>> parameters.level(0).values
['limit=10&username=amara%20diallo']

**Cost 12** is one mistake. The encoding has one new value. The order has two: its right stage is applied to the new
encoding, and its wrong stages to the right encoding. In this request "unsorted" and "descending" are the same order, so
`ord-descending-or-reversed` gives nothing new.

>>> encoded.level(12).values[0].pairs
(('username', 'amara+diallo'), ('limit', '10'))
>>> ordered.level(12).values
[(('limit', '10'), ('username', 'amara+diallo')), (('username', 'amara%20diallo'), ('limit', '10'))]

A value carries the path that led to it:

>>> from paraph.explaining.search.choices import choices_along
>>> [[choice.id for choice in choices_along(path)] for path in ordered.level(12).paths]
[['enc-space-as-plus'], ['ord-unsorted']]

**Cost 24** is two mistakes: a child's level of 12 and a wrong stage of 12. No node needs to know which mistakes those
are. Nothing has a cost between 0 and 12 or between 12 and 24 here; in a whole search, rarer ways fill these levels.

>>> parameters.level(24).values
['username=amara+diallo&limit=10']
>>> [[choice.id for choice in choices_along(path)] for path in parameters.level(24).paths]
[['enc-space-as-plus', 'ord-unsorted']]

**What is tried, in which order.** At each cost, the scan first tries the texts whose fields are computed already,
because they are nearly free, and then those for which one field has the whole cost and must be computed. Within that,
it goes through the trees by their cost, then through the MACs, the keys and the texts:

==== ============================================ =================================================================
cost text (last line)                             why now
==== ============================================ =================================================================
0    ``limit=10&username=amara%20diallo``         the right signer
12   ``limit=10&username=amara%20diallo``         lines joined with CR LF; the fields are those of cost 0
12   ``limit=10&username=amara+diallo``           a new value of the parameters, lines joined correctly
12   ``username=amara%20diallo&limit=10``         the other new value
24   ``limit=10&username=amara+diallo``           CR LF, with the fields of cost 12, which exist already
24   ``username=amara%20diallo&limit=10``         CR LF, with the other value of cost 12
24   ``username=amara+diallo&limit=10``           the new value of cost 24: it is what was signed
==== ============================================ =================================================================

>>> from paraph.explaining.search.texts import BlockSource
>>> blocks = BlockSource(string)
>>> [text.splitlines()[-1] + (" (CR LF)" if "\r" in text else "")
...  for cost in (0, 12, 24) for order in (blocks.mixed, blocks.single)
...  for block in order(cost) for text, *_ in block.texts()] # doctest: +NORMALIZE_WHITESPACE
['limit=10&username=amara%20diallo',
 'limit=10&username=amara%20diallo (CR LF)',
 'limit=10&username=amara+diallo',
 'username=amara%20diallo&limit=10',
 'limit=10&username=amara+diallo (CR LF)',
 'username=amara%20diallo&limit=10 (CR LF)',
 'username=amara+diallo&limit=10']

**The solution.** `Search.run` does all that for every tree and stops at the first match:

>>> solution = search.run(46)
>>> sorted(choice.id for choice in solution.choices)
['enc-space-as-plus', 'ord-unsorted']
>>> sum(12 for choice in solution.choices) == search.cost + 1 == 24
True

**Texts with a gap.** With the whole catalogue, `canonical_parameters` has dozens of values at cost 12. They stand at
the end of otherwise equal texts, so what stands before them is hashed once, and the state of the hash is copied for each:

>>> everything = prepare_search(case, math.inf)
>>> string = everything.roots[0].signed.children[1]
>>> block = next(block for block in BlockSource(string).single(12) if block.gap == 4)
>>> frame = next(block.frames(4))
>>> frame.before
b'Tue, 17 Mar 2026 09:30:05 -0000\nGET\napi-example0.duosecurity.com\n/admin/v1/users\n'
>>> b"username=amara%20diallo&limit=10" in block.levels[4].encoded()
True

**Reduction.** Would one of the two mistakes suffice, made in a rarer way? Both change the text, so each is tried alone.
Neither leads to the text that was signed, and the solution stays:

>>> from paraph.explaining.search.reduction import reduce_solution
>>> reduce_solution(solution, roots, target, search_with=None, cost=24) is solution
True

**Ties.** Each mistake is replaced by every other one that leads to the same text. The search itself
merged these two values; here the second name comes back:

>>> from paraph.explaining.search.ties import find_ties
>>> [sorted(tie.ids) for tie in find_ties(solution, roots, target)]
[['enc-space-as-plus', 'ord-descending-or-reversed']]

Where to read on
================

========================= =========================================================================================
``costs`` ``choices``     what a mistake costs; what stands in the place of a stage, and the path of a value
``levels`` ``tree``       the values of one cost; the nodes that compute them
``recording`` ``setup``   how `derive` becomes a tree; what a search starts with
``cost_splits`` ``texts`` how fields of different costs are combined, and joined to texts
``streaming``             the values of the highest costs
``hashing`` ``scan``      how texts are signed and looked up; the order of it all
``proof``                 what a solution says about text and key
``reduction`` ``ties``    parts of a solution, and other solutions
``limits`` ``target``     where a search ends; what it has to reproduce
========================= =========================================================================================

Rules
=====

- A search is deterministic. It depends on the order of the catalogue and of the values, never on a set's order.
- Nothing outlives a search: levels belong to its tree, and encoded texts to the cache that is open while it runs
  (:mod:`paraph.deviations.search_cache`).
- What a deviation says about itself to save work (`needs`, `constant`, `joins`, `algorithm`, `macs`) is tested to be true.
- A search can be divided: its work items are numbered, and `Search.takes` decides which are done here. It knows nothing
  about processes; :mod:`paraph.explaining.two_processes` does.
"""
