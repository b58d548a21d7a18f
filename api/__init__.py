"""The doors: command line, HTTP service, settings."""
