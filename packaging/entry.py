"""Where the installed program starts: the same as ``python -m sspdesk``."""

import sys

from sspdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
