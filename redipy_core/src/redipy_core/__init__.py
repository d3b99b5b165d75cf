"""The core of redipy: declared commands, clients, and the plugin layer."""

__version__ = "1.0.0"
