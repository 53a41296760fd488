"""SCORM 1.2: the course in one object, sheets to read and questions, with the score reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement

from retorno.evidence.wording import Words
from retorno.project.files import pack
from retorno.teaching import player
from retorno.teaching.exports.qti12 import document
from retorno.teaching.quiz.items import Item


def archive(items: Sequence[Item], pages: Sequence[Mapping[str, str]], words: Words, title: str, edition: str) -> bytes:
    """The package: *pages* with ``title`` and ``html``, then *items*."""
    files = {
        "index.html": player.page(words, title, edition, scorm=True).encode(),
        "items.js": player.items_script(items, words, edition, pages).encode(),
        **player.static(scorm=True),
    }
    packed = BytesIO()
    pack([("imsmanifest.xml", _manifest(title, sorted(files))), *sorted(files.items())], packed)
    return packed.getvalue()


def _manifest(title: str, names: Sequence[str]) -> bytes:
    root = Element(
        "manifest",
        {
            "identifier": "retorno-course",
            "version": "1.0",
            "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        },
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = "1.2"
    organizations = SubElement(root, "organizations", default="course")
    organization = SubElement(organizations, "organization", identifier="course")
    SubElement(organization, "title").text = title
    entry = SubElement(organization, "item", identifier="item", identifierref="sco")
    SubElement(entry, "title").text = title
    SubElement(entry, "adlcp:masteryscore").text = "60"
    resources = SubElement(root, "resources")
    resource = SubElement(
        resources,
        "resource",
        {"identifier": "sco", "type": "webcontent", "adlcp:scormtype": "sco", "href": "index.html"},
    )
    for name in names:
        SubElement(resource, "file", href=name)
    return document(root)
