"""Reading resumes: bytes of any format to fields, each with its confidence and the words it came from."""

from .errors import NoPageImage, ResumeRefused
from .limits import DEFAULT_LIMITS, Limits
from .model import DEGREES, LICENCE_KINDS, Education, Evidence, Field, Licence, Page, ParsedResume, Project, Work
from .reading import parse
from .render import render_page

__all__ = [
    "DEFAULT_LIMITS",
    "DEGREES",
    "LICENCE_KINDS",
    "Education",
    "Evidence",
    "Field",
    "Licence",
    "Limits",
    "NoPageImage",
    "Page",
    "ParsedResume",
    "Project",
    "ResumeRefused",
    "Work",
    "parse",
    "render_page",
]
