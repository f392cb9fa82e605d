#!/usr/bin/env python
"""The command line of the site: `python manage.py help`."""

import os
import sys
from pathlib import Path

# Compiled modules go where everything else that the site writes goes.
if sys.pycache_prefix is None:
    sys.pycache_prefix = str(Path(__file__).resolve().parent / "var" / "pycache")


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviesite.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as refusal:
        sys.exit(f"moviesite: {refusal}")


if __name__ == "__main__":
    main()
