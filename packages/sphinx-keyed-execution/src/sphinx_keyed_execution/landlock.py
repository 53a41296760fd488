"""Landlock: Linux keeps this process, and what it starts, to the files that it was given.

It needs no rights of root and cannot be taken off. Nothing but reading and changing *content* is
covered; permissions and time stamps of files are kept by :mod:`seccomp`. A kernel without Landlock
(before 5.13), or another system, has none. Source: https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on every kind of processor."""

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 12, 1 << 13, 1 << 14
READ = READ_FILE | READ_DIR
WRITE = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE

HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
"""The rights that a version of Landlock knows: everything of these that is not given is refused."""

NETWORK = 0b11
"""Binding and connecting over TCP, from version 4 on."""

SCOPED = 0b11
"""Abstract sockets and signals to processes outside, from version 6 on."""

NO_NEW_PRIVILEGES = 38
VERSION = 1
BENEATH = 1


def version() -> int:
    """The version of Landlock that this system has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_libc(), CREATE, None, 0, VERSION))


def restrict(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Keep this thread to reading *readable* and writing *writable*, for good; whether the system does so.

    A folder stands for all that is in it, now and later. Paths that are not there are passed over.
    """
    known = version()
    if not known:
        return False
    handled = HANDLED[min(known, 3)]
    attributes = struct.pack("=QQQ", handled, NETWORK if known >= 4 else 0, SCOPED if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    libc = _libc()
    rules = _call(libc, CREATE, attributes, size, 0)
    if rules < 0:
        return False
    try:
        for path in readable:
            _allow(libc, rules, path, handled & READ)
        for path in writable:
            _allow(libc, rules, path, handled & (READ | WRITE))
        no_new_privileges()
        return _call(libc, RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def no_new_privileges() -> None:
    """Give up, for good, what a program could win by being another user's; both filters ask for it."""
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, *(ctypes.c_ulong(number) for number in (1, 0, 0, 0)))


def _allow(libc: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            access &= OF_A_FILE
        if _call(libc, ADD, rules, BENEATH, struct.pack("=Qi", access, handle), 0) < 0:
            raise OSError(ctypes.get_errno(), "Landlock does not take a rule", path)
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(libc: ctypes.CDLL, number: int, *arguments: int | bytes | None) -> int:
    """The answer to a system call that the C library has no name for."""
    given = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    return int(libc.syscall(ctypes.c_long(number), *given))
