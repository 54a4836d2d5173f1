"""Why a network answers as it does: maps over one image of what speaks for a class and against it."""
