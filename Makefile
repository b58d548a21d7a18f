# Shorthands for run.py, which needs only Python.
.PHONY: demo test lock

demo test:
	python3 run.py $@

# Pin anew, for every supported Python and platform; `make lock UPGRADE=--upgrade` moves the pins.
lock:
	uv pip compile pyproject.toml --group dev --group build -o requirements-dev.txt $(PIN)
	uv pip compile pyproject.toml --group build -c requirements-dev.txt -o requirements.txt $(PIN)

PIN = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)
