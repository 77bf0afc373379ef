"""Mail and calendar entries to one person at a time."""
