"""To-do entries and new colleagues for the OA that hosts the plugin."""
