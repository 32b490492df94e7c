"""`ask`: one question to a shop's bot."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, print_json, shop_option

if TYPE_CHECKING:
    from appliance.core.schemas import ChatAnswer, ProductCard, SourceRef


def add_to(commands: Commands) -> None:
    made = command(commands, "ask", _ask, "Ask a shop's bot a question.")
    shop_option(made)
    made.add_argument("question", metavar="QUESTION")
    made.add_argument("--session", type=_session, metavar="S", help="go on with this conversation")


def _ask(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        answer = box.chat(arguments.shop, arguments.question, arguments.session)
    if arguments.json:
        print_json(answer)
    else:
        print(readable(answer))
    return 0


def _session(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text):
        raise argparse.ArgumentTypeError("a session is up to 64 letters, digits, - and _")
    return text


def readable(answer: ChatAnswer) -> str:
    """Return the answer with its products and sources, as a person reads them."""
    lines = [answer.answer]
    if answer.products:
        lines += ["", "Products:", *(f"  {_product(card)}" for card in answer.products)]
    if answer.sources:
        lines += ["", "Sources:", *(f"  {_source(source)}" for source in answer.sources)]
    return "\n".join((*lines, "", f"Session: {answer.session}"))


def _product(card: ProductCard) -> str:
    prices = dict.fromkeys(price for price in (card.price, card.price_max) if price is not None)
    price = " to ".join(str(price) for price in prices)
    money = f"{price} {card.currency}".strip() if price else ""
    return " · ".join(filter(None, (card.title, card.sku, money, card.availability.replace("_", " "))))


def _source(source: SourceRef) -> str:
    page = f"page {source.page}" if source.page else ""
    return " · ".join(filter(None, (source.title, page, source.url)))
