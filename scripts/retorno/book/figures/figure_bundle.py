"""The bundle of a figure: its data, what they are, where they come from, and how to cite them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from retorno.evidence import comparability
from retorno.evidence.book_citation import Citation
from retorno.evidence.book_figures import Figure
from retorno.evidence.catalogue import DataSet
from retorno.evidence.wording import Words
from retorno.project.files import pack

NO_DATA_SET = "Of no data set: its numbers are invented or assumed, as the source line and the caption say."


def metadata(
    figure: Figure, number: int, cited: Citation, data_sets: Iterable[DataSet], docname: str, words: Words
) -> dict[str, Any]:
    """What somebody who has only the bundle needs to know.

    A figure of invented numbers or of assumptions has no data set: ``made_of`` says so, and nobody
    has to guess whether the list was forgotten.
    """
    described: dict[str, Any] = {
        "figure": figure.id,
        "number": number,
        "title": figure.title,
        "what_is_counted": figure.caption,
        "what_it_shows": figure.alt,
        "source": figure.source,
        "vintage": figure.vintage,
        "page": f"{docname}.html#figure-{figure.id}",
        "citation": {"text": cited.text, "bibtex": cited.bibtex},
        "datasets": [
            {
                "name": data_set.name,
                "title": data_set.title,
                "definition": data_set.about("counts"),
                "unit": data_set.about("unit"),
                "sources": data_set.described.get("sources", []),
                "licences": data_set.described.get("licenses", []),
                "licence_note": data_set.about("licence_note"),
                "vintage": data_set.about("vintage"),
                "checked": data_set.about("checked"),
                "breaks": data_set.about("breaks", []),
                "not_comparable": [str(rule.get("what", "")) for rule in data_set.about(comparability.KEY, [])],
                "caveats": data_set.about("caveats", []),
            }
            for data_set in data_sets
        ],
    }
    if not described["datasets"]:
        described["made_of"] = words.say(NO_DATA_SET)
    return described


def readme(described: dict[str, Any], words: Words) -> str:
    """The same in plain text."""
    say, vintage = words.say, described["vintage"]
    parts = [
        f"{say('Figure {number}', number=described['number'])}. {described['title']}",
        f"{say('What is counted')}\n{described['what_is_counted']}",
        f"{say('What the chart shows')}\n{described['what_it_shows']}",
        "\n".join([described["source"], *([say("Data: {vintage}", vintage=vintage)] if vintage else [])]),
    ]
    if "made_of" in described:
        parts.append(f"{say('What it is made of')}\n{described['made_of']}")
    for data_set in described["datasets"]:
        licences = (
            f"{entry.get('title') or entry.get('name', '')} {entry.get('path', '')}" for entry in data_set["licences"]
        )
        sources = (f"{entry.get('title', '')} {entry.get('path', '')}" for entry in data_set["sources"])
        lines = [
            f"{say('Data set:')} {data_set['title']} ({data_set['name']})",
            f"{say('Definition:')} {data_set['definition']}",
            say("Source: {source}", source="; ".join(map(str.strip, sources))),
            f"{say('Licence:')} {'; '.join(map(str.strip, licences))} {data_set['licence_note']}".rstrip(),
            *(
                f"{say('Break:')} {words.text(str(entry.get('at', '')))}: {entry.get('what', '')}"
                for entry in data_set["breaks"]
            ),
            *(f"{say('Not comparable:')} {rule}" for rule in data_set["not_comparable"]),
            *(f"{say('Before you use it:')} {caveat}" for caveat in data_set["caveats"]),
        ]
        parts.append("\n".join(lines))
    parts.append(f"{say('How to cite')}\n{described['citation']['text']}\n\n{described['citation']['bibtex']}")
    parts.append(
        f"{say('Files')}\n{described['figure']}.csv: {say('what is drawn, UTF-8')}\n"
        f"metadata.json: {say('all of the above for programs')}"
    )
    return "\n\n".join(parts) + "\n"


def archive(id: str, csv: str, described: dict[str, Any], words: Words) -> bytes:
    """The zip; the same content gives the same bytes, on every day and every machine."""
    files = {
        f"{id}.csv": csv,
        "README.txt": readme(described, words),
        "metadata.json": json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    made = io.BytesIO()
    pack(((f"{id}/{name}", text.encode()) for name, text in files.items()), made)
    return made.getvalue()
