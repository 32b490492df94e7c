"""Figures of the benches: a line each while measuring, one table with their goals at the end."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "SHOPWARDEN_BENCH_FIGURES"
"""Names the file in which `python -m bench` collects what its parts measure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured. `goal` reads "<= 1.5" or ">= 4" in the figure's own unit, or is empty."""

    part: str
    name: str
    value: float
    unit: str
    goal: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        sign, _, bound = self.goal.partition(" ")
        if not sign:
            return None
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)

    def __str__(self) -> str:
        goal = f"   goal {self.goal} {self.unit}: {'met' if self.met else 'NOT met'}" if self.goal else ""
        return f"  {self.name:58} {number(self.value):>9} {self.unit}{goal}"


def number(value: float) -> str:
    """Return three digits, or all before the point."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def show(part: str, name: str, value: float, unit: str, goal: str = "") -> None:
    """Print a figure, and keep it for the report when there is to be one."""
    figure = Figure(part, name, round(value, 4), unit, goal)
    print(figure, flush=True)
    if target := os.environ.get(FILE):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(figure)) + "\n")


def read(path: Path) -> list[Figure]:
    """Return the figures that were kept, in the order in which they were measured."""
    if not path.exists():
        return []
    return [Figure(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def table(figures: Iterable[Figure]) -> str:
    """Return the report as a Markdown table."""
    words = {True: "met", False: "**not met**", None: ""}
    rows = ["| part | measured | figure | goal | |", "|---|---|---|---|---|"]
    rows += [
        f"| {f.part} | {f.name} | {number(f.value)} {f.unit} | {f.goal} | {words[f.met]} |" for f in figures
    ]
    return "\n".join(rows)
