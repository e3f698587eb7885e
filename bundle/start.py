"""What a packaged program starts with: it becomes one like any other, then runs the command line."""

import sys

from helper.installed import set_up

sys.argv[1:] = set_up(sys.argv)

from helper.program import main  # noqa: E402  after the environment is the person's again

main()
