"""Language models that may propose and never decide."""
