"""`python -m napl_analysis` is `napl`."""

import sys

from napl_analysis.cli import main

sys.exit(main())
