"""What reading a file gave, for the tests of catalogues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appliance.core.products import Product
from appliance.core.schemas import RowProblem


@dataclass(frozen=True)
class Outcome:
    products: tuple[Product, ...]
    problems: tuple[RowProblem, ...]

    def __getitem__(self, key: str) -> Product:
        return next(product for product in self.products if product.key == key)

    @property
    def keys(self) -> list[str]:
        return [product.key for product in self.products]

    @property
    def refused(self) -> list[int]:
        return [problem.row for problem in self.problems if problem.refused]


Read = Callable[..., Outcome]
