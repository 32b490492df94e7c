"""`guard check | eval | log`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, count, group, print_json, shop_option
from appliance.core.errors import FileRefused

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.schemas import GuardScore, Judgement, Place

SETTINGS = ("plain", "prompts", "detector", "both", "everything")
PLACES = ("message", "document", "passage", "prompt", "answer")


def add_to(commands: Commands) -> None:
    verbs = group(commands, "guard", "Judge texts, measure the guard, read its log.")
    check = command(verbs, "check", _check, "Judge one text.")
    check.add_argument("text", nargs="?", default="-", metavar="TEXT|-", help="the text; - reads stdin")
    check.add_argument("--place", choices=PLACES, default="message", help="where the text stands")
    check.add_argument("--shop", default="", metavar="ID", help="judge by this shop's policy")
    measure = command(verbs, "eval", _eval, "Measure the guard on labelled lines.")
    measure.add_argument("file", type=Path, metavar="FILE.jsonl", help='lines {"text": …, "label": 0|1}')
    listing = command(verbs, "log", _log, "List what the guard decided, newest first.")
    shop_option(listing)
    listing.add_argument("--limit", type=count, default=50, metavar="N", help="how many lines (default 50)")
    redteam = command(verbs, "redteam", _redteam, "Let the shop's bot sit its exam of attacks and questions.")
    shop_option(redteam)
    redteam.add_argument("--quick", action="store_true", help="every tenth message only: a look, no pass")
    redteam.add_argument(
        "--settings",
        type=_settings,
        default=SETTINGS,
        metavar="NAME,…",
        help=f"which of {', '.join(SETTINGS)} (default all)",
    )
    redteam.add_argument("--failed", action="store_true", help="list the messages that failed too")
    verify = command(verbs, "verify", _verify, "Check that no line of the log is missing or altered.")
    shop_option(verify)
    listing.add_argument("--decision", choices=("allow", "review", "block"))


def _check(arguments: argparse.Namespace) -> int:
    from appliance.core.schemas import Place

    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    if not text.strip():
        arguments.usage.error("there is no text to judge")
    with client(arguments) as box:
        judgement = box.guard_check(text, Place(arguments.place), arguments.shop)
    if arguments.json:
        print_json(judgement)
        return 0
    deciding = judgement.deciding
    print(judgement.decision.value + (f": {deciding.reason} ({deciding.scanner})" if deciding else ""))
    return 0


def _eval(arguments: argparse.Namespace) -> int:
    from appliance.guard.evaluation import evaluate

    if not arguments.file.is_file():
        raise FileRefused(f"There is no file {arguments.file}.", resolution="Check the path.")
    with client(arguments) as box, arguments.file.open(encoding="utf-8", errors="replace") as lines:
        scores = evaluate(lines, _Judge(box), step=_count)
    if not scores.overall.texts:
        raise FileRefused(
            f"{arguments.file} holds no line to judge.",
            resolution='Write lines {"text": …, "label": 0 or 1}.',
        )
    if arguments.json:
        print_json(scores)
        return 0
    print(HEAD)
    for score in (scores.overall, *scores.kinds):
        print(row(score))
    if scores.auc is not None and scores.recall_at_one_percent is not None:
        print(
            f"\nBy score: AUC {scores.auc:.4f}, recall at 1% false alarms {scores.recall_at_one_percent:.1%}"
        )
    return 0


@dataclass(frozen=True)
class _Judge:
    """The box's guard, asked text by text."""

    box: Client

    def check(self, text: str, place: Place, *, session: str = "") -> Judgement:
        return self.box.guard_check(text[:LONGEST], place)


LONGEST = 200_000
"""Characters that the service judges at once."""
HEAD = (
    f"{'kind':<24}{'texts':>7}{'attacks':>9}{'precision':>11}{'recall':>8}{'F1':>7}"
    f"{'false alarms':>14}{'p50 ms':>8}{'p95 ms':>8}"
)


def row(score: GuardScore) -> str:
    """Return one line of the table."""
    precision, recall, f1, false_alarms = (
        "–" if share is None else f"{share:.1%}"
        for share in (score.precision, score.recall, score.f1, score.false_positive_rate)
    )
    return (
        f"{score.kind[:23]:<24}{score.texts:>7}{score.attacks:>9}{precision:>11}{recall:>8}{f1:>7}"
        f"{false_alarms:>14}{score.p50_ms:>8.1f}{score.p95_ms:>8.1f}"
    )


def _count(done: int) -> None:
    """A terminal shows every twentieth count in place, a file every thousandth on a line of its own."""
    terminal = sys.stderr.isatty()
    if done % (20 if terminal else 1000) == 0:
        print(f"\r{done} texts judged", end="" if terminal else "\n", file=sys.stderr, flush=True)


def _settings(text: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in text.split(",") if name.strip())
    if not chosen or not set(chosen) <= set(SETTINGS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(SETTINGS)}")
    return chosen


def _redteam(arguments: argparse.Namespace) -> int:
    from appliance.cli import exam_table, progress
    from appliance.core.exam import ExamResult, Setting

    with client(arguments) as box:
        settings = [Setting(name) for name in arguments.settings]
        job = progress.finish(box, lambda: box.start_exam(arguments.shop, settings, quick=arguments.quick))
        result = ExamResult.model_validate(job.result)
        failed = exam_table.failures(box, arguments.shop) if arguments.failed else ()
        mark = box.exam(arguments.shop).mark
    if arguments.json:
        print_json(result) if not arguments.failed else print_json([result, *failed])
    else:
        print("\n".join(exam_table.lines(result, mark)))
        for case in failed:
            print(exam_table.failure(case))
    return 0 if exam_table.good(result) else 1


def _verify(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        chain = box.guard_verify(arguments.shop)
    if arguments.json:
        print_json(chain)
    else:
        print("The log is as it was written." if chain.intact else f"Line {chain.broken_at} does not fit.")
    return 0 if chain.intact else 1


def _log(arguments: argparse.Namespace) -> int:
    chosen = {"decision": arguments.decision} if arguments.decision else {}
    with client(arguments) as box:
        page = box.guard_log(arguments.shop, arguments.limit, **chosen)
    if arguments.json:
        print_json(page.entries)
    for entry in page.entries if not arguments.json else ():
        decided = f"{entry.place or ''} {entry.decision or entry.kind}".strip()
        print(
            "\t".join(
                (
                    f"{entry.time:%Y-%m-%d %H:%M:%S}",
                    decided,
                    entry.scanner,
                    entry.source,
                    entry.reason,
                    entry.text or "",
                )
            )
        )
    return 0
