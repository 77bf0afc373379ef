"""Pure functions: no Flask, no database, no network, no clock of their own."""
