"""Writing a graded set outside the site: for a platform, and on paper with the key apart."""

from __future__ import annotations

from html import escape
from pathlib import Path

from retorno.project.paths import Project
from retorno.project.problems import UsageError
from retorno.site.course_material.workshop import workshop
from retorno.teaching.editions import hashed
from retorno.teaching.exports import gift, moodle_xml, qti12
from retorno.teaching.quiz.bank import bank
from retorno.teaching.quiz.graded_set import graded_set
from retorno.teaching.quiz.items import Item


def write(project: Project, seed: str, most: int) -> list[Path]:
    """Write the set of *seed* below ``_build/graded/``; gives the files."""
    shop = workshop(project, project.root / "_site", "en")
    items = graded_set(bank(shop.material, shop.text).items, seed, most)
    if not items:
        raise UsageError("No question is kept back: name some periods under “graded” in chapters/teach/material/quiz/.")
    folder = project.root / "_build" / "graded" / "".join(sign for sign in seed if sign.isalnum() or sign in "-_")
    folder.mkdir(parents=True, exist_ok=True)
    title = f"{shop.edition} · {seed}"
    files = {
        "moodle-questions.xml": moodle_xml.moodle_xml(items, title),
        "gift-questions.txt": gift.gift(items, title).encode(),
        "qti12.zip": qti12.archive(items, title),
        "questions.html": _paper(items, title, key=False).encode(),
        "key.html": _paper(items, title, key=True).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _paper(items: tuple[Item, ...], title: str, key: bool) -> str:
    """The questions to print, or with *key* their answers."""
    asked = "".join(f"<li>{item.stem}{_answer(item) if key else _choices(item)}</li>" for item in items)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><ol>{asked}</ol></html>\n'
    )


def _choices(item: Item) -> str:
    if item.kind == "numeric":
        return "<p>______________________</p>"
    mixed = sorted(item.options, key=lambda option: hashed(f"{item.id} {option.text}"))
    return f"<p>{'<br>'.join(f'☐ {option.text}' for option in mixed)}</p>"


def _answer(item: Item) -> str:
    right = item.answer_text or "; ".join(option.text for option in item.rights)
    return f"<p><strong>{right}</strong> {item.why}</p>"
