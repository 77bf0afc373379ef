"""``flask recruit …`` for an installation, ``hr-recruit …`` for what needs no host and no database.

Subcommands are imported when called: ``hr-recruit parse`` starts without Flask, SQLAlchemy and the solver.
"""

from __future__ import annotations

from .lazy import LazyGroup

STANDALONE = {
    "parse": (".parse:parse", "Read resumes and print what was found."),
    "rank": (".rank:rank", "Score and rank resumes against a job."),
    "plan": (".plan:plan", "Plan interviews for a scheduling problem."),
    "seats": (".seats:seats", "Seat the candidates of a written exam."),
    "draw": (".draw:draw", "Compute a draw of lots again."),
    "doctor": (".doctor:standalone", "Check this machine and say how to mend what is wrong."),
    "demo": (".demo:demo", "Run the whole recruitment journey in a sample hospital OA, then serve it."),
}

INSTALLED = STANDALONE | {
    "audit": (".audit:audit", "Verify the audit chain."),
    "db": (".db:db", "Create, upgrade and check the tables."),
    "doctor": (".doctor:doctor", "Check this installation and say how to mend what is wrong."),
    "import": (".imports:import_", "Import a folder or zip of resumes into a job."),
    "keys": (".keys:keys", "Show and rotate the encryption keys."),
    "retention": (".retention:retention", "Take out people whose time is over."),
    "work": (".work:work", "Deliver what waits in the outbox."),
}

recruit = LazyGroup(
    "recruit", commands=INSTALLED, package=__name__, help="Recruitment: tables, keys, deliveries, imports."
)
main = LazyGroup("hr-recruit", commands=STANDALONE, package=__name__, help="Recruitment tools that need no host.")
