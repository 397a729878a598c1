"""Runs a training program as it is and records what it does. Standard library only; Python 3.9 and newer."""
