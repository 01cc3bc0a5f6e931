"""Hypothesis profiles: HYPOTHESIS_PROFILE chooses one; without it ``ci``, which tries the same examples everywhere. Messages are English, whatever the locale."""

import os

from hypothesis import settings

settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", max_examples=50, deadline=None, print_blob=True)
settings.register_profile("more", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

os.environ["LANGUAGE"] = "en"
