"""render/to_docx."""
