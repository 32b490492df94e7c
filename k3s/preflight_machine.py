"""Preflight checks of the machine itself: kernel, cgroups, memory, disk, swap, clock."""

from __future__ import annotations

from collections.abc import Callable

from appliance.core.node import Level, NodeCheck
from k3s.preflight_facts import Facts, found

GIB = 1 << 30
MEMORY_FATAL, MEMORY_PROBLEM, MEMORY_NOTICE = 0.7 * GIB, 1.8 * GIB, 3.5 * GIB
"""A server takes 510 MB and containerd 130 MB before the first pod."""
DISK_FATAL, DISK_PROBLEM, DISK_NOTICE = 1 * GIB, 4 * GIB, 10 * GIB
INODES = 50_000
NEEDED = frozenset({"overlay", "veth", "bridge", "nf_conntrack"})
"""Without these no pod starts; the others have substitutes."""
CONTROLLERS = frozenset({"cpu", "cpuset", "memory", "pids"})
BUILT_YEAR = 2026


def system(facts: Facts) -> NodeCheck:
    """K3s runs on Linux, on three kinds of processor."""
    known = facts.machine in {"x86_64", "aarch64", "armv7l"}
    if facts.system != "Linux" or not known:
        return found(
            "system",
            Level.FATAL,
            "System",
            f"K3s does not run on {facts.system} {facts.machine}.",
            "Keep the embedded runtime: it needs no K3s.",
        )
    return found("system", Level.GOOD, "System", f"Linux {facts.kernel_release} on {facts.machine}.")


def administrator(facts: Facts) -> NodeCheck:
    if facts.root:
        return found("administrator", Level.GOOD, "Administrator", "This runs as root.")
    return found(
        "administrator",
        Level.NOTICE,
        "Administrator",
        "Installing needs an administrator's rights.",
        "Run it with sudo, or confirm with your password when asked.",
    )


def kernel(facts: Facts) -> NodeCheck:
    """Features that pods and their network need."""
    missing = sorted(name for name, there in facts.kernel.items() if there is False)
    unsure = sorted(name for name, there in facts.kernel.items() if there is None)
    if missing:
        level = Level.FATAL if NEEDED & set(missing) else Level.PROBLEM
        return found(
            "kernel",
            level,
            "Kernel",
            f"The kernel lacks {', '.join(missing)}.",
            "Install the distribution's full kernel and restart.",
        )
    if unsure:
        return found(
            "kernel", Level.UNKNOWN, "Kernel", f"It cannot be told whether it has {', '.join(unsure)}."
        )
    return found("kernel", Level.GOOD, "Kernel", "It has what pods and their network need.")


def cgroups(facts: Facts) -> NodeCheck:
    """Memory and process limits of pods are kept by cgroups."""
    missing = sorted(CONTROLLERS - facts.controllers)
    if missing:
        return found(
            "cgroups",
            Level.FATAL,
            "Limits",
            f"The kernel's {', '.join(missing)} limits are off.",
            "Add “cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory” to the kernel's command line and"
            " restart.",
        )
    if facts.cgroup_version == 1:
        return found(
            "cgroups",
            Level.NOTICE,
            "Limits",
            "The old kind of cgroups (v1) is on; newer K3s drops it.",
            "Upgrade the operating system before K3s 1.35.",
        )
    return found("cgroups", Level.GOOD, "Limits", "Cgroups v2 with all that is needed.")


def contained(facts: Facts) -> NodeCheck:
    """A machine inside a container may not lower OOM scores; K3s is then set up so that it does not try."""
    if facts.contained:
        return found(
            "contained",
            Level.NOTICE,
            "Container",
            "This machine is itself a container.",
            "Nothing to do: K3s is set up for it.",
        )
    return found("contained", Level.GOOD, "Container", "This is a machine of its own.")


def memory(facts: Facts) -> NodeCheck:
    level = _level(facts.memory, MEMORY_FATAL, MEMORY_PROBLEM, MEMORY_NOTICE)
    fix = "" if level is Level.GOOD else "Keep the embedded runtime, or add memory."
    return found("memory", level, "Memory", f"{facts.memory / GIB:.1f} GiB; K3s itself takes 0.7.", fix)


def disk(facts: Facts) -> NodeCheck:
    if facts.inodes_free < INODES:
        return found(
            "disk",
            Level.PROBLEM,
            "Disk",
            f"Only {facts.inodes_free} more files fit on it.",
            "Delete what is not needed.",
        )
    level = _level(facts.disk_free, DISK_FATAL, DISK_PROBLEM, DISK_NOTICE)
    fix = "" if level is Level.GOOD else "Free some disk space."
    return found("disk", level, "Disk", f"{facts.disk_free / GIB:.1f} GiB are free for K3s.", fix)


def filesystem(facts: Facts) -> NodeCheck:
    """Images are stacked with overlayfs, which not every filesystem can carry."""
    if facts.filesystem in {"nfs", "nfs4", "cifs", "vfat", "exfat", "ecryptfs", "9p"}:
        return found(
            "filesystem",
            Level.FATAL,
            "Filesystem",
            f"K3s cannot keep images on {facts.filesystem}.",
            "Move /var/lib/rancher to a local disk with ext4 or xfs.",
        )
    return found("filesystem", Level.GOOD, "Filesystem", f"{facts.filesystem or 'A local one'}.")


def swap(facts: Facts) -> NodeCheck:
    """K3s starts with swap on; pods' memory limits are then less exact."""
    if facts.swap:
        return found(
            "swap",
            Level.NOTICE,
            "Swap",
            f"{facts.swap / GIB:.1f} GiB of swap are on: memory limits blur.",
            "Switch it off with “swapoff -a” and in /etc/fstab if the box has memory enough.",
        )
    return found("swap", Level.GOOD, "Swap", "Off.")


def clock(facts: Facts) -> NodeCheck:
    """Certificates made under a wrong clock are not valid yet once it is right."""
    if facts.year < BUILT_YEAR:
        return found(
            "clock",
            Level.FATAL,
            "Clock",
            f"It says {facts.year}: K3s's certificates would not be valid.",
            "Set the clock, for example with “timedatectl set-ntp true”.",
        )
    if facts.clock == "unsynchronised":
        return found(
            "clock",
            Level.NOTICE,
            "Clock",
            "It is not kept by a time server.",
            "Run “timedatectl set-ntp true”.",
        )
    return found(
        "clock", Level.GOOD, "Clock", f"It is {facts.clock}." if facts.clock != "unknown" else "Plausible."
    )


def earlier(facts: Facts) -> NodeCheck:
    """A K3s that somebody else set up is not taken over."""
    if facts.foreign:
        return found(
            "earlier",
            Level.FATAL,
            "Earlier K3s",
            "This machine has a K3s that Shopwarden did not install.",
            "Remove it with its own k3s-uninstall.sh after saving what it holds.",
        )
    return found("earlier", Level.GOOD, "Earlier K3s", "None but Shopwarden's own, if any.")


CHECKS: tuple[Callable[[Facts], NodeCheck], ...] = (
    system,
    administrator,
    kernel,
    cgroups,
    contained,
    memory,
    disk,
    filesystem,
    swap,
    clock,
    earlier,
)


def _level(have: float, fatal: float, problem: float, notice: float) -> Level:
    if have < fatal:
        return Level.FATAL
    return Level.PROBLEM if have < problem else Level.NOTICE if have < notice else Level.GOOD
