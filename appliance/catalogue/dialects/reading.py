"""What the dialects share: the offer in a row, lists of categories, columns by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as combinations

from appliance.catalogue import dates, stock
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Record
from appliance.catalogue.text import one_line, shorten, sku
from appliance.core.products import Availability, Variant

MAX_COMBINATIONS = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """What a thing costs now; `compare_at` is the price before a sale."""

    price: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""


def offer(record: Record) -> Offer:
    """Return the price in force: the sale price while its dates surely allow, else the regular one."""
    regular, sale, before = (record.amount(name) for name in ("price", "sale_price", "compare_at"))
    named = record.line("currency").upper()
    currency = named if re.fullmatch(r"[A-Z]{3}", named) else regular.currency or sale.currency
    cheaper = sale.value and (regular.value is None or sale.value < regular.value)
    if cheaper and on_sale(record):
        return Offer(sale.value, regular.value or before.value, currency)
    return Offer(regular.value, before.value, currency)


def on_sale(record: Record) -> bool:
    """Return whether the sale in a row is on. Where that hangs on an unclear date it is not, which is
    added to the row's problems: a price is never guessed."""
    if stock.truth(record.text("on_sale")) is False:
        return False
    start, end = record.line("sale_from"), record.line("sale_to")
    if both := record.line("sale_dates"):  # an interval in one cell, "2026-11-01/2026-11-30"
        start, _, end = both.partition("/")
    verdict = dates.on_sale(start, end, day_first=record.money.day_first)
    if verdict is None:
        unclear = dates.unclear(start, end, record.money.day_first)
        record.problems.append(
            f"the sale's date “{shorten(unclear, 40)}” is not clear, so the regular price was kept; "
            "write dates like 2026-12-31"
        )
    return verdict is True


def variant(
    record: Record,
    *,
    options: tuple[tuple[str, str], ...] = (),
    oversell: bool = False,
    tracked: bool = True,
    image: str = "",
) -> Variant:
    """Return the thing that a row offers. Stock that is not `tracked` is there and not counted."""
    price = offer(record)
    quantity, stated = record.stock()
    if not tracked:
        quantity, stated = None, stated or Availability.IN_STOCK
    return Variant(
        sku=sku(record.text("sku")),
        price=price.price,
        compare_at=price.compare_at,
        currency=price.currency,
        quantity=quantity,
        availability=stock.availability(quantity, stated, oversell=oversell),
        barcode=sku(record.text("barcode")),
        options=options,
        image=image,
    )


def columns_by_name(columns: Sequence[str], names: Mapping[str, str]) -> dict[int, str]:
    """Return the field of each column whose normalised header is in `names`; a field goes to one column."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for wanted, name in names.items():
        for index, column in enumerate(columns):
            if index not in found and normalise(column) == wanted and (name not in taken or name == "ignore"):
                found[index] = name
                taken.add(name)
    return found


def paths(cell: str, level: str, separator: str = ",") -> tuple[str, ...]:
    """Return category paths as "A > B" from a cell in which `level` divides levels and `separator` paths;
    with none the cell is one path."""
    found = []
    for path in cell.split(separator) if separator else [cell]:
        steps = [one_line(step) for step in path.split(level)]
        found.append(" > ".join(step for step in steps if step))
    return tuple(dict.fromkeys(path for path in found if path))


def all_combinations(
    names: Sequence[str], values: Sequence[Sequence[str]]
) -> list[tuple[tuple[str, str], ...]]:
    """Return every combination of option values, or only the single ones when there would be too many."""
    chosen = [(name, list(offered)) for name, offered in zip(names, values, strict=True) if offered]
    count = 1
    for _, offered in chosen:
        count *= len(offered)
    if count > MAX_COMBINATIONS:
        return [((name, value),) for name, offered in chosen for value in offered]
    return list(combinations(*([(name, value) for value in offered] for name, offered in chosen)))
