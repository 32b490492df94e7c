"""`token create | list | revoke`: who may call the service from outside."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, client, command, group, print_json


def add_to(commands: Commands) -> None:
    verbs = group(commands, "token", "Make, list and revoke access tokens.")
    create = command(verbs, "create", _create, "Make a token; its text is shown this once.")
    create.add_argument(
        "--role",
        choices=("admin", "owner", "bot"),
        help="what it opens (default with --shop: bot, the key of an OpenAI client)",
    )
    create.add_argument("--shop", default="", metavar="ID", help="the shop it opens (owner and bot)")
    create.add_argument("--label", default="", help="what it is for")
    listing = command(verbs, "list", _list, "List the tokens of a shop, without their secrets.")
    listing.add_argument("--shop", required=True, metavar="ID")
    revoke = command(verbs, "revoke", _revoke, "End a token.", json=False)
    revoke.add_argument("id", metavar="TOKEN-ID")


def _create(arguments: argparse.Namespace) -> int:
    from appliance.core.schemas import Role

    if not (arguments.role or arguments.shop):
        arguments.usage.error("say what the token opens: --shop ID, or --role admin for the whole box")
    with client(arguments) as box:
        made = box.create_token(Role(arguments.role or "bot"), arguments.shop, arguments.label)
    if arguments.json:
        print_json(made)
    else:
        print(made.text)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        tokens = box.tokens(arguments.shop)
    if arguments.json:
        print_json(tokens)
    for token in tokens if not arguments.json else ():
        print(f"{token.id}\t{token.role}\t{token.created:%Y-%m-%d}\t{token.label}")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        box.revoke_token(arguments.id)
    print(f"Token {arguments.id} opens nothing any more.")
    return 0
