"""What a query worker may not do: outlive its parent, take all memory, or open a socket.

Queries are refused before they reach a worker if they would leave the machine; this is the
second lock on that door. Linux alone has it (`prctl(2)`, `seccomp(2)`); elsewhere only the
memory bound is set.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | 1  # fails with EPERM, as if the user had no right to it
# Machine → its audit number and the number of the call `socket`.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def limit_memory(mebibytes: int) -> None:
    """Bound this process's address space; beyond it an allocation fails and the process ends."""
    if sys.platform == "win32":
        return
    import resource

    size = mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone, even if that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def deny_sockets() -> bool:
    """Have the kernel refuse every new socket from now on; False where it cannot be had."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    program = _program(*_MACHINES[platform.machine()])
    words = ctypes.create_string_buffer(program, len(program))
    request = _Program(len(program) // 8, ctypes.cast(words, ctypes.c_void_p))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(request), 0, 0) == 0)


def _program(machine: int, socket: int) -> bytes:
    """A classic BPF filter over `struct seccomp_data`: call number at 0, machine at 4."""
    steps = (
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _DENY),  # another machine's calls have other numbers
        (_LOAD, 0, 0, 0),
        (_JUMP_AT_LEAST, 1, 0, _X32),
        (_JUMP_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
