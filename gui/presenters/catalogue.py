"""Products, files and previews in a shop owner's words."""

from __future__ import annotations

from pathlib import Path

from appliance.core.products import Availability, Product
from appliance.core.schemas import (
    ColumnGuess,
    ImportDiff,
    Preview,
    ProductCard,
    ProductChange,
    RowProblem,
    Source,
)
from gui.presenters import quantities
from gui.presenters.heard import heard
from gui.words import counted, tr

SUFFIXES = frozenset((
        ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson",
        ".pdf", ".docx", ".html", ".htm", ".md", ".markdown",
    ))  # fmt: skip
"""What is taken out of a folder that is dropped; a single file is tried whatever it is called."""
MAPPED_FIRST = 100
"""Columns shown before those without a meaning are cut off: a file may have thousands of them."""


def files_below(paths: list[Path]) -> list[Path]:
    """Return the files to import: those given, and those in given folders that may be knowledge."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
            found += sorted(file for file in inside if file.is_file() and not _hidden(file, path))
        elif path.is_file():
            found.append(path)
    return list(dict.fromkeys(found))


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


# --- products ---


def price(product: Product) -> str:
    """Return the product's price, or its range over the variants."""
    prices = [v.price for v in product.variants if v.price is not None]
    currency = next((v.currency for v in product.variants if v.currency), "")
    return quantities.price_range(min(prices, default=None), max(prices, default=None), currency)


def stock(product: Product) -> str:
    """Return whether it can be bought, with the number where the catalogue counts."""
    kinds = [v.availability for v in product.variants]
    if Availability.IN_STOCK in kinds:
        counts = [v.quantity for v in product.variants if v.quantity is not None and v.quantity > 0]
        if counts:
            return tr("{n} in stock").format(n=f"{sum(counts):,}")
    return availability(_best(kinds))


def availability(kind: str) -> str:
    """Return whether it can be bought in words, or nothing when that is not known."""
    words = {
        Availability.IN_STOCK.value: tr("In stock"),
        Availability.OUT_OF_STOCK.value: tr("Out of stock"),
        Availability.BACKORDER.value: tr("On order"),
    }
    return words.get(kind, "")


def tone(kind: str) -> str:
    return {Availability.IN_STOCK.value: "good", Availability.OUT_OF_STOCK.value: "warning"}.get(
        kind, "quiet"
    )


def _best(kinds: list[Availability]) -> Availability:
    order = (Availability.IN_STOCK, Availability.BACKORDER, Availability.OUT_OF_STOCK)
    return next((kind for kind in order if kind in kinds), Availability.UNKNOWN)


def codes(product: Product) -> str:
    """Return the product's first code, and how many more there are."""
    known = [v.sku for v in product.variants if v.sku]
    if len(known) > 1:
        return f"{known[0]}  +{len(known) - 1}"
    return known[0] if known else ""


def options(product: Product) -> str:
    """Return what can be chosen: "Colour: Navy, Ochre; Size: S, M"."""
    values: dict[str, dict[str, None]] = {}
    for variant in product.variants:
        for name, value in variant.options:
            values.setdefault(name, {})[value] = None
    return "; ".join(f"{name}: {', '.join(found)}" for name, found in values.items())


def card_price(card: ProductCard, currency: str = "") -> str:
    """Return the card's price; `currency` is used where its catalogue names none."""
    return quantities.price_range(card.price, card.price_max, card.currency or currency)


def card_was(card: ProductCard, currency: str = "") -> str:
    """Return the price before a sale, in words; nothing when only some variants are reduced."""
    highest = card.price_max or card.price
    if card.compare_at is None or highest is None or card.compare_at <= highest:
        return ""
    return tr("was {price}").format(price=quantities.money(card.compare_at, card.currency or currency))


def card_options(card: ProductCard) -> str:
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in card.options.items())


# --- files ---


def kind(source: Source) -> str:
    return tr("Products") if source.kind == "catalogue" else tr("Document")


def contents(source: Source) -> str:
    if source.kind == "catalogue":
        return counted(source.items, tr("{n} product"), tr("{n} products"))
    return counted(source.items, tr("{n} passage"), tr("{n} passages"))


def total(count: int, searched: bool) -> str:
    """Return the line above the table of products."""
    if searched:
        return counted(count, tr("{n} product found"), tr("{n} products found"))
    return counted(count, tr("{n} product"), tr("{n} products"))


# --- previews ---


def understood(preview: Preview) -> str:
    """Return in a sentence what the file was taken for."""
    if preview.kind == "document":
        passages = counted(preview.rows or 0, tr("{n} passage"), tr("{n} passages"))
        kinds = {"docx": tr("Word document"), "html": tr("Web page"), "text": tr("Text")}
        return tr("{title}: a document with {passages}.").format(
            title=kinds.get(preview.format, preview.format_title), passages=passages
        )
    known = tr("Table") if preview.format == "table" else heard(preview.format_title)
    rows = counted(preview.rows or 0, tr("{n} row"), tr("{n} rows"))
    columns = counted(len(preview.columns), tr("{n} column"), tr("{n} columns"))
    return tr("{title}: a product list with {rows} and {columns}.").format(
        title=known, rows=rows, columns=columns
    )


def replacing(preview: Preview) -> str:
    """Return what happens to the version of this file that is there already."""
    if preview.kind == "document":
        return tr("This takes the place of the version that is there.")
    return tr("This takes the place of the version that is there: products that are not in it any more go.")


def changes(diff: ImportDiff) -> str:
    """Return what an import would do, counted: "3 new, 1 changed, 2 taken out, 61 unchanged"."""
    counts = (
        (diff.added, tr("{n} new")),
        (diff.changed, tr("{n} changed")),
        (diff.removed, tr("{n} taken out")),
        (diff.kept, tr("{n} kept that are not in this file")),
        (diff.unchanged, tr("{n} unchanged")),
    )
    said = ", ".join(words.format(n=f"{count:,}") for count, words in counts if count)
    return tr("This is a newer version of a file that is there: {counts}.").format(
        counts=said or tr("nothing new")
    )


def change(found: ProductChange, currency: str) -> str:
    """Return one product's change in a line: "Changed: Blue Teapot, $10.00 → $12.00"."""
    if found.before is None:
        return tr("New: {product}").format(product=_told(found.after, currency))
    if found.after is None:
        return tr("Taken out: {product}").format(product=_told(found.before, currency))
    before, after = _told(found.before, currency), _told(found.after, currency)
    if before == after:
        return tr("Changed: {product}").format(product=after)
    return tr("Changed: {before} → {after}").format(before=before, after=after)


def _told(card: ProductCard | None, currency: str) -> str:
    if card is None:
        return ""
    parts = (card.title, card_price(card, currency), availability(card.availability))
    return ", ".join(part for part in parts if part)


def missing(count: int) -> tuple[str, str]:
    """Return the words for keeping and for taking out what a file does not hold."""
    keep = counted(
        count,
        tr("Keep the {n} product that is not in this file"),
        tr("Keep the {n} products that are not in this file"),
    )
    remove = counted(count, tr("Take it out"), tr("Take these {n} products out"))
    return keep, remove


def importable(preview: Preview) -> bool:
    """Return whether anything would come of importing the file as it is understood."""
    return bool(preview.products or preview.passages)


def problem(found: RowProblem) -> str:
    """Return a row's problem with its place in the file."""
    if not found.row or str(found.row) in found.message:
        return heard(found.message)
    return tr("Row {row}: {message}").format(row=f"{found.row:,}", message=heard(found.message))


def field(name: str) -> str:
    """Return what a column means, for a person: "compare_at" is "Price before the sale"."""
    if name.startswith("option:"):
        option = name.removeprefix("option:")
        return tr("Choice: {name}").format(name=option) if option else tr("Choice (such as a size)")
    words = {
        "": tr("Further detail"),
        "attribute": tr("Further detail"),
        "title": tr("Name of the product"),
        "price": tr("Price"),
        "sale_price": tr("Sale price"),
        "sale_from": tr("First day of the sale"),
        "sale_to": tr("Last day of the sale"),
        "compare_at": tr("Price before the sale"),
        "currency": tr("Currency"),
        "sku": tr("Product code (SKU)"),
        "barcode": tr("Barcode"),
        "quantity": tr("Number in stock"),
        "availability": tr("In stock or not"),
        "unavailable": tr("Sold out or discontinued"),
        "backorders": tr("Can be ordered when out of stock"),
        "description": tr("Description"),
        "summary": tr("Short description"),
        "brand": tr("Brand"),
        "categories": tr("Category"),
        "tags": tr("Keywords"),
        "url": tr("Web address"),
        "image": tr("Picture"),
        "id": tr("Identifier"),
        "group": tr("Belongs to product"),
        "published": tr("Shown to customers"),
        "hidden": tr("Hidden from customers"),
        "purchasable": tr("Can be bought"),
        "ignore": tr("Leave out"),
    }
    return words.get(name, name)


def choices(preview: Preview, guess: ColumnGuess) -> list[tuple[str, str]]:
    """Return (field, words) that a column may be given. What only its export's own format knows can stay
    as it is but cannot be chosen for another column."""
    found = [(name, field(name)) for name in preview.fields]
    own = guess.field
    if own and own not in preview.fields:
        words = field(own) if own.startswith("option:") else tr("As the export says")
        found.append((own, words))
    return found


def columns(preview: Preview) -> list[ColumnGuess]:
    """Return the columns to show: those with a meaning first, and not thousands of the others."""
    known = [guess for guess in preview.columns if guess.field]
    others = [guess for guess in preview.columns if not guess.field]
    return [*known, *others][:MAPPED_FIRST]


def unshown(preview: Preview) -> str:
    """Return what becomes of the columns that are not shown, or nothing."""
    more = len(preview.columns) - MAPPED_FIRST
    if more <= 0:
        return ""
    return counted(
        more,
        tr("{n} more column is kept as further detail."),
        tr("{n} more columns are kept as further details."),
    )


def mapping(preview: Preview, changed: dict[str, str]) -> dict[str, str] | None:
    """Return the owner's mapping for the service: what is shown with the changes; None without any."""
    if not changed:
        return None
    allowed = set(preview.fields)
    shown = {
        guess.column: guess.field
        for guess in preview.columns
        if guess.field in allowed or guess.field.startswith("option:")
    }
    return {**shown, **changed}
