"""Files of the project that can run: drawings with scripts, pages of the web, and what looks like them."""

from __future__ import annotations

from .kinds import HOST, KIND, LIKE_HTML, RUN, Kind

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
MORE = "which can do more than draw"
HANDLER = "it has a handler of events"
REFERS = "it refers to something outside itself"
LOADS = "loads something or hides what it does"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
NO_PART = "which is no part of a drawing"
BROKEN = "is not well formed"

DRAWINGS: dict[str, tuple[str, str]] = {
    "script": (MORE, f"<svg {SVG}><script>{RUN}</script></svg>"),
    "script-cdata": (MORE, f"<svg {SVG}><script><![CDATA[{RUN}]]></script></svg>"),
    "script-far": (MORE, f'<svg {SVG}><script href="{HOST}/x.js"/></svg>'),
    "script-far-xlink": (MORE, f'<svg {SVG}><script xlink:href="{HOST}/x.js"/></svg>'),
    "script-html": (NO_PART, f"<svg {SVG}><h:script xmlns:h='http://www.w3.org/1999/xhtml'>{RUN}</h:script></svg>"),
    "script-prefix": (MORE, f"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>{RUN}</s:script></s:svg>"),
    "onload": (HANDLER, f'<svg {SVG} onload="{RUN}"/>'),
    "onload-child": (HANDLER, f'<svg {SVG}><g><rect onload="{RUN}"/></g></svg>'),
    "onclick": (HANDLER, f'<svg {SVG}><rect width="9" height="9" onclick="{RUN}"/></svg>'),
    "onbegin": (MORE, f'<svg {SVG}><animate onbegin="{RUN}" attributeName="x" dur="1s"/></svg>'),
    "onfocus": (HANDLER, f'<svg {SVG}><text tabindex="1" autofocus="" onfocus="{RUN}">x</text></svg>'),
    "set": (MORE, f'<svg {SVG}><set attributeName="onmouseover" to="{RUN}"/></svg>'),
    "animate-href": (MORE, f'<svg {SVG}><a><animate attributeName="href" values="javascript:{RUN}"/></a></svg>'),
    "link": (MORE, f'<svg {SVG}><a href="javascript:{RUN}"><text>x</text></a></svg>'),
    "foreign": (MORE, f'<svg {SVG}><foreignObject><body {XHTML} onload="{RUN}"/></foreignObject></svg>'),
    "foreign-frame": (
        MORE,
        f'<svg {SVG}><foreignObject><iframe {XHTML} src="javascript:{RUN}"/></foreignObject></svg>',
    ),
    "use-far": (REFERS, f'<svg {SVG}><use href="{HOST}/x.svg#a"/></svg>'),
    "use-data": (REFERS, f'<svg {SVG}><use href="data:image/svg+xml;base64,PHN2Zy8+#a"/></svg>'),
    "image-far": (REFERS, f'<svg {SVG}><image href="{HOST}/x.png"/></svg>'),
    "image-far-xlink": (REFERS, f'<svg {SVG}><image xlink:href="{HOST}/x.png"/></svg>'),
    "image-data-svg": (REFERS, f'<svg {SVG}><image href="data:image/svg+xml,%3Csvg/%3E"/></svg>'),
    "style-import": (LOADS, f'<svg {SVG}><style>@import "{HOST}/x.css";</style></svg>'),
    "style-url": (LOADS, f"<svg {SVG}><style>rect {{ fill: url({HOST}/x) }}</style></svg>"),
    "style-escaped": (LOADS, f"<svg {SVG}><style>rect {{ fill: u\\72l({HOST}/x) }}</style></svg>"),
    "style-attribute": (LOADS, f'<svg {SVG}><rect style="background: url({HOST}/x)"/></svg>'),
    "fill-far": (LOADS, f'<svg {SVG}><rect fill="url({HOST}/x#a)"/></svg>'),
    "filter": (MORE, f'<svg {SVG}><filter><feImage href="{HOST}/x"/></filter></svg>'),
    "instruction": ("it holds an instruction", f'<?xml-stylesheet href="{HOST}/x.xsl" type="text/xsl"?><svg {SVG}/>'),
    "entities": ("it defines entities", f'<!DOCTYPE svg [<!ENTITY x "{RUN}">]><svg {SVG}><text>&x;</text></svg>'),
    "entity-file": ("it defines entities", f'<!DOCTYPE s [<!ENTITY x SYSTEM "/etc/passwd">]><svg {SVG}>&x;</svg>'),
    "entity-bomb": ("it defines entities", f'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg {SVG}>&b;</svg>'),
    "html": ("this is no SVG", f"<html {XHTML}><body><script>{RUN}</script></body></html>"),
    "html-loose": (f"{BROKEN}|this is no SVG", f'<html><body><img src=x onerror="{RUN}"></html>'),
    "mark-upper": (MORE, f"<svg {SVG}><SCRIPT>{RUN}</SCRIPT></svg>"),
    "handler-upper": (HANDLER, f'<svg {SVG} ONLOAD="{RUN}"/>'),
    "listener": (NO_PART, f'<svg {SVG}><e:listener xmlns:e="http://www.w3.org/2001/xml-events" e:event="load"/></svg>'),
    "metadata": (NO_PART, f'<svg {SVG}><metadata><b {XHTML} onclick="{RUN}"/></metadata></svg>'),
    "metadata-script": (MORE, f"<svg {SVG}><metadata><script>{RUN}</script></metadata></svg>"),
}
"""What is wrong with a drawing, and the drawing."""


def _drawings() -> list[Kind]:
    """Each drawing as a picture and, every other one, as a file to keep or behind a link."""
    made = []
    for number, (name, (told, drawing)) in enumerate(DRAWINGS.items()):
        file = f"drawing-{name}.svg"
        forms = (f"![a drawing]({file})", f"{{download}}`{file}`", f"[a drawing]({file})")
        body = f"{forms[0]}\n\n{forms[number % 2 + 1]}"
        made.append(Kind(f"drawing-{name}", told, body, {file: drawing.encode()}))
    told, drawing = DRAWINGS["script"]
    wide = drawing.encode("utf-16")
    return [*made, Kind("drawing-utf-16", MORE, "![a drawing](wide.svg)", {"wide.svg": wide})]


def kept(name: str, content: str | bytes, told: str = KIND, form: str = "{{download}}`{}`") -> Kind:
    """A file that the page offers."""
    data = content.encode() if isinstance(content, str) else content
    return Kind(f"kept-{name.replace('.', '-').lower()}", told, form.format(name), {name: data})


WEB = f"<!doctype html><title>x</title><script>{RUN}</script>"
LINK = "[words]({})"
OFFERED = [
    kept("page.html", WEB),
    kept("linked.html", WEB, form=LINK),
    kept("page.htm", WEB),
    kept("Capitals.HTML", WEB),
    kept("page.xhtml", f"<html {XHTML}><script>{RUN}</script></html>"),
    kept("page.xht", f"<html {XHTML}><script>{RUN}</script></html>", form=LINK),
    kept("page.xml", f"<html {XHTML}><script>{RUN}</script></html>"),
    kept("page.shtml", WEB),
    kept("page.mht", "MIME-Version: 1.0\n"),
    kept("page.hta", WEB),
    kept("page.php", WEB),
    kept("page.pdf", "%PDF-1.4\n/JavaScript (app.alert(1))\n"),
    kept("page.js", RUN),
    kept("page.css", "@import 'x';"),
    kept("page.swf", b"FWS\x09"),
    kept("page.svgz", b"\x1f\x8b"),
    kept("page.zip", b"PK\x03\x04"),
    kept("page.docm", b"PK\x03\x04"),
    kept("page.exe", b"MZ"),
    kept("page.url", f"[InternetShortcut]\nURL={HOST}\n"),
    kept("page.desktop", "[Desktop Entry]\nExec=true\n"),
    kept("page.webmanifest", "{}"),
    kept("nameless", WEB),
    kept("text.txt", WEB, LIKE_HTML),
    kept("text.md", f"\n \t<script>{RUN}</script>", LIKE_HTML),
    kept("text.bib", f"<!-- x --><script>{RUN}</script>", LIKE_HTML),
    kept("text.csv", b"\xef\xbb\xbf<html><script>alert('canary')</script>", LIKE_HTML),
    kept("text.json", f"<svg onload={RUN}>", LIKE_HTML, form=LINK),
    kept("text.tsv", b"\0<html>", "it holds a NUL"),
    kept("no.png", WEB, "this is no png picture"),
    kept("no.jpg", f"<svg {SVG} onload='{RUN}'/>", "this is no jpg picture"),
    Kind("shown-html", "no kind of picture", "![a picture](shown.html)", {"shown.html": WEB.encode()}),
    Kind("shown-bmp", "no kind of picture", "![a picture](shown.bmp)", {"shown.bmp": b"BM"}),
    Kind("shown-gif", "this is no gif picture", "![a picture](shown.gif)", {"shown.gif": WEB.encode()}),
]

KINDS = [*_drawings(), *OFFERED]
