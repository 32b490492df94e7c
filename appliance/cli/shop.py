"""`shop create | change | list | delete`."""

from __future__ import annotations

import argparse
import sys

from appliance.cli.common import Commands, Parser, client, command, confirmed, group, print_json, yes_option


def add_to(commands: Commands) -> None:
    verbs = group(commands, "shop", "Make, list and delete shops.")
    create = command(verbs, "create", _create, "Make a shop and the API key of its bot.")
    create.add_argument("name", metavar="NAME")
    create.add_argument("--id", default="", metavar="ID", help="id of the shop (default: made from its name)")
    _place(create, "that of this computer's time zone", "this computer's")
    change = command(verbs, "change", _change, "Change a shop's name, currency or time zone.")
    change.add_argument("id", metavar="ID")
    change.add_argument("--name", metavar="NAME", help="what customers read")
    _place(change, "as it is", "as it is")
    command(verbs, "list", _list, "List the shops of this box.")
    delete = command(verbs, "delete", _delete, "Delete a shop with everything it owns.", json=False)
    delete.add_argument("id", metavar="ID")
    yes_option(delete)


def _place(parser: Parser, currency: str, zone: str) -> None:
    parser.add_argument(
        "--currency",
        type=_currency,
        metavar="CODE",
        help=f"currency of prices that name none, such as EUR (default: {currency})",
    )
    parser.add_argument("--time-zone", metavar="ZONE", help=f"such as Europe/Berlin (default: {zone})")


def _create(arguments: argparse.Namespace) -> int:
    from appliance.cli import here

    zone = arguments.time_zone or here.time_zone() or here.zone_of_country()
    money = arguments.currency or here.currency(zone)
    with client(arguments) as box:
        made = box.create_shop(arguments.name, arguments.id, currency=money, time_zone=zone)
    if not (zone and money):
        guessed = " and ".join(
            filter(None, ("" if money else made.shop.currency, "" if zone else made.shop.time_zone))
        )
        print(
            f"This computer does not say where it stands: {guessed} was taken. Another is set so, say:"
            f" shopwarden shop change {made.shop.id} --currency EUR --time-zone Europe/Berlin",
            file=sys.stderr,
        )
    if arguments.json:
        print_json(made)
    else:
        print(f"Shop “{made.shop.name}” has the id {made.shop.id}.")
        print(f"Prices that name no currency are in {made.shop.currency}; it is in {made.shop.time_zone}.")
        print(f"Its bot's API key, shown this once: {made.api_key}")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from appliance.client_calls import wish
    from appliance.core.schemas import ShopChange

    names = ("name", "currency", "time_zone")
    wanted = {name: value for name in names if (value := getattr(arguments, name)) is not None}
    if not wanted:
        arguments.usage.error("say what to change: --name, --currency or --time-zone")
    with client(arguments) as box:
        shop = box.change_shop(arguments.id, wish(ShopChange, **wanted))
    if arguments.json:
        print_json(shop)
    else:
        print(f"{shop.id}\t{shop.name}\t{shop.currency}\t{shop.time_zone}")
    return 0


def _currency(code: str) -> str:
    from babel.numbers import is_currency

    if not is_currency(code.upper()):
        raise argparse.ArgumentTypeError(f"“{code}” is no code of a currency, such as EUR")
    return code.upper()


def _list(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        shops = list(box.shops(limit=200).shops)
        while page := box.shops(offset=len(shops), limit=200).shops:
            shops.extend(page)
    if arguments.json:
        print_json(shops)
    for shop in shops if not arguments.json else ():
        print(f"{shop.id}\t{shop.name}")
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    from appliance.core.errors import NeedsConfirmation

    with client(arguments) as box:
        try:
            box.delete_shop(arguments.id)
        except NeedsConfirmation as question:
            if not confirmed(arguments, question.message):
                return 1
            box.delete_shop(arguments.id, confirm=True)
    print(f"Shop {arguments.id} is deleted.")
    return 0
