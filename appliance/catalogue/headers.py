"""What a column means, by its header: synonyms in eight languages, then near spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from appliance.catalogue.currencies import named

SYNONYMS: dict[str, str] = {
    "title": (
        "title|product title|product name|item name|name|product|item|item title|article name|listing title|"
        "model name|goods name|heading|"
        "produktname|artikelname|artikelbezeichnung|produktbezeichnung|produkttitel|produkt|artikel|"
        "bezeichnung|titel|"
        "nom du produit|nom produit|nom de l article|nom|titre|designation|libelle|produit|intitule|"
        "nombre del producto|nombre de producto|nombre producto|nombre|titulo|producto|articulo|denominacion|"
        "nome prodotto|nome del prodotto|nome|titolo|prodotto|articolo|denominazione|"
        "productnaam|artikelnaam|naam|productomschrijving|"
        "nome do produto|nome produto|produto|artigo|"
        "商品名称|产品名称|商品名|产品名|名称|品名|标题|商品标题|产品标题|商品|产品"
    ),
    "price": (
        "price inc gst|price incl gst|price inc tax|price incl tax|price including tax|"
        "price tax included|gross price|"
        "price|selling price|sell price|sales price|current price|unit price|retail price|list price|"
        "our price|"
        "price each|price per piece|price per item|price per unit|piece price|new price|price now|"
        "cost to customer|regular price|normal price|base price|rrp|msrp|"
        "bruttopreis|preis brutto|preis inkl mwst|preis|verkaufspreis|vk preis|vk|einzelpreis|"
        "stuckpreis|preis pro stuck|neuer preis|endpreis|uvp|brutto|"
        "prix ttc|prix de vente ttc|prix de vente|prix unitaire|prix|tarif|tarif ttc|prix public|"
        "tarif regulier|prix a l unite|prix par piece|nouveau prix|"
        "precio con iva|precio de venta|pvp|precio|precio unitario|precio por unidad|precio nuevo|"
        "nuevo precio|precio normal|"
        "prezzo ivato|prezzo iva inclusa|prezzo di vendita|prezzo|prezzo unitario|prezzo al pezzo|"
        "nuovo prezzo|prezzo di listino|"
        "prijs incl btw|verkoopprijs|prijs|stukprijs|prijs per stuk|nieuwe prijs|adviesprijs|"
        "reguliere prijs|"
        "preco com iva|preco de venda|preco|preco unitario|preco por unidade|novo preco|preco normal|valor|"
        "价格|售价|单价|销售价|零售价|现价|商品价格|产品价格|金额"
    ),
    "sale_price": (
        "sale price|special price|discount price|discounted price|offer price|promo price|promotional price|"
        "online sale price|clearance price|deal price|"
        "angebotspreis|aktionspreis|sonderpreis|rabattpreis|"
        "tarif promo|prix promo|prix promotionnel|prix solde|prix remise|"
        "precio rebajado|precio de oferta|precio oferta|precio promocional|"
        "prezzo in offerta|prezzo scontato|prezzo promozionale|prezzo offerta|"
        "actieprijs|aanbiedingsprijs|kortingsprijs|"
        "preco promocional|preco de oferta|preco com desconto|"
        "促销价|特价|折扣价|优惠价|活动价"
    ),
    "compare_at": (
        "compare at price|compare at|compare price|was price|was|original price|old price|previous price|"
        "price before|before price|strike price|strikethrough price|"
        "streichpreis|alter preis|vorheriger preis|statt preis|ursprungspreis|originalpreis|"
        "prix barre|ancien prix|prix d origine|prix avant remise|"
        "precio anterior|precio original|precio antes|"
        "prezzo precedente|prezzo originale|prezzo pieno|prezzo barrato|"
        "oude prijs|van prijs|oorspronkelijke prijs|"
        "preco anterior|preco original|preco antigo|"
        "原价|划线价|市场价|吊牌价"
    ),
    "on_sale": (
        "on sale|is on sale|sale active|im angebot|reduziert|en promo|en promotion|en solde|en oferta|"
        "in offerta|in promozione|in de aanbieding|in de actie|em promocao|是否促销"
    ),
    "sale_dates": "sale price effective date|sale dates|sale period|aktionszeitraum|angebotszeitraum|"
    "actieperiode",
    "currency": "currency|currency code|price currency|wahrung|devise|monnaie|moneda|divisa|valuta|"
    "moeda|货币|币种",
    "sku": (
        "sku|variant sku|product sku|item sku|item number|item no|item code|article number|"
        "article no|article code|"
        "product code|product number|stock code|style code|style number|model number|model no|model|"
        "mpn|part number|"
        "part no|manufacturer part number|reference|reference code|ref|code|item|"
        "artikelnummer|artikel nr|artikelnr|art nr|artnr|bestellnummer|produktnummer|modellnummer|"
        "teilenummer|"
        "ugs|reference produit|reference article|code article|code produit|"
        "referencia|codigo|codigo de producto|codigo del producto|codigo articulo|"
        "cod|codice|codice articolo|codice prodotto|riferimento|"
        "artikelcode|productcode|"
        "codigo do produto|codigo produto|"
        "货号|商品编码|商品编号|产品编号|产品编码|编码|编号|款号|型号"
    ),
    "barcode": (
        "barcode|bar code|ean|ean13|ean 13|ean code|upc|gtin|gtin13|isbn|gtin upc ean or isbn|"
        "upc ean|product upc ean|"
        "strichcode|gtin upc ean oder isbn|code barres|code barre|gtin upc ean ou isbn|codigo de barras|"
        "gtin upc ean o isbn|codice a barre|streepjescode|gtin upc ean of isbn|条码|条形码|国际条码"
    ),
    "quantity": (
        "quantity|qty|stock quantity|stock qty|stock level|stock on hand|on hand|quantity on hand|"
        "inventory quantity|"
        "inventory|inventory level|current stock|current stock level|current quantity|"
        "available quantity|qty available|"
        "units in stock|stock|soh|count|pieces|"
        "bestand|lagerbestand|lager|menge|anzahl|stuckzahl|lagermenge|"
        "quantite|quantite en stock|qte|stocks|"
        "cantidad|existencias|inventario|unidades|cantidad en stock|"
        "quantita|giacenza|magazzino|scorte|disponibilita|"
        "aantal|voorraad|voorraadaantal|hoeveelheid|"
        "quantidade|estoque|qtd|qtde|quantidade em estoque|"
        "库存|数量|库存数量|现有库存|库存量|存货"
    ),
    "availability": (
        "availability|in stock|instock|is in stock|stock status|stockstatus|available|is available|"
        "stock availability|"
        "verfugbarkeit|verfugbar|lieferbar|lagernd|vorratig|lagerstatus|auf lager|"
        "disponibilite|disponible|en stock|etat du stock|"
        "disponibilidad|en inventario|estado de stock|hay existencias|"
        "disponibile|stato magazzino|in magazzino|"
        "beschikbaarheid|beschikbaar|op voorraad|voorraadstatus|"
        "disponibilidade|disponivel|em estoque|em stock|"
        "是否有货|有货|库存状态|供货状态"
    ),
    "backorders": (
        "backorders|backorders allowed|allow backorders|backorder|inventory policy|"
        "continue selling when out of stock"
    ),
    "description": (
        "description|product description|long description|full description|body html|body|details|"
        "product details|"
        "description html|item description|content|text|about|features|remarks|notes|comments|"
        "beschreibung|produktbeschreibung|artikelbeschreibung|langbeschreibung|"
        "description longue|description du produit|description produit|descriptif|"
        "descripcion|descripcion larga|descripcion del producto|"
        "descrizione|descrizione lunga|descrizione prodotto|"
        "beschrijving|omschrijving|productbeschrijving|lange beschrijving|"
        "descricao|descricao longa|descricao do produto|"
        "描述|商品描述|产品描述|详情|商品详情|产品详情|说明|介绍"
    ),
    "summary": (
        "short description|summary|excerpt|subtitle|tagline|kurzbeschreibung|description courte|resume|"
        "descripcion corta|breve descrizione|descrizione breve|korte beschrijving|samenvatting|"
        "descricao curta|descricao breve|resumo|简介|短描述|摘要"
    ),
    "brand": (
        "brand|brand name|vendor|manufacturer|maker|make|supplier|label|producer|product brand|brands|"
        "marke|hersteller|lieferant|marque|fabricant|fournisseur|marca|fabricante|proveedor|marcas|"
        "produttore|fornitore|merk|fabrikant|leverancier|fornecedor|品牌|厂商|制造商|生产商|供应商"
    ),
    "categories": (
        "product category|category|categories|product categories|category path|product type|type|department|"
        "collection|collections|section|group|subcategory|sub category|class|product class|"
        "main category|breadcrumb|"
        "category hierarchy|kategorie|kategorien|produktkategorie|warengruppe|produkttyp|produktart|rubrik|"
        "categorie|categories de produits|rayon|famille|type de produit|"
        "categoria|categorias|tipo de producto|familia|categorie prodotto|tipo|"
        "categorieen|productcategorie|productgroep|tipo de produto|"
        "分类|类别|商品分类|产品分类|类目|品类|产品类别|商品类别"
    ),
    "tags": (
        "tags|tag|keywords|search keywords|labels|schlagworter|schlagworte|stichworter|etiquettes|mots cles|"
        "etiquetas|palabras clave|etichette|parole chiave|trefwoorden|zoekwoorden|palavras chave|标签|"
        "关键词|关键字"
    ),
    "url": (
        "url|product url|link|product link|page url|web address|permalink|canonical url|item url|website|"
        "produkt url|produktlink|lien|url du produit|lien produit|enlace|url del producto|url prodotto|"
        "product link url|链接|商品链接|产品链接|网址"
    ),
    "image": (
        "image|image url|image src|image link|images|main image|product image|product image url|"
        "picture|photo|"
        "thumbnail|img|image 1|featured image|variant image|bild|bilder|bild url|produktbild|foto|fotos|"
        "photos|image principale|imagen|imagenes|imagen principal|immagine|immagini|"
        "afbeelding|afbeeldingen|imagem|imagens|图片|主图|商品图片|产品图片|图片链接"
    ),
    "id": (
        "id|product id|item id|handle|url handle|product handle|slug|url key|uid|record id|listing id|"
        "produkt id|artikel id|id produit|id producto|id prodotto|id produto|商品id|产品id|序号"
    ),
    "group": (
        "item group id|group id|parent sku|parent|parent id|parent code|parent product|"
        "product group id|style id|"
        "parent handle|master sku|vater artikel|ubergeordnetes produkt|produit parent|producto principal|"
        "superior|genitore|hoofdproduct|bovenliggend|ascendente|父商品|主商品编码|spu"
    ),
    "published": (
        "published|is published|active|is active|enabled|is enabled|visible|is visible|online|"
        "product visible|status|product status|listing status|visibility|catalog visibility|"
        "visibility in catalog|veroffentlicht|aktiv|sichtbar|sichtbarkeit|"
        "publie|actif|statut|visibilite|en ligne|publicado|activo|visibilidad|"
        "pubblicato|attivo|visibile|visibilita|gepubliceerd|actief|zichtbaar|zichtbaarheid|"
        "ativo|visivel|visibilidade|aktywny|widoczny|opublikowany|上架|是否上架|状态|可见"
    ),
    "hidden": (
        "hidden|is hidden|archived|is archived|is draft|deleted|is deleted|disabled|is disabled|"
        "inactive|is inactive|versteckt|verborgen|ausgeblendet|archiviert|deaktiviert|inaktiv|"
        "masque|cache|desactive|inactif|oculto|desactivado|archivado|inactivo|"
        "nascosto|disattivato|archiviato|inattivo|gearchiveerd|inactief|arquivado|inativo|ukryty|"
        "隐藏|是否隐藏|下架|是否下架"
    ),
    "unavailable": (
        "sold out|soldout|is sold out|out of stock|is out of stock|discontinued|is discontinued|"
        "unavailable|not available|purchasing disabled|ausverkauft|vergriffen|"
        "nicht lieferbar|nicht verfugbar|"
        "epuise|en rupture|rupture de stock|indisponible|agotado|descatalogado|sin existencias|"
        "esaurito|fuori produzione|uitverkocht|niet leverbaar|esgotado|descontinuado|wyprzedane|"
        "售罄|缺货|停产|是否售罄|是否缺货"
    ),
    "purchasable": (
        "purchasable|is purchasable|sellable|saleable|salable|for sale|allow purchases|can be bought|"
        "available for order|kaufbar|bestellbar|verkauflich|achetable|disponible a la vente|"
        "disponible pour la vente|a la venta|acquistabile|in vendita|te koop|bestelbaar|a venda|可购买"
    ),
    "option:Size": (
        "size|sizes|variant size|grosse|grossen|taille|tailles|pointure|talla|tallas|tamano|taglia|"
        "taglie|misura|"
        "maat|maten|tamanho|尺码|尺寸|规格|大小"
    ),
    "option:Colour": (
        "colour|color|colours|colors|variant color|variant colour|farbe|farben|couleur|couleurs|"
        "color del producto|"
        "colore|colori|kleur|kleuren|cor|cores|颜色|色"
    ),
    "ignore": (
        "cost|cost price|cost per item|unit cost|wholesale price|wholesale|trade price|dealer price|"
        "purchase price|"
        "buy price|supplier price|margin|profit|markup|internal notes|internal note|supplier code|"
        "einkaufspreis|ek preis|ek|handlerpreis|marge|prix d achat|prix de revient|prix de gros|"
        "coste|precio de coste|precio de compra|costo|prezzo di acquisto|prezzo di costo|"
        "inkoopprijs|kostprijs|preco de custo|custo|成本|成本价|进价|进货价|采购价|批发价|毛利"
    ),
}
"""Field → headers that mean it, normalised, best first. What a shop pays itself is never told to
customers."""
MULTIPLE = frozenset({"categories", "tags", "published", "hidden", "unavailable", "purchasable", "ignore"})
"""Fields that several columns may share, such as "Category 1", "Category 2"."""
_VARIANT_PATH = re.compile(r"(?:variants|variations|skus|offers|children|items)\.", re.IGNORECASE)
_VARIANT_FIELDS = frozenset(
    [
        "price",
        "sale_price",
        "compare_at",
        "currency",
        "sku",
        "barcode",
        "quantity",
        "availability",
        "backorders",
        "image",
        "published",
        "hidden",
        "unavailable",
        "purchasable",
        "ignore",
    ]
)
_FALL_BACK = frozenset({"price", "sale_price", "compare_at", "currency", "availability", "image"})
"""What a product may say for those of its nested variants that do not say it themselves."""
_OPTION_PATH = re.compile(
    r"(?:.*\.)?(?:options?|selectedoptions|attributes|specifics)\.([^.]+)", re.IGNORECASE
)
_LOCATION_STOCK = re.compile(
    r"(?:stock|qty|quantity|inventory|on hand|soh|bestand|voorraad)(?: at| in)? (\w.*)"
)
_NOT_A_LOCATION = re.compile(
    r"\b(status|alert|level|policy|tracker|min|max|threshold|unit|type|code|id|date|reserved)\b"
)
_SALE = re.compile(
    r"\b(?:sale|special|offer|promo|promotion|discount|deal|valid|angebot\w*|aktion\w*|rabatt\w*|gultig|"
    r"soldes?|remise|valable|oferta|rebajas?|promocion|valido|valida|offerta|sconto|saldi|promozione|"
    r"actie\w*|aanbieding\w*|korting\w*|geldig|promocao|desconto|promocja)\b|促销|优惠|活动"
)
_BEGINS = re.compile(
    r"\b(?:from|start\w*|begin\w*|\w*beginn|ab|von|debut|du|desde|inicio|empieza|dal|inizio|van|vanaf|od)\b|开始"
)
_ENDS = re.compile(
    r"\b(?:to|until|till|thru|through|ends?|ending|expires|expiry|expiration|bis|\w*ende|fin|au|jusqu|hasta|"
    r"termina|al|fine|tot|t m|eind\w*|fim|ate)\b|结束|截止"
)
_TELLING_CELLS = 1_000
"""A header row shows itself in its first cells, however many attributes follow."""
_LEAVES = frozenset({"amount", "value", "text", "name", "src", "href", "url", "rendered", "0"})
MONEY = ("price", "sale_price", "compare_at")
_TAX = re.compile(
    r"\b(ex|excl|excluding|exclusive|without|net|netto|ohne|hors|ht|sin|senza|exkl|sem|excluded)\b|不含税"
)
_MEASURE = re.compile(
    r"(?:[/(]|\b(?:per|pro|je|par|au|al|por)\b|每)\s*(?:[€£$]|eur|usd|gbp)?\s*/?\s*\d*\s*"
    r"(?:kgs?|kilos?|kilogramm?s?|gr?|gramm?s?|lbs?|pound|oz|ounce|lt?r?|lit(?:er|re)s?|ml|m|m²|m2|qm|sqm|lfm"
    r"|met(?:er|re)s?|mètre|metro|cm|ft|foot|yd|yard|hour|hr|stunde|tag|day|month|monat|mois|公斤|斤|克|米)(?!\w)",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\b(?:inc|incl|including|inclusive|included|inkl|inklusive|with|mit|con|com|avec|gross|brutto|ttc"
    r"|vat|gst|tax|taxes|mwst|ust|steuer|tva|iva|btw|moms)\b"
)
_TELLS_TAX = -100
"""The rank of a price that says it holds the tax: before one that does not say."""
_PRICE_WORD = re.compile(
    r"price|preis|prijs|\b(?:prix|tarif|precio|prezzo|preco|cena|pris|vk|rrp|msrp|brutto|netto|sale|cost|kosten)\b|价"
)
_EITHER = re.compile(r"[/|&,]| or | oder | ou | und ", re.IGNORECASE)
_UNIT = re.compile(r"\((?:[^)]{1,12})\)\s*$|\s+in\s+[A-Z]{3}\s*$|[\s/]+[A-Z]{3}\s*$|[€£¥$*]")


def normalise(header: str) -> str:
    """Return a header as lower-case words without accents and signs: "Price (inc. GST)" is "price inc
    gst"."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.strip())
    decomposed = unicodedata.normalize("NFKD", split.casefold().replace("ß", "ss"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[str, int]]]:
    """Return, for every normalised synonym, the fields it may mean with its rank within each."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, words in SYNONYMS.items():
        for rank, word in enumerate(words.split("|")):
            found.setdefault(word, []).append((field, rank))
    return found


def is_of_variant(column: str) -> bool:
    """Return whether a dotted column is about a nested variant and not about its product."""
    return _VARIANT_PATH.match(column) is not None


def known(cells: Sequence[str]) -> int:
    """Return how many different fields the cells of a would-be header row name; "sold out" and "hidden" are
    rather what a product's row says."""
    named = {
        fields[0][0] for cell in cells[:_TELLING_CELLS] if len(cell) < 60 and (fields := _candidates(cell))
    }
    return len(named - {"unavailable", "hidden"})


def guess(columns: Sequence[str]) -> dict[int, str]:
    """Return the field of each column that means one; the others are attributes.

    Each field goes to the column with its best synonym, the leftmost of equals; near spellings ("Prodcut
    name") are tried for what is then missing.
    """
    wanted = sorted(
        (rank, index, field) for index, column in enumerate(columns) for field, rank in _candidates(column)
    )
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for _, index, field in wanted:
        shared = field in MULTIPLE or (field in _FALL_BACK and not is_of_variant(columns[index]))
        if index not in chosen and (field not in taken or (shared and _may_share(field, columns, chosen))):
            chosen[index] = field
            taken.add(field)
    _add_sale_dates(columns, chosen, taken)
    _add_variant_options(columns, chosen)
    _add_locations(columns, chosen)
    if len(columns) <= 200:
        _add_near_spellings(columns, chosen, taken)
    return chosen


def _add_sale_dates(columns: Sequence[str], chosen: dict[int, str], taken: set[str]) -> None:
    """Columns about a sale and its beginning or end ("Aktion gültig bis") beside one of sale prices."""
    for index, column in enumerate(columns if "sale_price" in taken else ()):
        name = normalise(column)
        if index in chosen or len(name) > 60 or not _SALE.search(name):
            continue
        begins, ends = bool(_BEGINS.search(name)), bool(_ENDS.search(name))
        field = "sale_dates" if begins and ends else "sale_from" if begins else "sale_to" if ends else ""
        if field and field not in taken:
            chosen[index] = field
            taken.add(field)


def _may_share(field: str, columns: Sequence[str], chosen: dict[int, str]) -> bool:
    """Return whether a further column may hold the field: any for lists, else one beside a variant's."""
    holders = [columns[index] for index, name in chosen.items() if name == field]
    return field in MULTIPLE or all(map(is_of_variant, holders))


def _add_near_spellings(columns: Sequence[str], chosen: dict[int, str], taken: set[str]) -> None:
    from rapidfuzz import distance, process

    words = [word for word, fields in _table().items() if len(word) >= 5 and fields[0][0] not in taken]
    for index, column in enumerate(columns):
        name = normalise(column)
        if index in chosen or not 5 <= len(name) <= 40:
            continue
        if is_other_price(column):
            continue
        near = process.extractOne(name, words, scorer=distance.OSA.normalized_similarity, score_cutoff=0.79)
        if near and _is_slip(name, near[0], near[1]) and _table()[near[0]][0][0] not in taken:
            field = _table()[near[0]][0][0]
            chosen[index] = field
            taken.add(field)


def _is_slip(name: str, word: str, similarity: float) -> bool:
    """Return whether a header is a misspelt word: in short ones only letters that changed places, since
    "stick" is not "stock"."""
    return similarity >= 0.84 or sorted(name) == sorted(word)


def _candidates(column: str) -> list[tuple[str, int]]:
    """Return the fields a header may mean, with ranks. A price without tax or per kilogram is not the
    price."""
    if len(column) > 80:
        return []
    of_variant = _VARIANT_PATH.match(column)
    for form in _forms(column):
        fields = _table().get(form, [])
        if any(field in MONEY for field, _ in fields) and is_other_price(column):
            return []
        if of_variant:  # what a variant says beats what its product says
            fields = [(field, rank - 1000) for field, rank in fields if _of_variant(field)]
        if fields:
            return fields
    return _whatever_tax(column)


def is_other_price(column: str) -> bool:
    """Return whether a header speaks of a price that is not what a thing costs: without tax, per kilogram."""
    name = normalise(column)
    return bool(about_price(column) and (_TAX.search(name) or _MEASURE.search(column)))


def about_price(column: str) -> bool:
    """Return whether a header speaks of some price."""
    return len(column) <= 80 and _PRICE_WORD.search(normalise(column)) is not None


def _whatever_tax(column: str) -> list[tuple[str, int]]:
    """Return what a header means that also speaks of tax: "Price (EUR) gross" is the price, rather than a
    "Price" that does not say; "EK netto" is what the shop pays."""
    name = normalise(column)
    if not (_INCLUSIVE.search(name) or _TAX.search(name)):
        return []
    words = _INCLUSIVE.sub(" ", _TAX.sub(" ", name)).split()
    fields = _table().get(" ".join(word for word in words if not named(word.upper())), [])
    told = ("ignore",) if is_other_price(column) else ("ignore", *MONEY)
    return [(field, rank + _TELLS_TAX) for field, rank in fields if field in told]


def meaning(column: str) -> str:
    """Return the field a header means by itself, or ""."""
    return next((field for field, _ in _candidates(column)), "")


def may_mean(column: str, field: str) -> bool:
    return any(field == candidate for candidate, _ in _candidates(column))


def _of_variant(field: str) -> bool:
    return field in _VARIANT_FIELDS or field.startswith("option:")


def _add_variant_options(columns: Sequence[str], chosen: dict[int, str]) -> None:
    """Options that only nested variants name ("variants.options.Fabric"), else the variants' own titles."""
    for index, column in enumerate(columns):
        path = _VARIANT_PATH.match(column)
        option = _OPTION_PATH.fullmatch(column) if path else None
        if option and index not in chosen:
            chosen[index] = f"option:{option[1]}"
    named = any(field.startswith("option:") for field in chosen.values())
    for index, column in enumerate(columns):
        if index not in chosen and is_of_variant(column):
            is_name = normalise(column).split()[-1:] in (["title"], ["name"])
            chosen[index] = "option:Variant" if is_name and not named else "ignore"


def _add_locations(columns: Sequence[str], chosen: dict[int, str]) -> None:
    """Stock of several places ("Stock Sydney", "Stock Perth") when no column holds it for all."""
    if "quantity" in chosen.values():
        return
    for index, column in enumerate(columns):
        place = _LOCATION_STOCK.fullmatch(normalise(column))
        if index not in chosen and place and not _NOT_A_LOCATION.search(place[1]):
            chosen[index] = "quantity"


def _forms(column: str) -> list[str]:
    """Return the readings of a header, most literal first: as it is, without its unit, without its number,
    for a dotted name of JSON its last and its telling part, and each side of "Plant / product"."""
    bare = normalise(_UNIT.sub("", column))
    forms = [normalise(column), bare, re.sub(r"\s*\d+$", "", bare), bare.removesuffix("s")]
    if "." in column.strip("."):
        parts = [normalise(part) for part in column.split(".") if part]
        telling = [part for part in parts if part not in _LEAVES] or parts
        forms += [parts[-1] if parts[-1] not in _LEAVES else telling[-1], telling[-1]]
    if len(either := _EITHER.split(column)) > 1:
        forms += map(normalise, either)
    return forms
