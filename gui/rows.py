"""What all tables of the window share: whole rows of one line, without a grid, to be chosen and not edited."""

from PySide6.QtWidgets import QAbstractItemView, QTableView


def show_as_rows(table: QTableView, padding: int) -> None:
    """Let a table be rows, each ``padding`` pixels higher than a line of text."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + padding)
    table.horizontalHeader().setHighlightSections(False)
