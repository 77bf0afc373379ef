"""Parts of ``make_samples.py``: people, wording, and one module for each kind of file."""
