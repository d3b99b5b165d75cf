"""Random scripts, for comparing one backend with another."""
