"""What answers need of a shop's knowledge; `appliance.knowledge.Knowledge` provides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from appliance.core.products import Product
from appliance.knowledge.hits import Filters, PassageHit, ProductHit


class Shelf(Protocol):
    """A shop's products and pages, ready to be asked."""

    def find_products(self, query: str, k: int = 10, filters: Filters | None = None) -> list[ProductHit]: ...

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]: ...

    def knows(self, word: str) -> bool:
        """Return whether a folded word occurs in the shop's products or pages."""
        ...

    def product(self, key: str) -> Product | None: ...

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, list[Product]]: ...

    @property
    def embedder_id(self) -> str:
        """Name the embedder that `vectors` uses."""
        ...

    def vector(self, question: str) -> NDArray[np.float32]:
        """Return the (dimension,) unit vector of a customer's words; empty while there are none."""
        ...

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dimension) unit vectors, kept; no columns while there are none."""
        ...
