"""A bare Debian in namespaces of its own: made with debootstrap, thrown away after use.

The base, made once for each Debian, is never written to: each system is an overlay on it (a copy
where the kernel has no overlay). What runs inside sees no file and no process of the host, and dies
with the command that started it; mounts live in its namespace alone, so that none is ever left.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import debian_packages
from fresh import host
from fresh.system import Ended, NotHere, Script, shown

TOOLS = ("debootstrap", "unshare", "pivot_root", "mount")
MADE = "made"
"""The file beside a base that says that it is whole, and what it was made with."""

ENTER = r"""
set -eu
base=$1 upper=$2 root=$3 folders=$4
shift 4
mount --make-rprivate /
if [ -n "$base" ]; then
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$upper/changed,workdir=$upper/work" "$root"
else
  mount --bind "$root" "$root"
fi
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  touch "$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
ln -s /proc/self/fd "$root/dev/fd"
for number in 0 1 2; do
  ln -s "/proc/self/fd/$number" "$root/dev/$(echo stdin stdout stderr | cut -d' ' -f$((number + 1)))"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
while IFS= read -r folder; do
  [ -n "$folder" ] || continue
  mkdir -p "$root$folder"
  mount --bind -o ro "$folder" "$root$folder"
done <<< "$folders"
ip link set lo up 2> /dev/null || true
cd "$root"
mkdir -p .outside
pivot_root . .outside
cd /
umount -l /.outside
rmdir /.outside
exec "$@"
"""
"""What makes the namespace a system: run by bash, as the first process of it."""


def provide() -> None:
    """Install debootstrap where it is missing and this may be done."""
    if os.geteuid() == 0 and not shutil.which("debootstrap"):
        debian_packages.install(["debootstrap"], "making bare systems")


def why_not() -> str:
    """Why no bare system can be made on this machine, or an empty text."""
    if os.geteuid() != 0:
        return "only root can make a bare system"
    if lacking := [name for name in TOOLS if not shutil.which(name)]:
        return f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not installed"
    done = subprocess.run([*_unshare(True), "true"], capture_output=True, text=True)
    return f"this machine makes no namespaces ({done.stderr.strip()})" if done.returncode else ""


def _unshare(network: bool) -> list[str]:
    """A fresh list of mounts and processes, and without a *network* an empty one of its own."""
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]


def mirror() -> str:
    """Where this host has Debian's packages from."""
    fields = "$(ORIGIN) $(LABEL) $(COMPONENT) $(REPO_URI)"
    command = ["apt-get", "indextargets", "--format", fields, "Created-By: Packages"]
    found = []
    if shutil.which("apt-get"):
        done = subprocess.run(command, capture_output=True, text=True)
        found = [line.split()[3] for line in done.stdout.splitlines() if line.startswith("Debian Debian main ")]
    return found[0] if found else "http://deb.debian.org/debian"


def base(release: str, packages: Sequence[str], cache: Path, tries: int = 2) -> Path:
    """The base of a Debian *release* with *packages* in the folder *cache*; made if it is not there.

    Raises :class:`NotHere` where that fails.
    """
    folder = cache / release
    wanted = " ".join(packages)
    mark = folder / MADE
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return folder / "system"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = ["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", release]
    for _ in range(tries):
        making = folder / "making"
        shutil.rmtree(making, ignore_errors=True)
        ended = shown([*words, str(making), mirror()], seconds=900, quiet=True)
        if ended.status == 0:
            making.rename(folder / "system")
            mark.write_text(wanted, encoding="utf-8")
            return folder / "system"
    last = [line for line in ended.output.splitlines() if line.strip()][-1:]
    raise NotHere(f"debootstrap cannot make Debian {release} here ({' '.join(last)})")


class Bare:
    """A system of its own on a base; :func:`opened` makes one."""

    def __init__(self, base: Path | None, place: Path, folders: Sequence[Path]) -> None:
        self.base = base
        self.place = place
        self.folders = folders

    @property
    def root(self) -> Path:
        """Where files can be put that shall lie at the root of the system, while nothing runs in it."""
        return self.place / ("changed" if self.base else "root")

    def run(self, script: Script) -> Ended:
        """Run a script, shown while it runs."""
        state = [str(self.base or ""), str(self.place), str(self.place / "root"), "\n".join(map(str, self.folders))]
        words = [*_unshare(script.network), "bash", "-c", ENTER, "enter", *state, *script.words]
        return shown(words, script.seconds)


@contextmanager
def opened(base: Path, given: host.Settings, home: str, cache: Path) -> Iterator[Bare]:
    """A fresh system on *base* with the host's settings; thrown away at the end."""
    place = Path(tempfile.mkdtemp(prefix="system-", dir=cache))
    try:
        place.chmod(0o755)
        for name in ("changed", "work", "root"):
            (place / name).mkdir()
        made = Bare(base, place, sorted(given.folders))
        host.lay(given, made.root, home)
        if made.run(Script("true")).status:  # no overlay here
            shutil.rmtree(place / "root")
            subprocess.run(["cp", "-a", str(base), str(place / "root")], check=True)
            made = Bare(None, place, sorted(given.folders))
            host.lay(given, made.root, home)
        if (ended := made.run(Script("true"))).status:
            raise NotHere(f"a bare system cannot be entered here ({ended.output.strip()})")
        yield made
    finally:
        shutil.rmtree(place, ignore_errors=True)
