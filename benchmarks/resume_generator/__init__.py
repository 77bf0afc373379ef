"""Resumes of invented people in designs of our own, to measure how well the reader generalises.

``python -m benchmarks.resume_generator OUT --count 120 --seed 7 [--held-out]`` writes files and ``gold.jsonl``. Nobody exists:
phone numbers carry ``00`` as digits 4 and 5, ID numbers a county code that is not assigned, e-mail the reserved domains.
"""
