"""The parts of the main window that belong to no place: choosing a place, menus, files, notices, the pad's answers."""
