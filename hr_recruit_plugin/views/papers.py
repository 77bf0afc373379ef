"""Papers of a written exam as PDF, for HR and for the candidate."""

from __future__ import annotations

from flask import Response, make_response

from ..services import exam_papers, letters


def pdf(found: exam_papers.Papers, what: str, name: str) -> Response:
    """Papers drawn; nobody in between keeps a copy."""
    answer = make_response(letters.draw(f"exams/{what}.html", papers=found, exam=found.exam))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
