"""Taking away from a worker process what a query must not have: endless memory and time, the network, the keyboard."""

import ctypes
import signal
import sys

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
    limit("RLIMIT_AS", memory)
    limit("RLIMIT_CORE", 0)


def allow_seconds(seconds: float) -> None:
    """Let the kernel end this process if it computes much longer than ``seconds`` from now."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + GRACE)


def limit(name: str, value: int) -> None:
    """Set a soft limit of this process; nothing happens where the system has none or forbids it."""
    if sys.platform == "win32":
        return
    import resource

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
