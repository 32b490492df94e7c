"""HTML becomes blocks of readable text; what a reader would not see is kept apart.

libxml2 (through lxml) parses: it is linear and bounds its depth, where tree builders of HTML 5 were
measured to
take minutes for deeply nested input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from appliance.catalogue.text import clean, paragraphs

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w{1,30});")
_BLOCK_MARKUP = re.compile(r"<(?:p|br|div|li|tr|h[1-6])\b", re.IGNORECASE)
_SILENT = frozenset(
    {"script", "style", "head", "noscript", "iframe", "object", "svg", "select", "button", "form"}
)
_LINE = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "figure",
        "figcaption",
        "address",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "fieldset",
        "hr",
        "details",
        "summary",
        "body",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WHITES = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "hsl(0,0%,100%)"})
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\.0+)?(?:;|$)"
    r"|font-size:(?:0?(?:\.\d+)?(?:px|pt|em|rem|%)?(?:;|!|$)|[01](?:\.\d+)?(?:px|pt))"
    r"|text-indent:-\d{3,}|(?:left|top|right|bottom):-\d{3,}(?:px|em|rem)"
    r"|clip:rect\([01](?:px)?[, ][01]|clip-path:inset\((?:50|100)%"
    r"|(?:^|;)(?:max-)?(?:height|width):0(?:px)?;.*overflow:hidden"
    r"|transform:scale\(0\)|(?:^|;)color:transparent"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_SPACE = re.compile(r"\s+")
_MAX_STYLE = 2_000
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"^\w*(?:([.#])([\w-]+))$")
_TOOL_COMMENT = re.compile(r"\s*(?:/?wp:|\[if |<!\[|!|/?ko\b|more\b|StartFragment|EndFragment)")

Kind = Literal["heading", "text", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order: a heading (with its level), paragraph, list item or table row.

    `page` is 1-based, or None. Rows of one table share a `table` number; it is 0 outside of tables.
    """

    kind: Kind
    text: str
    level: int = 0
    page: int | None = None
    table: int = 0


def is_markup(text: str) -> bool:
    """Return whether a cell holds tags or entities; "a < b" and "AT&T" do not."""
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def to_text(markup: str) -> tuple[str, tuple[str, ...]]:
    """Return the visible text of a cell, lists with dashes, and the hidden texts found in it."""
    if not is_markup(markup):
        return paragraphs(markup), ()
    if not _BLOCK_MARKUP.search(markup):
        markup = markup.replace("\n", "<br>")
    blocks, hidden = to_blocks(markup)
    lines = [f"- {block.text}" if block.kind == "item" else block.text for block in blocks]
    return paragraphs("\n".join(lines)), hidden


def title_of(markup: str) -> str:
    """Return the text of <title>, or ""."""
    found = re.search(r"<title[^>]*>([^<]{0,500})", markup, re.IGNORECASE)
    return to_text(found[1])[0].replace("\n", " ") if found else ""


def to_blocks(markup: str) -> tuple[list[Block], tuple[str, ...]]:
    """Return the visible blocks of a page in reading order, and the texts a reader would not see."""
    root = _parse(markup)
    if root is None:
        return [], ()
    walker = _Walker(_hiding_names(root))
    walker.walk(root)
    return walker.blocks, tuple(dict.fromkeys(walker.hidden))


def _parse(markup: str) -> Any:
    from lxml import etree

    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(markup))
    parser = etree.HTMLParser(recover=True, huge_tree=False, no_network=True, remove_pis=True)
    try:
        return etree.fromstring(source, parser) if source.strip() else None
    except (etree.XMLSyntaxError, ValueError):  # nothing in it that libxml2 can call a page
        return None


def _hiding_names(root: Any) -> frozenset[str]:
    """Return the ".class" and "#id" names that the page's own style sheet hides."""
    names: set[str] = set()
    for style in root.iter("style"):
        for selectors, declarations in _RULE.findall((style.text or "")[:200_000]):
            if _HIDING.search(_compact(declarations)):
                found = (_SELECTOR.match(selector.strip()) for selector in selectors.split(","))
                names.update(match[1] + match[2] for match in found if match)
    return frozenset(names)


def _compact(style: str) -> str:
    return re.sub(r"\s*([:;,!])\s*", r"\1", style[:_MAX_STYLE].strip().casefold())


@dataclass(slots=True)
class _Walker:
    """Walks a parsed page once. `buffer` gathers the line being read, `cells` the table row; text is
    `unseen` while its colour is that of its background."""

    hiding: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    cells: list[tuple[bool, str]] = field(default_factory=list)
    tables: int = 0
    in_cell: int = 0
    in_item: bool = False
    unseen: bool = False

    def walk(self, root: Any) -> None:
        from lxml import etree

        skipping: Any = None
        colours = [("#000000", "#ffffff")]
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._comment(node)
                if skipping is None:
                    self._add(node.tail)
            elif event == "start" and skipping is None:
                colours.append(_colours(node, colours[-1]))
                self.unseen = colours[-1][0] == colours[-1][1]
                if self._is_unread(node):
                    skipping = node
                else:
                    self._start(node)
            elif event == "end" and (skipping is None or skipping is node):
                if skipping is None:
                    self._end(node)
                skipping = None
                colours.pop()
                self.unseen = colours[-1][0] == colours[-1][1]
                self._add(node.tail)
        self.in_cell = 0
        self._break()

    def _comment(self, node: Any) -> None:
        text = " ".join((node.text or "").split())
        if len(re.findall(r"[^\W\d_]{2,}", text)) >= 3 and not _TOOL_COMMENT.match(text):
            self.hidden.append(to_text(text)[0] if "<" in text and "<!--" not in text else text)

    def _is_unread(self, node: Any) -> bool:
        """Return whether the element is not read on; hidden text in it is kept apart."""
        if node.tag in _SILENT:
            return True
        if node.tag == "template" or self._is_hidden(node):
            text = " ".join(" ".join(node.itertext()).split())
            if text:
                self.hidden.append(text)
            return True
        return False

    def _is_hidden(self, node: Any) -> bool:
        if node.get("hidden") is not None:
            return True
        style = node.get("style")
        if style and _HIDING.search(_compact(style)):
            return True
        names = [f".{name}" for name in (node.get("class") or "").split()]
        return bool(self.hiding) and not self.hiding.isdisjoint([*names, f"#{node.get('id')}"])

    def _start(self, node: Any) -> None:
        tag = node.tag
        if tag in _LINE or tag in _HEADINGS or tag in ("li", "tr"):
            self._break()
        if tag in ("td", "th"):
            self.in_cell += 1
        elif tag == "li":
            self.in_item = True
        elif tag == "table" and not self.in_cell:
            self.tables += 1
            self.headings = []
        elif tag in ("br", "hr"):
            self.buffer.append("\n")
        elif tag == "img" and node.get("alt"):
            self._add(f" {node.get('alt')} ")
        self._add(node.text)

    def _end(self, node: Any) -> None:
        tag = node.tag
        if tag in ("td", "th"):
            self.in_cell = max(0, self.in_cell - 1)
            if not self.in_cell:
                self.cells.append((tag == "th", " ".join("".join(self.buffer).split())))
                self.buffer = []
        elif tag == "tr" and not self.in_cell:
            self._end_row()
        elif tag in _HEADINGS:
            self._break("heading", _HEADINGS[tag])
        elif tag in _LINE or tag == "li":
            self._break()
        if tag == "li":
            self.in_item = False

    def _end_row(self) -> None:
        texts = [text for _, text in self.cells]
        if self.cells and all(is_header for is_header, _ in self.cells) and not self.headings:
            self.headings = texts
        elif line := row_text(self.headings, texts):
            self.blocks.append(Block("row", line, table=self.tables))
        self.cells = []

    def _add(self, text: str | None) -> None:
        if text and self.unseen and text.strip():
            self.hidden.append(" ".join(text.split()))
        elif text:
            self.buffer.append(_SPACE.sub(" ", text))

    def _break(self, kind: Kind = "text", level: int = 0) -> None:
        """End a line of text; inside a table cell it only separates words."""
        if self.in_cell:
            self.buffer.append(" ")
            return
        read = "".join(self.buffer)
        self.buffer = []
        if text := read and paragraphs(read):
            self.blocks.append(Block("item" if self.in_item and kind == "text" else kind, text, level))


def row_text(headings: list[str], cells: list[str]) -> str:
    """Return a table row as a line: "Day: Monday; Hours: 9 to 5" with headings, "Monday: 9 to 5" without."""
    if not any(cells):
        return ""
    if len(headings) == len(cells) and len(cells) > 1:
        pairs = (
            f"{name}: {cell}" if name else cell for name, cell in zip(headings, cells, strict=True) if cell
        )
        return "; ".join(pairs)
    filled = [cell for cell in cells if cell]
    return ": ".join(filled) if len(filled) == 2 else "; ".join(filled)


def _colours(node: Any, inherited: tuple[str, str]) -> tuple[str, str]:
    """Return (text colour, background) of an element from its own style and what it inherits."""
    if not (node.keys() and (node.get("style") or node.get("bgcolor") or node.get("color"))):
        return inherited
    style = _compact(node.get("style") or "")
    own, behind = _COLOUR.search(style), _BACKGROUND.search(style)
    attribute = node.get("color") if node.tag == "font" else None
    colour = _colour(own[1] if own else attribute) or inherited[0]
    background = _colour((behind[1] if behind else None) or node.get("bgcolor")) or inherited[1]
    return colour, background


def _colour(value: str | None) -> str:
    plain = re.sub(r"\s", "", (value or "").casefold())
    if plain in ("inherit", "transparent", "initial", "unset", "currentcolor"):
        return ""
    if plain in _WHITES:
        return "#ffffff"
    return {"black": "#000000", "#000": "#000000"}.get(plain, plain)
