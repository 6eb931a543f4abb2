"""What the secretariat decides, read from files: the layout (``layout.toml``) and the plan master (``plan.xlsx``)."""
