"""Adapters against real servers, and the fixtures that start those servers on 127.0.0.1."""
