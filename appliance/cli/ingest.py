"""`ingest`: catalogues and documents into a shop's knowledge."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, shop_option
from appliance.core.errors import ApplianceError, FileRefused

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.schemas import ImportResult

SHOWN = 20
"""Lines about one file."""


def add_to(commands: Commands) -> None:
    made = command(commands, "ingest", _ingest, "Import catalogues and documents; folders are walked.")
    shop_option(made)
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    made.add_argument("--on-problem", choices=("skip", "stop"), default="skip", help="what a bad row does")
    made.add_argument(
        "--missing",
        choices=("keep", "remove"),
        help="what becomes of products an earlier import of this list had and this file does not;"
        " by itself a file of the same name, or with at least half of them, removes them",
    )
    made.add_argument(
        "--map",
        type=_pair,
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="correct how a column is understood; may be repeated",
    )


def _ingest(arguments: argparse.Namespace) -> int:
    results, failed = [], False
    with client(arguments) as box:
        for file in _files(arguments.paths):
            try:
                result = _one(box, arguments, file)
            except ApplianceError as err:
                failed = True
                results.append({"file": file.name, "error": err.problem()})
                print(_failure(file.name, err), file=sys.stderr)
            else:
                results.append({"file": file.name, **result.model_dump(mode="json")})
                if not arguments.json:
                    print(f"{file.name}: {summary(result)}")
                    print(*remarks(result), sep="\n", end="\n" if result.problems else "")
    if arguments.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
    return 1 if failed else 0


def _one(box: Client, arguments: argparse.Namespace, file: Path) -> ImportResult:
    from appliance.cli import progress
    from appliance.core.schemas import ImportRequest, ImportResult

    if not file.is_file():
        raise FileRefused(f"There is no file {file}.", resolution="Check the path.")
    wish = ImportRequest(
        upload=box.upload(arguments.shop, file).id,
        mapping=dict(arguments.map) or None,
        on_problem=arguments.on_problem,
        missing=arguments.missing,
    )
    job = progress.finish(box, lambda: box.start_import(arguments.shop, wish))
    return ImportResult.model_validate(job.result)


def _files(paths: list[Path]) -> list[Path]:
    """Return the files named, with folders replaced by the files below them."""
    found: list[Path] = []
    for path in paths:
        found += (
            sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            if path.is_dir()
            else [path]
        )
    return found


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def summary(result: ImportResult) -> str:
    """Return what the import did in a line, leaving out what did not happen."""
    counts = ("added", "changed", "removed", "unchanged", "kept", "refused", "quarantined")
    return ", ".join(f"{getattr(result, name)} {name}" for name in counts if getattr(result, name)) or "empty"


def remarks(result: ImportResult) -> list[str]:
    """Return what was refused, repaired or left out, a line each, refusals first."""
    said = [f"  {problem.message}" for problem in sorted(result.problems, key=lambda each: not each.refused)]
    more = len(said) - SHOWN
    return said if more <= 0 else [*said[:SHOWN], f"  … and {more} more, which --json prints."]


def _failure(name: str, error: ApplianceError) -> str:
    said = f"{error.message} {error.resolution}".rstrip()
    return said if name in error.message else f"{name}: {said}"


def _pair(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not (column and equals):
        raise argparse.ArgumentTypeError("write COLUMN=FIELD")
    return column, field
