"""A bare Debian from Docker or Podman, where debootstrap cannot make one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fresh import host
from fresh.system import Ended, NotHere, NotPossible, Script, shown

PROGRAMS = ("docker", "podman")
LAID_BY_THE_PROGRAM = ("/etc/resolv.conf", "/etc/hosts")


def program() -> str | None:
    """The program that runs containers here, if one does."""
    for name in PROGRAMS:
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True).returncode == 0:
            return name
    return None


class Container:
    """A running container; :func:`opened` starts one."""

    def __init__(self, program: str, name: str) -> None:
        self.program = program
        self.name = name

    def run(self, script: Script) -> Ended:
        """Run a script, shown while it runs."""
        if not script.network:
            raise NotPossible("a container’s network cannot be taken away while it runs")
        return shown([self.program, "exec", self.name, *script.words], script.seconds)

    def put(self, folder: Path) -> None:
        """Copy what lies in *folder* to the root of the container."""
        subprocess.run([self.program, "cp", f"{folder}/.", f"{self.name}:/"], check=True, capture_output=True)


@contextmanager
def opened(
    program: str, number: int, packages: Sequence[str], given: host.Settings, home: str, laid: Path
) -> Iterator[Container]:
    """A container of Debian *number* with *packages*, the host's settings and what *laid* holds."""
    image = f"docker.io/library/debian:{number}"
    shared = [word for folder in sorted(given.folders) for word in ("--volume", f"{folder}:{folder}:ro")]
    command = [program, "run", "--detach", "--init", *shared, image, "sleep", "infinity"]
    started = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if started.returncode:
        raise NotHere(f"{program} cannot run {image} ({(started.stderr.strip().splitlines() or ['no reason'])[-1]})")
    made = Container(program, started.stdout.split()[-1])
    try:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)  # it is copied to the root, its rights included
            files = {name: path for name, path in given.files.items() if name not in LAID_BY_THE_PROGRAM}
            host.lay(host.Settings(files=files, apt=given.apt), Path(folder), home)
            made.put(Path(folder))
        made.put(laid)
        ended = made.run(
            Script(
                "apt-get update -qq\nDEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "
                + " ".join(packages)
            )
        )
        if ended.status:
            raise NotHere(f"{image} could not be prepared")
        yield made
    finally:
        subprocess.run([program, "rm", "--force", made.name], capture_output=True)
