"""The examined shops, read straight from their source files.

Deliberately shares no code with the product: a mistake of its importers must not become the answer key.
"""

from __future__ import annotations

import csv
import functools
import html
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVAL = ROOT / "tests/data/eval"
OUTSIDE = ROOT / "bench/answers/outside"
SAMPLE = ROOT / "appliance/sample"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be bought. `available` is "in", "out", "backorder" or "" (not recorded); `was` the
    price before a sale."""

    sku: str
    price: Decimal | None
    available: str
    quantity: int | None = None
    barcode: str = ""
    options: tuple[str, ...] = ()
    was: Decimal | None = None


@dataclass(slots=True)
class Item:
    """A product. `names` are the ids and SKUs under which a catalogue may know it."""

    id: str
    title: str
    names: set[str] = field(default_factory=set)
    text: str = ""
    offers: list[Offer] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Shop:
    """A shop of the exam: what is imported into the product, and the same facts read independently."""

    name: str
    catalogue: Path
    documents: tuple[Path, ...]
    profile: dict[str, str]
    items: dict[str, Item]
    prose: str

    @property
    def questions(self) -> Path:
        home = OUTSIDE if OUTSIDE in self.catalogue.parents else EVAL
        return home / self.name / "questions.jsonl"

    @property
    def everything(self) -> str:
        """All that the shop's files say, in one text."""
        return "\n".join([self.prose, json.dumps(self.profile), *(i.text for i in self.items.values())])


@functools.cache
def load(name: str) -> Shop:
    """Return the shop called `name`; KeyError for a shop that is not part of the exam."""
    catalogue, pattern, read = _FILES[name]
    documents = tuple(sorted(catalogue.parent.glob(pattern)))
    profile = json.loads((catalogue.parent / "profile.json").read_text())
    items = {item.id: item for item in read(catalogue)}
    prose = "\n".join(plain_text(path) for path in documents)
    return Shop(name, catalogue, documents, profile, items, prose)


def plain_text(path: Path) -> str:
    """Return what a reader sees of a Markdown, text, HTML or DOCX file."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            markup = archive.read("word/document.xml").decode()
        return strip_markup(re.sub(r"</w:(p|tc)>", "\n", markup), tight=True)
    text = path.read_text()
    return strip_markup(text) if path.suffix == ".html" else text


def strip_markup(text: str, *, tight: bool = False) -> str:
    """Return `text` without tags; `tight` puts nothing in their place (Word splits words into runs)."""
    text = re.sub(r"<style.*?</style>|<nav.*?</nav>", " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "" if tight else " ", text)).replace("\xa0", " ")


def _rows(path: Path, encoding: str, delimiter: str = ",") -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


def _shopify(path: Path) -> Iterator[Item]:
    items: dict[str, Item] = {}
    for row in _rows(path, "utf-8"):
        if row["Title"]:
            text = " ".join([row["Title"], row["Vendor"], row["Type"], row["Tags"], row["Body (HTML)"]])
            items[row["Handle"]] = Item(row["Handle"], row["Title"], {row["Handle"]}, strip_markup(text))
            published = row["Status"] == "active"
        if not published:
            items.pop(row["Handle"], None)
            continue
        item = items[row["Handle"]]
        options = tuple(v for n in "123" if (v := row[f"Option{n} Value"]) and v != "Default Title")
        tracked = bool(row["Variant Inventory Tracker"])
        quantity = int(row["Variant Inventory Qty"]) if tracked else None
        empty = "backorder" if row["Variant Inventory Policy"] == "continue" else "out"
        available = "in" if quantity is None or quantity > 0 else empty
        price, was = Decimal(row["Variant Price"]), _decimal(row["Variant Compare At Price"])
        _add(
            item, Offer(row["Variant SKU"], price, available, quantity, row["Variant Barcode"], options, was)
        )
    yield from items.values()


def _woocommerce(path: Path) -> Iterator[Item]:
    items: dict[str, Item] = {}
    for row in _rows(path, "utf-8-sig"):
        attributes = [f"{row[f'Attribute {n} name']}: {row[f'Attribute {n} value(s)']}" for n in "123"]
        if row["Type"] != "variation":
            parts = [row["Name"], row["Brands"], row["Categories"], row["Short description"]]
            text = strip_markup(" ".join([*parts, row["Description"], *attributes]))
            items[row["SKU"]] = Item(row["SKU"], row["Name"], {row["SKU"], row["ID"]}, text)
        if row["Type"] == "variable":
            continue
        item = items[row["Parent"] or row["SKU"]]
        options = tuple(v for n in "123" if row["Parent"] and (v := row[f"Attribute {n} value(s)"]))
        available = {"0": "out", "backorder": "backorder"}.get(row["In stock?"], "in")
        price = row["Sale price"] or row["Regular price"]
        barcode = row["GTIN, UPC, EAN, or ISBN"]
        quantity = int(row["Stock"]) if row["Stock"] else None
        _add(
            item,
            Offer(
                row["SKU"],
                _decimal(price),
                available,
                quantity,
                barcode,
                options,
                _decimal(row["Regular price"]),
            ),
        )
    yield from items.values()


def _plain_table(path: Path) -> Iterator[Item]:
    for row in _rows(path, "cp1252", ";"):
        number = row["Article no."]
        text = " ".join(f"{name}: {value}" for name, value in row.items() if value)
        item = Item(number, row["Product"], {number}, text)
        quantity = int(row["In stock"]) if row["In stock"] else None
        available = "" if quantity is None else "in" if quantity else "out"
        price, was = (_decimal(row[name].replace(",", ".")) for name in ("Price EUR", "Old price EUR"))
        _add(item, Offer(number, price, available, quantity, row["EAN"], (row["Unit"],), was))
        yield item


def _square(path: Path) -> Iterator[Item]:
    items: dict[str, Item] = {}
    for row in _rows(path, "utf-8-sig"):
        name = row["Item Name"]
        text = f"{name} {row['Description']} {row['Categories']}"
        item = items.setdefault(name, Item(name, name, {name}, text))
        item.names.add(row["Token"])
        counted = row["Current Quantity Columbia Road"]
        available = "" if not counted else "in" if int(counted) > 0 else "out"
        was = _decimal(row["Price"].removeprefix("GBP"))
        price = _decimal(row["Online Sale Price"].removeprefix("GBP")) or was
        options = (row["Option Value 1"],) if row["Option Value 1"] else ()
        quantity = int(counted) if counted else None
        _add(item, Offer(row["SKU"], price, available, quantity, row["GTIN"], options, was))
    yield from items.values()


def _json_lines(path: Path) -> Iterator[Item]:
    for record in map(json.loads, path.read_text().splitlines()):
        if not record["published"]:
            continue
        parts = [record[name] for name in ("title", "brand", "category", "description")]
        parts += [f"{name}: {value}" for name, value in record.get("attributes", {}).items()]
        item = Item(record["id"], record["title"], {record["id"]}, " ".join(parts))
        for variant in record["variants"]:
            quantity = variant["quantity"]
            empty = "backorder" if variant.get("backorders_allowed") else "out"
            available = "" if quantity is None else "in" if quantity else empty
            price, was = (_decimal(str(variant.get(name))) for name in ("price", "compare_at_price"))
            options = tuple(variant.get("options", {}).values())
            barcode = variant.get("barcode", "")
            _add(item, Offer(variant["sku"], price, available, quantity, barcode, options, was))
        yield item


def _shopify_current(path: Path) -> Iterator[Item]:
    items: dict[str, Item] = {}
    for row in _rows(path, "utf-8"):
        handle = row["URL handle"]
        if row["Title"] and row["Status"] == "active":
            extras = [value for column, value in row.items() if "metafields" in column]
            parts = [row["Title"], row["Vendor"], row["Type"], row["Tags"], row["Description"], *extras]
            items[handle] = Item(handle, row["Title"], {handle}, strip_markup(" ".join(parts)))
        if handle not in items or not row["SKU"]:  # a draft, or one more picture
            continue
        options = tuple(v for n in "123" if (v := row[f"Option{n} value"]) and v != "Default Title")
        quantity = int(row["Inventory quantity"]) if row["Inventory tracker"] else None
        empty = "backorder" if row["Continue selling when out of stock"] == "CONTINUE" else "out"
        available = "in" if quantity is None or quantity > 0 else empty
        price, was = _decimal(row["Price"]), _decimal(row["Compare-at price"])
        _add(items[handle], Offer(row["SKU"], price, available, quantity, row["Barcode"], options, was))
    yield from items.values()


def _add(item: Item, offer: Offer) -> None:
    item.offers.append(offer)
    item.names.add(offer.sku)
    prices = f"{offer.price or ''}, {offer.was or ''}"
    item.text += f" {offer.sku}, {offer.barcode}, {', '.join(offer.options)}, {prices},"


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


_Reader = Callable[[Path], Iterator[Item]]
_FILES: dict[str, tuple[Path, str, _Reader]] = {
    "harbourandpine": (SAMPLE / "catalogue.csv", "*.md", _shopify),
    "voltline": (EVAL / "voltline/wc-product-export.csv", "documents/*", _woocommerce),
    "delmare": (EVAL / "delmare/assortment.csv", "documents/*", _plain_table),
    "mothandmarigold": (EVAL / "mothandmarigold/catalog-export.csv", "documents/*", _square),
    "kettleandloom": (EVAL / "kettleandloom/products.jsonl", "documents/*", _json_lines),
    "spokehaus": (EVAL / "spokehaus/products_export.csv", "documents/*", _shopify_current),
    "ovenbird": (EVAL / "ovenbird/products.jsonl", "documents/*", _json_lines),
    "quillandquay": (OUTSIDE / "quillandquay/products_export.csv", "documents/*", _shopify_current),
    "muddlepaw": (OUTSIDE / "muddlepaw/wc-product-export.csv", "documents/*", _woocommerce),
    "fernandfork": (OUTSIDE / "fernandfork/products.jsonl", "documents/*", _json_lines),
    "lumenhaus": (OUTSIDE / "lumenhaus/assortment.csv", "documents/*", _plain_table),
    "nordkante": (OUTSIDE / "nordkante/assortment.csv", "documents/*", _plain_table),
    "gullwing": (EVAL / "gullwing/products.jsonl", "documents/*", _json_lines),
    "emberroast": (OUTSIDE / "emberroast/products_export.csv", "documents/*", _shopify_current),
    "saltandsail": (OUTSIDE / "saltandsail/wc-product-export.csv", "documents/*", _woocommerce),
    "tinkerbench": (OUTSIDE / "tinkerbench/products.jsonl", "documents/*", _json_lines),
    "hollowayaudio": (OUTSIDE / "hollowayaudio/products_export.csv", "documents/*", _shopify_current),
    "pottersbarn": (OUTSIDE / "pottersbarn/wc-product-export.csv", "documents/*", _woocommerce),
    "skeinandsheep": (OUTSIDE / "skeinandsheep/assortment.csv", "documents/*", _plain_table),
    "pebbleandfin": (OUTSIDE / "pebbleandfin/wc-product-export.csv", "documents/*", _woocommerce),
}
NAMES = tuple(name for name, (file, _, _) in _FILES.items() if OUTSIDE not in file.parents)
"""The shops written with the product; their keys bear a strict check."""
EVERY = tuple(_FILES)
"""These and the shops of outside examiners, who had not seen the product."""
UNTOUCHED = ("gullwing", "pottersbarn", "pebbleandfin")
"""The shops that nothing is fitted to and whose failures nobody reads: their figures are of unseen
questions."""
