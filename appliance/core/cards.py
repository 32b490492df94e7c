"""A product as a card: what previews, answers and tables show of it."""

from __future__ import annotations

from appliance.core.products import Availability, Product
from appliance.core.schemas import ProductCard


def card(product: Product, currency: str = "", website: str = "") -> ProductCard:
    """Return the card of a product; `currency` is used where its variants name none.

    A link that begins with "/" is completed by the shop's `website`, or left out without one.
    """
    prices = [variant.price for variant in product.variants if variant.price is not None]
    was = [
        variant.compare_at
        for variant in product.variants
        if variant.compare_at is not None and variant.price is not None and variant.compare_at > variant.price
    ]
    options: dict[str, list[str]] = {}
    for variant in product.variants:
        for name, value in variant.options:
            values = options.setdefault(name, [])
            if value not in values:
                values.append(value)
    first = product.variants[0]
    return ProductCard(
        id=product.key,
        title=product.title,
        sku=first.sku,
        price=min(prices, default=None),
        price_max=max(prices, default=None),
        compare_at=max(was, default=None),
        currency=first.currency or currency,
        availability=availability(product).value,
        options={name: tuple(values) for name, values in options.items()},
        url=absolute(product.url, website),
        image=product.image or first.image,
        brand=product.brand,
    )


def absolute(url: str, website: str) -> str:
    """Return a link with the website before it where it is only a path."""
    if not url.startswith("/"):
        return url
    return website.rstrip("/") + url if website else ""


def availability(product: Product) -> Availability:
    """Return the best availability of any variant: one size in stock means that it can be bought."""
    kinds = {variant.availability for variant in product.variants}
    order = (Availability.IN_STOCK, Availability.BACKORDER, Availability.OUT_OF_STOCK)
    return next((kind for kind in order if kind in kinds), Availability.UNKNOWN)
