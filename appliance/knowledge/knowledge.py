"""What one shop knows: import, undo, search, browse, quarantine. The face of this package."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from appliance.catalogue import reader
from appliance.core import errors
from appliance.core.paths import ShopPaths
from appliance.core.ports import Embedder, JobContext
from appliance.core.products import Availability, Product
from appliance.core.schemas import Hit, ImportDiff, ImportResult, Preview, Quarantined, Source
from appliance.knowledge import (
    browse,
    indexing,
    lexical,
    passages,
    quarantine,
    query,
    rows,
    search,
    vectors,
    words,
)
from appliance.knowledge.hits import Facets, Filters, PassageHit, ProductHit
from appliance.knowledge.importer import Choices, Importer, check_model, embed_missing
from appliance.knowledge.postings import Postings
from appliance.knowledge.screening import Note, Screen
from appliance.knowledge.store import Store

__all__ = ("Facets", "Filters", "Knowledge", "PassageHit", "ProductHit")

_REMEMBERED = 64
_LINES = 4000
_OFFERED = (Availability.IN_STOCK, Availability.BACKORDER, Availability.UNKNOWN, Availability.OUT_OF_STOCK)


@dataclass(frozen=True)
class _View:
    """What searching keeps in memory of one state of the shop. `exact` is False while vectors are missing."""

    snapshot: vectors.Snapshot
    lexicon: lexical.Lexicon
    postings: Postings
    facets: Facets
    offers: browse.Offers
    exact: bool = True


class Knowledge:
    """One shop's products and documents.

    Safe to use from several threads: readers see the old state until a change commits, and changes wait for
    each other. `embedder` is called when a vector is first needed. Searching raises `errors.IndexMismatch`
    or `errors.IndexDamaged` until `rebuild` has run; while it runs, words alone decide.
    """

    def __init__(
        self,
        paths: ShopPaths,
        embedder: Callable[[], Embedder],
        *,
        currency: str = "",
        screen: Screen | None = None,
        note: Note | None = None,
    ) -> None:
        self._paths = paths
        self._embedder = embedder
        self._currency = currency
        self._store = Store(paths.database)
        self._vectors = vectors.VectorStore(paths.vectors)
        self._importer = Importer(paths, self._store, self._vectors, embedder, screen, note)
        self._changing = threading.RLock()
        self._loading = threading.Lock()
        self._current: _View | None = None
        self._rebuilding = False
        self._lines: dict[str, NDArray[np.float32]] = {}
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    # --- changing what is known ---

    def preview(self, file: Path, name: str, mapping: Mapping[str, str] | None = None) -> Preview:
        """Return how `file` would be read, with the columns as chosen before, and what it replaces."""
        seen = reader.inspect(file, name, mapping, self._currency)
        if mapping is None and (chosen := self._importer.remembered(seen)):
            seen = reader.inspect(file, name, chosen, self._currency)
        replaces = self._importer.replaced([card.id for card in seen.products], name, seen.kind)
        return seen.model_copy(update={"replaces": replaces})

    def import_file(
        self,
        file: Path,
        name: str,
        *,
        mapping: Mapping[str, str] | None = None,
        on_problem: Literal["skip", "stop"] = "skip",
        replaces: str | None = None,
        missing: Literal["keep", "remove"] | None = None,
        job: JobContext,
    ) -> ImportResult:
        """Import `file` as a whole or not at all; see `Importer.run`."""
        chosen = Choices(mapping, on_problem, replaces, missing)
        with self._changed():
            return self._importer.run(file, name, chosen, self._currency, job)

    def compare(
        self,
        file: Path,
        name: str,
        *,
        mapping: Mapping[str, str] | None = None,
        replaces: str | None = None,
        missing: Literal["keep", "remove"] | None = None,
    ) -> ImportDiff:
        """Return what importing `file` would change; nothing is stored. See `Importer.compare`."""
        chosen = Choices(mapping, "skip", replaces, missing)
        return self._importer.compare(file, name, chosen, self._currency, _Quiet())

    def undo_import(self) -> ImportResult:
        """Bring back what was before the last import; raises `errors.Conflict` when there is none."""
        with self._changed():
            return self._importer.undo()

    def remove_source(self, source: str) -> None:
        """Forget a source for good: its rows, its words, its vectors and its file."""
        with self._changed():
            with self._store.writing("The source could not be removed") as db:
                if not db.execute("SELECT 1 FROM sources WHERE id = ?", (source,)).fetchone():
                    raise errors.NotFound(f"There is no source “{source}”.", resolution="Reload the list.")
                gone: list[Product] = []
                for table in ("products", "passages"):
                    gone += rows.erase(db, table, rows.of_source(db, table, source))
                indexing.count_words(db, (), gone)
                db.execute("DELETE FROM imports WHERE source = ?", (source,))
                db.execute("DELETE FROM sources WHERE id = ?", (source,))
                needed = rows.referenced(db)
            self._store.scrub()
            self._vectors.rewrite(self._readable(sorted(needed)))

    def rebuild(self, job: JobContext) -> int:
        """Make the index anew from the texts, with the embedder in use; return how many texts were embedded.

        What an earlier try embedded is kept. Meanwhile searching goes by words alone.
        """
        with self._changed():
            self._rebuilding, self._current = True, None
            try:
                return self._rebuild(self._embedder(), job)
            finally:
                self._rebuilding = False

    def release(self, held: str) -> None:
        """Let a quarantined row in, now and at every later import of the same content."""
        with self._changed():
            with self._store.reading() as db:
                text = rows.embedded(db, *quarantine.waiting(db, held))
            embed_missing(self._vectors, self._embedder(), [text], _Quiet())
            with self._store.writing("The change could not be saved") as db:
                quarantine.release(db, held)

    def drop(self, held: str) -> None:
        """Delete a quarantined row and keep its content out."""
        with self._changed(), self._store.writing("The change could not be saved") as db:
            quarantine.drop(db, held)

    # --- searching ---

    def find_products(self, question: str, k: int = 10, filters: Filters | None = None) -> list[ProductHit]:
        """Return up to `k` products for `question`, best first, that meet `filters`.

        A question without words lists what meets the filters, cheapest first.
        """
        view = self._view()
        with self._store.reading() as db:
            narrowed = filters is not None and filters != Filters()
            allowed = browse.allowed(db, view.offers, filters or Filters()) if narrowed else None
            if not question.strip():
                cheapest = browse.cheapest(
                    db, allowed if allowed is not None else view.snapshot.products.ids, k
                )
                return search.to_hits(db, [search.Ranked(row, 0.0, None) for row in cheapest], ())
            terms = view.lexicon.terms(question)
            vector = self._vector(_mended(question, terms)) if view.exact else None
            ranked = search.rank(
                db, view.snapshot.products, view.postings, terms, question, vector, k, allowed
            )
            return search.to_hits(db, ranked, [term.forms[0] for term in terms if term.asked])

    def find_passages(self, question: str, k: int = 5) -> list[PassageHit]:
        """Return up to `k` passages of documents for `question`, best first."""
        view = self._view()
        if not question.strip():
            return []
        with self._store.reading() as db:
            vector = self._vector(question) if view.exact else None
            return passages.find(db, view.snapshot.passages, question, vector, k)

    def search(self, question: str, k: int = 10, kind: str = "product") -> list[Hit]:
        """Return wire records for a question that may hold conditions ("under $50", "in red", "in stock")."""
        if kind == "passage":
            return [_passage_hit(hit) for hit in self.find_passages(question, k)]
        parsed = query.parse(question, self.facets())
        return [_product_hit(hit) for hit in self.find_products(parsed.text, k, parsed.filters)]

    def knows(self, word: str) -> bool:
        """Return whether a word occurs in the shop's products."""
        return self._view().lexicon.knows(words.fold(word))

    @property
    def embedder_id(self) -> str:
        """Name the embedder in use: its weights and quantisation."""
        return self._embedder().model_id

    def vector(self, question: str) -> NDArray[np.float32]:
        """Return the (dimension,) unit vector of a customer's words; empty while the index is rebuilt."""
        return self._vector(question) if self._view().exact else np.zeros(0, np.float32)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dimension) unit vectors of texts asked for again and again, kept in memory; no
        columns while the index is rebuilt."""
        if not self._view().exact:
            return np.zeros((len(texts), 0), np.float32)
        return (
            np.stack(self._vectors_of(texts))
            if texts
            else np.zeros((0, self._embedder().dimension), np.float32)
        )

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine, -1..1, of each of `texts` to `question`; zeros while the index is rebuilt."""
        if not texts or not self._view().exact:
            return [0.0] * len(texts)
        return [float(cosine) for cosine in self.vectors(texts) @ self.vector(question)]

    # --- browsing ---

    def sources(self) -> tuple[Source, ...]:
        """Return the files the shop's knowledge comes from, the newest last."""
        with self._store.reading() as db:
            found = db.execute(
                "SELECT id, name, kind, format, imported, refused, size FROM sources ORDER BY imported, id"
            )
            return tuple(_source(db, *row) for row in found.fetchall())

    def product(self, key: str) -> Product | None:
        """Return the product of this key, SKU or barcode, or None."""
        with self._store.reading() as db:
            return browse.one(db, key)

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, list[Product]]:
        """Return how many products match `text` and a page of them; `sort` is title, price, brand or "" and a
        minus turns it round."""
        with self._store.reading() as db:
            return browse.page(db, offset, limit, text, sort)

    def facets(self) -> Facets:
        """Return the options, brands, categories and prices there are."""
        return self._view().facets

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Return the rows the guard held back, oldest first."""
        with self._store.reading() as db:
            return quarantine.listed(db)

    # --- life ---

    def warm(self) -> None:
        """Load what the first question would wait for."""
        self._view()
        self._vector("warm")

    def close(self) -> None:
        """Let go of files and memory; the object cannot be used afterwards."""
        self._vectors.close()
        self._store.close()
        self._current = None

    def _rebuild(self, embedder: Embedder, job: JobContext) -> int:
        job.step("Reading…")
        with self._store.reading() as db:
            texts = {
                (table, row): rows.embedded(db, table, row)
                for table in ("products", "passages")
                for (row,) in db.execute(f"SELECT id FROM {table}").fetchall()
            }
        try:
            self._vectors.keys()
        except errors.IndexDamaged:
            self._vectors.rewrite({})
        made = embed_missing(self._vectors, embedder, list(texts.values()), job)
        keys = {place: vectors.key_of(embedder.model_id, text) for place, text in texts.items()}
        job.step("Saving…")
        with self._store.writing("The index could not be rebuilt") as db:
            for (table, row), key in keys.items():
                db.execute(f"UPDATE {table} SET vector = ? WHERE id = ?", (key, row))
            db.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (embedder.model_id,))
        return made

    def _readable(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of `keys`; none of a damaged store, whose remains are not worth keeping."""
        try:
            return self._vectors.get(keys)
        except errors.IndexDamaged:
            return {}

    @contextmanager
    def _changed(self) -> Iterator[None]:
        """Hold the shop's lock for a change and show its result to readers at the end."""
        with self._changing:
            yield
            with suppress(
                errors.StoreFailed, errors.IndexDamaged
            ):  # housekeeping: the next change tries again
                self._importer.sweep()
            with self._loading:
                self._current = None
            with suppress(errors.IndexDamaged, errors.IndexMismatch):  # searching says it
                self._view()

    def _view(self) -> _View:
        view = self._current
        if view is not None:
            return view
        with self._loading:
            if self._current is None:
                self._current = self._load()
            return self._current

    def _load(self) -> _View:
        with self._store.reading() as db:
            words_, shown, there = lexical.Lexicon.load(db), browse.facets(db), browse.offers(db)
            if self._rebuilding:
                return _View(_without_vectors(db), words_, Postings(), shown, there, exact=False)
            check_model(self._store, self._embedder().model_id)
            snapshot = vectors.load(db, self._vectors, self._paths.vectors / "matrix.npz")
            return _View(snapshot, words_, Postings(), shown, there)

    def _vectors_of(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Return the vectors of lines of documents, which are asked for again and again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._lines]
        for text, row in zip(new, self._embedder().embed(new), strict=True) if new else ():
            self._lines[text] = row
        found = [self._lines[text] for text in texts]
        while len(self._lines) > _LINES:
            self._lines.pop(next(iter(self._lines)), None)
        return found

    def _vector(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question; the last few are remembered, in memory only."""
        made = self._asked.get(text)
        if made is None:
            made = self._embedder().embed([text])[0]
            self._asked[text] = made
            while len(self._asked) > _REMEMBERED:
                with suppress(KeyError):  # another thread may have taken it
                    self._asked.popitem(last=False)
        return made


class _Quiet:
    """Progress of work too short to show."""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        return None


def _without_vectors(db: sqlite3.Connection) -> vectors.Snapshot:
    made = []
    for table in ("products", "passages"):
        ids = [row[0] for row in db.execute(f"SELECT id FROM {table} WHERE state = 0 ORDER BY id")]
        made.append(vectors.Matrix(np.array(ids, np.int64), np.zeros((len(ids), 0), np.float32)))
    return vectors.Snapshot(*made)


def _mended(question: str, terms: Sequence[lexical.Term]) -> str:
    """Return `question` with its slips mended, for the vector to mean what the customer meant."""
    forms = {term.word: term.forms[0] for term in terms if term.forms[0] != term.word}
    return " ".join(forms.get(word, word) for word in words.words(question)) if forms else question


def _source(
    db: sqlite3.Connection,
    id_: str,
    name: str,
    kind: str,
    format_: str,
    imported: str,
    refused: int,
    size: int,
) -> Source:
    table = "products" if kind == "catalogue" else "passages"
    items = db.execute(f"SELECT count(*) FROM {table} WHERE source = ? AND state = 0", (id_,)).fetchone()[0]
    return Source(
        id=id_, name=name, kind=kind, format=format_, imported=datetime.fromisoformat(imported), items=items,
        refused=refused, size_bytes=size,
    )  # fmt: skip


def _product_hit(hit: ProductHit) -> Hit:
    product = hit.product
    variant = hit.variant or min(product.variants, key=lambda v: (v.price is None, v.price or 0))
    offered = {v.availability for v in ((hit.variant,) if hit.variant else product.variants)}
    return Hit(
        id=product.key, kind="product", title=product.title, score=round(hit.score, 4), sku=variant.sku,
        price=variant.price, currency=variant.currency,
        availability=next(a for a in _OFFERED if a in offered).value,
        url=product.url, source=hit.source, text=product.description[:300],
    )  # fmt: skip


def _passage_hit(hit: PassageHit) -> Hit:
    title = hit.passage.heading or hit.title
    return Hit(
        id=hit.id,
        kind="passage",
        title=title,
        score=round(hit.score, 4),
        source=hit.document,
        text=hit.passage.text,
    )
