"""The fixtures themselves: databases are fresh, and a peer that cannot run is never passed over silently in CI."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.peers.gnuhealth_server import GnuHealthServer
from tests.peers.postgres import PostgresCluster
from tests.peers.process import require_peer


def test_a_missing_peer_skips_on_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="run install"):
        require_peer("his", "run install")


def test_a_missing_peer_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="his"):
        require_peer("his", "run install")


@pytest.mark.peer
@pytest.mark.parametrize("run", [1, 2])
def test_each_test_gets_an_empty_database(postgres_url: str, run: int) -> None:
    engine = create_engine(postgres_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE leftover (id int)"))
        assert connection.scalar(text("SHOW server_encoding")) == "UTF8"
    engine.dispose()


@pytest.mark.peer
def test_a_used_database_goes_away(postgres_cluster: PostgresCluster) -> None:
    with psycopg.connect(postgres_cluster.create_database("in_use")):
        postgres_cluster.drop_database("in_use")
    assert ("in_use",) not in postgres_cluster.sql("SELECT datname FROM pg_database")


@pytest.mark.peer
def test_gnuhealth_keeps_its_data_over_a_restart(gnuhealth: GnuHealthServer) -> None:
    party = gnuhealth.client().create(
        "party.party", {"name": "王", "gender": "f", "is_person": True, "fed_country": None}
    )
    gnuhealth.restart()
    assert [row["id"] for row in gnuhealth.client().rows("party.party", [["name", "=", "王"]], ["name"])] == [party]
