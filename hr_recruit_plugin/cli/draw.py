"""``hr-recruit draw``: computes a draw of lots again; needs no host and no database."""

from __future__ import annotations

import click

from ..engines import draw as engine
from ..i18n import N_


@click.command("draw")
@click.argument("items", nargs=-1, required=True)
@click.option("--seed", required=True, help="The seed shown after the draw.")
@click.option("--words", default="", help="The words that the supervisor typed.")
@click.option("--round", "round_", type=click.IntRange(min=1), default=1, show_default=True, help="Round on the record.")
@click.option("--verify", metavar="PROMISE", help="The SHA-256 shown before the draw; exits with 1 when the seed is another.")
def draw(*, items: tuple[str, ...], seed: str, words: str, round_: int, verify: str | None) -> None:
    """Print ITEMS in the order drawn, the way the record of a draw says."""
    try:
        found = engine.order(seed, words, items, round_)
    except ValueError as problem:
        raise click.UsageError(N_("同一个签写了两次。")) from problem
    if verify is not None and engine.promise(seed) != verify.strip().lower():
        click.echo(N_("种子和抽签前公布的承诺对不上。"), err=True)
        raise click.exceptions.Exit(1)
    for place, item in enumerate(found, 1):
        click.echo(f"{place}\t{item}\t{engine.key(seed, words, item, round_)}")
