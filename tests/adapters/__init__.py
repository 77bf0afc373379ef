"""Adapters against scripted remotes that go wrong on demand; the real servers are in tests/peers."""
