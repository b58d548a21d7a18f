"""The commands of `parley`; what a command needs is imported when it runs."""
