"""SPARQL from outside: what may be asked, how it is answered, and how a runaway is ended."""
