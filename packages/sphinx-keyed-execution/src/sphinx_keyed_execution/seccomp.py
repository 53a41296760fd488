"""Seccomp: Linux refuses this process, and what it starts, the system calls that no notebook needs.

What Landlock does not know: permissions, owners and time stamps of files; processes and signals;
sockets; limits; and the doors of the kernel that nobody knocks at by accident. Each call is refused
with EPERM, so that it fails in the ordinary way. A filter cannot be taken off.
Source: https://docs.kernel.org/userspace-api/seccomp_filter.html; the numbers are those of
``asm/unistd_64.h`` and ``asm-generic/unistd.h``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_keyed_execution.landlock import no_new_privileges


@dataclass(frozen=True)
class Machine:
    """A kind of processor: its number for audits, and its column in :data:`CALLS`."""

    audit: int
    column: int


MACHINES = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}

NONE = -1
CALLS = """
# what a file is, besides its content
chmod 90 -1, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -1, fchown 93 55, lchown 94 -1
fchownat 260 54, utime 132 -1, utimes 235 -1, futimesat 261 -1, utimensat 280 88, setxattr 188 5
lsetxattr 189 6, fsetxattr 190 7, setxattrat 463 463, removexattr 197 14, lremovexattr 198 15
fremovexattr 199 16, removexattrat 466 466, mknod 133 -1, mknodat 259 33, truncate 76 45, file_setattr 469 469
# programs and other processes
fork 57 -1, vfork 58 -1, execve 59 221, execveat 322 281, ptrace 101 117, process_vm_readv 310 270
process_vm_writev 311 271, pidfd_open 434 434, pidfd_send_signal 424 424, pidfd_getfd 438 438
rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, tkill 200 130, setsid 112 157, setpgid 109 154
shmget 29 194, semget 64 190, msgget 68 186, mq_open 240 180
# the network, and calls that would go round this filter
socket 41 198, io_uring_setup 425 425, io_uring_enter 426 426
# limits, and the machine itself
setrlimit 160 164, unshare 272 97, setns 308 268, mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51
move_mount 429 429, open_tree 428 428, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433
mount_setattr 442 442, open_by_handle_at 304 265, bpf 321 280, userfaultfd 323 282, perf_event_open 298 241
fanotify_init 300 262, add_key 248 217, request_key 249 218, keyctl 250 219, init_module 175 105
finit_module 313 273, delete_module 176 106, kexec_load 246 104, kexec_file_load 320 294, reboot 169 142
swapon 167 224, swapoff 168 225, acct 163 89, quotactl 179 60, syslog 103 116, iopl 172 -1, ioperm 173 -1
settimeofday 164 170, clock_settime 227 112, adjtimex 159 171, clock_adjtime 305 266, sethostname 170 161
setdomainname 171 162
"""
"""Calls that are refused whatever their arguments, with their numbers on x86_64 and aarch64; -1 for none."""

OPEN, OPENAT, OPENAT2 = (2, NONE), (257, 56), (437, 437)
CLONE, CLONE3, KILL, TGKILL, PRLIMIT = (56, 220), (435, 435), (62, 129), (234, 131), (302, 261)

X32 = 0x40000000
"""The bit of calls in the second numbering that x86_64 has."""

THREAD = 0x00010000
TRUNCATES, WRITES = 0x200, 0x3

LOAD, EQUAL, AT_LEAST, SET, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
UNKNOWN = 0x00050000 | errno.ENOSYS
"""For calls that libraries try first and do without: their arguments cannot be looked at."""

NUMBER, ARCHITECTURE = 0, 4
SET_SECCOMP, FILTER = 22, 2

Instruction = tuple[int, int, int, int]
"""Code, how many to skip if true, if false, and a number."""


def refuse_calls() -> bool:
    """Refuse them to this thread from now on; whether the system does so (Linux on known processors)."""
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        return False
    program = b"".join(struct.pack("=HBBI", *instruction) for instruction in _program(machine, os.getpid()))
    kept = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    no_new_privileges()
    unused = ctypes.c_ulong(0)
    return bool(ctypes.CDLL(None).prctl(SET_SECCOMP, ctypes.c_ulong(FILTER), described, unused, unused) == 0)


def refused() -> Iterator[tuple[int, int]]:
    """The numbers of :data:`CALLS`."""
    for _, first, second in re.findall(r"(\w+) (-?\d+) (-?\d+)", CALLS):
        yield int(first), int(second)


def _program(machine: Machine, own: int) -> Iterator[Instruction]:
    """The filter: every call is looked at in turn, and allowed in the end."""

    def known(numbers: tuple[int, int]) -> bool:
        return numbers[machine.column] != NONE

    def call(numbers: tuple[int, int], *then: Instruction) -> Iterator[Instruction]:
        """*then* for this call alone; it ends with the number of the call loaded again, or with an answer."""
        if known(numbers):
            yield EQUAL, 0, len(then), numbers[machine.column]
            yield from then

    yield LOAD, 0, 0, ARCHITECTURE
    yield EQUAL, 1, 0, machine.audit
    yield RETURN, 0, 0, REFUSE
    yield LOAD, 0, 0, NUMBER
    if machine.column == 0:
        yield AT_LEAST, 0, 1, X32
        yield RETURN, 0, 0, REFUSE
    for numbers in refused():
        yield from call(numbers, (RETURN, 0, 0, REFUSE))
    for numbers in (OPENAT2, CLONE3):
        yield from call(numbers, (RETURN, 0, 0, UNKNOWN))
    yield from call(CLONE, _argument(0), (SET, 1, 0, THREAD), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW))
    for numbers in (KILL, TGKILL):  # a process may end itself
        yield from call(numbers, _argument(0), (EQUAL, 1, 0, own), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW))
    yield from call(
        PRLIMIT,  # asking is free, setting is not: a pointer to new limits is given
        *(_argument(2), (EQUAL, 0, 2, 0), _argument(2, high=True), (EQUAL, 1, 0, 0)),
        *((RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)),
    )
    for numbers, place in ((OPEN, 1), (OPENAT, 2)):  # to truncate needs no right to write before Landlock 3
        yield from call(
            numbers,
            *(_argument(place), (AND, 0, 0, TRUNCATES | WRITES), (EQUAL, 0, 1, TRUNCATES)),
            *((RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)),
        )
    yield RETURN, 0, 0, ALLOW


def _argument(place: int, high: bool = False) -> Instruction:
    """Load a half of an argument of the call (these processors keep the low half first)."""
    return LOAD, 0, 0, 16 + 8 * place + (4 if high else 0)
