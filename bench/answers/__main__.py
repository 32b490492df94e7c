"""`python -m bench.answers`: how right the answers are, on questions held out from their author.

The developer of the answers looks at `--split dev` only; `held` and `fresh` are for measuring. `fresh` holds
two shops that no earlier exam knew.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from appliance.client import Client
from bench.answers import ask, questions, report
from bench.answers.shops import EVERY, NAMES, load

TRANSCRIPTS = Path("data/bench/answers")


def main() -> int:
    """Run the exam and return 0; the figures are for reading, not for passing."""
    wish = arguments()
    with (
        tempfile.TemporaryDirectory(prefix="answers-") as fresh,
        ask.box(wish.data_dir or Path(fresh), model=not wish.no_model) as client,
    ):
        asked = [answered for name in wish.shop or NAMES for answered in examine(client, name, wish)]
    print(report.tables(asked))
    report.write_transcripts(asked, wish.transcripts / f"{wish.split}.md")
    print(f"transcripts: {wish.transcripts / f'{wish.split}.md'}")
    return 0


def examine(client: Client, name: str, wish: argparse.Namespace) -> list[ask.Asked]:
    """Ask one shop's questions of the chosen split and kind; a shop with none is not opened."""
    shop = load(name)
    chosen = [q for q in questions.read(wish.split, (name,)) if wish.kind in (None, q.kind)]
    if not chosen:
        return []
    ask.open_shop(client, shop)
    return [ask.ask(client, q, shop) for q in chosen]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=__doc__)
    parser.add_argument("--split", choices=("dev", "held", "fresh", "all"), default="dev")
    parser.add_argument(
        "--shop",
        choices=EVERY,
        action="append",
        help="only this shop, an outside examiner's too; may be repeated",
    )
    parser.add_argument("--kind", help="only questions of this kind")
    parser.add_argument("--no-model", action="store_true", help="answer from the records, with no wording")
    parser.add_argument("--data-dir", type=Path, help="a box to use again; else a fresh one each time")
    parser.add_argument("--transcripts", type=Path, default=TRANSCRIPTS, metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
