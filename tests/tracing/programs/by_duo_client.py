"""Makes a user and logs in, then lets another process look at what came of it."""

import subprocess
import sys

import duo_client

KEYS = ("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00", "api-example0.duosecurity.com")
admin, auth = duo_client.Admin(*KEYS), duo_client.Auth(*KEYS)
if sys.argv[1:] == ["look"]:
    (user,) = admin.get_users_by_name("lena.okafor")
    print(user["phones"][0]["number"], [record["action"] for record in admin.get_administrator_log()][-1])
else:
    user = admin.add_user("lena.okafor")
    phone = admin.add_phone(number="+12015550123", type="mobile", platform="apple ios")
    admin.add_user_phone(user["user_id"], phone["phone_id"])
    print(auth.preauth(username="lena.okafor")["result"], flush=True)
    print(len(list(admin.get_users_iterator())), flush=True)
    subprocess.run([sys.executable, __file__, "look"], check=True)
