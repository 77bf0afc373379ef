"""Abstract suites that every implementation of a contract runs."""
