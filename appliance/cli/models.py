"""`models list | add | use | remove | bench`."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, confirmed, group, print_json, yes_option

if TYPE_CHECKING:
    from appliance.core.schemas import ModelInfo


def add_to(commands: Commands) -> None:
    verbs = group(commands, "models", "Look after the models on this box.")
    command(verbs, "list", _list, "List the models and which are in use.")
    add = command(verbs, "add", _add, "Install a model of the catalogue, or weights from a path or the web.")
    add.add_argument("model", metavar="ID|PATH|URL")
    add.add_argument("--sha256", default="", metavar="HASH", help="what a download must have")
    use = command(verbs, "use", _use, "Answer with this model.")
    use.add_argument("model", metavar="ID")
    remove = command(verbs, "remove", _remove, "Delete a model's weights.", json=False)
    remove.add_argument("model", metavar="ID")
    yes_option(remove)
    tune = command(verbs, "tune", _tune, "Fit a language model to this computer (done by itself as well).")
    tune.add_argument("model", metavar="ID")
    bench = command(verbs, "bench", _bench, "Measure how fast this box runs a model.")
    bench.add_argument("model", metavar="ID")


def _list(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        models = box.models()
    if arguments.json:
        print_json(models)
    for model in models if not arguments.json else ():
        print(row(model))
    return 0


def row(model: ModelInfo) -> str:
    state = "installed" if model.installed else "not installed"
    state = f"in use, {state}" if model.active else state
    return (
        f"{model.id}\t{model.kind}\t{state}\t{model.size_bytes / 1e6:.0f} MB\t{model.licence}\t{model.title}"
    )


def _add(arguments: argparse.Namespace) -> int:
    from appliance.cli import progress

    with client(arguments) as box:
        wanted = arguments.model
        if any(model.id == wanted for model in box.models()):
            start = partial(box.install_model, wanted)
        elif wanted.startswith(("https://", "http://")):
            start = partial(box.fetch_model, wanted, arguments.sha256)
        else:
            start = partial(box.add_model, Path(wanted).expanduser().absolute())
        return _print(progress.finish(box, start).result, arguments)


def _tune(arguments: argparse.Namespace) -> int:
    from appliance.cli import progress

    with client(arguments) as box:
        return _print(progress.finish(box, lambda: box.tune_model(arguments.model)).result, arguments)


def _use(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        return _print(box.use_model(arguments.model).model_dump(mode="json"), arguments)


def _bench(arguments: argparse.Namespace) -> int:
    from appliance.cli import progress

    with client(arguments) as box:
        return _print(progress.finish(box, lambda: box.bench_model(arguments.model)).result, arguments)


def _remove(arguments: argparse.Namespace) -> int:
    from appliance.core.errors import NeedsConfirmation

    with client(arguments) as box:
        try:
            box.remove_model(arguments.model)
        except NeedsConfirmation as question:
            if not confirmed(arguments, question.message):
                return 1
            box.remove_model(arguments.model, confirm=True)
    print(f"Model {arguments.model} is removed.")
    return 0


def _print(result: dict[str, object] | None, arguments: argparse.Namespace) -> int:
    from appliance.core.schemas import ModelInfo

    model = ModelInfo.model_validate(result)
    if arguments.json:
        print_json(model)
    else:
        print(row(model))
        for line in measured(model):
            print(f"\t{line}")
    return 0


def measured(model: ModelInfo) -> list[str]:
    """Return what was measured of a model and what tuning found, a sentence each."""
    speeds = [
        f"{words} {speed:.0f} tokens a second"
        for words, speed in (("reads", model.prompt_speed), ("writes", model.generation_speed))
        if speed
    ]
    return [line for line in (", ".join(speeds), model.tuning) if line]
