/* What stands below an answer's words: product cards, sources, questions to go on with. */

import { element } from "./dom.js";
import { isOwn, ownAddress, pictureAddress, webAddress } from "./links.js";

const STOCK = { in_stock: "inStock", out_of_stock: "outOfStock", backorder: "backorder" };
const MOST_VALUES = 12;

/** Return an exact decimal string as money; a currency that the browser does not know is set beside it. */
export function money(amount, currency, locale) {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
  } catch {
    return [amount, currency].filter(Boolean).join(" ");
  }
}

function picture(address) {
  const src = pictureAddress(address);
  if (!src) return null;
  const image = element("img", { src, alt: "", loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.remove());
  return image;
}

function title(card, words, hosts) {
  const url = webAddress(card.url);
  if (!url) return element("p", { class: "card-title", dir: "auto" }, card.title);
  const hint = element("span", { class: "unseen" }, ` (${words.newTab})`);
  const link = element("a", { href: url.href, target: "_blank", rel: "noopener" }, card.title, hint);
  const host = isOwn(url, hosts) ? null : element("span", { class: "foreign" }, ` ${url.hostname}`);
  return element("p", { class: "card-title", dir: "auto" }, link, host);
}

function price(card, words, locale) {
  if (card.price === null) return null;
  const low = money(card.price, card.currency, locale);
  const ranges = card.price_max !== null && Number(card.price_max) > Number(card.price);
  const text = ranges ? words.priceRange(low, money(card.price_max, card.currency, locale)) : low;
  const was = card.compare_at !== null && Number(card.compare_at) > Number(card.price);
  if (!was) return element("p", { class: "price" }, text);
  const before = element("s", {}, money(card.compare_at, card.currency, locale));
  return element("p", { class: "price" }, text, " ", element("span", { class: "unseen" }, words.was), " ", before);
}

function stock(card, words) {
  const word = STOCK[card.availability];
  return word ? element("p", { class: `stock ${card.availability}` }, words[word]) : null;
}

function options(card) {
  return Object.entries(card.options).map(([name, values]) => {
    const more = values.length > MOST_VALUES ? ", …" : "";
    return element("p", { class: "option", dir: "auto" }, `${name}: ${values.slice(0, MOST_VALUES).join(", ")}${more}`);
  });
}

function productCard(card, { words, hosts, locale }) {
  const brand = card.brand ? element("p", { class: "brand", dir: "auto" }, card.brand) : null;
  const facts = [title(card, words, hosts), brand, price(card, words, locale), stock(card, words), ...options(card)];
  return element("li", { class: "card" }, picture(card.image), element("div", { class: "card-facts" }, ...facts.filter(Boolean)));
}

/** Return the list of product cards, or null without products. */
export function productCards(products, context) {
  const cards = products.map((card) => productCard(card, context));
  return cards.length ? element("ul", { class: "cards", "aria-label": context.words.products }, ...cards) : null;
}

function source(ref, { words, hosts }) {
  const href = ownAddress(ref.url, hosts);
  const name = href ? element("a", { href, target: "_blank", rel: "noopener" }, ref.title) : ref.title;
  const page = ref.page === null ? null : ` (${words.page(ref.page)})`;
  const excerpt = ref.excerpt ? element("q", { dir: "auto" }, ref.excerpt) : null;
  return element("li", { dir: "auto" }, ...[name, page, excerpt].filter((part) => part !== null));
}

/** Return the folded list of sources, or null without any. */
export function sourceList(sources, context) {
  if (!sources.length) return null;
  const items = sources.map((ref) => source(ref, context));
  return element("details", { class: "sources" }, element("summary", {}, context.words.sources(items.length)), element("ul", {}, ...items));
}

/** Return questions that lead on from `answer`: about its products, or to the shop when it had no answer. */
export function followUps(answer, words, canContact) {
  const [first, second] = answer.products;
  if (!first) return !answer.answered && canContact ? [words.ask.contact] : [];
  if (second) return [words.askCompare(first.title, second.title), words.askMore(first.title)];
  const choice = Object.values(first.options).find((values) => values.length > 1);
  return [words.askMore(first.title), ...(choice ? [words.askOption(first.title, choice[1])] : [])];
}
