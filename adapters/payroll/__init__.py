"""New colleagues for payroll and the HR core system."""
