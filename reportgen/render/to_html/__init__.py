"""render/to_html."""
