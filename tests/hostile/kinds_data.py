"""What references, claims, descriptions, tables and settings carry, and what notebooks put into figures."""

from __future__ import annotations

import json
from pathlib import Path

from .kinds import PAGE, RUN, RUNS, Kind
from .kinds_files import NOTEBOOK

IMG = f'<img src=x onerror="{RUN}">'
END = f"</script><script>{RUN}</script>"

ENTRIES = {
    "url-script": (RUNS, "{A text}", f"url = {{javascript:{RUN}}}"),
    "url-data": (PAGE, "{A text}", "url = {data:text/html;base64,PHNjcmlwdD5hbGVydCgnY2FuYXJ5Jyk8L3NjcmlwdD4=}"),
    "url-quote": ("", "{A text}", f'url = {{https://example.org/"onmouseover="{RUN}}}'),
    "url-capitals": (RUNS, "{A text}", f"url = {{JavaScript:{RUN}}}"),
    "note-link": (RUNS, "{A text}", f"note = {{\\href{{javascript:{RUN}}}{{words}}}}"),
    "note-url": (RUNS, "{A text}", f"howpublished = {{\\url{{javascript:{RUN}}}}}"),
    "title-markup": ("raw HTML", f"{{{IMG}}}", "note = {x}"),
    "title-end": ("raw HTML", f"{{{END}}}", "note = {x}"),
    "doi-markup": ("", "{A text}", f'doi = {{10.1000/"><script>{RUN}</script>}}'),
}
"""What is told of an entry of the bibliography, its title, and another field of it."""


def bibliography() -> str:
    """The entries; one with each field that can carry something."""
    return "\n".join(
        f"@misc{{hostile-{name},\n  author = {{{{Nobody}}}},\n  title = {title},\n  year = {{2025}},\n  {other},\n}}\n"
        for name, (_, title, other) in ENTRIES.items()
    )


def into_data(root: Path) -> None:
    """Put markup into everything that claims, descriptions and tables say in words."""
    claims = (root / "data/claims.csv").read_text(encoding="utf-8")
    for old, new in (("Arrivals fell by half", f"{END} fell"), ("50% fall", f'"{IMG.replace(chr(34), chr(34) * 2)}"')):
        assert old in claims
        claims = claims.replace(old, new)
    (root / "data/claims.csv").write_text(claims, encoding="utf-8")
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    first = package["resources"][0]
    first |= {
        "title": f"{END}{IMG}",
        "description": f"{END}{IMG}",
        "retorno:counts": IMG,
        "retorno:caveats": [IMG, END],
    }
    first["sources"] = [{"title": IMG, "path": f"javascript:{RUN}"}]
    first["licenses"] = [{"name": "x", "title": IMG, "path": f"data:text/html,{END}"}]
    first["schema"]["fields"][3] |= {"title": IMG, "description": END}
    path.write_text(json.dumps(package), encoding="utf-8")
    table = (root / "data/arrivals.csv").read_text(encoding="utf-8").splitlines()
    table[1] = table[1].rpartition(",")[0] + f',"{END}"'
    (root / "data/arrivals.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
    places = (root / "data/places.csv").read_text(encoding="utf-8")
    (root / "data/places.csv").write_text(
        places.replace("Panama", f"Panama {IMG.replace(chr(34), '')}"), encoding="utf-8"
    )


def notebook(name: str, told: str, code: str, **words: str) -> Kind:
    """A page with a figure; *code* makes ``chart``, *words* are those of the figure."""
    given = {"title": "A title", "caption": "Words.", "alt": "Words."} | words
    said = ", ".join(f"{key}={value!r}" for key, value in given.items())
    lines = [
        "```{code-cell} ipython3",
        "import altair as alt, pandas as pd",
        "from retorno.analysis.notebook import figure",
        'table = pd.DataFrame({"a": ["x", "y"], "b": [1, 2]})',
        code,
        f'figure(chart, id="{name}", table=table, {said})',
        "```",
    ]
    return Kind(name, told, "\n".join(lines), head=NOTEBOOK, by_checks=False)


BARS = 'chart = alt.Chart(table, height=90).mark_bar().encode(x="a:N", y="b:Q")'
LINKS = "a chart has no links and no pictures"
UNSEEN = "a sign that cannot be written"
FIGURES = [
    notebook("figure-words", "", BARS, title=IMG, caption=END, alt=f'"{IMG}'),
    notebook("figure-link", LINKS, BARS.replace("mark_bar()", f'mark_bar(href="javascript:{RUN}")')),
    notebook("figure-link-field", LINKS, BARS.replace("encode(", 'encode(href="a:N", ')),
    notebook("figure-link-value", LINKS, BARS.replace("encode(", f'encode(href=alt.value("javascript:{RUN}"), ')),
    notebook(
        "figure-picture", LINKS, BARS.replace("mark_bar()", "mark_image()").replace("encode(", 'encode(url="a:N", ')
    ),
    notebook("figure-picture-value", LINKS, BARS.replace("mark_bar()", 'mark_image(url="data:image/svg+xml,x")')),
    notebook(
        "figure-data", "would load", BARS.replace("alt.Chart(table", 'alt.Chart(alt.UrlData("file:///etc/passwd")')
    ),
    notebook(
        "figure-data-address", "would load", BARS.replace("Chart(table", 'Chart(alt.UrlData("data:text/csv,a%0A1")')
    ),
    notebook("figure-colour", "", BARS.replace("mark_bar()", 'mark_bar(color="url(https://canary.example/x#a)")')),
    notebook("figure-nul", UNSEEN, BARS, title="Words\0"),
    notebook("figure-control", UNSEEN, BARS, caption="Words \x0b\x1b"),
    notebook("figure-surrogate", UNSEEN, BARS, alt="Words \ud800"),
    notebook("figure-table-nul", UNSEEN, 'table["a"] = ["x\\0", "y"]\n' + BARS),
    notebook("figure-table-surrogate", UNSEEN, 'table["a"] = ["x\\udc80", "y"]\n' + BARS),
    notebook("figure-axis-nul", UNSEEN, BARS.replace('x="a:N"', 'x=alt.X("a:N", title="\\0")')),
    notebook("figure-expression", "", BARS + ".transform_calculate(c=\"alert('canary')\")"),
    notebook("figure-markup-table", "", f"table['a'] = [{END!r}, {IMG!r}]\n" + BARS),
]
KINDS = [
    *(
        Kind(f"cites-{name}", told, f"{{cite}}`hostile-{name}`", by_build=told != "raw HTML")
        for name, (told, *_) in ENTRIES.items()
    ),
    *FIGURES,
    Kind(
        "shows-data",
        "",
        "{dataset}`arrivals`\n\n{claim}`arrivals-fell`\n\n{verdict}`arrivals-fell`\n\n:::{data-table} arrivals\n:::",
    ),
]
