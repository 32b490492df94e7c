"""How well the reader tells lines that answer and products that are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from models.reader import exercises
from models.reader.exercises import ANSWERS, MEANT, OTHER, SILENT, Exercise
from models.training.network import Network


def reading(network: Network, held: Sequence[Exercise], labels: Sequence[str]) -> Iterator[str]:
    """Yield how exercises fare that were not learned from: of the right candidates and those most like the
    message, how often the one that is judged best is right, at marks of how sure it must be, and how often a
    message that none serves is answered."""
    yield from (
        "",
        "| of | language | messages | best right | at | right | another | none told | of none: told |",
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for of_lines, yes, no in ((True, ANSWERS, SILENT), (False, MEANT, OTHER)):
        best: dict[str, list[tuple[bool, bool, float]]] = {}
        for exercise in held:
            language = "en" if exercise.languages == ("en", "en") else "others"
            for ask in (ask for ask in exercise.asks if ask.of_lines is of_lines):
                candidates = exercise.candidates(ask)
                names = list(dict.fromkeys([*exercises.nearest(ask.message, candidates), *sorted(ask.right)]))
                told = network.logits([(ask.message, candidates[name]) for name in names])
                apart = told[:, labels.index(yes)] - told[:, labels.index(no)]
                place = int(apart.argmax())
                found = (bool(ask.right), names[place] in ask.right, float(1 / (1 + np.exp(-apart[place]))))
                best.setdefault(language, []).append(found)
        for language, found_all in best.items():
            served = [(right, sure) for there, right, sure in found_all if there]
            none = [sure for there, _, sure in found_all if not there]
            for mark in (0.5, 0.7, 0.9):
                cells = (
                    sum(right and sure >= mark for right, sure in served),
                    sum(not right and sure >= mark for right, sure in served),
                    sum(sure < mark for _, sure in served),
                )
                yield (
                    f"| {'lines' if of_lines else 'products'} | {language} | {len(served)} | "
                    f"{sum(right for right, _ in served)} | {mark} | {' | '.join(map(str, cells))} | "
                    f"{sum(sure >= mark for sure in none)} of {len(none)} |"
                )


def sharpen(network: Network, scale: float, topics: int) -> None:
    """Make the temperature of the first labels, the topics, part of the last layer: the artefact needs no
    code of its own."""
    network.model.classifier.weight.data[:topics].mul_(scale)
    network.model.classifier.bias.data[:topics].mul_(scale)
