"""The secretariat's board: who has sent what, what is open, and the words with which to remind.

=========  ==========================================================
standing   where everybody stands, reckoned from the lists they get
reminder   the text that asks somebody for what is missing
page       the board as one HTML file
=========  ==========================================================
"""

from reportgen.deliver.board.page import board_page
from reportgen.deliver.board.reminder import reminder
from reportgen.deliver.board.standing import Board, Concern, Standing, Status, board

__all__ = ["Board", "Concern", "Standing", "Status", "board", "board_page", "reminder"]
