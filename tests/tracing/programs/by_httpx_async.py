import asyncio

import httpx
from signing import URL, headers


async def main() -> None:
    async with httpx.AsyncClient() as client:
        print((await client.get(URL, headers=headers())).status_code)


asyncio.run(main())
