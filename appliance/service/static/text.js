/* The little markup an answer may use: paragraphs, line breaks, lists, bold, links to the shop itself.
   Anything else, HTML included, is shown as the text it is. */

import { element } from "./dom.js";
import { ownAddress } from "./links.js";

const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.*)$/;
const INLINE = /\*\*(?=\S)([^*\n]+?)\*\*|https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?]/g;

function link(address, hosts) {
  const href = ownAddress(address, hosts);
  return href ? element("a", { href, target: "_blank", rel: "noopener" }, address) : address;
}

/** Return the nodes of one line. */
function inline(line, hosts) {
  const nodes = [];
  let done = 0;
  for (const match of line.matchAll(INLINE)) {
    nodes.push(line.slice(done, match.index));
    nodes.push(match[1] === undefined ? link(match[0], hosts) : element("strong", {}, match[1]));
    done = match.index + match[0].length;
  }
  nodes.push(line.slice(done));
  return nodes.filter((node) => node !== "");
}

/** Return ["ul" | "ol" | "p", text] of one line. */
function kindOf(line) {
  const bullet = BULLET.exec(line);
  if (bullet) return ["ul", bullet[1]];
  const number = NUMBER.exec(line);
  return number ? ["ol", number[1]] : ["p", line];
}

/** Return the lines of a block gathered into runs of one kind. */
function runs(block) {
  const gathered = [];
  for (const line of block.split("\n")) {
    const [kind, text] = kindOf(line);
    const last = gathered.at(-1);
    if (last && last.kind === kind) last.lines.push(text);
    else gathered.push({ kind, lines: [text] });
  }
  return gathered;
}

function paragraph(lines, hosts) {
  const nodes = lines.flatMap((line, index) =>
    index ? [element("br"), ...inline(line, hosts)] : inline(line, hosts),
  );
  return element("p", { dir: "auto" }, ...nodes);
}

function list(kind, lines, hosts) {
  return element(kind, { dir: "auto" }, ...lines.map((line) => element("li", {}, ...inline(line, hosts))));
}

/** Return the elements that show `text`; `hosts` are those that links may lead to. */
export function renderText(text, hosts) {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n/)
    .filter((block) => block.trim())
    .flatMap((block) => runs(block.replace(/^\n+|\n+$/g, "")))
    .map(({ kind, lines }) => (kind === "p" ? paragraph(lines, hosts) : list(kind, lines, hosts)));
}
