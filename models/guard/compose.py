"""Documents made of parts: a carrier with an order hidden in it, or with an innocent aside in the same place.

Both wear the same wrappings, so that it is what the text says that tells them apart and not a comment's
brackets. `data/parts.jsonl` holds carriers, orders and asides; messages of ours join them now and then.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.guard.passages import LONGEST
from models.guard.rows import OWN, Row, read

PARTS = Path(__file__).with_name("data") / "parts.jsonl"
SAME_LANGUAGE = 0.75  # share of orders and asides that speak their carrier's language where there is one
BORROWED = 0.2  # share of them that are a message of ours
WRAPPINGS = (
    "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "({})", "[{}]", "“{}”", "PS: {}", "NB: {}", "* {}",
    "- {}", "> {}", "| {} |", "<!-- {} -->", '<span style="display:none">{}</span>', "<p hidden>{}</p>",
    '<img src="x.png" alt="{}">', "---\n{}\n---", "**{}**", "# {}", "Note: {}", "Comment: {}", "\n\n{}\n\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    carriers: Sequence[Row]
    orders: Sequence[Row]
    asides: Sequence[Row]


def parts(messages: Sequence[Row] = (), file: Path = PARTS) -> Parts:
    """Return the parts; of `messages`, the short ones are lent as orders and asides."""
    known = read(file)
    by_kind = {kind: [row for row in known if row.kind == kind] for kind in ("carrier", "order", "aside")}
    lent = [row for row in messages if 20 <= len(row.text) <= LONGEST // 2]
    return Parts(
        by_kind["carrier"],
        [*by_kind["order"], *(row for row in lent if row.attack)],
        [*by_kind["aside"], *(row for row in lent if not row.attack)],
    )


def documents(known: Parts, count: int, seed: int) -> list[Row]:
    """Return `count` poisoned and `count` clean texts of at most some LONGEST characters."""
    dice = random.Random(seed)
    return [_document(known, attack, dice) for _ in range(count) for attack in (True, False)]


def _document(known: Parts, attack: bool, dice: random.Random) -> Row:
    carrier = dice.choice(known.carriers)
    said = _said(known.orders if attack else known.asides, carrier.lang, dice)
    wrapped = dice.choice(WRAPPINGS).format(said.text)
    sentences = _sentences(carrier.text)
    if len(wrapped) < LONGEST // 2 and dice.random() < 0.3:
        sentences += _sentences(dice.choice(known.carriers).text)
    before, after = _around(sentences, LONGEST - len(wrapped), dice)
    text = " ".join(part for part in (*before, wrapped, *after) if part)
    return Row(text, attack, "shop-buried" if attack else "shop-doc", OWN, carrier.lang, "composed")


def _said(all_of_them: Sequence[Row], lang: str, dice: random.Random) -> Row:
    borrowed = dice.random() < BORROWED
    some = [row for row in all_of_them if row.kind.startswith("shop") == borrowed] or all_of_them
    same = [row for row in some if row.lang == lang]
    return dice.choice(same if same and dice.random() < SAME_LANGUAGE else some)


def _sentences(text: str) -> list[str]:
    """Return the sentences; scripts without spaces keep their text whole."""
    marked = text.replace(". ", ".\0").replace("? ", "?\0").replace("! ", "!\0").replace("\\n", "\n\0")
    return marked.split("\0")


def _around(sentences: Sequence[str], room: int, dice: random.Random) -> tuple[list[str], list[str]]:
    """Return sentences before and after a random gap, as many as fit, the nearest ones first."""
    gap = dice.randint(0, len(sentences))
    before, after = list(sentences[:gap]), list(sentences[gap:])
    chosen: tuple[list[str], list[str]] = ([], [])
    while (before or after) and room > 0:
        left = bool(before) and (not after or dice.random() < 0.5)
        sentence = before.pop() if left else after.pop(0)
        room -= len(sentence) + 1
        if room >= 0:
            chosen[0].insert(0, sentence) if left else chosen[1].append(sentence)
    return chosen
