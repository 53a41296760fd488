"""What is exported is read by programs that are not ours, and says there what the bank says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import moodle_xml_parser.parser as moodle
import pytest
from qti_convert.package import read_package, upgrade_package_files

from retorno.evidence.wording import ENGLISH
from retorno.teaching.course_pages import course_pages
from retorno.teaching.exports import common_cartridge, gift, moodle_xml, qti12, qti21, scorm12
from retorno.teaching.markdown import Text
from retorno.teaching.quiz.bank import bank, plain
from retorno.teaching.quiz.items import Item
from retorno.teaching.sources import Material

READERS = Path(sys.prefix) / "quiz-readers" / "node_modules"
CARTRIDGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


@pytest.fixture(scope="module")
def items(material: Material, text: Callable[[], Text]) -> Sequence[Item]:
    return bank(material, text).public


def of_kind(items: Sequence[Item], *kinds: str) -> list[Item]:
    return [item for item in items if item.kind in kinds]


def words(text: str) -> str:
    import html

    return " ".join(html.unescape(plain(text)).split())


def test_moodle_xml_is_read_by_another_parser(items: Sequence[Item]) -> None:
    read = moodle.parse_bytes(moodle_xml.moodle_xml(items, "Edition"))["multichoice"]
    choices = of_kind(items, "choice", "multiple")
    assert len(read) == len(choices)
    assert {question.name for question in read} == {item.id for item in choices}


def test_moodle_xml_has_full_marks_for_what_is_right(items: Sequence[Item]) -> None:
    root = ElementTree.fromstring(moodle_xml.moodle_xml(items, "Edition"))
    by_name = {one.findtext("name/text"): one for one in root.iter("question")}
    for item in items:
        answers = by_name[item.id].findall("answer")
        best = [one for one in answers if float(one.get("fraction", "0")) > 0]
        assert sum(float(one.get("fraction", "0")) for one in best) == pytest.approx(100, abs=0.001)
        if item.kind == "numeric":
            assert float(best[0].findtext("text", "")) == item.answer
        else:
            assert [one.findtext("text") for one in best] == [option.text for option in item.rights]
        assert all(one.findtext("feedback/text") for one in answers)


@pytest.fixture(scope="module")
def gift_read(items: Sequence[Item], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None or not (READERS / "gift-pegjs").is_dir():
        pytest.skip("gift-pegjs is not installed: `make test` installs it where npm is")
    path = tmp_path_factory.mktemp("gift") / "quiz.txt"
    path.write_text(gift.gift(items, "Edition"), encoding="utf-8")
    program = Path(__file__).parent / "quiz_readers" / "gift.mjs"
    done = subprocess.run([node, program, READERS, path], capture_output=True, text=True, check=True)
    return [one for one in json.loads(done.stdout) if one["type"] != "Category"]


def test_gift_is_read_by_another_parser(items: Sequence[Item], gift_read: list[dict[str, Any]]) -> None:
    assert sorted(one["title"] for one in gift_read) == sorted(item.id for item in items)
    by_id = {item.id: item for item in items}
    for read in gift_read:
        item = by_id[read["title"]]
        assert words(read["stem"]["text"]) == words(item.stem)
        if item.kind == "numeric":
            assert read["choices"][0]["text"]["number"] == pytest.approx(item.answer)
        elif item.kind == "choice":
            right = [words(one["text"]["text"]) for one in read["choices"] if one["isCorrect"]]
            assert right == [words(option.text) for option in item.rights]


MOODLE_WEIGHT = re.compile(r"^%-*([0-9]{1,2})\.?([0-9]*)%")
"""How Moodle 4.2 reads the weight of an answer in GIFT; what it does not match becomes part of the answer."""

MOODLE_FRACTIONS = (1, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.5, 0.4, 1 / 3, 0.3, 0.25, 0.2, 1 / 6, 1 / 7, 0.125)
MOODLE_FRACTIONS += (1 / 9, 0.1, 0.05, 0)
"""The shares that Moodle 4.2 takes, and their opposites; others stop the import."""


def test_weights_are_those_that_moodle_takes(items: Sequence[Item]) -> None:
    for line in gift.gift(items, "Edition").splitlines():
        if sign := re.match(r"\s+[~=](?=%)", line):
            assert MOODLE_WEIGHT.match(line[sign.end() :]), line[:80]
    root = ElementTree.fromstring(moodle_xml.moodle_xml(items, "Edition"))
    shares = {abs(float(one.get("fraction", "0"))) / 100 for one in root.iter("answer")}
    weights = re.findall(r"[~=]%-?([\d.]+)%", gift.gift(items, "Edition"))
    for share in shares | {float(one) / 100 for one in weights}:
        assert any(abs(share - one) < 0.00001 for one in MOODLE_FRACTIONS), share


def test_gift_tells_what_moodle_xml_tells_in_general(items: Sequence[Item]) -> None:
    written = gift.gift(items, "Edition")
    assert written.count("####") == sum(bool(item.why) for item in items)
    for item in items:
        if item.why:
            assert re.search(r"####.+\n}", written[written.index(f"::{item.id}::") :])


def test_qti_21_is_taken_over_into_qti_3_by_another_program(items: Sequence[Item]) -> None:
    files = read_package(BytesIO(qti21.archive(items, "Questions")))
    result = upgrade_package_files(files)
    upgraded = getattr(result, "files", result)
    made = [name for name in upgraded if name.startswith("items/")]
    assert len(made) == len(items)


def test_qti_21_names_every_file_and_has_the_right_answers(items: Sequence[Item]) -> None:
    with ZipFile(BytesIO(qti21.archive(items, "Questions"))) as packed:
        manifest = ElementTree.fromstring(packed.read("imsmanifest.xml"))
        named = {one.get("href") for one in manifest.iter() if one.tag.endswith("}file")}
        assert named | {"imsmanifest.xml"} == set(packed.namelist())
        for item in items:
            root = ElementTree.fromstring(packed.read(f"items/{item.id}.xml"))
            space = {"q": qti21.NAMESPACE}
            values = [one.text for one in root.findall("q:responseDeclaration/q:correctResponse/q:value", space)]
            if item.kind == "numeric":
                assert float(values[0] or "") == item.answer
            else:
                assert values == [f"o{number}" for number, option in enumerate(item.options) if option.right]


def test_qti_12_scores_what_is_right(items: Sequence[Item]) -> None:
    with ZipFile(BytesIO(qti12.archive(items, "Questions"))) as packed:
        found = {}
        for name in packed.namelist():
            root = ElementTree.fromstring(packed.read(name))
            found.update({one.get("ident"): one for one in root.iter(f"{{{qti12.NAMESPACE}}}item")})
    assert set(found) == {item.id for item in items}
    space = {"q": qti12.NAMESPACE}
    for item in of_kind(items, "choice"):
        scored = [
            one
            for one in found[item.id].findall(".//q:respcondition", space)
            if one.find("q:setvar", space) is not None
        ]
        (condition,) = scored
        right = condition.findtext("q:conditionvar/q:varequal", "", space)
        assert item.options[int(right[1:])].right


def test_the_cartridge_holds_what_it_names(items: Sequence[Item], material: Material, text: Callable[[], Text]) -> None:
    pages = list(course_pages(material, text))
    with ZipFile(BytesIO(common_cartridge.archive(items, pages, "Course", "en"))) as packed:
        manifest = ElementTree.fromstring(packed.read("imsmanifest.xml"))
        named = {one.get("href") for one in manifest.iter(f"{CARTRIDGE}file")}
        assert named | {"imsmanifest.xml"} == set(packed.namelist())
        resources = {one.get("identifier") for one in manifest.iter(f"{CARTRIDGE}resource")}
        referred = {one.get("identifierref") for one in manifest.iter(f"{CARTRIDGE}item")} - {None}
        assert referred == resources
        asked = b"".join(packed.read(name) for name in packed.namelist() if "quiz-" in name)
    assert all(f'ident="{item.id}"'.encode() in asked for item in of_kind(items, "choice", "multiple"))


def test_the_course_package_names_what_it_holds_and_no_key(
    items: Sequence[Item], material: Material, text: Callable[[], Text]
) -> None:
    pages = list(course_pages(material, text))
    with ZipFile(BytesIO(scorm12.archive(items, pages, ENGLISH, "Course", "Edition"))) as packed:
        manifest = ElementTree.fromstring(packed.read("imsmanifest.xml"))
        named = {one.get("href") for one in manifest.iter() if one.tag.endswith("}file")}
        assert named | {"imsmanifest.xml"} == set(packed.namelist())
        script = packed.read("items.js").decode()
    assert pages
    assert "Eleven points in all" not in script


def test_markup_in_an_answer_stays_markup_in_every_form() -> None:
    odd = "a & b < c ~ {d} = #e: “f”"
    from html import escape

    from retorno.teaching.quiz.items import Option

    options = (Option(escape(odd), True, "Why: 1 = 1."), Option("other", False, "No."))
    item = Item("odd", "choice", f"<p>{escape(odd)}</p>", options, "one", "chapters/x", "apply", "en", {})
    (read,) = moodle.parse_bytes(moodle_xml.moodle_xml([item], "Edition"))["multichoice"]
    assert odd in [words(option.answer) for option in read.options]
    with ZipFile(BytesIO(qti21.archive([item], "T"))) as packed:
        root = ElementTree.fromstring(packed.read("items/odd.xml"))
    assert odd in "".join(root.itertext())
