"""What the guard's prompts cost the language model: tokens, and time to the first word with the prompt kept.

    python -m bench.guard_prompts [--model FILE] [--rounds N]

The same question over facts that are new each time, asked with a bare prompt, with the guard's, and with that
read anew as if the engine kept nothing. Compare the ratios: the machine's load moves everything.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from appliance.core.ports import Generation
from appliance.guard import prompt
from bench import engine as engine_bench
from bench.figures import show
from models.engine import EngineOptions, LlamaEngine

FACTS = (
    "Bruny Rain Jacket | AUD 189.00 | in stock | Waterproof to 10,000 mm, taped seams, hood rolls up.\n"
    "Returns | You may return an item within 45 days of delivery if it is unused and has its tags."
)
QUESTION = "Is the Bruny rain jacket waterproof, and can I send it back?"
BARE = "You are a helpful customer support assistant for {shop}. Answer the customer's question."
NEW_TOKENS = 2

Asked = tuple[str, str]
"""The stable prompt and the turn."""


def bare(number: int) -> Asked:
    return BARE.format(shop="Bench"), f"{number} {FACTS}\n\nCustomer: {QUESTION}"


def guarded(number: int) -> Asked:
    """Return what `ShopGuard.wording_prompt` makes of it."""
    return prompt.stable("Bench"), prompt.new_fence().around(facts=f"{number} {FACTS}", customer=QUESTION)


def anew(number: int) -> Asked:
    """Return the same with a stable part that no request before had."""
    stable, turn = guarded(number)
    return f"{number} {stable}", turn


WAYS = {"bare prompt": bare, "guard's, kept": guarded, "guard's, read anew": anew}


def main() -> None:
    arguments = engine_bench.arguments_of(__doc__)
    tokens = _tokens(arguments.model)
    engine = LlamaEngine(arguments.model, "bench", EngineOptions())
    engine.load()
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(arguments.rounds + 1):
        for name, way in WAYS.items():
            stable, turn = way(1000 + number)
            asked = Generation(stable, (("user", turn),), f"{name}{number}", max_tokens=NEW_TOKENS)
            (first, _), _ = engine_bench.timed(engine.stream(asked))
            seconds[name] += [first] * (number > 0)  # the first round fills the caches
    engine.close()
    _show(tokens, {name: statistics.median(found) for name, found in seconds.items()})


def _show(tokens: dict[str, Sequence[int]], seconds: dict[str, float]) -> None:
    kept, turn = (tokens["guard's, kept"][part] - tokens["bare prompt"][part] for part in (0, 1))
    show("guard", "prompts: tokens more that are read once and kept", kept, "tokens")
    show("guard", "prompts: tokens more in each question", turn, "tokens")
    for name, first in seconds.items():
        show("guard", f"prompts: first word, {name}", first * 1000, "ms")
    for name in itertools.islice(seconds, 1, None):
        ratio = seconds[name] / seconds["bare prompt"]
        show("guard", f"prompts: first word, {name}, ratio to bare", ratio, "x")


def _tokens(model: Path) -> dict[str, Sequence[int]]:
    """Return how many tokens the stable part and the turn of each way have."""
    from llama_cpp import Llama

    vocabulary: Any = Llama(str(model), vocab_only=True, verbose=False)
    return {
        name: [len(vocabulary.tokenize(part.encode(), add_bos=False)) for part in way(1000)]
        for name, way in WAYS.items()
    }


if __name__ == "__main__":
    main()
