"""What a question may be about. The answer's way is chosen by it."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What a question is about; the answer's way is chosen by it."""

    GREETING = "greeting"
    HOW_ARE_YOU = "how_are_you"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    IDENTITY = "identity"
    HANDOFF = "handoff"
    ORDER = "order"
    RESTOCK = "restock"
    BRANCH = "branch"
    COMPETITOR = "competitor"
    DISCOUNT = "discount"
    REVIEWS = "reviews"
    HOURS = "hours"
    CONTACT = "contact"
    SHIPPING = "shipping"
    RETURNS = "returns"
    WARRANTY = "warranty"
    PAYMENT = "payment"
    GIFTCARD = "giftcard"
    POLICY = "policy"
    COMPARE = "compare"
    SKU = "sku"
    BARCODE = "barcode"
    QUANTITY = "quantity"
    PRICE = "price"
    STOCK = "stock"
    OPTIONS = "options"
    BRAND = "brand"
    ATTRIBUTE = "attribute"
    BROWSE = "browse"
    DESCRIBE = "describe"
    TAUGHT = "taught"
    """What the owner has approved an answer for; no cue is heard for it."""
    UNCLEAR = "unclear"


SMALL_TALK = (Topic.GREETING, Topic.HOW_ARE_YOU, Topic.THANKS, Topic.GOODBYE)

POLICIES = (
    Topic.HOURS,
    Topic.CONTACT,
    Topic.SHIPPING,
    Topic.RETURNS,
    Topic.WARRANTY,
    Topic.PAYMENT,
    Topic.GIFTCARD,
    Topic.POLICY,
)

PRODUCT_TOPICS = (
    Topic.COMPARE,
    Topic.SKU,
    Topic.BARCODE,
    Topic.QUANTITY,
    Topic.PRICE,
    Topic.STOCK,
    Topic.OPTIONS,
    Topic.BRAND,
    Topic.ATTRIBUTE,
    Topic.BROWSE,
    Topic.DESCRIBE,
)
