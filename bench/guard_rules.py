"""What each scanner of the guard adds to the others, and how much doubt of the detector a rule needs.

    python -m bench.guard_rules [--every N] [--choose]

Every text of `bench.guard_sources` is read by the scanners of its place (policy balanced), and the table says
for each source how many texts the detector holds, the rules hold, either holds alone, and how many the guard
holds as it joins them. Of the exercises, the shops and the pool every Nth text is read.
With `--choose` the detector's threshold for messages and `Policy.doubt` are chosen on four fifths of the
texts, told apart by their sha256, and judged on the fifth left out.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean

from appliance.core.schemas import Decision, Place, ScanStatus, Verdict
from appliance.guard import policy, registry
from appliance.guard.pipeline import gravest
from appliance.guard.texts import Text
from bench import guard_sources
from bench.guard_sources import Sample
from models.guard import bundled

FOLDS = 5
LARGE = ("exercises", "bench shops", "pool")
HARD = ("held out", "development", "exam")
"""Written to be mistaken, so the joining is chosen by them: of the large sources nearly nothing is held."""
BUDGET = 0.02
"""Share of innocent messages that may be held in the mean of these: the goal of the policy balanced."""
DOUBTS = (0.0, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
RAISED = (0.0, 0.05, 0.1, 0.15, 0.2)


@dataclass(frozen=True, slots=True)
class Read:
    """A text and what each scanner says of it by itself."""

    sample: Sample
    verdicts: tuple[Verdict, ...]
    rules: frozenset[str]

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.sample.text.encode()).hexdigest(), 16) % FOLDS

    def finds(self, *scanners: str) -> bool:
        return any(_against(verdict) for verdict in self.verdicts if verdict.scanner in scanners)


@dataclass(frozen=True, slots=True)
class Joining:
    """How findings are joined: `raised` is added to the detector's thresholds for messages."""

    doubt: float = policy.BALANCED.doubt
    raised: float = 0.0

    def holds(self, read: Read) -> bool:
        place = read.sample.place
        verdicts = tuple(self._raised(verdict, place) for verdict in read.verdicts)
        return gravest(self._policy().weigh(place, verdicts)) is not Decision.ALLOW

    def _policy(self) -> policy.Policy:
        return replace(policy.BALANCED, doubt=self.doubt)

    def _raised(self, verdict: Verdict, place: Place) -> Verdict:
        known = verdict.scanner == "detector" and verdict.score is not None and verdict.threshold is not None
        if not known or place is not Place.MESSAGE or verdict.score >= verdict.threshold + self.raised:
            return verdict
        return verdict.model_copy(update={"decision": Decision.ALLOW})


def _against(verdict: Verdict) -> bool:
    return verdict.decision is not Decision.ALLOW and verdict.status is ScanStatus.SUCCESS


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.guard_rules",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--every", type=int, default=15)
    parser.add_argument("--choose", action="store_true")
    wish = parser.parse_args(arguments)
    reads = list(judged(_some(guard_sources.everything(), wish.every)))
    _scanners(reads)
    _kinds(reads)
    if wish.choose:
        _choose(reads)


def _some(samples: Iterable[Sample], every: int) -> list[Sample]:
    """Return all samples of the small sources and every so many of the large ones."""
    kept = (one for number, one in enumerate(samples) if _source(one) not in LARGE or number % every == 0)
    return list(kept)


def judged(samples: Iterable[Sample]) -> Iterable[Read]:
    """Yield each text with its scanners' verdicts, scope's left out: it is counted apart."""
    listed = registry.scanners(policy.BALANCED, bundled.load())
    for sample in samples:
        text = Text(sample.text, sample.place)
        scanners = (scanner for scanner in listed[sample.place] if scanner.name != "scope")
        verdicts = tuple(scanner.scan(text) for scanner in scanners)
        yield Read(sample, verdicts, frozenset(hit.rule.kind for hit in text.hits))


def _scanners(reads: Sequence[Read]) -> None:
    columns = ("texts", "detector", "rules", "hidden", "rules only", "joined")
    print(f"{'place and source':36}" + "".join(f"{column:>11}" for column in columns))
    for (place, attack, source), some in _grouped(reads):
        found = [sum(read.finds(scanner) for read in some) for scanner in ("detector", "injection", "hidden")]
        joined = sum(map(Joining().holds, some))
        counts = (len(some), *found, sum(map(_by_rules_only, some)), joined)
        name = f"{place} {source}, {'attacks' if attack else 'innocent'}"
        print(f"{name:36}" + "".join(f"{count:11}" for count in counts) + f" {joined / len(some):7.2%}")


def _by_rules_only(read: Read) -> bool:
    return read.finds("injection") and not read.finds("detector", "hidden")


def _kinds(reads: Sequence[Read]) -> None:
    """Print of each kind of rule how many texts only it holds, against a detector that does not."""
    print(f"\n{'rules alone':36}{'attacks':>9}{'innocent':>10}")
    alone = list(filter(_by_rules_only, reads))
    kinds = sorted({(read.sample.place.value, kind) for read in alone for kind in read.rules})
    for place, kind in kinds:
        some = [read.sample.attack for read in alone if read.sample.place == place and kind in read.rules]
        print(f"{place + ' ' + kind:36}{sum(some):9}{len(some) - sum(some):10}")


def _choose(reads: Sequence[Read]) -> None:
    """Print what is chosen without each fold, and at last on all messages, with what the fold says of it."""
    print(f"\n{'left out':10}{'chosen':32}{'attacks held':>13}{'innocent held':>14}")
    candidates = [Joining(doubt, raised) for raised, doubt in product(RAISED, DOUBTS)]
    here = [read for read in reads if read.sample.place is Place.MESSAGE]
    table = {one: [one.holds(read) for read in here] for one in candidates}
    for fold in (*range(FOLDS), None):
        worth = {one: _worth(here, held, fold) for one, held in table.items()}
        chosen = max(candidates, key=worth.__getitem__)
        shares = _shares(here, table[chosen], lambda read, fold=fold: fold is None or read.fold == fold)
        name = f"doubt {chosen.doubt}, raised {chosen.raised}"
        print(f"{'none' if fold is None else fold!s:10}{name:32}{shares[True]:13.1%}{shares[False]:14.2%}")


def _shares(reads: Sequence[Read], held: Sequence[bool], among: Callable[[Read], bool]) -> dict[bool, float]:
    """Return the share held of the attacks (True) and of the innocent (False)."""
    some = [(read.sample.attack, one) for read, one in zip(reads, held, strict=True) if among(read)]
    kept = {truth: [one for attack, one in some if attack is truth] for truth in (True, False)}
    return {truth: sum(ones) / len(ones) for truth, ones in kept.items()}


def _worth(reads: Sequence[Read], held: Sequence[bool], fold: int | None) -> tuple[bool, float, float]:
    """Return whether the budget is kept outside the fold, then the share of attacks held, then what is left
    of the budget, each in the mean of the hard sources: one of them has twice the texts of another."""
    shares: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for read, one in zip(reads, held, strict=True):
        if read.fold != fold and read.sample.source in HARD:
            shares[read.sample.source, read.sample.attack].append(one)
    means = {
        truth: fmean(fmean(some) for (_, attack), some in shares.items() if attack is truth)
        for truth in (True, False)
    }
    left = BUDGET - means[False]
    return left >= 0, round(means[True], 4), left


def _source(sample: Sample) -> str:
    return "pool" if sample.source.startswith("pool") else sample.source


def _grouped(reads: Sequence[Read]) -> list[tuple[tuple[str, bool, str], list[Read]]]:
    groups: dict[tuple[str, bool, str], list[Read]] = defaultdict(list)
    for read in reads:
        groups[read.sample.place.value, read.sample.attack, _source(read.sample)].append(read)
    return sorted(groups.items())


if __name__ == "__main__":
    main()
