"""``python -m redipy``."""

import sys

from redipy.cli import main

sys.exit(main())
