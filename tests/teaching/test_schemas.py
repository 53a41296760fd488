"""What is exported keeps to the schemas that its makers published: QTI 1.2 and Common Cartridge 1.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from retorno.teaching.course_pages import course_pages
from retorno.teaching.exports import common_cartridge, qti12
from retorno.teaching.markdown import Text
from retorno.teaching.quiz.bank import bank
from retorno.teaching.quiz.items import Item
from retorno.teaching.sources import Material

SCHEMAS = Path(__file__).parent / "schemas"


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name, etree.XMLParser(no_network=True)))


def faults(held: etree.XMLSchema, content: bytes) -> list[str]:
    held.validate(etree.fromstring(content))
    return [f"{error.line}: {error.message}" for error in held.error_log]


@pytest.fixture(scope="module")
def items(material: Material, text: Callable[[], Text]) -> Sequence[Item]:
    return bank(material, text).public


def documents(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(archive)) as packed:
        for name in packed.namelist():
            yield name, packed.read(name)


def test_qti_12_keeps_to_the_schema_with_numeric_questions_too(items: Sequence[Item]) -> None:
    held, seen = schema("qti/ims_qtiasiv1p2.xsd"), 0
    for name, content in documents(qti12.archive(items, "Questions")):
        if name != "imsmanifest.xml":
            assert faults(held, content) == [], name
            seen += content.count(b"<item ")
    assert seen == len(items)


def test_the_cartridge_keeps_to_its_schemas(
    items: Sequence[Item], material: Material, text: Callable[[], Text]
) -> None:
    manifest, quiz = schema("ccv1p1_imscp_v1p2_v1p0.xsd"), schema("ccv1p1_qtiasiv1p2p1_v1p0.xsd")
    archive = common_cartridge.archive(items, list(course_pages(material, text)), "Course", "en")
    seen = 0
    for name, content in documents(archive):
        if name == "imsmanifest.xml":
            assert faults(manifest, content) == []
        elif name.endswith(".xml"):
            assert faults(quiz, content) == [], name
            seen += 1
    assert seen == len({item.outcome for item in items if item.kind in qti12.CARTRIDGE})


def test_the_schemas_refuse_what_does_not_keep_to_them(items: Sequence[Item]) -> None:
    quiz = qti12.assessment(items, "Questions", "all", cartridge=True)
    wrong = quiz.replace(b"<presentation>", b"<shown>").replace(b"</presentation>", b"</shown>")
    assert faults(schema("ccv1p1_qtiasiv1p2p1_v1p0.xsd"), wrong)
    assert faults(schema("qti/ims_qtiasiv1p2.xsd"), wrong)
    archive = dict(documents(common_cartridge.archive(items, [], "Course", "en")))
    manifest = (
        archive["imsmanifest.xml"].replace(b"<resources>", b"<resource>").replace(b"</resources>", b"</resource>")
    )
    assert faults(schema("ccv1p1_imscp_v1p2_v1p0.xsd"), manifest)


def test_every_schema_has_its_licence_in_its_entirety() -> None:
    for path in SCHEMAS.rglob("*.xsd"):
        if path.name != "xml.xsd":
            assert "License Notice for Users" in path.read_text(encoding="utf-8", errors="replace"), path.name
