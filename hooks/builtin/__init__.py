"""The product's own behaviours, one a file, each a hook implementation an admin can switch, order and set up."""

BUILTIN: dict[str, type] = {}
