"""WooCommerce's product export, in any of the languages its headers are translated to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.stock import truth
from appliance.catalogue.table import Row
from appliance.catalogue.text import one_line, sku, slug
from appliance.core.products import Variant

# Field → headers in English | German | French | Spanish | Italian | Dutch | Portuguese | Chinese, normalised.
_HEADERS = {
    "id": "id",
    "type": "type|typ|tipo|类型",
    "sku": "sku|artikelnummer|artikelnummer sku|ugs|cod|ref|referencia|codigo sku|货号",
    "barcode": "gtin upc ean or isbn|gtin upc ean oder isbn|gtin upc ean ou isbn|gtin upc ean o isbn|"
    "gtin upc ean of isbn",
    "title": "name|nom|nombre|nome|naam|名称",
    "published": "published|veroffentlicht|publie|publicado|pubblicato|gepubliceerd|已发布",
    "visibility": (
        "visibility in catalog|visibility in catalogue|sichtbarkeit im katalog|visibilite dans le catalogue|"
        "visibilidad en el catalogo|visibilita nel catalogo|zichtbaarheid in catalogus|"
        "visibilidade no catalogo"
    ),
    "summary": (
        "short description|kurzbeschreibung|description courte|descripcion corta|breve descrizione|"
        "descrizione breve|korte beschrijving|descricao curta|breve descricao|descricao breve|简短描述"
    ),
    "description": "description|beschreibung|descripcion|descrizione|beschrijving|descricao|描述",
    "sale_from": (
        "date sale price starts|datum an dem angebotspreis beginnt|date de debut de promo|"
        "dia en que empieza el precio rebajado|data di inizio del prezzo in saldo|"
        "data di inizio del prezzo scontato|"
        "data di inizio del prezzo in offerta|data inizio saldo|"
        "datum start actieprijs|startdatum actieprijs|begindatum actieprijs|"
        "data de preco promocional comeca em"
    ),
    "sale_to": (
        "date sale price ends|datum an dem angebotspreis endet|date de fin de promo|"
        "dia en que termina el precio rebajado|data di fine del prezzo in saldo|"
        "data di fine del prezzo scontato|"
        "data di fine del prezzo in offerta|data fine saldo|"
        "datum einde actieprijs|einddatum actieprijs|"
        "data de preco promocional termina em"
    ),
    "availability": (
        "in stock|vorratig|en stock|en inventario|existencias|hay existencias|in magazzino|"
        "op voorraad|em estoque|"
        "em stock|有货"
    ),
    "quantity": "stock|lager|bestand|lagerbestand|inventario|inventory|magazzino|voorraad|estoque|库存",
    "backorders": (
        "backorders allowed|lieferruckstande erlaubt|lieferruckstande erlauben|"
        "autoriser les commandes de produits en rupture|permitir reservas de productos agotados|"
        "permetti ordini arretrati|consenti ordini arretrati|"
        "abilita gli ordini arretrati|ordini arretrati permessi|nabestellingen toestaan|"
        "nabestellingen toegestaan|"
        "sao permitidas encomendas|permitir encomendas|encomendas permitidas"
    ),
    "sale_price": (
        "sale price|angebotspreis|tarif promo|prix promo|precio rebajado|prezzo in offerta|prezzo scontato|"
        "actieprijs|aanbiedingsprijs|preco promocional|促销价"
    ),
    "price": (
        "regular price|regularer preis|tarif regulier|prix regulier|precio normal|precio regular|"
        "prezzo di listino|prezzo normale|reguliere prijs|normale prijs|preco normal|preco regular|"
        "preco|常规价格"
    ),
    "categories": "categories|kategorien|categorias|categorie|categorieen|分类",
    "tags": "tags|schlagworter|etiquettes|etiquetas|tag|标签",
    "image": "images|bilder|imagenes|immagini|afbeeldingen|imagens|图片",
    "parent": (
        "parent|ubergeordnetes produkt|ubergeordnet|superior|principal|genitore|hoofd|bovenliggend|"
        "hoofdproduct|ascendente|父级"
    ),
    "brand": "brands|brand|marken|marques|marcas|marchi|merken|marca|品牌",
}
_SETTINGS = (
    "is featured|ist hervorgehoben|mis en avant|esta destacado|in primo piano|uitgelicht|em destaque|"
    "tax status|"
    "tax class|steuerstatus|steuerklasse|low stock amount|geringe lagermenge|sold individually|"
    "nur einzeln verkaufen|allow customer reviews|purchase note|hinweis zum kauf|shipping class|"
    "versandklasse|"
    "download limit|download expiry days|downloadlimit|ablauftage des downloads|grouped products|"
    "gruppierte produkte|upsells|cross sells|zusatzverkaufe|cross sells querverkaufe|external url|"
    "externe url|"
    "button text|position|posicion|posizione|posicao|etat de la tva|classe de tva|vendre individuellement|"
    "autoriser les avis clients|note de commande|classe d expedition|limite de telechargement|"
    "jours d expiration du telechargement|groupe de produits|produits suggeres|ventes croisees|url externe|"
    "libelle du bouton|montant de stock faible|estado del impuesto|clase de impuesto|"
    "cantidad de bajo inventario|"
    "vendido individualmente|permitir valoraciones de clientes|nota de compra|clase de envio|"
    "limite de descargas|"
    "dias de caducidad de la descarga|productos agrupados|ventas dirigidas|ventas cruzadas|url externa|"
    "texto del boton|"
    "is uitgelicht|btw status|btw klasse|belastingstatus|belastingklasse|lage voorraad|lage voorraad aantal|"
    "wordt individueel verkocht|alleen afzonderlijk verkopen|klantbeoordelingen toestaan|aankoopnotitie|"
    "verzendklasse|downloadlimiet|downloadvervaldagen|gegroepeerde producten|externe url|knoptekst|positie|"
    "stato delle imposte|aliquota di imposta|classe di imposta|stato imposta|quantita bassa magazzino|"
    "venduto singolarmente|vendere singolarmente|consenti recensioni clienti|"
    "abilita le recensioni dei clienti|"
    "nota di acquisto|nota sull acquisto|classe di spedizione|limite di download|"
    "giorni scadenza download|prodotti raggruppati|testo del pulsante|url esterno"
)
_ATTRIBUTE = re.compile(r"\b(?:attribut|atribut|attribuut|eigenschap)\w*\b|属性")
_NAME = re.compile(r"\b(?:name|nom|nombre|nome|naam|名称)\b")
_VALUE = re.compile(r"\b(?:values?|werte?|valeurs?|valor(?:es|i)?|valore|waarden?)\b")
_COMMA = re.compile(r"(?<!\\),")
_TYPES = frozenset({"simple", "variable", "variation", "grouped", "external", "virtual", "downloadable"})
_FIELD_OF = {header: name for name, headers in _HEADERS.items() for header in headers.split("|")}


class WooCommerce:
    name: ClassVar[str] = "woocommerce"
    title: ClassVar[str] = "WooCommerce product export"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        self._pairs = _attribute_pairs(layout)

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        """Type slugs are not translated, so they tell the export from a plain table with a Type column."""
        fields = {_FIELD_OF[column] for column in columns if column in _FIELD_OF}
        numbered = any(_ATTRIBUTE.search(column) and re.search(r"\d", column) for column in columns)
        telling = fields & {"visibility", "backorders", "published", "parent", "sale_price"} or numbered
        if not {"type", "title"} <= fields or not telling or not fields & {"id", "sku"}:
            return False
        cells = [set(map(str.strip, cell.casefold().split(","))) for row in sample for cell in row.cells]
        return any(cell and cell <= _TYPES for cell in cells)

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        names = {**_FIELD_OF, **dict.fromkeys(_SETTINGS.split("|"), "ignore")}
        found = reading.columns_by_name(columns, names)
        for index, column in enumerate(columns):
            name = normalise(column)
            if index in found:
                continue
            if _ATTRIBUTE.search(name) and (number := re.search(r"\d+", name)):
                kind = "value" if _VALUE.search(name) else "name" if _NAME.search(name) else ""
                found[index] = f"attribute {kind} {number[0]}" if kind else "ignore"
            elif name.startswith(("meta ", "download ")) or re.match(r"download \d", name):
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        parent = record.line("parent")
        if "variation" in _types(record) and parent:
            return _reference(parent)
        return _own(record)

    def claims(self, record: Record) -> tuple[str, ...]:
        """A parent is referred to by its SKU or by its ID, whichever the export preferred."""
        if "variation" in _types(record):
            return ()
        number, code = record.line("id"), sku(record.text("sku"))
        own = _own(record)
        names = (f"id:{number}" if number else "", f"sku:{code.casefold()}" if code else "")
        return tuple(name for name in names if name and name != own)

    def part(self, record: Record) -> Part | str:
        types = _types(record)
        pairs = self._attributes(record)
        if "variation" in types and record.text("parent"):
            options = tuple((name, value) for name, value in pairs if value)
            title = re.sub(r"\s+[-–]\s+[^-–]*$", "", record.line("title"))
            return Part(
                self.group(record),
                record.row.number,
                named=slug(title),
                parent=record.line("parent"),
                off=truth(record.text("published")) is False,
                variants=(self._variant(record, options),),
            )
        part = Part(group=self.group(record), row=record.row.number, main=True, title=record.line("title"))
        self._product_fields(part, record, pairs)
        if "variable" in types:
            part.spare = self._variant(record, ())
        else:
            part.variants = (self._variant(record, ()),)
        return part

    def _product_fields(self, part: Part, record: Record, pairs: list[tuple[str, str]]) -> None:
        code, number = sku(record.text("sku")), record.line("id")
        part.key = code or number
        texts = (record.text("summary"), record.text("description"))
        part.description = "\n\n".join(text.replace("\\n", "\n") for text in texts if text)
        part.brand = record.line("brand")
        part.categories = tuple(
            dict.fromkeys(
                path for entry in _entries(record, "categories") for path in reading.paths(entry, ">", "")
            )
        )
        part.tags = _entries(record, "tags")
        part.image = one_line(record.text("image").split(",")[0])
        part.attributes = tuple(pairs) + record.attributes()
        published = truth(record.text("published"))
        hidden = record.line("visibility").casefold() == "hidden"
        part.published = None if published is None and not hidden else published is not False and not hidden

    def _attributes(self, record: Record) -> list[tuple[str, str]]:
        """Return the numbered attribute columns as (name, value) pairs."""
        cells = record.row.cells
        pairs = ((one_line(cells[name]), one_line(_unescaped(cells[value]))) for name, value in self._pairs)
        return [(name, value) for name, value in pairs if name and value]

    def _variant(self, record: Record, options: tuple[tuple[str, str], ...]) -> Variant:
        backorders = record.line("backorders").casefold()
        oversell = backorders == "notify" or truth(backorders) is True
        image = one_line(record.text("image").split(",")[0])
        return reading.variant(record, options=options, oversell=oversell, image=image)


def _unescaped(values: str) -> str:
    """Return a list of values without the backslash that the exporter puts before a comma in one of them."""
    return values.replace("\\,", ",")


def _entries(record: Record, name: str) -> tuple[str, ...]:
    """Return the entries of a list with commas between; a backslash keeps a comma within one of them."""
    entries = (one_line(_unescaped(entry)) for entry in _COMMA.split(record.text(name)))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _types(record: Record) -> list[str]:
    return [part.strip() for part in record.line("type").casefold().split(",")]


def _own(record: Record) -> str:
    number, code = record.line("id"), sku(record.text("sku"))
    if number:
        return f"id:{number}"
    return f"sku:{code.casefold()}" if code else f"row:{record.row.number}"


def _reference(parent: str) -> str:
    found = re.fullmatch(r"id:\s*(\d+)", parent)
    return f"id:{found[1]}" if found else f"sku:{sku(parent).casefold()}"


def _attribute_pairs(layout: Layout) -> list[tuple[int, int]]:
    """Return the columns of each attribute's name and value, in the order of their numbers."""
    places: Mapping[str, int] = layout.first
    numbers = sorted({int(name.rpartition(" ")[2]) for name in places if name.startswith("attribute value ")})
    names = [(f"attribute name {number}", f"attribute value {number}") for number in numbers]
    return [(places[name], places[value]) for name, value in names if name in places]
