"""Opening *Run elsewhere* for the project at hand, and doing what its buttons ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.files import write_atomically
from engine.project import SUFFIX, Project, save_project
from engine.text import NetwrightError
from gui.training.background import BackgroundTask
from gui.translation import say

if TYPE_CHECKING:
    from engine.distributed.places import Place, SlurmCluster, ThisMachine
    from gui.elsewhere.dialog import ElsewhereDialog
    from gui.main_window import MainWindow


class RunElsewhere(QObject):
    """Remembers what a person said of each kind of place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self.dialog: ElsewhereDialog | None = None
        self._submission = BackgroundTask("submit-job", self)
        self._submission.done.connect(self._submitted)
        self._submission.failed.connect(self._refused)
        window.controls.ways_button.elsewhere.connect(self.open)

    def open(self) -> None:
        """Show the dialog."""
        from engine.distributed.places import AnotherMachine, SlurmCluster, ThisMachine, of_kind, short_name
        from engine.distributed.submit import way_to_submit
        from gui.elsewhere.dialog import ElsewhereDialog

        self._project = project = self._window.document.project
        remembered = self._window.preferences.text
        places = (
            ThisMachine(),
            of_kind(AnotherMachine, remembered("place_AnotherMachine"), project.title),
            of_kind(SlurmCluster, remembered("place_SlurmCluster"), project.title),
        )
        file = self._window.files.path or Path.home() / f"{short_name(project.title)}{SUFFIX}"
        files = (file, self._window.store.free_folder(project))
        self.dialog = dialog = ElsewhereDialog(project, places, files, way_to_submit() is not None, self._window)
        dialog.startWanted.connect(self._start)
        dialog.saveWanted.connect(self._save)
        dialog.submitWanted.connect(self._submit)
        dialog.finished.connect(self._closed)
        dialog.open()

    def stop(self) -> None:
        """End the threads; for closing the window."""
        self._submission.stop_and_wait()
        if self.dialog is not None:
            self.dialog.stop()

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.stop()
            for page in dialog.pages[1:]:
                self._window.preferences.remember(
                    **{f"place_{type(page.place).__name__}": page.place.model_dump_json()}
                )
            dialog.deleteLater()

    def _start(self, place: ThisMachine) -> None:
        from engine.distributed.launched import launched_job

        assert self._project is not None
        try:
            self._window.session.refuse_a_second_job()
            job = launched_job(self._project, place, self._window.store)
            self._window.session.follow(job)
        except NetwrightError as error:
            self._tell_error(error)
        except OSError as error:
            self._tell(self.tr("It cannot be started: {reason}").format(reason=error.strerror or str(error)), bad=True)
        else:
            if self.dialog is not None:
                self.dialog.accept()

    def _save(self, place: Place) -> Path | None:
        """Ask for the project's file, and write it and the script beside it; returns the script."""
        dialog, project = self.dialog, self._project
        if dialog is None or project is None:
            return None
        known = getattr(place, "project", None)
        suggestion = str(dialog.files[0] if known is None else Path.home() / Path(known).name)
        name, _ = QFileDialog.getSaveFileName(dialog, self.tr("Save project and script"), suggestion)
        if not name:
            return None
        file = Path(name).with_suffix(SUFFIX)
        script = file.with_suffix(".sh")
        try:
            save_project(project, file)
            dialog.saved(file)
            write_atomically(script, dialog.text().encode())
        except NetwrightError as error:
            self._tell_error(error)
            return None
        except OSError as error:
            self._tell(self.tr("It cannot be saved: {reason}").format(reason=error.strerror or str(error)), bad=True)
            return None
        self._tell(self.tr("Saved {project} and {script}.").format(project=file, script=script))
        return script

    def _submit(self, place: SlurmCluster) -> None:
        from engine.distributed.submit import submit

        script = self._save(place)
        if script is not None and self._project is not None:
            title = self._project.title
            self._submission.start(lambda _handle: submit(place, title, script))

    def _submitted(self, number: str) -> None:
        text = self.tr("Slurm has taken the job; its number is {number}. Follow its run from the run's folder.")
        self._tell(text.format(number=number))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NetwrightError):
            self._tell_error(error)
        else:
            self._tell(str(error), bad=True)

    def _tell_error(self, error: NetwrightError) -> None:
        self._tell(say(error.text) if error.hint is None else f"{say(error.text)} {say(error.hint)}", bad=True)

    def _tell(self, words: str, *, bad: bool = False) -> None:
        if self.dialog is not None:
            self.dialog.tell(words, "error" if bad else "success")
