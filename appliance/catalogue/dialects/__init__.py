"""One dialect a file. `ALL` is tried in order; the plain table at its end takes whatever is left."""

from __future__ import annotations

from appliance.catalogue.dialects.bigcommerce import BigCommerce
from appliance.catalogue.dialects.etsy import Etsy
from appliance.catalogue.dialects.magento import Magento
from appliance.catalogue.dialects.plain import Plain
from appliance.catalogue.dialects.prestashop import PrestaShop
from appliance.catalogue.dialects.shopify import Shopify
from appliance.catalogue.dialects.square import Square
from appliance.catalogue.dialects.woocommerce import WooCommerce
from appliance.catalogue.dialects.woocommerce_rest import WooCommerceRest
from appliance.catalogue.folding import Dialect

ALL: tuple[type[Dialect], ...] = (
    Shopify,
    WooCommerceRest,
    WooCommerce,
    Magento,
    Square,
    Etsy,
    PrestaShop,
    BigCommerce,
    Plain,
)
