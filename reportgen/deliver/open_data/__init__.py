"""Open data: what the public gets besides the document, as tables of one value a cell.

=======  ======================================================================
tables   the report → tables; what is not named there does not leave the house
fields   a field of the layout → its columns
files    tables → CSV, JSON, the list of columns, and a word to readers
=======  ======================================================================

Source: 総務省「統計表における機械判読可能なデータ作成に関する表記方法」(2020): a value a cell, numbers bare, units and
years said, no merged cells, no marks among numbers.
"""

from reportgen.deliver.open_data.files import open_data
from reportgen.deliver.open_data.tables import About, public_tables

__all__ = ["About", "open_data", "public_tables"]
