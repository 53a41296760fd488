"""The report of what changed, as text, as Markdown and as JSON."""

from __future__ import annotations

import json

from retorno.changes.severity import KINDS, SEVERITIES, Change, Report

HEADINGS = {
    "verdict": "Verdicts",
    "finding": "Findings",
    "claim": "Claims",
    "figure": "Charts",
    "data set": "Data sets",
    "chapter": "Chapters",
}
MARKS = {"major": "🔴", "moderate": "🟡", "minor": "🟢", "text": "⚪"}
NOTHING = "Nothing that readers see has changed."
SHOWN = 60
"""How many changes of one kind are listed in Markdown before the rest is only counted."""


def as_text(report: Report) -> str:
    """The report for a terminal."""
    if not report.changes:
        return NOTHING
    lines = [summary(report)]
    for kind in KINDS:
        for position, one in enumerate(change for change in report.changes if change.kind == kind):
            lines += [f"\n{HEADINGS[kind]}"] if position == 0 else []
            lines.append(f"  [{one.severity}] {one.id}: {headline(one)}")
            lines += [f"      why: {cause}" for cause in one.why]
            lines += [f"      {detail}" for detail in one.details]
            lines += [f"      shown on: {', '.join(one.pages)}"] if one.pages else []
    return "\n".join(lines)


def as_markdown(report: Report) -> str:
    """The report for a comment on a pull request; what comes from the content is escaped."""
    if not report.changes:
        return f"### What changed\n\n{NOTHING}\n"
    parts = [f"### What changed\n\n{summary(report)}"]
    for kind in KINDS:
        changes = [one for one in report.changes if one.kind == kind]
        if changes:
            rows = [_markdown_row(one) for one in changes[:SHOWN]]
            more = [f"\nand {len(changes) - SHOWN:,} more."] if len(changes) > SHOWN else []
            head = ["| | what | change | why |", "|---|---|---|---|"]
            parts.append("\n".join([f"#### {HEADINGS[kind]}\n", *head, *rows, *more]))
    parts.append(" · ".join(f"{MARKS[severity]} {severity}" for severity in SEVERITIES))
    return "\n\n".join(parts) + "\n"


def as_json(report: Report) -> str:
    """The report for other programs."""
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=1)


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def summary(report: Report) -> str:
    """How many of each kind changed, in one sentence."""
    counts = []
    for kind in KINDS:
        number = sum(one.kind == kind for one in report.changes)
        if number:
            counts.append(f"{number:,} {HEADINGS[kind].lower() if number > 1 else _one(kind)}")
    return f"{', '.join(counts)} changed; the gravest change is {report.severity}."


def line(one: Change) -> str:
    """A change in one line, with why."""
    why = f"; why: {'; '.join(one.why)}" if one.why else ""
    return f"[{one.severity}] {one.kind} {one.id}: {headline(one)}{why}"


def headline(one: Change) -> str:
    """A change in one line: what happened, from what to what, by how much."""
    by = f", {one.by}" if one.by else ""
    if one.what in ("added", "removed"):
        value = one.after or one.before
        return f"{one.what} ({value})" if value else one.what
    if one.before == one.after:
        same = f" {one.after}, as before at the precision shown" if one.after and one.what == "moved" else ""
        return f"{one.what}{same}{by}"
    return f"{one.what} {one.before or 'nothing'} → {one.after or 'nothing'}{by}"


def _one(kind: str) -> str:
    return "chart" if kind == "figure" else kind


def _markdown_row(one: Change) -> str:
    lines = [headline(one), *one.details, *([f"shown on {', '.join(one.pages)}"] if one.pages else [])]
    cells = (MARKS[one.severity], escaped(one.id), "<br>".join(map(escaped, lines)), "<br>".join(map(escaped, one.why)))
    return f"| {' | '.join(cells)} |"


SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]<>|#~&@"})


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no links, no mentions, no new lines."""
    return " ".join(text.split()).translate(SIGNS).replace("://", ":&#47;&#47;")
