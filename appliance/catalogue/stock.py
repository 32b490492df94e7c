"""Stock as shops write it, in numbers and in words, becomes a quantity and an availability."""

from __future__ import annotations

import re

from appliance.catalogue.text import one_line
from appliance.core.products import Availability

_WORDS = {
    Availability.IN_STOCK: (
        "in stock|instock|in_stock|available|in store|low stock|limited stock|few left|active|"
        "auf lager|lagernd|lieferbar|sofort lieferbar|vorrätig|verfügbar|"
        "en stock|disponible|en existencia|hay existencias|disponibile|in magazzino|"
        "disponibilità immediata|"
        "op voorraad|beschikbaar|em estoque|em stock|disponível|有货|现货|有库存"
    ),
    Availability.OUT_OF_STOCK: (
        "out of stock|outofstock|out_of_stock|out|sold out|soldout|unavailable|"
        "not available|discontinued|"
        "ausverkauft|vergriffen|nicht vorrätig|nicht auf lager|nicht verfügbar|nicht lieferbar|"
        "rupture|rupture de stock|en rupture|en rupture de stock|épuisé|non disponible|indisponible|"
        "agotado|sin existencias|sin stock|no disponible|esaurito|non disponibile|"
        "uitverkocht|niet op voorraad|niet beschikbaar|esgotado|sem estoque|sem stock|indisponível|"
        "缺货|无货|售罄|已售完"
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
_ANSWERS = {
    True: "1|1.0|yes|y|true|on|✓|✔|ja|wahr|oui|vrai|sí|si|verdadero|vero|waar|sim|verdadeiro|tak|prawda|"
    "是|有|真",
    False: "0|0.0|-1|no|n|false|off|✗|✘|nein|falsch|non|faux|falso|nee|onwaar|não|nao|nie|fałsz|否|无|假",
}
_STATUSES = {
    True: (
        "published|publish|active|enabled|visible|shown|live|online|public|listed|"
        "aktiv|aktiviert|sichtbar|veröffentlicht|publié|actif|activé|en ligne|"
        "activo|activado|publicado|attivo|attivato|pubblicato|visibile|actief|gepubliceerd|zichtbaar|"
        "ativo|visível|aktywny|opublikowany|widoczny|上架|已上架|已发布|启用|显示"
    ),
    False: (
        "unpublished|not published|draft|archived|inactive|hidden|not visible|not visible individually|"
        "invisible|deleted|disabled|private|pending|pending review|scheduled|future|trash|offline|unlisted|"
        "entwurf|versteckt|verborgen|ausgeblendet|inaktiv|deaktiviert|archiviert|unsichtbar|"
        "nicht sichtbar|nicht veröffentlicht|brouillon|masqué|caché|inactif|désactivé|archivé|hors ligne|"
        "non publié|borrador|oculto|inactivo|desactivado|archivado|no publicado|"
        "bozza|nascosto|inattivo|disattivato|archiviato|non pubblicato|"
        "concept|inactief|gearchiveerd|uitgeschakeld|niet zichtbaar|niet gepubliceerd|"
        "rascunho|inativo|arquivado|não publicado|szkic|ukryty|nieaktywny|"
        "下架|已下架|草稿|隐藏|停用|未发布"
    ),
}
"""What a shop writes under "Status" of a product that its customers see, or do not see."""
_ANSWER = {word: answer for answer, words in _ANSWERS.items() for word in words.split("|")}
_STATUS = {word: shown for shown, words in _STATUSES.items() for word in words.split("|")}
_WHOLE = re.compile(r"([-−]?)([0-9]+|[0-9]{1,3}(?:[.,' ][0-9]{3})+)(?:[.,]0+)?(?:\s*[^\W\d_]+\.?)?")
_MORE_THAN = re.compile(r"(?:[>≥]\s*\d+|\d+\s*\+|(?:more|over|über|plus|más) .*\d+)", re.IGNORECASE)


def read(cell: str) -> tuple[int | None, Availability | None]:
    """Return the quantity and the availability a cell states; None for what it does not say.

    "12" and "12 pcs" state a quantity, "yes" an availability, "10+" only that there is some.
    """
    text = one_line(cell)
    if not text:
        return None, None
    if state := _state(text):
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
    return _ANSWER.get(one_line(cell).casefold())


def shown(cell: str) -> bool | None:
    """Return whether a cell about visibility or status lets customers see the product; None when it does
    not say."""
    shown = _STATUS.get(one_line(cell).casefold())
    return truth(cell) if shown is None else shown


def says_nothing(cell: str) -> bool:
    """Return whether a cell is as good as empty: blank, a dash, "n/a"."""
    return one_line(cell).casefold().strip("-–—. ") in ("", "n/a", "na", "none", "null", "nan", "?")


def is_over(cell: str) -> bool:
    """Return whether a cell says in words, "sold out" or "discontinued", that there is no more."""
    return _BY_WORD.get(one_line(cell).casefold().strip(" .!")) is Availability.OUT_OF_STOCK


def _state(text: str) -> Availability | None:
    word = text.casefold().strip(" .!")
    if word.isalpha() and (answer := _ANSWER.get(word)) is not None:
        return Availability.IN_STOCK if answer else Availability.OUT_OF_STOCK
    return _BY_WORD.get(word)


def _quantity(whole: re.Match[str]) -> int | None:
    digits = re.sub(r"\D", "", whole[2])
    if len(digits) > 12:
        return None
    return -int(digits) if whole[1] else int(digits)
