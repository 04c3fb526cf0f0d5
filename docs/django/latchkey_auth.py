"""
Tells a Django project on the same users who is signed in at Latchkey. Copy this file into the project, and set:

    LATCHKEY_URL = "http://127.0.0.1:8000"  # where this process reaches Latchkey
    LATCHKEY_COOKIES = ["__Host-latchkey_session"]  # names of Latchkey's cookies, where they are not those below
    MIDDLEWARE = [..., "django.contrib.auth.middleware.AuthenticationMiddleware", "shop.latchkey_auth.LatchkeyMiddleware", ...]
    REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["shop.latchkey_auth.LatchkeyAuthentication", ...]}

Each request that brings credentials is asked about once, and nothing is kept: whoever signs out is out at once. While
Latchkey cannot be reached, what asks for the user answers 503, so that no client takes it for a sign-out. Requests that change
something by a cookie need Django's CSRF token, as with Django's own sessions.
"""

import http.client
import json
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.functional import SimpleLazyObject

COOKIES = ("__Host-latchkey_session", "latchkey_session", "__Host-latchkey_access", "latchkey_access")
TIMEOUT = 5  # seconds
RETRY_AFTER = 5  # seconds


class LatchkeyUnavailable(Exception):
    pass


def credentials_of(request):
    """The headers to ask Latchkey with: the Authorization header alone, else Latchkey's cookies and no others."""
    authorization = request.META.get("HTTP_AUTHORIZATION", "")
    if authorization.split(" ")[0] in getattr(settings, "LATCHKEY_HEADER_TYPES", ("Bearer",)):
        return {"Authorization": authorization}
    names = getattr(settings, "LATCHKEY_COOKIES", COOKIES)
    pairs = [pair.strip() for pair in request.META.get("HTTP_COOKIE", "").split(";")]
    cookies = "; ".join(pair for pair in pairs if pair.split("=")[0].strip() in names)
    return {"Cookie": cookies} if cookies else {}


def ask_latchkey(headers):
    """The key of the user whom these credentials sign in, or None. Follows no redirect and uses no proxy."""
    url = urlsplit(settings.LATCHKEY_URL)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname, url.port, timeout=TIMEOUT)
    try:
        connection.putrequest("GET", url.path.rstrip("/") + "/user/me")
        for name, value in {"Accept": "application/json", **headers}.items():
            try:
                connection.putheader(name, value)
            except ValueError:  # no header can have such a value
                return None
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        if response.status == 401:
            return None
        if response.status != 200:
            raise LatchkeyUnavailable("GET /user/me answered {}".format(response.status))
        return json.loads(body)["id"]
    except (OSError, http.client.HTTPException, LookupError, TypeError, ValueError) as error:
        raise LatchkeyUnavailable(str(error)) from error
    finally:
        connection.close()


def user_of(request):
    """The active user who is signed in at Latchkey by a request, or None. @raises LatchkeyUnavailable"""
    if not hasattr(request, "_latchkey_user"):
        if hasattr(request, "session"):
            request.session.accessed = True  # SessionMiddleware then sends Vary: Cookie
        headers = credentials_of(request)
        key = ask_latchkey(headers) if headers else None
        try:
            user = None if key is None else get_user_model()._default_manager.filter(pk=key).first()
        except (ValueError, OverflowError, ValidationError):  # a key of another type
            user = None
        request._latchkey_user = user if getattr(user, "is_active", False) else None
    return request._latchkey_user


class LatchkeyMiddleware:
    """Sets request.user, once it is asked for; whom Latchkey does not know, Django's session may."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if credentials_of(request):
            request.user = SimpleLazyObject(lambda: user_of(request) or get_user(request))
            request.auser = sync_to_async(lambda: user_of(request) or get_user(request))
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, LatchkeyUnavailable):
            response = JsonResponse({"detail": "Sign-in is unavailable at the moment.", "code": "unavailable"}, status=503)
            response["Retry-After"] = str(RETRY_AFTER)
            return response


class SignInAtLatchkey(ModelBackend):
    """AUTHENTICATION_BACKENDS once Django itself signs nobody in any more: it knows permissions, and takes no password."""

    def authenticate(self, request, **credentials):
        return None

    async def aauthenticate(self, request, **credentials):
        return None


# ---- For Django REST framework; without it, delete what follows. ----

from rest_framework.authentication import SessionAuthentication  # noqa: E402
from rest_framework.exceptions import APIException, AuthenticationFailed  # noqa: E402


class Unavailable(APIException):
    status_code = 503
    default_detail = "Sign-in is unavailable at the moment."
    default_code = "unavailable"
    wait = RETRY_AFTER  # DRF makes Retry-After of it


class LatchkeyAuthentication(SessionAuthentication):
    """Signs in by Latchkey's Authorization header, or by its cookies together with Django's CSRF token."""

    def authenticate(self, request):
        headers = credentials_of(request._request)
        if not headers:
            return None
        try:
            user = user_of(request._request)
        except LatchkeyUnavailable as error:
            raise Unavailable from error
        if user is None and "Authorization" in headers:
            raise AuthenticationFailed
        if user is None:
            return None
        if "Cookie" in headers:
            self.enforce_csrf(request)
        return user, None

    def authenticate_header(self, request):
        return 'Bearer realm="api"'
