"""What the training takes of the machine: its own process and those that it started."""

import os
import sys
import time

from .gpus import GpuReader


class SystemSampler:
    """One sample a second. The share of cores is measured from one sample to the next; what cannot be read is absent."""

    def __init__(self):
        self._cpu = None
        self._at = None
        self._gpus = None
        self._total = memory_total()
        self._usage = _USAGE.get(sys.platform, _usage_by_resource)

    def sample(self):
        """Fields of a `system` record, or `None` when nothing can be read."""
        now = time.perf_counter()
        fields = {}
        try:
            cpu, rss = self._usage()
        except (OSError, ValueError, IndexError, AttributeError):
            cpu = rss = None
        if cpu is not None:
            if self._cpu is not None and now > self._at:
                # A child that ended takes its time along.
                fields["cpu"] = round(max(0.0, cpu - self._cpu) / (now - self._at), 3)
            self._cpu, self._at = cpu, now
        if rss is not None:
            fields["rss"] = rss
        used = memory_used()
        if used is not None:
            fields["mem_used"] = used
        if self._total is not None:
            fields["mem_total"] = self._total
        if self._gpus is None:
            self._gpus = GpuReader()
        gpus = self._gpus.read()
        if gpus:
            fields["gpus"] = gpus
        return fields or None

    def close(self):
        if self._gpus is not None:
            self._gpus.close()


def _read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def _usage_of_linux():
    """Seconds of processor time and bytes of memory of all processes of our group: a loader's workers count too."""
    ticks = os.sysconf("SC_CLK_TCK")
    page = os.sysconf("SC_PAGE_SIZE")
    group = os.getpgid(0)
    cpu = rss = 0
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            text = _read("/proc/%s/stat" % name)
        except OSError:
            continue
        # The name stands in parentheses and may hold spaces and parentheses itself, so fields are counted from the last one.
        fields = text[text.rindex(")") + 2 :].split()
        if int(fields[2]) != group:
            continue
        # Processor time of children that have ended is kept with their parent.
        cpu += sum(int(field) for field in fields[11:15])
        rss += _unshared(name, int(fields[21]), page)
    return cpu / ticks, rss


def _unshared(pid, resident, page):
    """Bytes of a process; of what a forked child shares with its parent only its own part is counted."""
    if pid == str(os.getpid()):
        return resident * page
    try:
        fields = _read("/proc/%s/statm" % pid).split()
        return (int(fields[1]) - int(fields[2])) * page
    except (OSError, IndexError, ValueError):
        return 0


def _usage_of_mac():
    import ctypes

    class Usage(ctypes.Structure):
        """`rusage_info_v0` of <libproc.h>; times in units of the mach clock."""

        _fields_ = [("uuid", ctypes.c_uint8 * 16)] + [
            (name, ctypes.c_uint64)
            for name in "user system pkg_idle interrupt pageins wired resident footprint start_abs exit_abs".split()
        ]

    library = ctypes.CDLL("/usr/lib/libproc.dylib", use_errno=True)
    usage = Usage()
    if library.proc_pid_rusage(os.getpid(), 0, ctypes.byref(usage)) != 0:
        raise OSError(ctypes.get_errno(), "proc_pid_rusage")
    return _usage_by_resource()[0], usage.resident


def _usage_of_windows():
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = [("cb", wintypes.DWORD), ("page_faults", wintypes.DWORD)] + [
            (name, ctypes.c_size_t)
            for name in "peak_working_set working_set peak_paged paged peak_nonpaged nonpaged pagefile peak_pagefile".split()
        ]

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
    if not kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb):
        raise OSError("GetProcessMemoryInfo")
    times = os.times()
    return times.user + times.system, counters.working_set


def _usage_by_resource():
    """Where nothing else is known: processor time only, since the peak of memory is not what is in use."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system, None


_USAGE = {"linux": _usage_of_linux, "darwin": _usage_of_mac, "win32": _usage_of_windows}


def memory_total():
    """Bytes of memory that the process may use: the machine's, or less when a control group (a container) limits it."""
    total = None
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        pass
    for limit in _group_files("memory.max", "memory.limit_in_bytes"):
        if total is None or limit < total:
            total = limit
    return total


def memory_used():
    """Bytes in use on the machine, or in the control group that limits us."""
    used = next(_group_files("memory.current", "memory.usage_in_bytes"), None) if _is_limited() else None
    if used is not None:
        # What the kernel keeps of files counts as used there, but it gives it up before anything else.
        cached = next(_group_files("memory.stat", "memory.stat", _inactive_file), 0)
        return max(0, used - cached)
    try:
        facts = dict(line.split(":", 1) for line in _read("/proc/meminfo").splitlines() if ":" in line)
        return (int(facts["MemTotal"].split()[0]) - int(facts["MemAvailable"].split()[0])) * 1024
    except (OSError, KeyError, ValueError):
        return None


def _is_limited():
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return False
    return any(limit < machine for limit in _group_files("memory.max", "memory.limit_in_bytes"))


def _inactive_file(text):
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        if name in ("inactive_file", "total_inactive_file"):
            return int(value)
    raise ValueError("no inactive_file")


def _group_files(name, old_name, parse=int):
    """Numbers in a file of our control group and of those above it; of version 2, else of version 1."""
    try:
        lines = _read("/proc/self/cgroup").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers == "":
            folder, file = "/sys/fs/cgroup", name
        elif "memory" in controllers.split(","):
            folder, file = "/sys/fs/cgroup/memory", old_name
        else:
            continue
        path = path.strip("/")
        while True:
            try:
                yield parse(_read(os.path.join(folder, path, file)))
            except (OSError, ValueError):
                pass
            if not path:
                break
            path = path.rpartition("/")[0]
