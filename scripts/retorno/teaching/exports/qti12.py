"""QTI 1.2, as Canvas and Common Cartridge read it: one assessment a group of items."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from retorno.project.files import pack
from retorno.teaching.exports.moodle_xml import mistakes
from retorno.teaching.quiz.items import Item

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
TYPES = {"choice": "multiple_choice_question", "multiple": "multiple_answers_question", "numeric": "numerical_question"}
CARTRIDGE = {"choice": "cc.multiple_choice.v0p1", "multiple": "cc.multiple_response.v0p1"}


def archive(items: Sequence[Item], title: str) -> bytes:
    """A package with a manifest and one assessment an outcome, for Canvas and others."""
    outcomes = dict.fromkeys(item.outcome for item in items)
    files = {
        f"outcome-{one}.xml": assessment(
            [item for item in items if item.outcome == one], f"{title}: outcome {one}", f"outcome-{one}"
        )
        for one in outcomes
    }
    manifest = Element("manifest", identifier="retorno-quiz", xmlns="http://www.imsglobal.org/xsd/imscp_v1p1")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    for name in files:
        resource = SubElement(resources, "resource", identifier=name[:-4], type="imsqti_xmlv1p2", href=name)
        SubElement(resource, "file", href=name)
    packed = BytesIO()
    pack([("imsmanifest.xml", document(manifest)), *files.items()], packed)
    return packed.getvalue()


def document(root: Element) -> bytes:
    """*root* as a file of XML."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def assessment(items: Sequence[Item], title: str, ident: str, cartridge: bool = False) -> bytes:
    """The document of one assessment; for a *cartridge* in the profile of Common Cartridge, which knows no numbers."""
    register_namespace("", NAMESPACE)
    root = Element("questestinterop", xmlns=NAMESPACE)
    held = SubElement(root, "assessment", ident=ident, title=title)
    if cartridge:
        meta = SubElement(held, "qtimetadata")
        for label, entry in (
            ("cc_profile", "cc.exam.v0p1"),
            ("qmd_assessmenttype", "Examination"),
            ("cc_maxattempts", "unlimited"),
        ):
            _field(meta, label, entry)
    section = SubElement(held, "section", ident="root_section")
    for item in items:
        if not cartridge or item.kind in CARTRIDGE:
            _item(section, item, cartridge)
    return document(root)


def _field(meta: Element, label: str, entry: str) -> None:
    field = SubElement(meta, "qtimetadatafield")
    SubElement(field, "fieldlabel").text = label
    SubElement(field, "fieldentry").text = entry


def _item(section: Element, item: Item, cartridge: bool) -> None:
    made = SubElement(section, "item", ident=item.id, title=item.id)
    meta = SubElement(SubElement(made, "itemmetadata"), "qtimetadata")
    if cartridge:
        _field(meta, "cc_profile", CARTRIDGE[item.kind])
    else:
        _field(meta, "question_type", TYPES[item.kind])
        _field(meta, "points_possible", "1.0")
    shown = SubElement(made, "presentation")
    _text(SubElement(shown, "material"), item.stem)
    processing = Element("resprocessing")
    SubElement(
        SubElement(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    if item.kind == "numeric":
        _numeric(shown, processing, item)
    else:
        _choice(shown, processing, item)
    made.append(processing)
    feedback = [(f"o{number}_fb", option.why) for number, option in enumerate(item.options)]
    for ident, why in [*feedback, *([("general_fb", item.why)] if item.why else [])]:
        told = SubElement(SubElement(made, "itemfeedback", ident=ident), "flow_mat")
        _text(SubElement(told, "material"), why)


def _choice(shown: Element, processing: Element, item: Item) -> None:
    many = item.kind == "multiple"
    asked = SubElement(shown, "response_lid", ident="response1", rcardinality="Multiple" if many else "Single")
    rendered = SubElement(asked, "render_choice", shuffle="Yes")
    for number, option in enumerate(item.options):
        _text(SubElement(SubElement(rendered, "response_label", ident=f"o{number}"), "material"), option.text)
    for number, _ in enumerate(item.options):
        condition = SubElement(processing, "respcondition", {"continue": "Yes"})
        SubElement(SubElement(condition, "conditionvar"), "varequal", respident="response1").text = f"o{number}"
        SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"o{number}_fb")
    condition = SubElement(processing, "respcondition", {"continue": "No"})
    told = SubElement(condition, "conditionvar")
    told = SubElement(told, "and") if many else told
    for number, option in enumerate(item.options):
        if option.right:
            SubElement(told, "varequal", respident="response1").text = f"o{number}"
        elif many:
            SubElement(SubElement(told, "not"), "varequal", respident="response1").text = f"o{number}"
    _score(condition)


def _numeric(shown: Element, processing: Element, item: Item) -> None:
    asked = SubElement(shown, "response_str", ident="response1", rcardinality="Single")
    rendered = SubElement(asked, "render_fib", fibtype="Decimal")
    SubElement(rendered, "response_label", ident="answer1")
    for number, (value, _) in enumerate(mistakes(item)):
        condition = SubElement(processing, "respcondition", {"continue": "Yes"})
        _between(SubElement(condition, "conditionvar"), value, item.tolerance)
        SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"o{number}_fb")
    condition = SubElement(processing, "respcondition", {"continue": "No"})
    assert item.answer is not None
    _between(SubElement(condition, "conditionvar"), item.answer, item.tolerance)
    _score(condition)
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")


def _between(told: Element, value: float, tolerance: float) -> None:
    both = SubElement(told, "and")
    SubElement(both, "vargte", respident="response1").text = f"{value - tolerance:.10g}"
    SubElement(both, "varlte", respident="response1").text = f"{value + tolerance:.10g}"


def _score(condition: Element) -> None:
    SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"


def _text(material: Element, html: str) -> None:
    SubElement(material, "mattext", texttype="text/html").text = html
