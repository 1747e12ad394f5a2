"""Ten calls that a type checker refuses; each such line says why."""

from paraph.clients.duo import Admin, AsyncAdmin, Auth


def wrong(admin: Admin, auth: Auth) -> None:
    admin.users.list(user_name="ada")  # wrong: a misspelt name
    admin.users.get()  # wrong: no id
    admin.users.get(5)  # wrong: a number as an id
    admin.users.list("ada")  # wrong: by position
    admin.logs.authentication(since=["2h"])  # wrong: a list as a time
    admin.logs.authentication(results=["maybe"])  # wrong: a value that is none
    auth.auth(factor="pigeon", username="ada")  # wrong: a factor that is none
    admin.users.get("DU1")["user_nam"]  # wrong: a misspelt member
    admin.with_options(proxy="http://proxy")  # wrong: no option of a client that is made


async def wrong_with_asyncio(admin: AsyncAdmin) -> None:
    list(admin.users.list())  # wrong: needs async for
