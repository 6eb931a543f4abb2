"""From departments' workbooks to the official progress report."""
