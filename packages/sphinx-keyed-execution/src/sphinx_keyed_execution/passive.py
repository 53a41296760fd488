"""HTML that cannot do anything: what a notebook shows as HTML enters a page only in this form.

Everything is taken apart and put together again from the few elements and attributes that a
table needs; what is not among them is refused in words. Nothing of the original text is copied
unescaped, so what a parser of this file and a browser would read differently does not matter.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

ELEMENTS = frozenset(
    {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"p", "br", "div", "span", "b", "strong", "i", "em", "code", "sub", "sup", "small"}
)
WITHOUT_END = frozenset({"br", "col"})
VALUES = {
    "border": r"\d{1,2}",
    "class": r"(?:dataframe|data|number)(?: (?:dataframe|data|number))*",
    "colspan": r"\d{1,4}",
    "dir": r"ltr|rtl|auto",
    "halign": r"left|center|right",
    "lang": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*",
    "rowspan": r"\d{1,4}",
    "scope": r"col|row|colgroup|rowgroup",
    "span": r"\d{1,4}",
    "valign": r"top|middle|bottom",
}
"""The attributes that a table needs, and what may stand in them."""

DEEPEST = 50
"""How many elements may stand in one another."""


class NotPassive(ValueError):
    """HTML that holds more than a table; the message says what."""


def passive(html: str) -> str:
    """*html* put together again from its passive parts; raises :class:`NotPassive`."""
    rebuilt = _Rebuilt()
    rebuilt.feed(html)
    rebuilt.close()
    if rebuilt.open:
        raise NotPassive(f"<{rebuilt.open[-1]}> has no end")
    return "".join(rebuilt.parts)


class _Rebuilt(HTMLParser):
    """Collects the passive parts of what it is fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over an element with attributes that are known to be passive."""
        if tag not in ELEMENTS:
            raise NotPassive(f"the element <{tag[:40]}>")
        if len(self.open) >= DEEPEST:
            raise NotPassive(f"more than {DEEPEST} elements in one another")
        for name, value in attrs:
            if name not in VALUES or not re.fullmatch(VALUES[name], value or ""):
                raise NotPassive(f"the attribute {name[:40]}=“{(value or '')[:40]}” of <{tag}>")
        written = [f'{name}="{escape(value or "")}"' for name, value in attrs]
        self.parts.append(f"<{' '.join([tag, *written])}>")
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take over the end of the element that is open."""
        if tag in WITHOUT_END:
            return
        if not self.open or self.open.pop() != tag:
            raise NotPassive(f"</{tag[:40]}> without its beginning")
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Take over text."""
        self.parts.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        """Refuse a comment, which browsers end at other places than parsers."""
        raise NotPassive("a comment")

    def handle_decl(self, decl: str) -> None:
        """Refuse a declaration."""
        raise NotPassive("a declaration <!…>")

    def unknown_decl(self, data: str) -> None:
        """Refuse a section such as CDATA."""
        raise NotPassive("a section <![…]>")

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction."""
        raise NotPassive("an instruction <?…>")
