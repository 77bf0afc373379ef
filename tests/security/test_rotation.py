"""Moving every encrypted value to a new key."""

from __future__ import annotations

import itertools

import pytest

from hr_recruit_plugin.errors import SetupError
from hr_recruit_plugin.models import AuditEntry, Candidate, Document
from hr_recruit_plugin.security.crypto import Keyring
from hr_recruit_plugin.services import keys
from hr_recruit_plugin.services.unit import unit_of_work

VALUES = 47  # 45 phones, one document's content and what was read in it


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def database_uri(request, tmp_path, migrated_database):
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    import shutil

    shutil.copy(migrated_database, tmp_path / "recruit.db")
    return f"sqlite:///{tmp_path / 'recruit.db'}"


@pytest.fixture
def state(app, candidates):
    return app.extensions["hr_recruit"]


def phones():
    with unit_of_work(write=False) as unit:
        return {person.phone for person in unit.session.query(Candidate).populate_existing()}


def test_every_value_moves_to_the_new_key(state):
    old, new = state.keyring.primary, keys.new_key(state)
    assert keys.stale_count(state.keyring) == VALUES
    assert {move.outcome for move in keys.reencrypt(state)} == {"moved"}
    assert keys.usage(state.keyring) == {old: 0, new: VALUES, "?": 0}
    assert len(phones()) == 45


def test_the_old_key_is_no_longer_needed(state):
    keys.new_key(state)
    list(keys.reencrypt(state))
    new = state.keyring.primary
    state.keyring._ciphers = {new: state.keyring._ciphers[new]}
    with unit_of_work(write=False) as unit:
        assert unit.session.query(Document).one().content == b"pdf"


def test_interrupted_it_goes_on_where_it_stopped(state):
    keys.new_key(state)
    list(itertools.islice(keys.reencrypt(state), 25))
    left = keys.stale_count(state.keyring)
    assert 0 < left < VALUES
    assert len(list(keys.reencrypt(state))) == left
    assert keys.stale_count(state.keyring) == 0


def test_a_version_that_people_see_does_not_change(state):
    keys.new_key(state)
    list(keys.reencrypt(state))
    with unit_of_work(write=False) as unit:
        actions = [entry.action for entry in unit.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions == ["keys.added", "keys.rotated"]


def test_what_cannot_be_read_is_named_and_left_alone(state, candidates):
    with state.engine.begin() as connection:
        bad = state.keyring.encrypt(b"x", "elsewhere")
        table = Candidate.__table__
        from sqlalchemy import LargeBinary, type_coerce, update

        where = table.c.id == candidates[3]
        connection.execute(update(table).where(where).values(phone=type_coerce(bad, LargeBinary)))
    keys.new_key(state)
    unreadable = [move for move in keys.reencrypt(state) if move.outcome == "unreadable"]
    assert [(move.column, move.row_id) for move in unreadable] == [("hr_recruit_candidate.phone", candidates[3])]
    assert keys.stale_count(state.keyring) == 1


def test_keys_of_the_configuration_are_added_by_the_operator(state):
    configured = Keyring({"a": b"1" * 32}, b"2" * 32)
    state.keyring = configured
    with pytest.raises(SetupError, match="HR_RECRUIT_KEYS"):
        keys.new_key(state)
    assert keys.usage(configured) == {"a": 0, "?": VALUES}


def test_every_encrypted_column_is_bound_to_its_own_name():
    contexts = [column.type.context for _, column in keys.encrypted_columns()]
    assert len(contexts) == len(set(contexts))
    for table, column in keys.encrypted_columns():
        assert column.type.context == f"{table.name.removeprefix('hr_recruit_')}.{column.name}"
