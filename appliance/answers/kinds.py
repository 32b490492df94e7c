"""Facts of the kinds a product comes in and the codes they bear: options, SKUs, barcodes."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.answers import text
from appliance.answers.offers import label_of
from appliance.answers.variants import Selection, option_values
from appliance.answers.voice import Fact, Voice, join
from appliance.core.products import Product, Variant


@dataclass(frozen=True)
class Kinds(Voice):
    """Tells the options and codes of a product."""

    def _options_text(self, product: Product, asked_only: bool = True) -> str:
        values = option_values(product)
        values = {
            name: found for name, found in values.items() if len(found) > 1 or len(values) > 1 or found[0]
        }
        if not values:
            return self._say("no_options", title=product.title)
        asked = self._asked_options(values) if asked_only else values
        parts = [
            self._say("option_list", name=name, values=join(found))
            for name, found in (asked or values).items()
        ]
        return self._say("options", title=product.title, list="; ".join(parts))

    def _asked_options(self, values: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Keep the options whose name the question says: sizes, colours."""
        said = set(self.question.all_words)
        words = self.lexicon.data["options"]["words"]
        kinds = {kind for kind, names in words.items() if said & {text.fold(name) for name in names}}
        english = {
            "size": ("size",),
            "colour": ("colour", "color"),
            "flavour": ("flavour", "flavor"),
            "length": ("length",),
        }
        wanted = {name for kind in kinds for name in english[kind]}
        stems = {text.stem(word) for word in said}
        return {
            name: found
            for name, found in values.items()
            if any(word in text.fold(name) for word in wanted) or set(text.stems(name)) & stems
        }

    def _not_offered(self, product: Product, selection: Selection) -> Fact:
        wanted = ", ".join(value.upper() if len(value) <= 3 else value for value in selection.refused)
        said = self._say(
            "not_offered",
            title=product.title,
            wanted=wanted,
            options=self._options_text(product, asked_only=False),
        )
        return Fact(said, (product,))

    def sku(self, product: Product, selection: Selection) -> Fact:
        return self._code("sku", product, selection, [(v, v.sku) for v in selection.variants if v.sku])

    def barcode(self, product: Product, selection: Selection) -> Fact:
        return self._code(
            "barcode", product, selection, [(v, v.barcode) for v in selection.variants if v.barcode]
        )

    def _code(
        self, kind: str, product: Product, selection: Selection, found: list[tuple[Variant, str]]
    ) -> Fact:
        if not found:
            return Fact(self._say(f"{kind}_unknown", title=product.title), (product,), False)
        if len({code for _, code in found}) == 1:
            name = f"{kind}_variant" if selection.label else kind
            said = self._say(name, title=product.title, variant=selection.label, **{kind: found[0][1]})
        else:
            listed = ", ".join(f"{label_of(variant)}: {code}" for variant, code in found[:12])
            said = self._say(f"{kind}_many", title=product.title, list=listed)
        return Fact(said, (product,))

    def brand(self, product: Product, selection: Selection) -> Fact:
        del selection
        if product.brand:
            return Fact(self._say("brand", title=product.title, brand=product.brand), (product,))
        named = [
            (n, v)
            for n, v in product.attributes
            if text.fold(n) in ("author", "autor", "auteur", "publisher", "verlag", "brand")
        ]
        if named:
            return Fact(
                self._say("attribute", title=product.title, name=named[0][0], value=named[0][1]), (product,)
            )
        return self.silent(product)
