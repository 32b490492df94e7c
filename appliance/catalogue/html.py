"""HTML becomes blocks of readable text; what a reader would not see is kept apart.

libxml2 (through lxml) parses: it is linear and bounds its depth, where tree builders of HTML 5 were
measured to
take minutes for deeply nested input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from appliance.catalogue import grids
from appliance.catalogue.grids import Cell
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
_STRUCK = frozenset({"del", "s", "strike"})
_STRUCK_STYLE = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_STRUCK_OUT = "\0"
"""Stands in the line being read where something is struck out; `clean` lets no such character in."""
_LOOSE_COMMA = re.compile(
    rf"\s*[,;/]?\s*{_STRUCK_OUT}\s*(?=[\n.,;:!?)]|$)|(?:^|(?<=[\n(])){_STRUCK_OUT}\s*[,;/]?\s*"
)
_MOST_SPANNED = {"colspan": 50, "rowspan": 5_000}
_MOST_PLACES = 500_000
"""Places of a table up to which its cells are spread over what they span: a small page can claim billions."""
_CONTACT = re.compile(r"^(?:tel|mailto|sms|whatsapp):", re.I)
_TELLS = re.compile(r"@|\d[\d ()/.-]{5,}\d|\d ?[:.h–-] ?\d")
"""A telephone number, an address or hours, which shops put beside their menus."""
_MENU_WORDS = 5
"""Words beside the links of a menu: "Menu", "Search", marks between them."""
_BOLD = frozenset({"b", "strong"})
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


def to_blocks(markup: str, *, doubted: bool = False) -> tuple[list[Block], tuple[str, ...]]:
    """Return the visible blocks of a page in reading order, and the texts a reader would not see. With
    `doubted`, the heading rows of tables must also read like ones."""
    root = _parse(markup)
    if root is None:
        return [], ()
    walker = _Walker(_hiding_names(root), doubted)
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
class _Table:
    """A table being read: the rows so far, the (cell, columns, rows) of the next one, and by column (rows
    left, cell) of what reaches down."""

    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[tuple[Cell, int, int]] = field(default_factory=list)
    open: dict[int, tuple[int, Cell]] = field(default_factory=dict)
    in_head: bool = False
    places: int = 0

    def add(self, node: Any, text: str, *, is_bold: bool) -> None:
        """Add a cell to the row being read."""
        is_heading = node.tag == "th" or self.in_head
        cell = Cell(text, "heading" if is_heading else "strong" if is_bold else "")
        self.cells.append((cell, _span(node, "colspan"), _span(node, "rowspan")))

    def end_row(self) -> None:
        """Lay out the row as browsers do: cells of the rows above come first, each in its column."""
        if not self.cells:
            self.open = {column: (rows - 1, cell) for column, (rows, cell) in self.open.items()}
            return
        if self.rows and not _is_heading(cell for cell, _, _ in self.cells) and _is_heading(self.rows[-1]):
            self.open = {}  # a heading does not reach down into what it heads
        row: list[Cell] = []
        for cell, columns, rows in self.cells:
            self._take_open(row)
            for _ in range(columns if self.places < _MOST_PLACES else 1):
                self.open[len(row)] = (rows - 1, cell)
                row.append(cell)
        self._take_open(row)
        self.rows.append(row)
        self.places += len(row)
        self.cells = []

    def _take_open(self, row: list[Cell]) -> None:
        while self.places < _MOST_PLACES and (place := self.open.get(len(row))) and place[0] > 0:
            self.open[len(row)] = (place[0] - 1, place[1])
            row.append(place[1])


def _is_heading(cells: Iterable[Cell]) -> bool:
    return all(cell.marked == "heading" for cell in cells)


def _span(node: Any, name: str) -> int:
    """Return over how many columns or rows a cell reaches; "0" means to the end of the table."""
    value = node.get(name)
    if value is None or not (value.isascii() and value.isdigit()):
        return 1
    most = _MOST_SPANNED[name]
    return min(int(value[:5]), most) or (most if name == "rowspan" else 1)


def _is_menu(node: Any) -> bool:
    """Return whether an element is a menu of links alone: nothing that a customer would ask about."""
    if node.tag != "nav" and node.get("role") not in ("navigation", "menu", "menubar"):
        return False
    links = list(node.iter("a"))
    words, linked = _words(node), sum(len(_words(link)) for link in links)
    told = any(_CONTACT.search(link.get("href") or "") for link in links) or _TELLS.search(" ".join(words))
    return bool(links) and not told and len(words) - linked <= _MENU_WORDS


def _words(node: Any) -> list[str]:
    return " ".join(node.itertext()).split()


def _is_struck_out(node: Any) -> bool:
    style = node.get("style")
    return node.tag in _STRUCK or bool(style and _STRUCK_STYLE.search(_compact(style)))


def _without_struck(text: str) -> str:
    """Return a line without the places of what was struck out, and the commas that led to it."""
    return _LOOSE_COMMA.sub("", text).replace(_STRUCK_OUT, " ") if _STRUCK_OUT in text else text


@dataclass(slots=True)
class _Walker:
    """Walks a parsed page once. `buffer` gathers the line being read, `table` the one it is in; text is
    `unseen` while its colour is that of its background."""

    hiding: frozenset[str]
    doubted: bool
    blocks: list[Block] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    table: _Table = field(default_factory=lambda: _Table())
    tables: int = 0
    in_cell: int = 0
    in_bold: int = 0
    in_item: bool = False
    unseen: bool = False
    plain: bool = False

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
        self._end_table()

    def _comment(self, node: Any) -> None:
        text = " ".join((node.text or "").split())
        if len(re.findall(r"[^\W\d_]{2,}", text)) >= 3 and not _TOOL_COMMENT.match(text):
            self.hidden.append(to_text(text)[0] if "<" in text and "<!--" not in text else text)

    def _is_unread(self, node: Any) -> bool:
        """Return whether the element is not read on; hidden text in it is kept apart."""
        if node.tag in _SILENT or _is_menu(node):
            return True
        if _is_struck_out(node):
            self.buffer.append(_STRUCK_OUT)
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
        elif tag in _BOLD:
            self.in_bold += 1
        elif tag == "table" and not self.in_cell:
            self._end_table()
        elif tag == "thead" and not self.in_cell:
            self.table.in_head = True
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
                self.table.add(node, self._line(), is_bold=not self.plain)
                self.buffer, self.plain = [], False
        elif tag == "tr" and not self.in_cell:
            self.table.end_row()
        elif tag == "thead" and not self.in_cell:
            self.table.in_head = False
        elif tag == "table" and not self.in_cell:
            self._end_table()
        elif tag in _HEADINGS:
            self._break("heading", _HEADINGS[tag])
        elif tag in _LINE or tag == "li":
            self._break()
        if tag == "li":
            self.in_item = False
        elif tag in _BOLD:
            self.in_bold -= 1

    def _end_table(self) -> None:
        self._break()
        self.table.end_row()
        if self.table.rows:
            self.tables += 1
            lines = grids.lines(self.table.rows, doubted=self.doubted)
            self.blocks += [Block("row", line, table=self.tables) for line in lines]
        self.table = _Table()

    def _line(self) -> str:
        return " ".join(_without_struck("".join(self.buffer)).split())

    def _add(self, text: str | None) -> None:
        if text and self.unseen and text.strip():
            self.hidden.append(" ".join(text.split()))
        elif text:
            self.buffer.append(_SPACE.sub(" ", text))
            self.plain = self.plain or not (self.in_bold or text.isspace())

    def _break(self, kind: Kind = "text", level: int = 0) -> None:
        """End a line of text; inside a table cell it only separates words."""
        if self.in_cell:
            self.buffer.append(" ")
            return
        read = _without_struck("".join(self.buffer))
        self.buffer = []
        if text := read and paragraphs(read):
            self.blocks.append(Block("item" if self.in_item and kind == "text" else kind, text, level))


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
