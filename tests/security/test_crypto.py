"""Envelopes: whole, in their column, under a known key, or not at all."""

from __future__ import annotations

import base64
import json
import stat
import threading

import pytest

from hr_recruit_plugin.errors import SetupError
from hr_recruit_plugin.security.crypto import KeyMissing, Keyring, add_key, load_keyring

KEY, OTHER, BLIND = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))


def ring(**keys):
    return load_keyring(keys or {"k1": KEY}, BLIND, None)


def test_what_goes_in_comes_out():
    sealed = ring().encrypt("13800000000 林".encode(), "candidate.phone")
    assert b"13800000000" not in sealed
    assert ring().decrypt(sealed, "candidate.phone").decode() == "13800000000 林"


def test_the_same_value_never_looks_the_same():
    assert ring().encrypt(b"x", "c") != ring().encrypt(b"x", "c")


@pytest.mark.parametrize("position", [0, 1, 2, 5, 20, -1])
def test_any_altered_byte_is_found(position):
    sealed = bytearray(ring().encrypt(b"secret", "c"))
    sealed[position] ^= 1
    with pytest.raises((ValueError, KeyMissing)):
        ring().decrypt(bytes(sealed), "c")


@pytest.mark.parametrize("length", [0, 1, 4, 10, 20])
def test_a_cut_value_is_found(length):
    with pytest.raises((ValueError, KeyMissing)):
        ring().decrypt(ring().encrypt(b"secret", "c")[:length], "c")


def test_a_value_moved_to_another_column_is_found():
    sealed = ring().encrypt(b"secret", "candidate.phone")
    with pytest.raises(ValueError, match="altered or belongs elsewhere"):
        ring().decrypt(sealed, "candidate.email")


def test_an_unknown_key_is_named():
    with pytest.raises(KeyMissing, match="k9"):
        ring().decrypt(ring(k9=KEY).encrypt(b"x", "c"), "c")


def test_another_key_of_the_same_name_does_not_open_it():
    with pytest.raises(ValueError):
        ring(k1=OTHER).decrypt(ring(k1=KEY).encrypt(b"x", "c"), "c")


def test_the_last_key_encrypts_and_all_decrypt():
    old = ring(k1=KEY).encrypt(b"x", "c")
    both = ring(k1=KEY, k2=OTHER)
    assert both.split(both.encrypt(b"x", "c"))[0] == "k2"
    assert both.decrypt(old, "c") == b"x"


def test_a_blind_index_finds_equals_within_one_column_alone():
    assert ring().blind_index("138", "phone") == ring().blind_index("138", "phone")
    assert ring().blind_index("138", "phone") != ring().blind_index("138", "email")
    assert ring().blind_index("138", "phone") != load_keyring({"k1": KEY}, OTHER, None).blind_index("138", "phone")


def test_the_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "instance" / "keys.json"
    first = load_keyring({}, None, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load_keyring({}, None, file).decrypt(first.encrypt(b"x", "c"), "c") == b"x"


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    file, found = tmp_path / "keys.json", []
    threads = [threading.Thread(target=lambda: found.append(load_keyring({}, None, file).primary)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_running_process_takes_up_a_key_that_another_one_added(tmp_path):
    file = tmp_path / "keys.json"
    running = load_keyring({}, None, file)
    key_id = add_key(file)
    sealed = load_keyring({}, None, file).encrypt(b"x", "c")
    assert running.decrypt(sealed, "c") == b"x"
    assert running.primary == key_id


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "restore"),
        ("{}", "restore"),
        (json.dumps({"keys": {}, "blind_key": BLIND}), "no encryption key"),
        ("[]", "restore"),
    ],
)
def test_a_broken_key_file_is_said_to_be_broken(tmp_path, content, told):
    file = tmp_path / "keys.json"
    file.write_text(content)
    with pytest.raises(SetupError, match=told):
        load_keyring({}, None, file)


@pytest.mark.parametrize("key", ["not base64!", base64.b64encode(b"short").decode()])
def test_a_wrong_key_is_named(key):
    with pytest.raises(SetupError, match="k1"):
        ring(k1=key)


def test_keys_need_a_blind_key():
    with pytest.raises(SetupError, match="HR_RECRUIT_BLIND_KEY"):
        load_keyring({"k1": KEY}, None, None)


def test_a_key_id_has_a_sensible_length():
    with pytest.raises(SetupError, match="key id"):
        Keyring({"x" * 65: b"1" * 32}, b"2" * 32)


def test_the_key_file_is_plain_json_that_can_be_backed_up(tmp_path):
    load_keyring({}, None, tmp_path / "keys.json")
    assert set(json.loads((tmp_path / "keys.json").read_text())) == {"keys", "blind_key"}
