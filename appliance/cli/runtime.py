"""`runtime use | status`, and `runtime serve`: what a shop's own workload runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, group, paths_of, print_json, shop_option

if TYPE_CHECKING:
    from appliance.core.runtime import ShopRuntime


def add_to(commands: Commands) -> None:
    verbs = group(commands, "runtime", "Choose where a shop runs: in this service or in K3s.")
    use = command(verbs, "use", _use, "Move a shop; its visitors wait for seconds, nothing is lost.")
    use.add_argument("runtime", choices=("embedded", "k3s"), metavar="k3s|embedded")
    shop_option(use)
    status = command(verbs, "status", _status, "Tell where the shops run and how they do.")
    status.add_argument("--shop", metavar="ID", help="of one shop")
    serve = command(verbs, "serve", _serve, "Serve one shop, as its workload in a cluster does.", json=False)
    shop_option(serve)
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on")
    serve.add_argument("--port", type=int, default=8765, metavar="P", help="port to listen on")
    closed = command(verbs, "wait-closed", _wait_closed, "Wait until addresses are cut off.", json=False)
    closed.add_argument("address", nargs="+", metavar="HOST:PORT", help="that must not be reachable")
    closed.add_argument("--seconds", type=float, default=120, metavar="S", help="give up after this time")


def _use(arguments: argparse.Namespace) -> int:
    from appliance.cli import progress
    from appliance.core.runtime import Runtime

    with client(arguments) as box:
        job = progress.finish(box, lambda: box.move_shop(arguments.shop, Runtime(arguments.runtime)))
        found = box.runtime(arguments.shop)
    if arguments.json:
        print_json(found)
    else:
        away = (job.result or {}).get("away_seconds", 0)
        print(f"{row(found)}\tvisitors waited {away} s")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        found = (box.runtime(arguments.shop),) if arguments.shop else box.runtimes()
    if arguments.json:
        print_json(found)
    for shop in found if not arguments.json else ():
        print(row(shop))
    return 0 if all(shop.state != "away" for shop in found) else 1


def row(shop: ShopRuntime) -> str:
    notes = (shop.message, f"changed by others: {', '.join(shop.drift)}" if shop.drift else "")
    return "\t".join(filter(None, (shop.shop, shop.runtime.value, shop.state, *notes)))


def _serve(arguments: argparse.Namespace) -> int:
    from appliance import serving
    from appliance.core import logs, settings

    paths = paths_of(arguments)
    logs.set_up(paths.logs)
    chosen = settings.load(paths.config, host=arguments.host, port=arguments.port)
    serving.serve_shop(paths, chosen, arguments.shop)
    return 0


def _wait_closed(arguments: argparse.Namespace) -> int:
    from k3s import closing

    return 0 if closing.wait(arguments.address, arguments.seconds, Path("/dev/termination-log")) else 1
