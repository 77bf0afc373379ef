"""New colleagues for the hospital information system."""
