"""Taking away from a worker process what a query must not have: endless memory and time, the network, the keyboard."""

import ctypes
import multiprocessing
import os
import signal
import sys

try:
    import fcntl
    import resource
except ImportError:  # Windows has neither
    resource = None  # type: ignore[assignment]

#: linux/sched.h
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
#: CPU seconds beyond the time limit after which the kernel ends a worker whose parent died before it could.
GRACE = 30


def confine(memory: int) -> None:
    """Confine this process, as far as the system can; call it before any thread starts."""
    # Ctrl-C goes to the whole group; the parent ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_network()
    end_with_parent()
    limit("RLIMIT_AS", memory)
    limit("RLIMIT_CORE", 0)


def end_with_parent() -> None:
    """Let the kernel end this process when its parent is gone, even in the middle of a query.

    A thread could not watch: the engine holds Python's lock while a query runs. The sentinel is a pipe that only the
    parent holds open; when it closes, the kernel sends SIGIO, and that ends a process that does not care for it.
    """
    parent = multiprocessing.parent_process()
    if parent is None or not sys.platform.startswith("linux"):
        return
    fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def allow_seconds(seconds: float) -> None:
    """Let the kernel end this process if it computes much longer than ``seconds`` from now."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + GRACE)


def limit(name: str, value: int) -> None:
    """Set a soft limit of this process; nothing happens where the system has none or forbids it."""
    if resource is None:
        return
    try:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (AttributeError, ValueError, OSError):
        return


def leave_network() -> bool:
    """Move into a network namespace without any interface; whether the system let us."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return bool(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or unshare(CLONE_NEWNET) == 0)
