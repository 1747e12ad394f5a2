"""``python -m paraph``."""

from paraph.cli import main

if __name__ == "__main__":
    main()
