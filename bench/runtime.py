"""What K3s costs a question: 100 different ones, asked of a shop in the service and of its twin in K3s.

    python -m bench.runtime [--data DIR] [--questions N]

DIR is the data directory of a box whose service runs, as root, beside a K3s that holds the image. Two shops
are made with the sample catalogue, one of them is moved, both are deleted afterwards. "Plain" is a search,
which no guard looks at; "guarded" is a chat. Whatever else the machine does falls on both alike.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path

from appliance.cli import progress
from appliance.client import Client, connect
from appliance.core import paths
from appliance.core.runtime import Runtime
from appliance.core.schemas import ImportRequest
from bench.figures import show

QUESTIONS = (
    "How much is the Bruny Rain Jacket in ochre?",
    "What is your return policy?",
    "Do you have wool socks under $40?",
    "When are you open on Thursday?",
    "Which jackets are waterproof?",
)
WAYS = (
    *("How much is the {}?", "Is the {} in stock?", "What is the {} made of?", "Tell me the price of the {}"),
    *("Do you still have the {}?", "What colours does the {} come in?", "How big is the {}?"),
    *("Can I wash the {}?", "What does the {} cost these days?", "Is there a guarantee on the {}?"),
)
Ask = Callable[[str, str], object]


def main() -> None:
    arguments = _arguments()
    with connect(paths.locate(arguments.data)) as client:
        here, there = (_shop(client, name) for name in ("Bench here", "Bench there"))
        try:
            away = _moved(client, there)
            asked = _questions(client, here, arguments.questions)
            _compare(client.search, "plain", here, there, asked)
            _compare(client.chat, "guarded", here, there, asked)
            show("runtime", "visitors waited while the shop moved into K3s", away, "s")
        finally:
            for shop in (here, there):
                client.delete_shop(shop, confirm=True)


def _compare(ask: Ask, what: str, here: str, there: str, questions: list[str]) -> None:
    """Show how long the questions take in K3s as a ratio to here, in all and for the one in the middle."""
    for shop in (here, there):  # what is loaded once is not the question's
        ask(shop, questions[0])
    took: dict[str, list[float]] = {here: [], there: []}
    for number, question in enumerate(questions):
        for shop in (here, there) if number % 2 else (there, here):
            began = time.perf_counter()
            ask(shop, question)
            took[shop].append(time.perf_counter() - began)
    pairs = [far / near for near, far in zip(took[here], took[there], strict=True)]
    median = statistics.median(took[there]) / statistics.median(took[here])
    show("runtime", f"{what}: {len(questions)} questions, embedded", sum(took[here]), "s")
    show(
        "runtime", f"{what}: K3s, as a ratio to embedded", sum(took[there]) / sum(took[here]), "x", "<= 1.05"
    )
    show("runtime", f"{what}: a question, ratio of the medians", median, "x", "<= 1.05")
    show("runtime", f"{what}: a question, median of the ratios", statistics.median(pairs), "x")


def _questions(client: Client, shop: str, count: int) -> list[str]:
    """Return so many different questions, most about the sample's products; others in every run, since
    the service remembers what it has heard and a workload has just been started."""
    titles = [product.title for product in client.products(shop, limit=200).products]
    ways = [way.format(title) for way in WAYS for title in titles]
    return [*QUESTIONS, *random.sample(ways, len(ways))][:count]


def _shop(client: Client, name: str) -> str:
    """Return a new shop with the sample catalogue."""
    shop = client.create_shop(name).shop.id
    for file in sorted(resources.files("appliance.sample").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".csv", ".md")):
            with resources.as_file(file) as path:
                wish = ImportRequest(upload=client.upload(shop, path).id)
            progress.finish(client, partial(client.start_import, shop, wish))
    return shop


def _moved(client: Client, shop: str) -> float:
    """Move the shop into K3s; return for how many seconds it was away."""
    job = progress.finish(client, lambda: client.move_shop(shop, Runtime.K3S))
    return float((job.result or {})["away_seconds"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="data directory of a box that runs, if not the usual one")
    parser.add_argument("--questions", type=int, default=100, help="how many of each kind")
    return parser.parse_args()


if __name__ == "__main__":
    main()
