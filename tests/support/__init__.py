"""What tests share: a small host, and helpers that are no fixtures."""
