"""QTI 2.1: one file an item, a test for each outcome, and a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, register_namespace

from retorno.project.files import pack
from retorno.teaching.exports.moodle_xml import mistakes
from retorno.teaching.exports.qti12 import document
from retorno.teaching.exports.xhtml import elements
from retorno.teaching.quiz.items import Item

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"


def archive(items: Sequence[Item], title: str) -> bytes:
    """The package of *items*."""
    outcomes = list(dict.fromkeys(item.outcome for item in items))
    files = {f"items/{item.id}.xml": _item(item) for item in items}
    tests = {
        f"outcome-{one}.xml": _test(
            [item for item in items if item.outcome == one], f"{title}: outcome {one}", f"outcome-{one}"
        )
        for one in outcomes
    }
    packed = BytesIO()
    pack([("imsmanifest.xml", _manifest(items, outcomes)), *tests.items(), *files.items()], packed)
    return packed.getvalue()


def _manifest(items: Sequence[Item], outcomes: Sequence[str]) -> bytes:
    root = Element("manifest", xmlns=PACKAGE, identifier="retorno-quiz")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for one in outcomes:
        name = f"outcome-{one}.xml"
        resource = SubElement(resources, "resource", identifier=f"outcome-{one}", type="imsqti_test_xmlv2p1", href=name)
        SubElement(resource, "file", href=name)
        for item in items:
            if item.outcome == one:
                SubElement(resource, "dependency", identifierref=f"item-{item.id}")
    for item in items:
        name = f"items/{item.id}.xml"
        resource = SubElement(
            resources, "resource", identifier=f"item-{item.id}", type="imsqti_item_xmlv2p1", href=name
        )
        SubElement(resource, "file", href=name)
    return document(root)


def _root(name: str, identifier: str, title: str, **more: str) -> Element:
    register_namespace("", NAMESPACE)
    register_namespace("xsi", SCHEMA)
    root = Element(f"{{{NAMESPACE}}}{name}", {"identifier": identifier, "title": title, **more})
    root.set(f"{{{SCHEMA}}}schemaLocation", LOCATION)
    return root


def _sub(parent: Element, name: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _test(items: Sequence[Item], title: str, ident: str) -> bytes:
    root = _root("assessmentTest", ident, title)
    part = _sub(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = _sub(part, "assessmentSection", identifier="section", title=title, visible="true")
    for item in items:
        _sub(section, "assessmentItemRef", identifier=f"item-{item.id}", href=f"items/{item.id}.xml")
    return document(root)


def _item(item: Item) -> bytes:
    root = _root("assessmentItem", f"item-{item.id}", item.id, adaptive="false", timeDependent="false")
    numeric, many = item.kind == "numeric", item.kind == "multiple"
    declared = _sub(
        root,
        "responseDeclaration",
        identifier="RESPONSE",
        cardinality="multiple" if many else "single",
        baseType="float" if numeric else "identifier",
    )
    right = _sub(declared, "correctResponse")
    values = (
        [f"{item.answer:.10g}"] if numeric else [f"o{number}" for number, one in enumerate(item.options) if one.right]
    )
    for value in values:
        _sub(right, "value").text = value
    score = _sub(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    _sub(_sub(score, "defaultValue"), "value").text = "0"
    _sub(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
    body = _sub(root, "itemBody")
    body.append(elements(item.stem, "div", NAMESPACE))
    if numeric:
        _sub(_sub(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="10")
    else:
        asked = _sub(
            body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices="0" if many else "1"
        )
        for number, option in enumerate(item.options):
            asked.append(_choice(number, option.text))
    _processing(root, item)
    feedback = [(f"o{number}", option.why) for number, option in enumerate(item.options)]
    for ident, why in [*feedback, *([("right", item.why)] if numeric else [])]:
        told = _sub(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=ident, showHide="show")
        told.append(elements(why, "p", NAMESPACE))
    return document(root)


def _choice(number: int, text: str) -> Element:
    made = elements(text, "simpleChoice", NAMESPACE)
    made.set("identifier", f"o{number}")
    return made


def _processing(root: Element, item: Item) -> None:
    """Full marks for the right answer, and the reason of each option that was chosen."""
    process = _sub(root, "responseProcessing")
    condition = _sub(_sub(process, "responseCondition"), "responseIf")
    if item.kind == "numeric":
        assert item.answer is not None
        _within(condition, item.answer, item.tolerance)
        _set(condition, "right")
    else:
        match = _sub(condition, "match")
        _sub(match, "variable", identifier="RESPONSE")
        _sub(match, "correct", identifier="RESPONSE")
    _sub(_sub(condition, "setOutcomeValue", identifier="SCORE"), "baseValue", baseType="float").text = "1"
    if item.kind == "numeric":
        for number, (value, _) in enumerate(mistakes(item)):
            wrong = _sub(_sub(process, "responseCondition"), "responseIf")
            _within(wrong, value, item.tolerance)
            _set(wrong, f"o{number}")
    elif item.kind == "choice":
        told = _sub(_sub(process, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
        _sub(told, "variable", identifier="RESPONSE")
    else:
        _sub(_sub(process, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier="RESPONSE")


def _set(condition: Element, ident: str) -> None:
    told = _sub(_sub(condition, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    _sub(told, "baseValue", baseType="identifier").text = ident


def _within(condition: Element, value: float, tolerance: float) -> None:
    both = _sub(condition, "and")
    for name, end in (("gte", value - tolerance), ("lte", value + tolerance)):
        compared = _sub(both, name)
        _sub(compared, "variable", identifier="RESPONSE")
        _sub(compared, "baseValue", baseType="float").text = f"{end:.10g}"
