"""``python -m paraph``, and the program ``paraph``."""

import gc

OBJECTS = 50_000
"""New objects before the garbage collector looks at them; Python's own 700 have it run dozens of times during imports."""


def run() -> None:
    """Run the command line in a process that ends with it."""
    gc.set_threshold(OBJECTS, 10, 10)
    from paraph.cli import main

    try:
        main()
    finally:
        gc.freeze()  # the interpreter then ends without looking at every object again


if __name__ == "__main__":
    run()
