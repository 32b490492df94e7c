"""Rows become products: parts of one product are gathered wherever they stand, checked and put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Protocol

from appliance.catalogue import dates, html, money, text
from appliance.catalogue.layout import MONEY, SALE_DATES, Layout, Money, Record, marks
from appliance.catalogue.table import Row, Table
from appliance.core.products import Product, Variant
from appliance.core.schemas import RowProblem

MAX_TITLE = 300
MAX_VARIANTS = 2_000
_PROGRESS_EVERY = 200
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Part:
    """What one row says: some of a product's fields, and its variants. Descriptions may be HTML.

    Rows of equal `group` are one product. The fields of a `main` row win over those of the others; rows
    without `main` come next, in file order. `named` is a title to fall back on where the row of
    the `parent` that it names is missing, `adjust` changes every
    variant of the product. A row that is `off` offers what the shop has switched off: that is left out
    beside variants that are sold, and a product with nothing else is not published.
    """

    group: str
    row: int
    main: bool = False
    key: str = ""
    title: str = ""
    named: str = ""
    parent: str = ""
    description: str = ""
    brand: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""
    image: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    published: bool | None = None
    off: bool = False
    variants: tuple[Variant, ...] = ()
    spare: Variant | None = None
    adjust: Callable[[Variant], Variant] | None = None
    problems: tuple[str, ...] = ()


class Dialect(Protocol):
    """One kind of export. An instance reads one pass over one file, so it may remember earlier rows."""

    name: ClassVar[str]
    title: ClassVar[str]
    decimal_mark: ClassVar[str]

    def __init__(self, layout: Layout) -> None: ...

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        """Return whether a table with these normalised headers and first rows is such an export."""

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        """Return the field of each column that has one."""

    def group(self, record: Record) -> str:
        """Return what the rows of one product share; "" for a row that is no part of a product."""

    def claims(self, record: Record) -> tuple[str, ...]:
        """Return further groups whose rows belong to this row's product."""

    def part(self, record: Record) -> Part | str:
        """Return what a row says, or a sentence about why it is refused."""


@dataclass(slots=True)
class Survey:
    """What the first pass finds: how many rows, how prices are written, at which of them each product
    ends."""

    rows: int = 0
    last: dict[str, int] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    money: Money = field(default_factory=lambda: Money({}))

    def group(self, name: str) -> str:
        return self.owner.get(name, name)


def survey(table: Table, dialect: type[Dialect], layout: Layout, currency: str) -> Survey:
    """Read a table once without keeping its rows."""
    found = Survey()
    evidence = {name: money.Evidence() for name in MONEY if name in layout.first}
    columns = [(evidence[name], layout.first[name]) for name in evidence]
    limits, sale_dates = dates.Evidence(), [layout.first[name] for name in SALE_DATES if name in layout.first]
    reader, unread = dialect(layout), Money({})
    last: dict[str, int] = {}
    for row in table.rows():
        if isinstance(row, RowProblem):
            continue
        found.rows += 1
        for column, index in columns:
            column.add(row.cells[index])
        for index in sale_dates:
            limits.add(row.cells[index])
        record = Record(row, layout, unread)
        group = reader.group(record)
        last[group] = found.rows
        for claimed in reader.claims(record):
            found.owner.setdefault(claimed, group)
    for group, ordinal in last.items():
        owner = found.group(group)
        found.last[owner] = max(ordinal, found.last.get(owner, 0))
    found.money = marks(layout, evidence, dialect.decimal_mark, currency, limits.verdict())
    return found


def fold(
    table: Table, dialect: type[Dialect], layout: Layout, found: Survey, progress: Progress | None = None
) -> Iterator[Product | RowProblem]:
    """Read a table again and yield each product at its last row, problems where they stand."""
    reader = dialect(layout)
    checked = _Checked()
    open_groups: dict[str, list[Part]] = {}
    done = 0
    for row in table.rows():
        if isinstance(row, RowProblem):
            yield row
            continue
        done += 1
        if progress and done % _PROGRESS_EVERY == 0:
            progress(done, found.rows)
        record = Record(row, layout, found.money)
        name = reader.group(record)
        part = reader.part(record)
        if isinstance(part, str):
            if part:
                yield RowProblem(row=row.number, message=part)
        else:
            open_groups.setdefault(found.group(name), []).append(part)
            yield from (_repaired(row.number, problem) for problem in (*record.problems, *part.problems))
        owner = found.group(name)
        if found.last[owner] == done and owner in open_groups:
            yield from _finish(open_groups.pop(owner), found.money.currency, checked)
    if progress:
        progress(done, found.rows)


@dataclass(slots=True)
class _Checked:
    """What is unique in a file: keys, with the row that took each, and SKUs with their product."""

    keys: dict[str, tuple[int, str]] = field(default_factory=dict)
    skus: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def option_name(self, name: str) -> str:
        """Return an option's name in the first spelling the file used, so that Size and SIZE are one."""
        return self.names.setdefault(name.casefold(), text.label(name))


def _finish(parts: list[Part], currency: str, checked: _Checked) -> Iterator[Product | RowProblem]:
    parts.sort(key=lambda part: not part.main)
    first = parts[0]
    title, problem = _title(parts)
    if problem:
        yield _repaired(first.row, problem) if title else RowProblem(row=first.row, message=problem)
    if not title:
        return
    description, hidden = _description(parts)
    yield from (
        _repaired(first.row, f"hidden text was left out: “{text.shorten(part, 120)}”") for part in hidden
    )
    product = _product(parts, title, description, currency, checked)
    if product.key in checked.keys:
        row, other = checked.keys[product.key]
        yield RowProblem(
            row=product.row,
            message=f"Row {product.row}: “{product.key}” was already read from row {row} (“{other}”). "
            "Give each product its own SKU or ID.",
        )
        return
    checked.keys[product.key] = (product.row, text.shorten(title, 60))
    yield from _shared_skus(product, checked)
    yield product


def _title(parts: list[Part]) -> tuple[str, str]:
    """Return the title and what was wrong with it."""
    title = next((part.title for part in parts if part.title), "")
    title = text.one_line(html.to_text(title)[0]) if html.is_markup(title) else title
    if len(title) > MAX_TITLE:
        return text.shorten(title, MAX_TITLE), f"the title has {len(title):,} characters; it was cut"
    if title:
        return title, ""
    named = next((part.named for part in parts if part.named), "")
    if named:
        parent = next((part.parent for part in parts if part.parent), "")
        if parent:
            return text.from_slug(named), f"its parent product, “{parent}”, is not in the file"
        return text.from_slug(named), f"there is no title; the product is named after “{named}”"
    return "", f"Row {parts[0].row} has no title; it was left out."


def _description(parts: list[Part]) -> tuple[str, tuple[str, ...]]:
    return html.to_text(next((part.description for part in parts if part.description), ""))


def _product(parts: list[Part], title: str, description: str, currency: str, checked: _Checked) -> Product:
    sold = [part for part in parts if not part.off]
    all_off = any(part.variants for part in parts) and not any(part.variants for part in sold)
    variants = _variants(parts if all_off else sold, currency, checked)
    taken = {name.casefold() for variant in variants for name, _ in variant.options}
    key = next((part.key for part in parts if part.key), "") or variants[0].sku or text.slug(title) or title
    published = [part.published for part in sold if part.published is not None]
    return Product(
        key=key,
        title=title,
        description=description,
        brand=next((part.brand for part in parts if part.brand), ""),
        categories=next((part.categories for part in parts if part.categories), ()),
        tags=next((part.tags for part in parts if part.tags), ()),
        url=next((part.url for part in parts if part.url), ""),
        image=next((part.image for part in parts if part.image), ""),
        attributes=_attributes(parts, taken),
        variants=variants,
        published=not all_off and (published[0] if published else True),
        row=min(part.row for part in parts),
    )


def _attributes(parts: list[Part], taken: set[str]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of all parts, the first value of each name; options are not repeated here."""
    found: dict[str, tuple[str, str]] = {}
    for part in parts:
        for name, value in part.attributes:
            if value and name.casefold() not in taken:
                found.setdefault(name.casefold(), (name, value))
    return tuple((name, _plain(value)) for name, value in found.values())


def _plain(value: str) -> str:
    return " ".join(html.to_text(value)[0].split()) if html.is_markup(value) else value


def _variants(parts: list[Part], currency: str, checked: _Checked) -> tuple[Variant, ...]:
    """Return the variants in file order without repetitions; a lone spare one when no row has any."""
    found = [variant for part in parts for variant in part.variants]
    if not found:
        found = [next((part.spare for part in parts if part.spare), Variant())]
    for adjust in (part.adjust for part in parts if part.adjust):
        found = [adjust(variant) for variant in found]
    finished = dict.fromkeys(_variant(variant, currency, checked) for variant in found[:MAX_VARIANTS])
    return tuple(finished)


def _variant(variant: Variant, currency: str, checked: _Checked) -> Variant:
    options = {checked.option_name(name): value for name, value in variant.options if value}
    compare_at = variant.compare_at
    if compare_at is not None and (variant.price is None or compare_at <= variant.price):
        compare_at = None
    return replace(
        variant, options=tuple(options.items()), compare_at=compare_at, currency=variant.currency or currency
    )


def _shared_skus(product: Product, checked: _Checked) -> Iterator[RowProblem]:
    """Both products are kept: a shop may sell one thing in two listings, and only the owner knows."""
    for sku in dict.fromkeys(variant.sku for variant in product.variants if variant.sku):
        key, other = checked.skus.setdefault(sku, (product.key, product.title))
        if key != product.key:
            yield _repaired(
                product.row, f"the SKU {sku} also belongs to “{text.shorten(other, 60)}”; both were kept"
            )


def _repaired(row: int, problem: str) -> RowProblem:
    sentence = problem if re.match(r"(Row|Cell|Line) ", problem) else f"Row {row}: {problem}"
    return RowProblem(row=row, message=sentence.rstrip(".") + ".", refused=False)
