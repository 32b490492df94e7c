"""Which column holds which field, and a row read through that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from appliance.catalogue import currencies, headers, money, stock, text
from appliance.catalogue.money import Amount
from appliance.catalogue.table import Row
from appliance.core.errors import InvalidInput
from appliance.core.products import Availability

FIELDS: tuple[str, ...] = (
    "title", "price", "sale_price", "sale_from", "sale_to", "compare_at", "currency", "sku", "barcode",
    "quantity", "availability", "unavailable", "description", "summary", "brand", "categories", "tags", "url",
    "image", "id", "group", "published", "hidden", "purchasable", "option:Size", "option:Colour", "option:",
    "attribute", "ignore",
)  # fmt: skip
"""What an owner may map a column to. "option:" takes any name behind it, or the column's own when bare."""
LEAST_ROWS = 3
LONGEST_NAME = 120
MOST = 0.8
"""Share of the first rows that must hold a name of their own for a column to be taken for the titles."""
SALE_DATES = ("sale_from", "sale_to")
_SALES = frozenset(
    {"sale", "offer", "special", "special offer", "now", "reduced", "angebot", "promo", "oferta"}
)
MONEY = headers.MONEY


@dataclass(frozen=True)
class Layout:
    """The field of each column, by 0-based index; a column without one is an attribute."""

    columns: tuple[str, ...]
    fields: Mapping[int, str]
    places: Mapping[str, tuple[int, ...]] = field(init=False)
    first: Mapping[str, int] = field(init=False)
    attributes: Mapping[int, str] = field(init=False)
    options: tuple[tuple[int, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        places: dict[str, tuple[int, ...]] = {}
        for index in sorted(
            self.fields, key=lambda index: (not headers.is_of_variant(self.columns[index]), index)
        ):
            places[self.fields[index]] = (*places.get(self.fields[index], ()), index)
        others = (index for index in range(len(self.columns)) if index not in self.fields)
        options = ((index, name) for index, name in sorted(self.fields.items()) if name.startswith("option:"))
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "first", {name: indexes[0] for name, indexes in places.items()})
        object.__setattr__(self, "attributes", {i: attribute_name(self.columns[i]) for i in others})
        object.__setattr__(self, "options", tuple((i, name[7:] or self.columns[i]) for i, name in options))

    def all(self, name: str) -> tuple[int, ...]:
        """Return every column of a field, from left to right, those of nested variants first."""
        return self.places.get(name, ())

    def corrected(self, mapping: Mapping[str, str] | None) -> Layout:
        """Return the layout with the owner's choices; choices for columns that are not there are left out.

        Raises `InvalidInput` for a field that does not exist. A field chosen for one column is taken from
        the column that was guessed to hold it.
        """
        if not mapping:
            return self
        fields = dict(self.fields)
        chosen = {
            self.columns.index(column): name for column, name in mapping.items() if column in self.columns
        }
        for name in chosen.values():
            _check(name)
        single = {name for name in chosen.values() if name not in headers.MULTIPLE and name != "quantity"}
        fields = {i: name for i, name in fields.items() if i not in chosen and name not in single}
        fields.update({i: name for i, name in chosen.items() if name not in ("attribute", "")})
        return Layout(self.columns, fields)


def named_by_content(layout: Layout, sample: Sequence[Row]) -> Layout:
    """Return the layout of a price list with a title: where no header means one ("Wine", "Plant name"), the
    first column without a meaning whose cells read like names. The owner sees the guess in the preview."""
    if "title" in layout.first or "price" not in layout.first or len(sample) < LEAST_ROWS:
        return layout
    for index in layout.attributes:
        cells = [text.one_line(row.cells[index]) for row in sample]
        named = {cell for cell in cells if any(map(str.isalpha, cell)) and 3 <= len(cell) <= LONGEST_NAME}
        if len(named) >= MOST * len(cells) and max(map(len, cells)) <= 2 * LONGEST_NAME:
            return Layout(layout.columns, {**layout.fields, index: "title"})
    return layout


def in_currency(layout: Layout, currency: str) -> Layout:
    """Return the layout with the columns of the shop's own currency where prices stand in several
    ("Price (USD)", "Price (EUR)")."""
    fields = dict(layout.fields)
    for name in MONEY:
        held = layout.first.get(name)
        if (
            held is None
            or _is_in(layout.columns[held], currency)
            or not currencies.named(layout.columns[held])
        ):
            continue
        own = (
            i for i in layout.attributes if headers.may_mean(layout.columns[i], name)
            and _is_in(layout.columns[i], currency)
        )  # fmt: skip
        if (index := next(own, None)) is not None:
            del fields[held]
            fields[index] = name
    return layout if fields == layout.fields else Layout(layout.columns, fields)


def _is_in(column: str, currency: str) -> bool:
    return bool(currency) and currencies.currency_in(column, currency) == currency


def with_sale(layout: Layout, sample: Sequence[Row]) -> Layout:
    """Return the layout with a column "Sale" as the sale price when its cells are prices, and not marks of
    what is on sale (1 and 0)."""
    if "price" not in layout.first or "sale_price" in layout.first:
        return layout
    for index in layout.attributes:
        if headers.normalise(layout.columns[index]) not in _SALES:
            continue
        values = [money.read(row.cells[index]).value for row in sample if row.cells[index].strip()]
        if values and None not in values and any(value not in (0, 1) for value in values):
            return Layout(layout.columns, {**layout.fields, index: "sale_price"})
    return layout


def with_counts(layout: Layout, sample: Sequence[Row]) -> Layout:
    """Return the layout with a column "In stock" as the quantity when its cells count: the 1 in a column
    with a 46 is the last one, not a yes."""
    index = layout.first.get("availability")
    if index is None or "quantity" in layout.first:
        return layout
    counts = (stock.read(row.cells[index])[0] for row in sample)
    if any(count is not None and count > 1 for count in counts):
        return Layout(layout.columns, {**layout.fields, index: "quantity"})
    return layout


def _check(name: str) -> None:
    if name and name not in FIELDS and not name.startswith("option:"):
        raise InvalidInput(
            f"A column cannot be mapped to “{name}”.", resolution=f"Choose one of: {', '.join(FIELDS)}."
        )


def attribute_name(column: str) -> str:
    """Return the name an attribute column is shown under; of a dotted JSON name the last part."""
    name = column.rpartition(".")[2].strip() or column
    return text.label(text.one_line(name))


@dataclass(frozen=True)
class Money:
    """How the prices of a file are to be read: decimal mark by field, the currency expected, which the file
    has `named` or else is the shop's, and whether the day comes first in the dates of sales (None = not
    known)."""

    marks: Mapping[str, str]
    currency: str = ""
    named: bool = True
    day_first: bool | None = None

    def read(self, name: str, cell: str, currency: str = "") -> money.Amount:
        return money.read(cell, self.marks.get(name, ""), currency or self.currency)


@dataclass(slots=True)
class Record:
    """One row seen through a layout. `problems` gathers in words what could not be read in it."""

    row: Row
    layout: Layout
    money: Money
    problems: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the cleaned text of a field's first column that holds some, "" without one."""
        for index in self.layout.all(name):
            if cell := self.row.cells[index]:
                return text.clean(cell)
        return ""

    def line(self, name: str) -> str:
        return text.one_line(self.text(name))

    def texts(self, name: str) -> list[str]:
        """Return the non-empty cells of all columns of a field."""
        cells = (text.clean(self.row.cells[index]) for index in self.layout.all(name))
        return [cell for cell in cells if cell]

    def amount(self, name: str) -> Amount:
        """Return the price in a field; what is wrong with it is added to `problems`."""
        index = next((index for index in self.layout.all(name) if self.row.cells[index]), None)
        if index is None:
            return Amount()
        stated = self.line("currency").upper() if "currency" in self.layout.first else ""
        stated = stated if currencies.named(stated) == (stated,) else ""
        amount = self.money.read(name, self.row.cells[index], stated)
        if stated and amount.currency not in ("", stated):
            shown = text.shorten(self.row.cells[index], 40)
            amount = Amount(problem=f"“{shown}” is not in {stated}, as the row says")
        if amount.problem:
            self.problems.append(f"{amount.problem}; the {self.layout.columns[index]} was left out")
        return amount

    def stock(self) -> tuple[int | None, Availability | None]:
        """Return the quantity over all places and the availability that is stated in words."""
        if self.is_off_sale():
            return None, Availability.OUT_OF_STOCK
        quantity, stated = None, None
        for index in self.layout.all("quantity"):
            count, word = stock.read(self.row.cells[index])
            if count is not None:
                quantity = (quantity or 0) + count
            elif word is None and not stock.says_nothing(self.row.cells[index]):
                shown = text.shorten(text.one_line(self.row.cells[index]), 40)
                self.problems.append(f"“{shown}” is no count; the {self.layout.columns[index]} was left out")
            stated = stated or word
        flag = self.text("availability")
        if flag:
            count, word = stock.read(flag)
            if word is None and count is not None:  # "1" and "0" in a yes/no column
                word = Availability.IN_STOCK if count > 0 else Availability.OUT_OF_STOCK
            if quantity is None and count is not None and count > 1:  # counts begin below the sample
                quantity = count
            stated = word or stated
        return quantity, stated

    def hidden(self) -> bool | None:
        """Return whether the row keeps its product from customers; None when it does not say."""
        said = [not shown for cell in self.texts("published") if (shown := stock.shown(cell)) is not None]
        said += [hidden for cell in self.texts("hidden") if (hidden := stock.truth(cell)) is not None]
        return any(said) if said else None

    def is_off_sale(self) -> bool:
        """Return whether the row says "Sold out: yes", "For sale: no" or "Status: discontinued"."""
        return (
            any(stock.truth(cell) or stock.is_over(cell) for cell in self.texts("unavailable"))
            or any(stock.truth(cell) is False for cell in self.texts("purchasable"))
            or any(map(stock.is_over, self.texts("published")))
        )

    def options(self) -> tuple[tuple[str, str], ...]:
        cells = self.row.cells
        return tuple(
            (name, text.one_line(cells[index])) for index, name in self.layout.options if cells[index]
        )

    def attributes(self) -> tuple[tuple[str, str], ...]:
        """Return the attribute columns that hold something here, among thousands that do not."""
        cells, names = self.row.cells, self.layout.attributes
        filled = compress(range(len(cells)), cells)
        return tuple((names[index], text.one_line(cells[index])) for index in filled if index in names)


def marks(
    layout: Layout,
    found: Mapping[str, money.Evidence],
    default: str,
    currency: str,
    day_first: bool | None = None,
) -> Money:
    """Return the reading of the price columns that the `found` evidence supports."""
    together = money.Evidence()
    for evidence in found.values():
        together += evidence
    fallback = together.decimal_mark(default)
    named = next(
        (code for name in found if (code := currencies.currency_in(layout.columns[layout.first[name]]))), ""
    )
    by_row = "currency" in layout.first
    if not named and not by_row and len(together.currencies) == 1:  # a sign in some cells is meant for all
        named = next(iter(together.currencies))
    return Money(
        {name: evidence.decimal_mark(fallback) for name, evidence in found.items()},
        named or currency,
        bool(named or by_row or together.currencies or not found),
        day_first,
    )
