"""What pages carry under ``make serve`` and nowhere else: a script that follows the news of the build."""

from __future__ import annotations

SCRIPT = b'<script src="/-/live.js"></script>'

LIVE = """\
// Only under `make serve`: reloads this page after a build, or says why there is none.
const box = document.createElement("section");
box.setAttribute("role", "status");
box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;padding:1rem;z-index:9999;" +
  "background:#fff;color:#1b1f24;border-top:4px solid #b3261e;font:1rem/1.5 sans-serif;white-space:pre-wrap";
const events = new EventSource("/-/events");
events.onmessage = (message) => {
  const told = JSON.parse(message.data);
  const warnings = told.warnings || [];
  if (told.problems.length) {
    const look = warnings.length ? "\\n\\nTo look at:\\n\\n" + warnings.join("\\n\\n") : "";
    box.textContent = "To mend:\\n\\n" + told.problems.join("\\n\\n") + look;
    document.body.append(box);
  } else if (told.stage === "built" && told.fresh) {
    location.reload();
  } else {
    box.remove();
  }
};
"""
