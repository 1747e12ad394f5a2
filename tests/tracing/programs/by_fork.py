import multiprocessing

import requests
from signing import URL, headers


def status(_: int) -> int:
    return requests.get(URL, headers=headers(), timeout=5).status_code


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(*pool.map(status, range(4)))
    print(status(0))
