"""Keywork Desktop: who is due a key work session and why, who sees whom, and the four-week rota."""

__version__ = "0.1.0"
