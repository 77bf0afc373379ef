"""What is printed: PDF answers, and the papers of a written exam for HR and for the candidate."""

from __future__ import annotations

from flask import Response

from ..services import exam_papers, letters


def pdf_answer(content: bytes, name: str) -> Response:
    """Shown by the browser, saved as ``name``; nobody in between keeps a copy."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def exam_pdf(found: exam_papers.Papers, what: str, name: str) -> Response:
    return pdf_answer(letters.draw(f"exams/{what}.html", papers=found, exam=found.exam), name)
