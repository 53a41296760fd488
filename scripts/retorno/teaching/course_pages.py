"""The course as pages to read on a platform: the sheets and cases of all kits, each once, without any key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retorno.teaching.handouts.participants import case, sheet
from retorno.teaching.markdown import Text
from retorno.teaching.sources import Material


def course_pages(material: Material, text: Callable[[], Text]) -> Iterator[dict[str, str]]:
    """Title and HTML of each page, in the order in which the kits use them."""
    say = text().numbers.words.say
    sheets = dict.fromkeys(name for kit in material.kits.values() for name in kit.sheets)
    for name in sheets:
        one = material.sheets[name]
        if one.kind == "sheet":
            yield {"title": say(one.title), "html": sheet(one, text())}
    for name in dict.fromkeys(name for kit in material.kits.values() for name in kit.cases):
        yield {"title": say(material.cases[name].title), "html": case(material.cases[name], text())}
