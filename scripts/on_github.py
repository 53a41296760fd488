"""Tell GitHub what a workflow found: a comment, an issue, a pull request, a release.

Usage: python scripts/on_github.py comment REPORT
       python scripts/on_github.py issue TITLE REPORT
       python scripts/on_github.py propose BRANCH TITLE REPORT PATH…
       python scripts/on_github.py release TAG FILE…

Run by the workflows through ``make``, in jobs that may write. Therefore it needs nothing but
Python, runs no code of a pull request, and treats each report as text that a stranger wrote.
GitHub gives the token, the repository and the event in the environment (``GH_TOKEN``,
``GITHUB_REPOSITORY``, ``GITHUB_API_URL``, ``GITHUB_EVENT_PATH``).
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60_000
"""Characters of a report that are passed on; GitHub refuses more than 65,536."""

MARK = "<!-- retorno: what changed -->"
"""How our own comment is found again, so that each pull request has one."""


def comment(report: str) -> None:
    """Put the report under the pull request whose checks have just run, in place of the last one."""
    run = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["workflow_run"]
    number = pull_request(run)
    if number is None:
        print("No open pull request has this commit at its head; nothing to say.")
        return
    told = harmless(read(report)) if Path(report).is_file() else NO_REPORT
    body = {"body": f"{MARK}\n{told}\n\n{look(run)}"}
    earlier = next((c for c in pages(f"issues/{number}/comments") if is_ours(c)), None)
    if earlier:
        ask("PATCH", f"issues/comments/{earlier['id']}", body)
    else:
        ask("POST", f"issues/{number}/comments", body)


NO_REPORT = "What changed could not be said, since analyses or pages do not build: see the messages of the check."


def look(run: dict[str, Any]) -> str:
    """Where the pages can be seen: those that changed at an address, all of them to be downloaded."""
    whole = f"All pages are an artefact of [this run]({run['html_url']}): download “site” and open `index.html`."
    found = ask("GET", f"actions/runs/{run['id']}/artifacts?per_page=100")
    made = found["artifacts"] if isinstance(found, dict) else []
    pages = next((one["id"] for one in made if one["name"] == CHANGED_PAGES), None)
    if pages is None:
        return whole
    return f"[**The pages that changed**]({run['html_url']}/artifacts/{int(pages)}), to be read in the browser. {whole}"


CHANGED_PAGES = "changed-pages.html"
"""The artefact that a browser opens as it is."""


def pull_request(run: dict[str, Any]) -> int | None:
    """The open pull request whose head is the commit that *run* checked.

    GitHub is asked: a number that came with the report could be anybody's.
    """
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    found = ask("GET", f"pulls?{urlencode({'state': 'open', 'head': head})}")
    return next((int(one["number"]) for one in found if one["head"]["sha"] == run["head_sha"]), None)


def is_ours(comment: dict[str, Any]) -> bool:
    """Whether a comment is the one that we wrote earlier; anybody can copy the mark."""
    return bool(comment["body"].startswith(MARK)) and comment["user"]["login"] == "github-actions[bot]"


def issue(title: str, report: str) -> None:
    """Open an issue with the report, or bring the open one of the same title up to date."""
    body = {"title": title, "body": harmless(read(report))}
    earlier = next((i for i in pages("issues") if i["title"] == title and "pull_request" not in i), None)
    if earlier:
        ask("PATCH", f"issues/{earlier['number']}", body)
    else:
        ask("POST", "issues", body)


def propose(branch: str, title: str, report: str, *paths: str) -> None:
    """Commit what changed in *paths* to *branch* and open a pull request with the report."""
    git("add", "--", *paths)
    if git("diff", "--cached", "--name-only") == "":
        print("Nothing changed; there is nothing to propose.")
        return
    owner, base = os.environ["GITHUB_REPOSITORY"].split("/")[0], os.environ.get("GITHUB_REF_NAME", "main")
    git("-c", f"user.name={BOT}", "-c", f"user.email={BOT_MAIL}", "commit", "-m", title)
    git("push", "--force", "origin", f"HEAD:refs/heads/{branch}", environment=with_token())
    body = {"title": title, "body": harmless(read(report))}
    found = ask("GET", f"pulls?{urlencode({'state': 'open', 'head': f'{owner}:{branch}'})}")
    if found:
        ask("PATCH", f"pulls/{found[0]['number']}", body)
    else:
        ask("POST", "pulls", {**body, "head": branch, "base": base})


BOT, BOT_MAIL = "github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com"


def release(tag: str, *files: str) -> None:
    """Publish *tag* as a release with *files*; its version is that of CITATION.cff and pyproject.toml."""
    for name, pattern in (("CITATION.cff", r"^version:\s*(\S+)"), ("pyproject.toml", r'^version = "([^"]+)"')):
        told = re.search(pattern, (ROOT / name).read_text(encoding="utf-8"), re.M)
        if told is None or f"v{told[1]}" != tag:
            sys.exit(f"{name}: the version is {told[1] if told else 'not given'}. What would be right: {tag[1:]}")
    made = ask("POST", "releases", {"tag_name": tag, "name": f"Retorno {tag[1:]}", "generate_release_notes": True})
    for file in map(Path, files):
        if file.is_file():
            address = f"{made['upload_url'].partition('{')[0]}?name={quote(file.name)}"
            send("POST", address, file.read_bytes(), "application/octet-stream")


def harmless(report: str) -> str:
    """A report that calls nobody, hides nothing and loads nothing, and is not too long."""
    text = re.sub(r"<(?=[!/a-zA-Z?])", "&lt;", report).replace("@", "@\u200b").replace("![", "!\u200b[")
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n\n… and more: see the artefacts of the run."


def read(report: str) -> str:
    """The text of a report; one that is missing is an error."""
    return Path(report).read_bytes().decode("utf-8", errors="replace")


def pages(path: str) -> list[dict[str, Any]]:
    """All entries of a list that GitHub gives a hundred at a time."""
    found: list[dict[str, Any]] = []
    for page in range(1, 51):
        part = ask("GET", f"{path}?per_page=100&page={page}")
        found += part
        if len(part) < 100:
            break
    return found


def ask(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """One question to GitHub about this repository."""
    base = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    data = json.dumps(body).encode() if body is not None else None
    return send(method, f"{base}/repos/{os.environ['GITHUB_REPOSITORY']}/{path}", data, "application/json")


def send(method: str, address: str, data: bytes | None, kind: str) -> Any:
    """Send a request with our token, and read the answer as JSON."""
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['GH_TOKEN']}",
        "Content-Type": kind,
        "X-GitHub-Api-Version": "2022-11-28",
    }
    with urlopen(Request(address, data, headers, method=method), timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def git(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """What a git command prints; its failure ends the job."""
    done = subprocess.run(
        ["git", *arguments], capture_output=True, text=True, env={**os.environ, **(environment or {})}
    )
    if done.returncode:
        sys.exit(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def with_token() -> dict[str, str]:
    """Settings with which git may push; they live in the environment of one command only."""
    word = base64.b64encode(f"x-access-token:{os.environ['GH_TOKEN']}".encode()).decode()
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {word}",
    }


COMMANDS: dict[str, Callable[..., None]] = {"comment": comment, "issue": issue, "propose": propose, "release": release}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]](*sys.argv[2:])
