"""The data package as catalogues of others read it: Croissant (of machine learning) and DCAT (of open data portals).

Sources: https://docs.mlcommons.org/croissant/docs/croissant-spec.html, version 1.0, and
https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import Catalogue, DataSet
from sphinx_keyed_execution.inputs import digest

CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification prescribes word for word."""

TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "year": "sc:Integer",
    "date": "sc:Date",
    "boolean": "sc:Boolean",
}

DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"


def croissant(catalogue: Catalogue, work: Work, cited: str) -> dict[str, Any]:
    """The package in Croissant 1.0: a file and a record set for each data set."""
    package = catalogue.package
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "description": str(package.get("description", "")),
        "url": work.where("data/datapackage.json"),
        "license": [str(one["path"]) for one in package.get("licenses", [])],
        "citeAs": cited,
        "datePublished": work.released or str(package.get("created", ""))[:10],
        "version": work.version or str(package.get("version", "")),
        "creator": [{"@type": "sc:Organization", "name": name} for name in work.authors],
        "distribution": [_file(one, work) for one in catalogue],
        "recordSet": [_records(one) for one in catalogue],
    }


def _file(data_set: DataSet, work: Work) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": data_set.path.name,
        "name": data_set.path.name,
        "description": data_set.title,
        "contentUrl": work.where(f"data/{data_set.path.name}"),
        "encodingFormat": "text/csv",
        "sha256": digest(data_set.path.read_bytes()),
    }


def _records(data_set: DataSet) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": data_set.name,
        "name": data_set.name,
        "description": str(data_set.about("counts")) or data_set.title,
        "field": [_field(data_set, field) for field in data_set.fields],
    }


def _field(data_set: DataSet, field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{data_set.name}/{field['name']}",
        "name": field["name"],
        "description": str(field.get("description") or field.get("title") or field["name"]),
        "dataType": TYPES.get(field["type"], "sc:Text"),
        "source": {"fileObject": {"@id": data_set.path.name}, "extract": {"column": field["name"]}},
    }


def dcat(catalogue: Catalogue, work: Work) -> dict[str, Any]:
    """The package as a DCAT catalogue in JSON-LD."""
    package = catalogue.package
    publisher = {"@type": "foaf:Agent", "foaf:name": " and ".join(work.authors)}
    return {
        "@context": DCAT_CONTEXT,
        "@type": "dcat:Catalog",
        "@id": work.where("data/catalogue.jsonld"),
        "dct:title": package["title"],
        "dct:description": package.get("description", ""),
        "dct:publisher": publisher,
        "dct:license": [{"@id": str(one["path"])} for one in package.get("licenses", [])],
        "dcat:dataset": [_dataset(one, work, publisher) for one in catalogue],
    }


def _dataset(data_set: DataSet, work: Work, publisher: Mapping[str, Any]) -> dict[str, Any]:
    coverage = data_set.about("coverage", {}) or {}
    span = {
        f"dcat:{end}Date": str(coverage[key]) for end, key in (("start", "from"), ("end", "to")) if coverage.get(key)
    }
    made: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "@id": work.where(f"en/chapters/reference/data/{data_set.name}.html"),
        "dct:identifier": data_set.name,
        "dct:title": data_set.title,
        "dct:description": str(data_set.described.get("description") or data_set.title),
        "dct:publisher": publisher,
        "dct:creator": [_agent(source) for source in data_set.described.get("sources", [])],
        "dct:temporal": {"@type": "dct:PeriodOfTime", **span} if span else None,
        "dcat:keyword": [str(data_set.about("counts"))] if data_set.about("counts") else None,
        "dcat:distribution": [
            _distribution(data_set, work, kind, form)
            for kind, form in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }
    return {key: value for key, value in made.items() if value not in (None, [])}


def _agent(source: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": str(source.get("title", "")).partition(":")[0]}


def _distribution(data_set: DataSet, work: Work, kind: str, form: str) -> dict[str, Any]:
    rights: Iterable[Mapping[str, Any]] = data_set.described.get("licenses", [])
    name = data_set.path.with_suffix(f".{kind}").name
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": work.where(f"data/{name}")},
        "dcat:mediaType": {"@id": f"{MEDIA}{form}"},
        "dct:license": [{"@id": str(one["path"])} for one in rights if one.get("path")],
    }
