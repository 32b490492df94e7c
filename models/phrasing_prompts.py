"""What the engine is asked to do, in small: facts to put into a sentence. Conversions of a model are
compared with their original on these."""

from __future__ import annotations

STABLE = (
    "You word answers for a small shop. Put the facts into one short, friendly sentence. "
    "Use only the facts. Keep every number, size and name as it is."
)

FACTS = (
    ("How much is the wool scarf?", "Wool scarf: price $39.90. In stock."),
    ("do you have the trail lamp in red", "Trail lamp: colours black, green. Not made in red."),
    ("What sizes are the rain boots?", "Rain boots: sizes 36, 37, 38, 40, 42."),
    ("how long does shipping take", "Shipping: 3 to 5 working days. Costs $8.50. Free above $120."),
    ("Can I return a gift?", "Returns: within 30 days, unused, with the receipt. Gifts get store credit."),
    ("when are you open on sunday?", "Opening hours: Monday to Saturday 9:00 to 17:30. Sunday closed."),
    ("Does the tent come with pegs?", "Tent, 3 persons: includes 14 pegs, 2 poles and a bag."),
    ("What's the SKU of the blue mug?", "Blue mug: SKU MUG-204-B. Price $14.00. 6 left in stock."),
    ("Do you ship to New Zealand?", "Delivery: Australia and New Zealand. New Zealand takes 7 to 12 days."),
    ("What comes in the starter kit?", "Starter kit: 4 brushes, 12 colours, 1 pad A4. Price $54."),
)

PROMPTS = tuple((STABLE, f"Facts: {facts}\nCustomer: {question}") for question, facts in FACTS)
