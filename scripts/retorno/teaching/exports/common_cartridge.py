"""Common Cartridge 1.1: the course as pages, and the questions that its profile of QTI knows, by outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement

from retorno.project.files import pack
from retorno.teaching.exports import qti12
from retorno.teaching.exports.qti12 import document
from retorno.teaching.quiz.items import Item

COMMON = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
METADATA = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"


def archive(items: Sequence[Item], pages: Sequence[Mapping[str, str]], title: str, language: str) -> bytes:
    """The cartridge (``.imscc``): *pages* with ``title`` and ``html``, then a quiz for each outcome."""
    fit = [item for item in items if item.kind in qti12.CARTRIDGE]
    outcomes = list(dict.fromkeys(item.outcome for item in fit))
    files: dict[str, bytes] = {}
    root = Element("manifest", {"identifier": "retorno-cartridge", "xmlns": COMMON, "xmlns:lomimscc": METADATA})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Common Cartridge"
    SubElement(metadata, "schemaversion").text = "1.1.0"
    general = SubElement(SubElement(metadata, "lomimscc:lom"), "lomimscc:general")
    told = SubElement(SubElement(general, "lomimscc:title"), "lomimscc:string", language=language)
    told.text = title
    organization = SubElement(
        SubElement(root, "organizations"), "organization", identifier="course", structure="rooted-hierarchy"
    )
    top = SubElement(organization, "item", identifier="root")
    resources = SubElement(root, "resources")

    def add(ident: str, name: str, kind: str, heading: str, content: bytes, parent: Element) -> None:
        entry = SubElement(parent, "item", identifier=f"item-{ident}", identifierref=ident)
        SubElement(entry, "title").text = heading
        resource = SubElement(resources, "resource", {"identifier": ident, "type": kind})
        if kind == "webcontent":
            resource.set("href", name)
        SubElement(resource, "file", href=name)
        files[name] = content

    read = SubElement(top, "item", identifier="read")
    SubElement(read, "title").text = "Sheets"
    for number, page in enumerate(pages, 1):
        add(f"page-{number}", f"pages/{number:02}.html", "webcontent", page["title"], _page(page, language), read)
    asked = SubElement(top, "item", identifier="questions")
    SubElement(asked, "title").text = "Questions"
    for one in outcomes:
        heading = f"{title}: outcome {one}"
        own = [item for item in fit if item.outcome == one]
        content = qti12.assessment(own, heading, f"quiz-{one}", cartridge=True)
        add(f"quiz-{one}", f"quiz-{one}/assessment.xml", ASSESSMENT, heading, content, asked)
    packed = BytesIO()
    pack([("imsmanifest.xml", document(root)), *files.items()], packed)
    return packed.getvalue()


def _page(page: Mapping[str, str], language: str) -> bytes:
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta '
        f'charset="utf-8"><title>{escape(page["title"])}</title></head>'
        f"<body>{page['html']}</body></html>"
    ).encode()
