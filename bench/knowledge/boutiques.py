"""Synthetic catalogues of small independent shops: clothing, outdoor, kitchen, garden, toys, beauty, food.

Unlike `electronics`, titles are names a shop gives ("Harbour Merino Crew"), descriptions are prose and every
product has variants. Every word was written for this project.
"""

# ruff: noqa: E501, SIM905 (tables)

from __future__ import annotations

import random
from decimal import Decimal

from appliance.core.products import Availability, Product, Variant
from bench.knowledge.electronics import Truth

# kind | nouns | category | what customers type | materials or features | sentences about it | related kinds
KINDS = """
sweater|Crew;Jumper;Pullover;Knit|Clothing > Knitwear|jumper;wool sweater~Merino;pullover;warm knitwear|Merino;Lambswool;Cotton;Cashmere|Knitted in small batches, soft against the skin.;A warm layer for cold mornings.|cardigan:2,socks:0
cardigan|Cardigan;Button Knit|Clothing > Knitwear|cardigan;wool cardigan~Merino;buttoned knit|Merino;Cotton;Alpaca|Wear it over a shirt when the evening cools.;Horn buttons and deep pockets.|sweater:2
tshirt|Tee;T-Shirt;Pocket Tee|Clothing > Tops|t shirt;tee;organic cotton t-shirt~Organic cotton;plain top|Organic cotton;Linen;Bamboo|A plain top you reach for every day.;Preshrunk and cut straight.|shirt:1,sweater:0
shirt|Shirt;Oxford;Flannel|Clothing > Shirts|shirt;linen shirt~Linen;flannel shirt~Flannel;button up|Linen;Flannel;Organic cotton|Button-up with a soft collar.;Gets better with every wash.|tshirt:1
jeans|Jeans;Denim;Five Pocket|Clothing > Trousers|jeans;denim pants;slim jeans~Slim|Slim;Straight;Selvedge|Sturdy denim with a little stretch.;Copper rivets and a button fly.|trousers:2
trousers|Chino;Trouser;Pant|Clothing > Trousers|trousers;pants;chinos;linen trousers~Linen|Linen;Twill;Corduroy|Smart enough for work and made for walking.;Two deep pockets.|jeans:2
dress|Dress;Midi;Wrap Dress|Clothing > Dresses|dress;summer dress;linen dress~Linen;maxi dress|Linen;Viscose;Floral|Light and breezy for hot days.;Falls below the knee with side pockets.|skirt:1
skirt|Skirt;A-Line|Clothing > Skirts|skirt;denim skirt~Denim;midi skirt|Denim;Linen;Pleated|Swings as you walk.;Sits high on the waist.|dress:1
raincoat|Raincoat;Rain Shell;Anorak|Outdoor > Jackets|raincoat;waterproof jacket;rain jacket;something for wet weather|Recycled;Packable;Hooded|Sealed seams keep the weather out.;Packs into its own pocket for hikes.|downjacket:1,umbrella:1
downjacket|Puffer;Down Jacket;Quilted Jacket|Outdoor > Jackets|winter jacket;puffer;down jacket;warm coat|Recycled;Hooded;Packable|Filled with responsible goose feather for freezing days.;Weighs less than a bottle of water.|raincoat:1,sweater:0
boots|Boot;Hiker;Chelsea|Footwear > Boots|boots;hiking boots~Waterproof;leather boots~Leather;walking shoes|Leather;Waterproof;Suede|Grippy sole for muddy trails.;Resoleable and made to last a decade.|sneakers:1
sneakers|Sneaker;Trainer;Runner|Footwear > Shoes|sneakers;running shoes;trainers;vegan shoes~Vegan|Vegan;Canvas;Suede|Cushioned for long days on your feet.;Light, with a rubber sole.|boots:1,sandals:1
sandals|Sandal;Slide;Thong|Footwear > Sandals|sandals;flip flops;beach shoes;leather sandals~Leather|Leather;Cork;Vegan|A moulded footbed for beach and town.;Slips on and off in a second.|sneakers:1
socks|Socks;Sock Pack;Crew Socks|Clothing > Accessories|socks;wool socks~Merino;hiking socks|Merino;Bamboo;Cotton|Reinforced heel and toe.;Three pairs that stay up.|sweater:0
beanie|Beanie;Watch Cap|Clothing > Accessories|beanie;winter hat;wool hat~Merino|Merino;Cashmere;Recycled|Pull it over your ears when the wind bites.;Ribbed and stretchy.|sunhat:1
sunhat|Sun Hat;Bucket Hat;Wide Brim|Clothing > Accessories|sun hat;summer hat;straw hat~Straw|Straw;Linen;Cotton|Keeps the glare off nose and neck.;Folds flat for travel.|beanie:1
scarf|Scarf;Wrap|Clothing > Accessories|scarf;silk scarf~Silk;wool scarf~Merino;gift for her|Silk;Merino;Cashmere|Long enough to wind twice.;Hand-rolled hem.|beanie:1
backpack|Backpack;Daypack;Rucksack|Bags > Backpacks|backpack;rucksack;school bag;hiking pack~Waterproof|Waterproof;Canvas;Recycled|Padded straps and a sleeve for a laptop.;Room for a day's worth of kit.|tote:1
tote|Tote;Shopper;Market Bag|Bags > Totes|tote bag;shopping bag;canvas bag~Canvas;beach bag|Canvas;Leather;Linen|Carries a week of groceries.;Strong handles that sit on the shoulder.|backpack:1,wallet:0
wallet|Wallet;Card Holder;Billfold|Bags > Small Leather|wallet;card holder;leather wallet~Leather;purse|Leather;Vegan;Recycled|Slots for six cards and folded notes.;Slim in the pocket.|tote:0
umbrella|Umbrella;Brolly|Outdoor > Rain|umbrella;windproof umbrella~Windproof;brolly|Windproof;Compact;Wooden handle|Stays up in a gale.;Opens at the press of a button.|raincoat:1
tent|Tent;Shelter;Dome|Outdoor > Camping|tent;camping tent;2 person tent~2-person;hiking shelter|2-person;4-person;Ultralight|Pitches in five minutes.;Stands up to storms with aluminium poles.|sleepingbag:1
sleepingbag|Sleeping Bag;Quilt|Outdoor > Camping|sleeping bag;camping quilt;winter sleeping bag~Down|Down;Synthetic;Ultralight|Cosy down to freezing.;Compresses to the size of a loaf.|tent:1
stove|Camp Stove;Burner|Outdoor > Camping|camping stove;gas burner;hiking cooker|Titanium;Compact;Piezo|Boils half a litre in two minutes.;Folds into your pot.|pan:0
torch|Head Torch;Lantern;Torch|Outdoor > Lighting|torch;head lamp;flashlight;camping lantern|Rechargeable;Waterproof;Solar|Lights the path for forty hours.;Bright enough to read by.|candle:0
bottle|Bottle;Flask;Tumbler|Kitchen > Drinkware|water bottle;thermos;insulated flask~Insulated;drink bottle|Insulated;Glass;Steel|Keeps drinks cold for a day.;Does not leak in your bag.|mug:1
mug|Mug;Cup;Beaker|Kitchen > Drinkware|mug;coffee cup;tea cup;handmade mug~Handmade|Handmade;Enamel;Stoneware|Holds a generous brew.;Thrown on the wheel, no two alike.|bottle:1,teapot:1
teapot|Teapot;Infuser Pot|Kitchen > Tea|teapot;tea infuser;glass teapot~Glass|Glass;Cast iron;Stoneware|Pours without a drip.;A fine strainer for loose leaves.|kettle:2,mug:1
kettle|Stovetop Kettle;Whistling Kettle|Kitchen > Tea|kettle;whistling kettle;water boiler|Enamel;Steel;Copper|Sings when it boils.;Works on gas and induction.|teapot:2
pan|Skillet;Frying Pan;Saute Pan|Kitchen > Cookware|frying pan;cast iron pan~Cast iron;skillet;non stick pan~Non-stick|Cast iron;Non-stick;Copper|Sears a steak like a restaurant.;Goes from hob to oven.|pot:1,knife:0
pot|Casserole;Stockpot;Dutch Oven|Kitchen > Cookware|cooking pot;dutch oven;casserole dish;saucepan|Cast iron;Enamel;Steel|For slow stews and crusty bread.;A heavy lid that keeps in the steam.|pan:1
knife|Chef Knife;Paring Knife;Santoku|Kitchen > Knives|kitchen knife;chefs knife;sharp knife;bread knife~Serrated|Carbon steel;Stainless;Serrated|Holds its edge for months.;Balanced in the hand.|board:1
board|Chopping Board;Serving Board|Kitchen > Boards|cutting board;chopping board;cheese board~Oak|Oak;Walnut;Bamboo|Kind to your blades.;Doubles as a platter for cheese.|knife:1
apron|Apron;Pinafore|Kitchen > Textiles|apron;cooking apron;linen apron~Linen|Linen;Denim;Canvas|Crosses at the back, nothing to tie.;Pockets for towel and spoon.|towel:1
towel|Tea Towel;Bath Towel;Hand Towel|Home > Textiles|towel;bath towel;dish cloth;kitchen towel|Linen;Cotton;Waffle|Dries fast and drinks up spills.;Woven in a small mill.|apron:0,blanket:0
blanket|Throw;Blanket;Bedspread|Home > Textiles|blanket;throw;wool blanket~Wool;bedspread|Wool;Cotton;Alpaca|For the sofa on a winter night.;Fringed by hand.|cushion:1
cushion|Cushion;Pillow Cover|Home > Textiles|cushion;pillow;throw pillow;linen cushion~Linen|Linen;Velvet;Wool|Feather insert included.;A hidden zip at the side.|blanket:1
candle|Candle;Tealight Set|Home > Scent|candle;scented candle;soy candle~Soy;present for mum|Soy;Beeswax;Lavender|Burns for forty hours.;Poured by hand.|diffuser:2
diffuser|Reed Diffuser;Oil Burner|Home > Scent|room fragrance;diffuser;essential oil burner|Lavender;Cedar;Citrus|Scents a room for months.;Natural reeds and oil.|candle:2
vase|Vase;Bud Vase|Home > Decor|vase;flower vase;glass vase~Glass|Glass;Stoneware;Handmade|Made for a single stem or a wild bunch.;Watertight and heavy enough not to tip.|plantpot:1
plantpot|Planter;Plant Pot|Garden > Pots|plant pot;planter;flower pot;terracotta pot~Terracotta|Terracotta;Stoneware;Recycled|Drainage hole and saucer.;For herbs on the sill.|vase:1,seeds:0
seeds|Seeds;Seed Mix|Garden > Seeds|seeds;vegetable seeds~Tomato;wildflower seeds~Wildflower;tomato seeds~Tomato|Tomato;Wildflower;Basil;Carrot|Sow in spring, under glass or outside.;Untreated and open pollinated.|plantpot:0,trowel:0
trowel|Hand Trowel;Hand Fork;Garden Tool|Garden > Tools|trowel;garden tools;hand fork;gardening gift|Forged;Stainless;Ash handle|Digs and weeds without bending.;Ash handle, lifetime guarantee.|secateurs:1
secateurs|Secateurs;Pruners|Garden > Tools|secateurs;pruning shears;garden scissors|Forged;Bypass;Left-handed|A clean cut through thumb-thick branches.;Blades can be replaced.|trowel:1
hose|Garden Hose;Hose Set|Garden > Watering|hose;garden hose 20m~20 m;hose pipe|20 m;30 m;Kink free|Coils easily and does not kink.;Brass fittings at both ends.|wateringcan:2
wateringcan|Watering Can|Garden > Watering|watering can;plant watering|5 L;9 L;Copper|A long spout for a gentle shower.;Balanced when full.|hose:2
gloves|Garden Gloves;Work Gloves|Garden > Wear|gardening gloves;work gloves;thorn proof gloves~Leather|Leather;Bamboo;Nitrile|Thorns do not get through.;Washable and snug.|trowel:0
puzzle|Jigsaw;Puzzle|Toys > Puzzles|puzzle;jigsaw;1000 piece puzzle~1000 pieces;kids puzzle~Wooden|1000 pieces;500 pieces;Wooden|A rainy weekend in a box.;Thick card that clicks together.|boardgame:1
boardgame|Board Game;Card Game|Toys > Games|board game;family game;card game;game for two players~2 players|2 players;Family;Cooperative|Learn it in five minutes.;For the whole family after dinner.|puzzle:1
blocks|Building Blocks;Stacking Set|Toys > Wooden|building blocks;wooden toys~Wooden;toy for toddler;stacking toy|Wooden;Magnetic;Rainbow|Painted with water-based colours, safe to chew.;For little hands from twelve months.|puzzle:0,plush:1
plush|Plush;Soft Toy;Cuddly Bear|Toys > Soft Toys|teddy bear;soft toy;plush animal;baby gift|Organic cotton;Recycled;Hand-knitted|A friend for bedtime.;Embroidered eyes, machine washable.|blocks:1
kite|Kite|Toys > Outdoor|kite;kids kite;flying toy|Delta;Stunt;Easy fly|Flies in the lightest breeze.;String and winder in the bag.|plush:0
soap|Soap;Soap Bar|Beauty > Body|soap;hand soap;natural soap bar;lavender soap~Lavender|Lavender;Olive oil;Charcoal|Cured for six weeks, palm-oil free.;Lathers richly and smells of summer.|shampoo:1
shampoo|Shampoo Bar;Shampoo|Beauty > Hair|shampoo;solid shampoo;hair wash;dandruff shampoo~Charcoal|Charcoal;Rosemary;Coconut|Cleans without stripping.;One bar replaces three bottles.|soap:1
cream|Hand Cream;Face Cream;Balm|Beauty > Skin|hand cream;moisturiser;face cream;dry skin balm|Shea;Rose;Fragrance free|Sinks in quickly.;Soothes dry and cracked skin.|sunscreen:1,soap:0
sunscreen|Sunscreen;Sun Lotion|Beauty > Skin|sunscreen;sun cream;spf 50~SPF 50;sun protection|SPF 50;SPF 30;Fragrance free|Broad spectrum and reef safe.;Not greasy, no white cast.|cream:1,sunhat:0
coffee|Espresso Blend;Coffee Beans;Filter Roast|Food > Coffee|coffee beans;ground coffee;espresso beans;decaf coffee~Decaf|Decaf;Single origin;Dark roast|Notes of cocoa and orange.;Roasted every Tuesday.|tea:1,mug:0
tea|Breakfast Tea;Green Tea;Herbal Tea|Food > Tea|tea;green tea~Green;herbal tea~Herbal;loose leaf tea|Green;Herbal;Organic|Steep for three minutes.;Picked by hand on a hillside.|coffee:1,teapot:0
honey|Honey;Raw Honey|Food > Pantry|honey;raw honey;manuka honey~Manuka|Manuka;Wildflower;Raw|From hives behind the dunes.;Spoon it over porridge.|jam:1
jam|Jam;Marmalade;Preserve|Food > Pantry|jam;marmalade;strawberry jam~Strawberry;fruit spread|Strawberry;Orange;Apricot|Cooked in a copper pot with little sugar.;For toast and scones.|honey:1
oil|Olive Oil;Chilli Oil|Food > Pantry|olive oil;extra virgin olive oil~Extra virgin;chilli oil~Chilli|Extra virgin;Chilli;Lemon|Cold pressed within hours of picking.;Peppery, for salads and bread.|jam:0
chocolate|Chocolate;Truffles;Chocolate Bar|Food > Sweets|chocolate;dark chocolate~Dark;chocolate gift box;vegan chocolate~Vegan|Dark;Milk;Vegan|Melts slowly, seventy per cent cocoa.;Wrapped in paper you can compost.|honey:0
notebook|Notebook;Journal;Sketchbook|Stationery > Paper|notebook;journal;dotted notebook~Dotted;diary;sketch book|Dotted;Lined;Plain|Lies flat on the desk.;Paper that takes a fountain pen.|pen:1
pen|Fountain Pen;Rollerball;Pencil Set|Stationery > Writing|pen;fountain pen;pencils;drawing pencils|Brass;Wooden;Refillable|Glides over the page.;A gift for someone who still writes letters.|notebook:1
leash|Dog Lead;Leash;Harness|Pets > Dogs|dog lead;dog leash;dog harness;walking the dog|Rope;Leather;Reflective|Strong clip, soft on the hand.;Stitched for big pullers.|petbed:1
petbed|Dog Bed;Cat Cave;Pet Bed|Pets > Sleeping|dog bed;cat bed;pet bed large~Large|Large;Small;Wool|Washable cover, foam that keeps its shape.;Curl up and stay warm.|leash:1
"""
NAMES = (
    "Harbour Fern Dune Wattle Coast Ember Willow Juniper Saltbush Banksia Pebble Heron Marlow Tansy Orchard Kestrel "
    "Bracken Linden Thistle Robin Larch Mistral Cobalt Quarry Meadow Otter Plover Sorrel Tamar Yarrow"
).split()
MAKERS = (
    "Fern & Dune",
    "North Quay",
    "Old Mill Co",
    "Little Wren",
    "Tidewater",
    "Hand & Hearth",
    "Blue Gum Works",
    "Sol Studio",
)
COLOURS = ("Navy", "Moss", "Rust", "Oat", "Charcoal", "Sky Blue", "Red", "White", "Black", "Mustard")
FILLER = (
    "Made in small numbers, so no two weeks look the same.", "Free of plastic, down to the label.",
    "Pairs well with the rest of the {maker} range.", "Not sure? Our team is happy to help.",
    "A favourite of our regulars.", "Comes gift-wrapped on request.",
)  # fmt: skip


def catalogue(count: int, seed: int = 2) -> tuple[list[Product], list[Truth]]:
    """Return `count` products and their ground truth in the same order."""
    rng = random.Random(seed)
    table = [line.split("|") for line in KINDS.strip().splitlines()]
    made = [_product(rng, rng.choice(table), row) for row in range(2, count + 2)]
    return [product for product, _ in made], [truth for _, truth in made]


def kinds() -> dict[str, tuple[tuple[tuple[str, str], ...], dict[str, int]]]:
    """Return for each kind its (query, required feature) pairs and its related kinds with their grades."""
    table = {}
    for line in KINDS.strip().splitlines():
        name, _, _, queries, _, _, related = line.split("|")
        pairs = tuple((q.partition("~")[0], q.partition("~")[2]) for q in queries.split(";"))
        table[name] = (pairs, {k: int(v) for k, _, v in (item.partition(":") for item in related.split(","))})
    return table


def _product(rng: random.Random, kind: list[str], row: int) -> tuple[Product, Truth]:
    name, nouns, category, _, features, sentences, _ = kind
    feature, maker = rng.choice(features.split(";")), rng.choice(MAKERS)
    words = [rng.choice(NAMES), feature if rng.random() < 0.6 else "", rng.choice(nouns.split(";"))]
    title = " ".join(filter(None, words)) + (f" - {rng.choice(COLOURS)}" if rng.random() < 0.15 else "")
    prose = [*rng.sample(sentences.split(";"), k=rng.randint(1, 2)), rng.choice(FILLER).format(maker=maker)]
    if feature not in title:
        prose.append(f"Choose {feature.lower()} for this one.")
    rng.shuffle(prose)
    code = f"{name[:3].upper()}-{row:04d}"
    price = Decimal(rng.randint(4, 300)) - Decimal("0.05")
    options = [(c, s) for c in rng.sample(COLOURS, 2) for s in rng.sample(("S", "M", "L"), 2)]
    variants = tuple(
        Variant(
            sku=f"{code}-{i}", price=price, currency="AUD", quantity=(quantity := rng.choice((0, 2, 9))),
            availability=Availability.IN_STOCK if quantity else Availability.OUT_OF_STOCK,
            options=(("Colour", colour), ("Size", size)),
        )
        for i, (colour, size) in enumerate(options, 1)
    )  # fmt: skip
    key = f"{title.lower().replace(' - ', '-').replace(' ', '-')}-{row}"
    product = Product(
        key=key,
        title=title,
        description=" ".join(prose),
        brand=maker,
        categories=(category,),
        variants=variants,
        row=row,
    )
    return product, Truth(name, maker, frozenset({feature}), code)
