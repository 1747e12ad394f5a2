from requests_oauthlib import OAuth1Session

session = OAuth1Session(
    "ck-example", client_secret="consumer-secret", resource_owner_key="token", resource_owner_secret="token-secret"
)
print(session.get("https://gallery.example.com/gallery/api/v1/users/?b=2&a=1").status_code)
