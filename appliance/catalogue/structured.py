"""JSON and JSON Lines as a table: nested objects become dotted columns, nested variants rows of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from appliance.catalogue import headers
from appliance.catalogue.encoding import detect, read_text
from appliance.catalogue.table import MAX_COLUMNS, Row
from appliance.catalogue.text import Number
from appliance.core.errors import FileRefused, TooLarge
from appliance.core.schemas import RowProblem

MAX_BYTES = 100 * 2**20
"""A JSON document is held in memory as a whole; JSON Lines are not."""
MAX_DEPTH = 6
_MOST_DIGITS = 20
RECORD = "(record)"
"""The column that holds a record's own number: the rows of its variants share it."""
_VARIANT_LISTS = ("variants", "variations", "skus", "offers", "children", "items")
_OWN = ("sku", "barcode", "quantity")
"""What a variant never takes from its product."""
_AMOUNTS, _CURRENCIES = ("amount", "value"), ("currency", "currencycode", "currency_code")
_NAMES, _VALUES = ("name", "key", "label", "attribute"), ("value", "values", "text", "option", "options")
_PLACES = ("src", "href")
_LABELS = frozenset({"id", "name", "slug", "label", "key"})

Flat = dict[str, str]


def is_of_variant(column: str) -> bool:
    """Return whether a column holds what each of a record's variants says: "variants.options.Cut"."""
    return column.casefold().partition(".")[0] in _VARIANT_LISTS and "." in column


@dataclass(frozen=True)
class StructuredTable:
    """Records of a JSON file. Row numbers are record numbers, from 1."""

    path: Path
    lines: bool
    columns: tuple[str, ...]
    loaded: tuple[Any, ...] = ()
    notes: tuple[RowProblem, ...] = ()

    @cached_property
    def twins(self) -> tuple[tuple[int, int], ...]:
        """(column of a product, column of a variant) where both mean the SKU, barcode or stock."""
        fields = {index: headers.meaning(column) for index, column in enumerate(self.columns)}
        of_variants = [i for i, field in fields.items() if field in _OWN and is_of_variant(self.columns[i])]
        return tuple(
            (index, variant)
            for variant in of_variants
            for index, field in fields.items()
            if field == fields[variant] and not is_of_variant(self.columns[index])
        )

    def rows(self) -> Iterator[Row | RowProblem]:
        places = {column: index for index, column in enumerate(self.columns)}
        for number, record in self._records():
            if isinstance(record, RowProblem):
                yield record
                continue
            for flat in flatten(record, number):
                cells = [""] * len(places)
                for column, value in flat.items():
                    cells[places[column]] = value
                if not any(map(is_of_variant, flat)):
                    _say_as_variant(cells, self.twins)
                yield Row(number, cells)

    def _records(self) -> Iterator[tuple[int, dict[str, Any] | RowProblem]]:
        source = _json_lines(self.path) if self.lines else enumerate(self.loaded, start=1)
        for number, record in source:
            if isinstance(record, dict | RowProblem):
                yield number, record
            else:
                yield (
                    number,
                    RowProblem(row=number, message=f"Record {number} is not an object; it was left out."),
                )


def open_table(path: Path, name: str, *, lines: bool) -> StructuredTable:
    """Return the records of a JSON or JSON Lines file. Raises `FileRefused` or `TooLarge`."""
    loaded = () if lines else tuple(_load(path, name))
    table = StructuredTable(path, lines, (), loaded)
    columns: dict[str, None] = {}
    for number, record in table._records():
        if isinstance(record, dict):
            for flat in flatten(record, number):
                columns.update(dict.fromkeys(flat))
        if len(columns) > MAX_COLUMNS:
            raise TooLarge(
                f"{name} has more than {MAX_COLUMNS:,} different fields.",
                resolution="Export only the products, or export them as CSV.",
            )
    if not columns:
        raise FileRefused(
            f"{name} holds no records.", resolution="Export the products again and upload the new file."
        )
    return StructuredTable(path, lines, tuple(columns), loaded)


def _say_as_variant(cells: list[str], twins: Iterable[tuple[int, int]]) -> None:
    """Let a product without variants say what is its own where the variants of others say theirs."""
    for index, variant in twins:
        cells[variant] = cells[variant] or cells[index]
    for index, _ in twins:
        cells[index] = ""


def flatten(record: dict[str, Any], number: int) -> list[Flat]:
    """Return one flat row for each variant of a record, or one row when it has none."""
    found = next(
        (key for key in record if key.casefold() in _VARIANT_LISTS and _is_objects(record[key])), None
    )
    shared = {key: value for key, value in record.items() if key != found}
    base: Flat = {RECORD: str(number)}
    _spread(shared, "", base, 0)
    if found is None:
        return [base]
    names = _option_names(record)
    rows = []
    for variant in record[found]:
        flat = dict(base)
        _spread(_with_option_names(variant, names), f"{found}.", flat, 0)
        rows.append(flat)
    return rows


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _option_names(record: dict[str, Any]) -> list[str]:
    """Return the names of a product's options when it lists them beside its variants."""
    options = record.get("options")
    if not _is_objects(options):
        return []
    return [str(option.get("name", "")) for option in options or []]


def _with_option_names(variant: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return the variant with "option1": "M" said as {"options": {"Size": "M"}}."""
    placed = {f"option{i}": name for i, name in enumerate(names, start=1) if name}
    chosen = {placed[key]: value for key, value in variant.items() if key in placed and value}
    if not chosen or isinstance(variant.get("options"), dict):
        return variant
    rest = {key: value for key, value in variant.items() if key not in placed}
    return {**rest, "options": chosen}


def _spread(value: Any, path: str, into: Flat, depth: int) -> None:
    """Write the scalars below `value` into `into` under dotted names."""
    name = path.rstrip(".")
    if isinstance(value, dict) and (amount := _amount(value)):
        into[name], into[f"{name}.currency"] = amount
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        for key, inner in value.items():
            _spread(inner, f"{path}{key}.", into, depth + 1)
    elif isinstance(value, list) and _is_objects(value):
        _spread_objects(value, path, into, depth)
    elif isinstance(value, list):
        into[name] = "|".join(_scalar(item) for item in value if not isinstance(item, dict | list))
    elif not isinstance(value, dict):
        into[name] = _scalar(value)


def _amount(value: dict[str, Any]) -> tuple[str, str] | None:
    """Return the amount and the currency of an object that is just these two."""
    keys = {key.casefold(): key for key in value}
    amount = next((keys[key] for key in _AMOUNTS if key in keys), None)
    currency = next((keys[key] for key in _CURRENCIES if key in keys), None)
    if len(value) != 2 or amount is None or currency is None:
        return None
    return _scalar(value[amount]), _scalar(value[currency])


def _spread_objects(items: list[dict[str, Any]], path: str, into: Flat, depth: int) -> None:
    """Name/value pairs become columns of their own, lists of names a list; of other lists, such as
    pictures, the first object counts."""
    keys = {key.casefold(): key for key in items[0]}
    name_key = next((keys[key] for key in _NAMES if key in keys), None)
    value_key = next((keys[key] for key in _VALUES if key in keys), None)
    if name_key and value_key:
        for item in items:
            _spread(item.get(value_key), f"{path}{item.get(name_key)}.", into, depth + 1)
    elif name_key and (len(items) > 1 or keys.keys() <= _LABELS) and not any(map(keys.get, _PLACES)):
        into[path.rstrip(".")] = "|".join(_scalar(item.get(name_key)) for item in items)
    else:
        _spread(items[0], path, into, depth + 1)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _load(path: Path, name: str) -> list[Any]:
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(
            f"{name} is a JSON document of more than {MAX_BYTES // 2**20} MiB.",
            resolution="Export it as JSON Lines or CSV, which are read row by row.",
        )
    try:
        document = _parse(read_text(path))
    except (ValueError, RecursionError) as error:
        raise FileRefused(
            f"{name} is not valid JSON: {_fault(error)}.",
            resolution="Export the products again and upload the new file.",
            details=str(error),
        ) from None
    records = _longest_list(document, 0)
    if records is None:
        raise FileRefused(
            f"{name} holds no list of products.",
            resolution="Export the products as a JSON list of objects, or as CSV.",
        )
    return records


def _parse(text: str) -> Any:
    return json.loads(text.lstrip("﻿"), parse_float=_number, parse_int=Number, parse_constant=_no_constant)


def _fault(error: ValueError | RecursionError, line: int = 1) -> str:
    """Return in words where a JSON text that begins at this line of its file stops being one."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        return "it cannot be read"
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string"):
        return "it breaks off before its end"
    shown = " ".join(error.doc[error.pos : error.pos + 20].split())
    return f"“{shown}” in line {line + error.lineno - 1} is not expected there"


def _number(written: str) -> Number:
    """Return the number without an exponent: 1e2 is 100."""
    if "e" not in written.casefold():
        return Number(written)
    value = Decimal(written)
    return Number(f"{value:f}" if abs(value.adjusted()) <= _MOST_DIGITS else written)


def _no_constant(text: str) -> str:
    return ""


def _longest_list(value: Any, depth: int) -> list[Any] | None:
    """Return the longest list of objects within the first levels of a document; a lone object is one
    record."""
    if isinstance(value, list):
        return value if any(isinstance(item, dict) for item in value) else None
    if not isinstance(value, dict) or depth > 3:
        return None
    inner: Iterable[list[Any] | None] = (
        _longest_list(item, depth + 1)
        for key, item in value.items()
        if key.casefold() not in _VARIANT_LISTS or ("title" not in value and "name" not in value)
    )
    found = [records for records in inner if records]
    if depth == 0 and ("title" in value or "name" in value) and "products" not in value:
        return [value]
    return max(found, key=len) if found else None


def _json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    encoding = detect(path)
    with path.open(encoding=encoding.codec, errors=encoding.errors) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield number, _parse(line)
            except (ValueError, RecursionError) as error:
                message = f"Line {number} is not valid JSON: {_fault(error, number)}; it was left out."
                yield number, RowProblem(row=number, message=message)
