"""Servers that speak OAuth 1.0a, and what each does beyond RFC 5849; one row for each server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.servers import Habit, Server
from paraph.schemes.oauth1 import dialects
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.schemes.oauth1.signing import OAuthClaims

    Test = Callable[[Request, OAuthClaims], bool]

JSON_TYPE = "application/json"


def methods_except(*accepted: str) -> Test:
    """Return a test for signature methods other than these."""
    return lambda _request, claims: claims.method not in accepted


def placements_except(*accepted: str) -> Test:
    """Return a test for parameters that travel elsewhere than in these places."""
    return lambda _request, claims: claims.placement not in accepted


def has_body_of_type(media_type: str) -> Test:
    """Return a test for a body of that type."""
    return lambda request, _claims: bool(request.body) and request.media_type == media_type


def is_form_for_v2(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether a form goes to version 2 of Twitter's API."""
    return request.path.startswith("/2/") and bool(request.body) and request.media_type == FORM_TYPE


def is_json_for_v1(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether JSON goes to version 1.1 of Twitter's API, except to its direct messages and media metadata."""
    own = ("/1.1/direct_messages/", "/1.1/media/metadata/")
    return request.path.startswith("/1.1/") and request.media_type == JSON_TYPE and not request.path.startswith(own)


def is_https(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether a request goes over TLS."""
    return request.scheme.lower() == "https"


def always(_request: Request, _claims: OAuthClaims) -> bool:
    """Return True: the server refuses every request of this scheme."""
    return True


def lacks_body_hash(request: Request, claims: OAuthClaims) -> bool:
    """Return whether a body that is not a form has no oauth_body_hash."""
    return bool(request.body) and request.media_type != FORM_TYPE and not claims.value("oauth_body_hash")


def lacks_restlet_numbers(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether the address of a RESTlet lacks the parameter script or deploy."""
    names = {name for name, _ in parse_form(request.query)}
    return request.path.endswith("/restlet.nl") and not {"script", "deploy"} <= names


def has_encoded_slash(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether the path has a slash that is percent-encoded."""
    return "%2f" in request.path.lower()


def has_no_user_agent(request: Request, _claims: OAuthClaims) -> bool:
    """Return whether there is no User-Agent header."""
    return not request.header("user-agent")


WOO = "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/"
WOO_REST, WOO_LEGACY = WOO + "class-wc-rest-authentication.php", WOO + "legacy/api/v3/class-wc-api-authentication.php"
WP = "https://github.com/WP-API/OAuth1/blob/master/lib/class-wp-rest-oauth1.php"
MAGENTO = "https://github.com/magento/magento2/blob/2.4-develop/lib/internal/Magento/Framework/Oauth/"
MASTERCARD = "https://github.com/Mastercard/oauth1-signer-python"
TUMBLR = "https://github.com/tumblr/docs/blob/master/api.md"
BRICKLINK = "http://apidev.bricklink.com/redmine/projects/bricklink-api/wiki/Authorization"
NETSUITE = "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/"
LTI_MARK = "lti_message_type=basic-lti-launch-request"

PHP_ARRAYS = {oauth1.signed_parameters: dialects.php_parameters}
DECODED_AGAIN = {oauth1.encoded_parameters: dialects.parameters_decoded_again}
MULTIPART = {oauth1.form_parameters: dialects.fields_of_multipart}
ONCE = "takes each parameter once: of equal names it signs the last one, and it numbers names that end with []"
AGAIN = "decodes each parameter once more before it signs, so a value with % in it is signed as another value"
WOO_METHODS = methods_except("HMAC-SHA1", "HMAC-SHA256")

SERVERS = (
    Server("woocommerce-legacy", "WooCommerce (legacy API)", (
        Habit("signs the path without its last slash in older versions; call the address without the slash at its end",
              "https://github.com/kloon/WooCommerce-REST-API-Client-Library/pull/73",
              replacements={oauth1.path: dialects.path_without_last_slash}),
        Habit(ONCE, WOO_LEGACY, replacements=PHP_ARRAYS),
        Habit(AGAIN, WOO_LEGACY, replacements=DECODED_AGAIN),
        Habit("reads the oauth_ parameters only from the query", WOO_LEGACY, placements_except("query")),
        Habit("accepts only HMAC-SHA1 and HMAC-SHA256", WOO_LEGACY, WOO_METHODS, problem="hash-algorithm"),
        Habit("takes OAuth only over plain http; over https it takes consumer key and secret by Basic authentication",
              WOO_LEGACY, is_https),
        Habit("accepts timestamps within 15 minutes", WOO_LEGACY),
    ), paths=r"/wc-api/v[1-3]/", answers="woocommerce_api_"),
    Server("woocommerce", "WooCommerce", (
        Habit(ONCE, WOO_REST, replacements=PHP_ARRAYS),
        Habit("accepts only HMAC-SHA1 and HMAC-SHA256", WOO_REST, WOO_METHODS, problem="hash-algorithm"),
        Habit("uses no tokens: the key is the consumer secret and an &", WOO_REST),
        Habit("takes consumer key and secret by Basic authentication over https, which is simpler than OAuth", WOO_REST),
    ), paths=r"/wp-json/wc[/-]", answers="woocommerce_rest_"),
    Server("wordpress", "WordPress (OAuth1 plugin)", (
        Habit(ONCE, WP, replacements=PHP_ARRAYS),
        Habit("decodes each value once more before it signs, and encodes of the names only the brackets twice", WP,
              replacements={oauth1.encoded_parameters: dialects.wordpress_parameters}),
        Habit("accepts only HMAC-SHA1 and HMAC-SHA256", WP, WOO_METHODS, problem="hash-algorithm"),
        Habit("signs the fields of a multipart body, which PHP reads as parameters",
              "https://github.com/WP-API/OAuth1/pull/206", replacements=MULTIPART),
    ), paths=r"/wp-json/", answers="json_oauth1_"),
    Server("magento", "Magento (Adobe Commerce)", (
        Habit("accepts only HMAC-SHA256 in its newer releases; older ones accept HMAC-SHA1 too",
              "https://github.com/AdobeDocs/commerce-webapi/pull/330", methods_except("HMAC-SHA256")),
        Habit("reads the oauth_ parameters only from the Authorization header", MAGENTO + "Helper/Request.php",
              placements_except("header")),
        Habit("signs of the query only pairs with exactly one =, and of equal names the last", MAGENTO + "Helper/Request.php",
              replacements={oauth1.query_parameters: dialects.magento_query}),
        Habit("may sign another path than the one sent if the path has an encoded slash (%2F): requests of SKUs with a slash are "
              "reported as refused since release 2.4.6", "https://github.com/magento/magento2/issues/37913", has_encoded_slash),
    ), paths=r"/rest/(?:[\w-]+/)?V1/", answers=r"Signature method %1 is not supported|consumer key has expired"),
    Server("mastercard", "Mastercard", (
        Habit("accepts RSA-SHA256 and RSA-PSS", MASTERCARD, methods_except("RSA-SHA256", "RSA-PSS"), problem="hash-algorithm"),
        Habit("wants oauth_body_hash (SHA-256) with every body that is not a form", MASTERCARD, lacks_body_hash),
        Habit("wants every value in the Authorization header percent-encoded, the signature too",
              MASTERCARD + "/issues/35"),
    ), hosts=r"(?:.+\.)?api\.mastercard\.com"),
    Server("tumblr", "Tumblr", (
        Habit("signs the text fields of a multipart body",
              "https://www.generacodice.com/en/articolo/11551385/tumblr-api-photo-post-returns-401-not-authorized",
              replacements=MULTIPART),
        Habit("accepts only HMAC-SHA1", TUMBLR, methods_except("HMAC-SHA1"), problem="hash-algorithm"),
        Habit("reads the oauth_ parameters only from the Authorization header", TUMBLR, placements_except("header")),
    ), hosts=r"(?:.+\.)?tumblr\.com"),
    Server("flickr", "Flickr", (
        Habit("signs every field of a multipart body except the photo", "https://github.com/flickr/flickr-sdk/pull/78",
              replacements=MULTIPART),
        Habit("shows the base string that it signed as debug_sbs in its answer",
              "https://github.com/dopiaza/DPZFlickr/issues/11"),
    ), hosts=r"(?:.+\.)?flickr\.com"),
    Server("bricklink", "BrickLink", (
        Habit("accepts only HMAC-SHA1", BRICKLINK, methods_except("HMAC-SHA1"), problem="hash-algorithm"),
        Habit("reads the oauth_ parameters from the header, or as JSON from the query parameter Authorization", BRICKLINK,
              placements_except("header", "json")),
        Habit("accepts a token only from the IP address that it was registered for",
              "http://apidev.bricklink.com/redmine/projects/bricklink-api/wiki/Getting_Started/10"),
    ), hosts=r"(?:.+\.)?bricklink\.com", paths=r"^/api/store/v1/"),
    Server("garmin", "Garmin", (
        Habit("wants JSON and not a form in the body of its training API; JSON is not signed",
              "https://github.com/requests/requests-oauthlib/issues/432", has_body_of_type(FORM_TYPE)),
    ), hosts=r"(?:.+\.)?garmin\.com", paths=r"^/(?:training-api|wellness-api)/"),
    Server("twitter", "Twitter (X)", (
        Habit("wants JSON and not a form for version 2 of its API; JSON is not signed",
              "https://github.com/abraham/twitteroauth/issues/1082", is_form_for_v2),
        Habit("wants a form and not JSON for version 1.1 of its API; the fields of a form are signed",
              "https://github.com/HunterLarco/twitter-v2/pull/88", is_json_for_v1),
        Habit("does not sign the fields of a multipart body, as RFC 5849 says",
              "https://github.com/restsharp/RestSharp/pull/488"),
    ), hosts=r"(?:.+\.)?(?:twitter|x)\.com"),
    Server("canvas", "Canvas (LTI)", (
        Habit("repeats the parameters of the launch address in the form, and signs them once unless oauth_compliant is set",
              "https://github.com/instructure/canvas-lms/issues/600",
              replacements={oauth1.collected_parameters: dialects.query_within_form_once}),
    ), parameters=r"tool_consumer_info_product_family_code=canvas|custom_canvas_"),
    Server("moodle", "Moodle (LTI)", (
        Habit("signs a parameter that is in the launch address and in the form once",
              "https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/lti/OAuth.php",
              replacements={oauth1.collected_parameters: dialects.query_within_form_once}),
    ), parameters=r"tool_consumer_info_product_family_code=moodle"),
    Server("lti", "The LTI 1 tool", (
        Habit("signs a form of the whole launch: every field counts, and the address is the one that the platform has stored",
              "https://community.canvaslms.com/t5/Canvas-Developers-Group/LTI-OAUTH-1-0-Signature-Mismatch/m-p/406423"),
    ), parameters=LTI_MARK),
    Server("netsuite", "NetSuite", (
        Habit("accepts only HMAC-SHA256 since release 2023.1", NETSUITE + "section_1534941088.html",
              methods_except("HMAC-SHA256"), problem="hash-algorithm"),
        Habit("wants the account id as realm, and timestamps within 5 minutes", NETSUITE + "subsect_156934879823.html"),
        Habit("finds a RESTlet by two parameters of its address, script and deploy; an & between them that is written %26 makes "
              "them one, which is signed rightly and refused",
              "https://followingnetsuite.com/2019/01/28/403-forbidden-when-calling-my-restlet-from-c/", lacks_restlet_numbers),
        Habit("says the reason in Setup > Users/Roles > View Login Audit Trail, in the column Detail",
              NETSUITE + "section_1534941538.html"),
    ), hosts=r"(?:.+\.)?netsuite\.com", realms=r"(?:[0-9]{6,8}|TSTDRV[0-9]+)(?:_(?:SB|RP)[0-9]+)?",
        paths=r"/app/site/hosting/restlet\.nl|^/services/rest/record/"),
    Server("jira", "Jira", (
        Habit("accepts only RSA-SHA1, with the key of the application link",
              "https://developer.atlassian.com/cloud/jira/platform/jira-rest-api-oauth-authentication",
              methods_except("RSA-SHA1"), problem="hash-algorithm"),
    ), hosts=r"(?:.+\.)?atlassian\.net", paths=r"/rest/api/[23]/|/plugins/servlet/oauth/"),
    Server("xero", "Xero", (
        Habit("wants RSA-SHA1 for private and partner applications",
              "https://developer.xero.com/documentation/api-guides/create-publicprivate-key"),
        Habit("says the reason as oauth_problem and oauth_problem_advice",
              "https://developer.xero.com/documentation/auth-and-limits/oauth-issues"),
    ), hosts=r"(?:.+\.)?xero\.com"),
    Server("discogs", "Discogs", (
        Habit("accepts PLAINTEXT over https, where the signature is the two secrets and nothing can be computed wrongly",
              "https://holtstrom.com/michael/blog/post/518/Discogs-OAuth-Authorization-Headers.html"),
        Habit("wants a User-Agent header", "https://www.discogs.com/developers", has_no_user_agent),
    ), hosts=r"(?:.+\.)?discogs\.com"),
    Server("alteryx", "Alteryx Server up to 2021.4", (
        Habit("accepts only HMAC-SHA1", "https://github.com/TheInformationLab/embed-alteryx-gallery-api",
              methods_except("HMAC-SHA1"), problem="hash-algorithm"),
        Habit("signs the address that is set in its configuration; behind a proxy this may be another one",
              "https://community.alteryx.com/t5/Dev-Space/Connecting-to-Alteryx-ADMIN-API-behind-OAUTH-Invalid-Signature/"
              "td-p/657230"),
        Habit("lost OAuth 1.0a in release 2022.1, which takes OAuth 2 at /webapi/",
              "https://theinformationlab.co.uk/community/blog/how-to-authenticate-to-alteryx-server-v3-apis"),
    ), paths=r"/gallery/api/|^/api/(?:v1/(?:workflows|jobs)|user/v2|admin/v[12])/", answers=r'"exceptionName":"Unauthorized'),
    Server("alteryx-2022", "Alteryx Server since 2022.1", (
        Habit("takes only OAuth 2: ask /webapi/oauth2/token for a token, and send it as Authorization: Bearer",
              "https://theinformationlab.co.uk/community/blog/how-to-authenticate-to-alteryx-server-v3-apis", always),
    ), paths=r"/webapi/(?:v[13]|user|admin)/"),
)  # fmt: skip
