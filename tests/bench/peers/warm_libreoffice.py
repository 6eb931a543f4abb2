"""One conversion by a LibreOffice that is running. ``python warm_libreoffice.py PORT IN.docx OUT.pdf``.

Prints the seconds of the call alone, without this process.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from unoserver.client import UnoClient

CLIENT = UnoClient(server="127.0.0.1", port=sys.argv[1])
START = time.perf_counter()
CLIENT.convert(
    inpath=str(Path(sys.argv[2]).resolve()),
    outpath=str(Path(sys.argv[3]).resolve()),
    convert_to="pdf",
    filter_options=["UseTaggedPDF=true"],
)
print(time.perf_counter() - START)
