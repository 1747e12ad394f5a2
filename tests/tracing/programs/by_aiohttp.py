import asyncio

import aiohttp
from signing import URL, headers


async def main() -> None:
    async with aiohttp.ClientSession() as session, session.get(URL, headers=headers()) as reply:
        print(reply.status)


asyncio.run(main())
