"""``./netwright`` on machines that lack one thing or another: stubs stand for its programs and record calls."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli import COMMANDS
from engine.machine.qt import qt_libraries

ROOT = Path(__file__).parents[2]
QT_PACKAGES = list(dict.fromkeys(library.package for library in qt_libraries() if library.purpose == "qt"))
X_PACKAGES = list(dict.fromkeys(library.package for library in qt_libraries() if library.purpose == "x"))
APT = "apt-get -qq -o DPkg::Lock::Timeout=120"
UV_STUB = """
if [[ $1 == --version ]]; then exit 0; fi
echo "uv $* in $PWD venv=${VIRTUAL_ENV-none}" >>"$CALLS"
exit ${UV_EXIT-0}
"""


@dataclass
class Machine:
    """A machine whose PATH holds nothing but a few basics and the stubs that a test puts there."""

    bin: Path
    project: Path
    calls_file: Path
    libraries: Path
    elsewhere: Path

    def stub(self, name: str, body: str = "", where: Path | None = None) -> None:
        stub = (where or self.bin) / name
        stub.write_text(f'#!{shutil.which("bash")}\n{body or f"""echo "{name} $*" >>"$CALLS" """}\n')
        stub.chmod(0o755)

    def has_libraries(self, *purposes: str, architecture: str = "libc6,x86-64") -> None:
        sonames = [library.soname for library in qt_libraries() if library.purpose in purposes]
        self.libraries.write_text("".join(f"\t{name} ({architecture}) => /lib/{name}\n" for name in sonames))

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run_script(self.project / "netwright", *arguments, **environment)

    def run_script(self, script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [shutil.which("bash") or "bash", str(script), *arguments],
            env={"PATH": str(self.bin), "CALLS": str(self.calls_file), **environment},
            cwd=self.elsewhere,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An ordinary Debian, used by root without a display: uv, all of Qt's libraries, apt-get, no sudo."""
    made = Machine(tmp_path / "bin", tmp_path / "pro ject", tmp_path / "calls", tmp_path / "ldconfig", tmp_path / "cwd")
    for folder in (made.bin, made.project / "resources", made.elsewhere):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "netwright", made.project)
    shutil.copy(ROOT / "resources" / "qt-libraries.txt", made.project / "resources")
    for tool in ("dirname", "readlink", "cat", "mkdir", "chmod"):
        (made.bin / tool).symlink_to(shutil.which(tool) or "")
    made.stub("uv", UV_STUB)
    made.stub("uname", "echo Linux")
    made.stub("id", "echo ${USER_ID-0}")
    made.stub("ldconfig", f'echo ldconfig >>"$CALLS"; cat "{made.libraries}"')
    made.stub("apt-get", 'echo "apt-get $*" >>"$CALLS"; echo "apt\'s own words"; exit ${APT_EXIT-0}')
    made.stub("env", 'echo "env $1" >>"$CALLS"; shift; exec "$@"')
    made.has_libraries("qt", "x")
    return made


def apt_calls(machine: Machine) -> list[str]:
    return [call for call in machine.calls if call.startswith(("apt-get", "sudo"))]


def test_with_everything_there_the_window_opens_without_a_word(machine: Machine) -> None:
    done = machine.run("my project.netwright", DISPLAY=":0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls[-1].startswith(
        f"uv run --project {machine.project} {machine.project}/app.py my project.netwright in {machine.elsewhere}"
    )
    assert apt_calls(machine) == []


def test_an_active_environment_of_another_project_is_left_aside(machine: Machine) -> None:
    machine.run(VIRTUAL_ENV="/somewhere/else")
    assert machine.calls[-1].endswith("venv=none")


def test_the_exit_code_of_the_program_is_passed_on(machine: Machine) -> None:
    assert machine.run("train", UV_EXIT="2").returncode == 2


def test_a_link_to_the_script_finds_the_project(machine: Machine) -> None:
    link = machine.elsewhere / "nw"
    link.symlink_to(machine.project / "netwright")
    assert machine.run_script(link).returncode == 0
    assert f"--project {machine.project} " in machine.calls[-1]


def test_root_gets_the_missing_libraries_installed_and_is_told_so(machine: Machine) -> None:
    machine.has_libraries("x")
    done = machine.run()
    assert done.returncode == 0
    assert f"installing {' '.join(QT_PACKAGES)}\n" in done.stderr
    assert apt_calls(machine) == [f"{APT} update", f"{APT} install -y --no-install-recommends {' '.join(QT_PACKAGES)}"]
    assert "apt's own words" not in done.stderr
    assert machine.calls[-1].startswith("uv run")


def test_only_the_missing_library_is_installed(machine: Machine) -> None:
    lines = machine.libraries.read_text().splitlines(keepends=True)
    machine.libraries.write_text("".join(line for line in lines if "libEGL" not in line))
    machine.run()
    assert apt_calls(machine)[-1].endswith("--no-install-recommends libegl1")


def test_a_library_for_32_bit_programs_does_not_count(machine: Machine) -> None:
    machine.has_libraries("qt", architecture="libc6")
    machine.run()
    assert apt_calls(machine)[-1].endswith(" ".join(QT_PACKAGES))


def test_another_user_installs_through_sudo(machine: Machine) -> None:
    machine.has_libraries()
    machine.stub("sudo", 'echo "sudo $*" >>"$CALLS"; exec "$@"')
    assert machine.run(USER_ID="1000").returncode == 0
    assert [call for call in apt_calls(machine) if call.startswith("sudo")] == [
        f"sudo env DEBIAN_FRONTEND=noninteractive {APT} update",
        f"sudo env DEBIAN_FRONTEND=noninteractive {APT} install -y --no-install-recommends {' '.join(QT_PACKAGES)}",
    ]


def test_without_sudo_the_exact_line_is_printed_and_nothing_starts(machine: Machine) -> None:
    machine.has_libraries()
    done = machine.run(USER_ID="1000")
    assert done.returncode == 1
    assert f"as root run: apt-get update && apt-get install -y {' '.join(QT_PACKAGES)}\n" in done.stderr
    assert machine.calls == ["ldconfig"]


@pytest.mark.parametrize(("user", "line"), [("0", "apt-get install -y"), ("1000", "sudo apt-get install -y")])
def test_a_failed_installation_prints_the_exact_line_and_stops(machine: Machine, user: str, line: str) -> None:
    machine.has_libraries()
    machine.stub("sudo", 'exec "$@"')
    done = machine.run(USER_ID=user, APT_EXIT="100")
    assert done.returncode == 1
    assert "apt's own words" in done.stderr
    assert done.stderr.endswith(f"then start again: {line} {' '.join(QT_PACKAGES)}\n")
    assert not any(call.startswith("uv run") for call in machine.calls)


def test_a_system_without_apt_names_the_missing_libraries_and_stops(machine: Machine) -> None:
    machine.has_libraries("x")
    (machine.bin / "apt-get").unlink()
    done = machine.run()
    assert done.returncode == 1
    assert "libGL.so.1" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_system_other_than_linux_is_not_asked_for_libraries(machine: Machine) -> None:
    machine.has_libraries()
    machine.stub("uname", "echo Darwin")
    assert machine.run().returncode == 0
    assert "ldconfig" not in machine.calls


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, QT_PACKAGES),
        ({"DISPLAY": ":0"}, QT_PACKAGES + X_PACKAGES),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, QT_PACKAGES),
        ({"WAYLAND_DISPLAY": "wayland-0"}, QT_PACKAGES),
    ],
)
def test_the_libraries_of_x_are_wanted_on_an_x_display_only(
    machine: Machine, environment: dict[str, str], expected: list[str]
) -> None:
    machine.has_libraries()
    machine.run(**environment)
    assert apt_calls(machine)[-1].endswith("--no-install-recommends " + " ".join(expected))


@pytest.mark.parametrize("command", [*COMMANDS, "--help", "-h", "--version"])
def test_a_command_of_the_terminal_needs_nothing_of_qt(machine: Machine, command: str) -> None:
    machine.has_libraries()
    done = machine.run(command, "--json", "two words", DISPLAY=":0")
    assert (done.returncode, done.stderr) == (0, "")
    assert [call.partition(" in ")[0] for call in machine.calls] == [
        f"uv run --project {machine.project} {machine.project}/app.py {command} --json two words"
    ]


def test_the_tests_run_in_the_project_with_their_arguments_after_the_set_up(machine: Machine) -> None:
    machine.has_libraries()
    machine.run("test", "-k", "a or b")
    assert apt_calls(machine)[-1].endswith(" ".join(QT_PACKAGES))
    assert machine.calls[-1].startswith(f"uv run pytest -k a or b in {machine.project}")


PYTHON_STUB = """
echo "python3 $*" >>"$CALLS"
case $1 in
    -c) exit ${PYTHON_OLD-0} ;;
    -m)
        [[ -z ${NO_VENV-} ]] || exit 1
        mkdir -p "$4/bin"
        cat >"$4/bin/python" <<END
#!$BASH
echo "pip \\$*" >>"\\$CALLS"
[[ -z \\${NO_NETWORK-} ]] || exit 1
cp "$STUBS/uv-to-come" "$4/bin/uv"
END
        chmod +x "$4/bin/python" ;;
esac
"""


@pytest.fixture
def without_uv(machine: Machine) -> Machine:
    """The same machine without uv, with a python3 whose venv and pip bring it."""
    (machine.bin / "uv").rename(machine.bin / "uv-to-come")
    (machine.bin / "cp").symlink_to(shutil.which("cp") or "")
    machine.stub("python3", PYTHON_STUB.replace("$STUBS", str(machine.bin)))
    return machine


def test_uv_is_fetched_once_where_it_is_missing(without_uv: Machine) -> None:
    first = without_uv.run("doctor")
    assert first.returncode == 0
    assert "getting uv" in first.stderr
    calls = without_uv.calls
    assert calls[1] == f"python3 -m venv --clear {without_uv.project}/.tools"
    assert calls[2].startswith("pip -m pip install --quiet --disable-pip-version-check uv==")
    assert calls[3].startswith("uv run --project")
    second = without_uv.run("doctor")
    assert second.stderr == ""
    assert without_uv.calls[len(calls) :] == [calls[3]]


def test_a_uv_that_does_not_work_counts_as_missing(without_uv: Machine) -> None:
    without_uv.stub("uv", "echo 'uv: command not found' >&2; exit 127")
    assert without_uv.run("doctor").returncode == 0
    assert (without_uv.project / ".tools" / "bin" / "uv").exists()


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"PYTHON_OLD": "1"}, "Python 3.11 or newer is needed, and python3 here is"),
        (
            {"NO_VENV": "1"},
            "Python's venv and pip are needed; on Debian: sudo apt-get install python3-venv python3-pip",
        ),
        ({"NO_NETWORK": "1"}, "uv could not be installed"),
    ],
)
def test_what_stands_in_the_way_of_uv_is_said_in_one_line(
    without_uv: Machine, lacking: dict[str, str], sentence: str
) -> None:
    done = without_uv.run(**lacking)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"netwright: {sentence}")


def test_a_machine_without_python_is_told_so_in_one_line(machine: Machine) -> None:
    (machine.bin / "uv").unlink()
    done = machine.run()
    assert done.returncode == 1
    assert done.stderr.startswith("netwright: Python 3.11 or newer is needed")
    assert done.stderr.count("\n") == 1


def test_the_script_is_executable_and_short() -> None:
    assert os.access(ROOT / "netwright", os.X_OK)
    assert len((ROOT / "netwright").read_text().splitlines()) <= 80
