"""Which mistakes, together, reproduce an observed signature.

A scheme's ``derive`` is run once with a step that records who feeds whom. What comes out is a tree, because every
value is used once, and each node of it can be the stage itself or one of its deviations (`tree`); what is chosen at
one node is a pick (`picks`). Costs are whole nats of how unlikely a mistake is, and add up. The text that is signed is
not kept: at each cost the products of its fields are joined, signed and looked up (`texts`, `walk`) among the MACs
that the signature can stand for (`target`).

Cheapest first, so no set is found of which a subset suffices, except that ways of one mistake differ in rarity;
`refining` looks again for that, and for the ties.
"""
