"""``demo``: the whole journey in a sample hospital OA, in front of the reader's eyes."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--once", is_flag=True, help="Run the journey and exit instead of serving the sample OA.")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True, help="Where to serve.")
@click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the sample OA lives and what is delivered lands; a new temporary folder by default.",
)
def demo(once: bool, port: int, directory: Path | None) -> None:
    """Run recruitment on sample resumes: read, score, rank, plan, offer, deliver. Then serve the sample OA.

    It has a database, keys and outside systems of its own; nothing of a real installation is touched.
    """
    from ..demo.show import run

    try:
        run(click.echo, once=once, port=port, directory=directory)
    except OSError as problem:
        raise click.ClickException(f"can't serve on port {port}: {problem.strerror}. Choose another with --port.") from problem
