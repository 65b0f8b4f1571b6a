"""How much of the machine's memory this process holds now."""

import os
import sys
from pathlib import Path


def resident() -> int:
    """Return the resident bytes of this process (Linux; elsewhere the most it ever had)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
