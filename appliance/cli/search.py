"""`search`: what the bot would find."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, client, command, count, print_json, shop_option


def add_to(commands: Commands) -> None:
    made = command(commands, "search", _search, "Search a shop's knowledge.")
    shop_option(made)
    made.add_argument("query", metavar="QUERY")
    made.add_argument("-k", type=count, default=10, metavar="N", help="how many results (default 10)")
    made.add_argument("--kind", choices=("product", "passage"), default="product")


def _search(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        hits = box.search(arguments.shop, arguments.query, arguments.k, arguments.kind)
    if arguments.json:
        print_json(hits)
        return 0
    for hit in hits:
        price = f"{hit.price} {hit.currency}".strip() if hit.price is not None else ""
        print(
            "\t".join(filter(None, (f"{hit.score:.3f}", hit.id, hit.title, hit.sku, price, hit.availability)))
        )
    return 0
