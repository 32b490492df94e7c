"""Stock as shops write it, in numbers and in words, becomes a quantity and an availability."""

from __future__ import annotations

import re

from appliance.catalogue.text import one_line
from appliance.core.products import Availability

_WORDS = {
    Availability.IN_STOCK: (
        "in stock|instock|in_stock|yes|y|true|available|in store|low stock|limited stock|few left|active|"
        "auf lager|lagernd|lieferbar|sofort lieferbar|vorrätig|verfügbar|ja|"
        "en stock|disponible|oui|en existencia|hay existencias|sí|si|disponibile|in magazzino|"
        "disponibilità immediata|"
        "vero|op voorraad|beschikbaar|em estoque|em stock|disponível|sim|有货|现货|有库存|是|有"
    ),
    Availability.OUT_OF_STOCK: (
        "out of stock|outofstock|out_of_stock|out|sold out|soldout|no|n|false|unavailable|"
        "not available|discontinued|"
        "ausverkauft|vergriffen|nicht vorrätig|nicht auf lager|nicht verfügbar|nicht lieferbar|nein|"
        "rupture|rupture de stock|en rupture|en rupture de stock|épuisé|non disponible|indisponible|non|"
        "agotado|sin existencias|sin stock|no disponible|esaurito|non disponibile|falso|"
        "uitverkocht|niet op voorraad|niet beschikbaar|nee|esgotado|sem estoque|sem stock|indisponível|não|"
        "缺货|无货|售罄|已售完|否|无"
    ),
    Availability.BACKORDER: (
        "backorder|on backorder|onbackorder|back order|backordered|pre-order|preorder|pre order|"
        "made to order|"
        "vorbestellbar|nachbestellbar|bestellbar|auf bestellung|sur commande|précommande|"
        "en réapprovisionnement|"
        "bajo pedido|reserva|preventa|su ordinazione|preordine|in arrivo|op bestelling|nabestelling|"
        "sob encomenda|pré-venda|por encomenda|预订|预售|可预订"
    ),
}
_BY_WORD = {word: state for state, words in _WORDS.items() for word in words.split("|")}
_WHOLE = re.compile(r"([-−]?)(\d+|\d{1,3}(?:[.,' ]\d{3})+)(?:[.,]0+)?(?:\s*[^\W\d]+\.?)?", re.ASCII)
_MORE_THAN = re.compile(r"(?:[>≥]\s*\d+|\d+\s*\+|(?:more|over|über|plus|más) .*\d+)", re.IGNORECASE)


def read(cell: str) -> tuple[int | None, Availability | None]:
    """Return the quantity and the availability a cell states; None for what it does not say.

    "12" and "12 pcs" state a quantity, "yes" an availability, "10+" only that there is some.
    """
    text = one_line(cell)
    if not text:
        return None, None
    state = _BY_WORD.get(text.casefold().strip(" .!"))
    if state:
        return None, state
    whole = _WHOLE.fullmatch(text)
    if whole:
        return _quantity(whole), None
    if _MORE_THAN.fullmatch(text) or re.fullmatch(r"0*[1-9]\d*[.,]\d+|0[.,]\d*[1-9]\d*", text):
        return None, Availability.IN_STOCK
    return None, None


def availability(
    quantity: int | None, stated: Availability | None = None, *, oversell: bool = False
) -> Availability:
    """Return whether a thing can be bought.

    "Out" in words wins over a number; a number wins over "in"; `oversell` means that the shop sells on
    at zero and below.
    """
    if stated is Availability.OUT_OF_STOCK or stated is Availability.BACKORDER:
        return stated
    if quantity is None:
        return stated or Availability.UNKNOWN
    if quantity > 0:
        return Availability.IN_STOCK
    return Availability.BACKORDER if oversell else Availability.OUT_OF_STOCK


def truth(cell: str) -> bool | None:
    """Return what a yes/no cell says in any of the languages, or None."""
    text = one_line(cell).casefold()
    if text in ("1", "1.0"):
        return True
    if text in ("0", "0.0", "-1"):
        return False
    state = _BY_WORD.get(text)
    return None if state is None or state is Availability.BACKORDER else state is Availability.IN_STOCK


def _quantity(whole: re.Match[str]) -> int | None:
    digits = re.sub(r"\D", "", whole[2])
    if len(digits) > 12:
        return None
    return -int(digits) if whole[1] else int(digits)
