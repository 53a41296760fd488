"""Run a command in a small world of its own: files, processes, network and users that are given to it, and no others.

Usage: python scripts/namespaces.py PLAN

PLAN is JSON (see :class:`Plan`). Linux makes such a world for root, and where it is allowed to for
anybody (``"users": true``: the world then has users of its own too). The command has no rights of
root in it and cannot win any; when it ends, everything that it started ends. The exit status is its
own; 125 says that the world could not be made, and a line on standard error why. Whoever starts
this keeps its standard input open for as long as the command is wanted.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

NOT_MADE = 125

NEW_FILES, NEW_NAMES, NEW_QUEUES, NEW_USERS = 0x00020000, 0x04000000, 0x08000000, 0x10000000
NEW_PROCESSES, NEW_NETWORK = 0x20000000, 0x40000000

BIND, RECURSIVE, PRIVATE, NOSUID, NODEV, NOEXEC = 4096, 16384, 1 << 18, 2, 4, 8
DETACH = 2

MOUNT_SETATTR, PIVOT_ROOT, HERE, ALL_BELOW = 442, {"x86_64": 155, "aarch64": 41}, -100, 0x8000
ATTRIBUTE = {"read-only": 1, "nosuid": 2, "nodev": 4}

DIES_WITH_PARENT, NO_NEW_PRIVILEGES, DROP_FROM_BOUNDS = 1, 38, 24
CAPABILITIES, LAST_CAPABILITY = 0x20080522, 63
SET_FLAGS, UP = 0x8914, 1

DEVICES = ("null", "zero", "full", "random", "urandom")
KEPT_OF_PROC = ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi")
"""Parts of ``/proc`` by which root could change the machine: they are read-only here."""


@dataclass(frozen=True)
class Plan:
    """What a world holds. Paths are absolute and the same inside and outside, but for ``writable`` and ``links``."""

    command: list[str]
    environment: dict[str, str]
    top: str
    """An empty folder on which the world is put together."""
    folder: str
    """Where the command starts."""
    readable: list[str]
    """Files and folders that can be read, with all that is in them."""
    writable: list[tuple[str, str]]
    """Folders that can be written: outside, inside. They come before what is readable, which may lie in them."""
    links: list[tuple[str, str]]
    """Symbolic links: where, and to what."""
    texts: dict[str, str]
    """Files that are made for it."""
    user: int
    group: int
    users: bool


def run(plan: Plan) -> int:
    """Make the world, run the command in it and wait for its end; its exit status."""
    flags = NEW_FILES | NEW_NAMES | NEW_QUEUES | NEW_PROCESSES | NEW_NETWORK
    user, group = os.geteuid(), os.getegid()
    _checked(_libc().unshare(flags | (NEW_USERS if plan.users else 0)), "unshare")
    if plan.users:
        _users(0, user, 0, group)
    first = os.fork()
    if first == 0:
        _made_and_run(plan)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: os.kill(first, signal.SIGKILL))
    ended = os.pidfd_open(first)
    while ended not in select.select([0, ended], [], [])[0]:
        os.kill(first, signal.SIGKILL)  # whoever asked for this has gone
    return _status(os.waitpid(first, 0)[1])


def _made_and_run(plan: Plan) -> NoReturn:
    """The first process of the world: it makes it, starts the command, and takes all with it when that ends."""
    status = NOT_MADE
    try:
        _libc().prctl(DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        _make(plan)
        command = os.fork()
        if command == 0:
            _become(plan)
            os.execvpe(plan.command[0], plan.command, plan.environment)
        while True:
            ended, how = os.wait()
            if ended == command:
                status = _status(how)
                break
    except OSError as error:
        print(error.strerror, file=sys.stderr)
    finally:
        os._exit(status)


def _make(plan: Plan) -> None:
    """Put the files of the world together and leave those of the machine behind."""
    _mount("none", "/", "", RECURSIVE | PRIVATE)
    top = plan.top
    _mount("tmpfs", top, "tmpfs", NOSUID | NODEV, "mode=755")
    for source, inside in plan.writable:
        _bind(source, top + inside, "nosuid", "nodev")
    for path in plan.readable:
        _bind(path, top + path, "read-only", "nosuid", "nodev")
    _folder(f"{top}/dev/shm")
    for name in DEVICES:
        _bind(f"/dev/{name}", f"{top}/dev/{name}", "read-only", "nosuid")
    _mount("tmpfs", f"{top}/dev/shm", "tmpfs", NOSUID | NODEV, "mode=1777")
    _folder(f"{top}/proc")
    _mount("proc", f"{top}/proc", "proc", NOSUID | NODEV | NOEXEC)
    for name in KEPT_OF_PROC:
        if os.path.exists(f"{top}/proc/{name}"):
            _bind(f"{top}/proc/{name}", f"{top}/proc/{name}", "read-only", "nosuid", "nodev")
    links = [*plan.links, ("/dev/fd", "/proc/self/fd"), ("/dev/stdout", "/proc/self/fd/1")]
    for inside, target in [*links, ("/dev/stderr", "/proc/self/fd/2"), ("/dev/stdin", "/proc/self/fd/0")]:
        _folder(os.path.dirname(top + inside))
        os.symlink(target, top + inside)
    for inside, text in plan.texts.items():
        _folder(os.path.dirname(top + inside))
        Path(top + inside).write_text(text, encoding="utf-8")
    os.chdir(top)
    _checked(_libc().syscall(ctypes.c_long(PIVOT_ROOT[os.uname().machine]), b".", b"."), "pivot_root")
    _checked(_libc().umount2(b".", DETACH), "umount")
    _attributes("/", "read-only", below=False)
    _loopback()


def _become(plan: Plan) -> None:
    """The command: the user who asked, without rights, without the terminal, with nothing open but its outputs."""
    os.setsid()
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    for handle in {int(name) for name in os.listdir("/proc/self/fd")} - {0, 1, 2}:
        with suppress(OSError):  # the one that listed the folder
            os.close(handle)
    os.chdir(plan.folder)
    for number in range(LAST_CAPABILITY + 1):
        _libc().prctl(DROP_FROM_BOUNDS, number, 0, 0, 0)
    if plan.users:
        _checked(_libc().unshare(NEW_USERS), "unshare")
        _users(plan.user, 0, plan.group, 0)
    else:
        os.setgroups([])
        os.setresgid(plan.group, plan.group, plan.group)
        os.setresuid(plan.user, plan.user, plan.user)
    _checked(_libc().capset(struct.pack("=Ii", CAPABILITIES, 0), bytes(24)), "capset")
    _checked(_libc().prctl(NO_NEW_PRIVILEGES, *(ctypes.c_ulong(number) for number in (1, 0, 0, 0))), "prctl")


def _users(user: int, outer: int, group: int, outer_group: int) -> None:
    """Give this process's new users one user and one group, which are *outer* and *outer_group* outside."""
    with suppress(OSError):  # nobody may set groups any more, as it is in a world within a world
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {outer} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {outer_group} 1")


def _bind(source: str, target: str, *attributes: str) -> None:
    if os.path.isdir(source):
        _folder(target)
    elif not os.path.lexists(target):
        _folder(os.path.dirname(target))
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW, 0o644))
    _mount(source, target, "", BIND | RECURSIVE)
    _attributes(target, *attributes)


def _folder(path: str) -> None:
    os.makedirs(path, mode=0o755, exist_ok=True)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    done = _libc().mount(source.encode(), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), options.encode())
    _checked(done, f"mount of {source}")


def _attributes(target: str, *names: str, below: bool = True) -> None:
    wanted = struct.pack("=QQQQ", sum(ATTRIBUTE[name] for name in names), 0, 0, 0)
    flags = ctypes.c_long(ALL_BELOW if below else 0)
    call = (ctypes.c_long(MOUNT_SETATTR), ctypes.c_long(HERE), os.fsencode(target), flags, wanted)
    _checked(_libc().syscall(*call, ctypes.c_size_t(len(wanted))), f"mount_setattr of {target}")


def _loopback() -> None:
    """Let the world talk to itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, SET_FLAGS, struct.pack("16sH22x", b"lo", UP))


def _status(how: int) -> int:
    code = os.waitstatus_to_exitcode(how)
    return code if code >= 0 else 128 - code


def _checked(answer: int, what: str) -> None:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)} ({errno.errorcode.get(number, number)})")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def main() -> int:
    """Run the plan in the only argument."""
    try:
        return run(Plan(**json.loads(sys.argv[1])))
    except OSError as error:
        print(error.strerror, file=sys.stderr)
        return NOT_MADE


if __name__ == "__main__":
    sys.exit(main())
