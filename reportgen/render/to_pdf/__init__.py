"""render/to_pdf."""
