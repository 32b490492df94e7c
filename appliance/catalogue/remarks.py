"""What an owner should know of a file beyond its rows: columns not read, the currency, variants alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from appliance.catalogue.headers import about_price
from appliance.catalogue.layout import Layout
from appliance.catalogue.text import shorten
from appliance.core.products import Product
from appliance.core.schemas import RowProblem

_SHOWN = 3


def on_columns(layout: Layout, mapping: Mapping[str, str], *, platform: bool) -> Iterator[RowProblem]:
    """Yield a remark for each of the owner's choices that came to nothing, and one when there is no price.

    The export of a `platform` may be without prices on purpose: it is told only of a column that has some.
    """
    for column, field in mapping.items():
        if column not in layout.columns:
            yield _remark(
                f"There is no column “{shorten(column, 60)}”: nothing was read as “{field}” from it."
            )
    if "price" in layout.first or "sale_price" in layout.first:
        return
    others = [layout.columns[i] for i in layout.attributes if about_price(layout.columns[i])][:_SHOWN]
    if others:
        listed = ", ".join(f"“{shorten(column, 40)}”" for column in others)
        yield _remark(
            f"No column was read as the price. {listed} may be without tax or for a quantity: choose it as "
            "the price if customers pay just that."
        )
    elif not platform:
        yield _remark("No column was read as the price.")


def on_currency(currency: str) -> RowProblem:
    return _remark(f"The file names no currency: its prices are read as {currency}, the shop's own.")


def on_variants(product: Product) -> Iterator[RowProblem]:
    """Yield a remark for variants that nothing but the price tells apart: only the owner knows which is
    right."""
    prices: dict[tuple[object, ...], dict[Decimal, None]] = {}
    for variant in product.variants:
        if variant.price is not None:
            prices.setdefault((variant.sku, variant.options), {})[variant.price] = None
    for (sku, _), different in prices.items():
        if len(different) > 1:
            which = f"“{shorten(product.title, 60)}”" + (f" ({sku})" if sku else "")
            message = (
                f"Row {product.row}: {which} is there more than once, at {' and '.join(map(str, different))},"
                " with nothing else to tell one from the other."
            )
            yield RowProblem(row=product.row, message=message, refused=False)


def _remark(message: str) -> RowProblem:
    return RowProblem(row=0, message=message, refused=False)
