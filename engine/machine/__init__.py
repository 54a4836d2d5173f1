"""What the machine has and lacks: Qt's system libraries, the display, GPUs, versions. Imports neither Qt nor torch."""
