"""Telling a few words of Spanish or French from English, by their small words, letters and endings."""

from __future__ import annotations

import re

SMALL_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "es": "de la el los las del al por para con una un en y e que se sus su es lo como más",
        "fr": "de la le les des du au aux et en pour par une un sur dans que est à",
        "en": "the an of and to in for on with from is are at by how who what as its into after",
    }.items()
}
"""Words that a sentence of a language hardly does without."""

ENDINGS = re.compile(r"(?:ci[oó]n(?:es)?|dad|adas?|ados?|idos?|mientos?|miento|ncia|mica|ista)$")
SIGNS = {"es": re.compile("[áíóúñ¿¡]"), "fr": re.compile("[èêâîôûçœ]")}
NAMED = frozenset({"Retorno"})
"""Names that are of no language here: the book's own."""


def language_of(phrase: str) -> str:
    """The language of a phrase: ``es``, ``fr``, or an empty string for English and what cannot be told."""
    words = re.findall(r"[^\W\d_]+", phrase.replace("d'", "de ").replace("’", "'").lower())
    if not words or phrase.split(":")[0].strip() in NAMED or phrase.startswith("Retorno "):
        return ""
    score = {code: sum(word in known for word in words) for code, known in SMALL_WORDS.items()}
    for code, signs in SIGNS.items():
        score[code] += bool(signs.search(phrase.lower()))
    score["es"] += any(ENDINGS.search(word) and len(word) > 5 for word in words) if score["en"] == 0 else 0
    best = max(("es", "fr"), key=lambda code: score[code])
    return best if score[best] > score["en"] and score[best] * 6 >= len(words) else ""
