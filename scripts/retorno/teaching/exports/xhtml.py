"""HTML of our own as XML: what formats of learning platforms hold that are XML through and through."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, register_namespace

VOID = ("br", "hr")


def elements(html: str, tag: str = "div", namespace: str = "") -> Element:
    """*html*, which our Markdown made, as elements below one *tag*; raises ``ParseError`` if it is no XML."""
    for name in VOID:
        html = html.replace(f"<{name}>", f"<{name}/>")
    found = fromstring(f"<{tag}>{html.replace('&nbsp;', '&#160;')}</{tag}>")
    if namespace:
        for element in found.iter():
            element.tag = f"{{{namespace}}}{element.tag}"
        register_namespace("", namespace)
    return found
