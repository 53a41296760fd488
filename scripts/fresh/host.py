"""The host's settings for apt, pip, uv and npm, and its certificates, as a bare system needs them.

Whoever works behind a mirror or a proxy has set it up once, on the host. What is carried is found
where each program looks for it, so that no address and no file of anybody stands here.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import ssl
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

VARIABLES = re.compile(
    r"(PIP|UV|NPM_CONFIG|OPENBLAS)_.*|(HTTP|HTTPS|FTP|ALL|NO)_PROXY|.*_CA_BUNDLE|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS",
    re.I,
)
"""Variables by which programs that install packages are told where from, and whom to trust."""

NOT_CARRIED = re.compile(r"(UV|PIP)_(PROJECT_ENVIRONMENT|CACHE_DIR|TARGET|PREFIX|PYTHON.*)", re.I)
"""Those that name places of the host, which a bare system must not have."""

PIP = ("/etc/pip.conf", "/etc/xdg/pip/pip.conf", "~/.config/pip/pip.conf", "~/.pip/pip.conf")
OTHERS = ("/etc/uv/uv.toml", "~/.config/uv/uv.toml", "/etc/npmrc", "~/.npmrc", "/etc/apt/auth.conf")
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
"""Where Debian's programs look for certificates."""


@dataclass
class Settings:
    """What a bare system gets: variables, files by their place there (``~`` is its user's home), folders to read."""

    variables: dict[str, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)
    apt: str = ""
    """Settings for apt, as text."""


def settings(environment: Mapping[str, str]) -> Settings:
    """The settings of this host, whose variables are *environment*."""
    found = Settings({name: value for name, value in environment.items() if _is_carried(name)})
    for name in (*PIP, *OTHERS):
        if (path := Path(name).expanduser()).is_file():
            found.files[name] = path
    for source in Path("/etc/apt/auth.conf.d").glob("*"):
        found.files[str(source)] = source
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        found.files[name] = Path(name).resolve()
    if (bundle := _bundle()) is not None:
        found.files[BUNDLE] = bundle
    named = [shlex.split(value) for value in found.variables.values()]
    named += [value.split() for name in PIP for value in _values(found.files.get(name))]
    for path in _places(word for words in named for word in words):
        if path.is_file():
            found.files.setdefault(str(path), path)
        elif path.is_dir() and not path.is_relative_to("/etc"):
            found.folders.add(path)
    found.apt = _apt()
    return found


def _is_carried(name: str) -> bool:
    return bool(VARIABLES.fullmatch(name)) and not NOT_CARRIED.fullmatch(name)


def _bundle() -> Path | None:
    """The file with the certificates that this host trusts."""
    known = ssl.get_default_verify_paths()
    names = (os.environ.get("SSL_CERT_FILE"), BUNDLE, known.cafile, known.openssl_cafile)
    return next((Path(name) for name in names if name and Path(name).is_file()), None)


def _values(path: Path | None) -> Iterator[str]:
    """The values of a configuration of pip."""
    if path is None:
        return
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except configparser.Error:
        return
    for section in parser.sections():
        yield from (value for _, value in parser.items(section))


def _places(words: Iterable[str]) -> Iterator[Path]:
    """The files and folders of this host that *words* name, as paths or as ``file:`` addresses."""
    for word in words:
        address = urlsplit(word)
        path = Path(unquote(address.path)) if address.scheme == "file" else Path(word)
        if path.is_absolute() and len(path.parts) > 2 and path.exists():
            yield path


def _apt() -> str:
    """How the host's apt fetches: mirrors' proxies, time limits, what it checks."""
    if not shutil.which("apt-config"):
        return ""
    done = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True)
    lines = (line for line in done.stdout.splitlines() if line.startswith("Acquire::"))
    return "".join(f"{line}\n" for line in lines if "IndexTargets" not in line)


def lay(given: Settings, root: Path, home: str) -> None:
    """Put the files of *given* below *root*, where a bare system has them whose user has the *home*."""
    for name, source in given.files.items():
        target = root / name.replace("~", home, 1).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if given.apt:
        target = root / "etc" / "apt" / "apt.conf.d" / "90host"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(given.apt, encoding="utf-8")
