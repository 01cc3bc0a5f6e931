"""``python -m gongkai`` -> the command."""

import sys

from gongkai.cli import main

sys.exit(main())
