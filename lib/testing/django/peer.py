"""Runs functions of a real Django for the tests: reads {"settings", "calls"} from standard input, writes the results."""

import base64
import json
import sys

import django
from django.conf import settings

request = json.load(sys.stdin)
settings.configure(
    **{
        "SECRET_KEY": "a-secret-key-for-tests-that-is-long-enough-to-be-one",
        "USE_TZ": True,
        "ROOT_URLCONF": __name__,
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework_simplejwt"],
        **request["settings"],
    }
)
django.setup()

from django.contrib.auth import hashers, password_validation  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from rest_framework.views import APIView  # noqa: E402
from rest_framework_simplejwt import tokens  # noqa: E402
from rest_framework_simplejwt.exceptions import TokenError  # noqa: E402


def check_password(password, encoded):
    return hashers.check_password(password, encoded)


def make_password(password, hasher):
    return hashers.make_password(password, hasher=hasher)


def common_passwords():
    return sorted(password_validation.CommonPasswordValidator().passwords)


def decode_token(token_class, token):
    """The claims of a token that is valid, else what simplejwt says against it."""
    try:
        return getattr(tokens, token_class)(token).payload
    except TokenError as error:
        return str(error)


def make_tokens(claims):
    """A refresh token and its access token, as simplejwt's serializers make them."""
    refresh = tokens.RefreshToken()
    for name, value in claims.items():
        refresh[name] = value
    return {"RefreshToken": str(refresh), "AccessToken": str(refresh.access_token)}


def read_form(content_type, body):
    """The last value of each field, as a view of DRF gets it."""
    request = RequestFactory().generic("POST", "/", base64.b64decode(body), content_type)
    return APIView().initialize_request(request).data.dict()


def cors_headers(method, headers):
    """What django-cors-headers makes of a request: status and headers of the response."""
    from corsheaders.middleware import CorsMiddleware
    from django.http import HttpResponse

    meta = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    request = RequestFactory().generic(method, "/user/me", **meta)
    response = CorsMiddleware(lambda _: HttpResponse("{}"))(request)
    return {"status": response.status_code, "headers": {name.lower(): value for name, value in response.items()}}


urlpatterns = []


def set_language(method, query, fields, headers):
    """What Django's view makes of a request: status, where it leads as a path, and the language that it remembers."""
    from django.views import i18n

    meta = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    make = getattr(RequestFactory(), method.lower())
    response = i18n.set_language(make(f"/i18n/setlang/{query}", fields, **meta))
    location = response.get("Location")
    cookie = response.cookies.get("django_language")
    return {
        "status": response.status_code,
        "location": location and location.removeprefix(f"http://{headers['Host']}"),
        "language": cookie and cookie.value,
    }


def reset_generator(now):
    """Django's generator of reset tokens at a time, in seconds since 1970, on the clock of TIME_ZONE."""
    import os
    import time
    from datetime import datetime

    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    # As Django does where its settings are a module (django.conf.Settings).
    os.environ["TZ"] = settings.TIME_ZONE
    time.tzset()
    generator = PasswordResetTokenGenerator()
    generator._now = lambda: datetime.fromtimestamp(now)
    return generator


def reset_user(pk, password, last_login, email):
    from datetime import datetime, timezone

    from django.contrib.auth.models import User

    login = None if last_login is None else datetime.fromtimestamp(last_login, timezone.utc)
    return User(pk=pk, password=password, last_login=login, email=email)


def make_reset_token(user, now):
    return reset_generator(now).make_token(reset_user(*user))


def check_reset_token(user, token, now):
    return reset_generator(now).check_token(reset_user(*user), token)


def encode_uid(pk):
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    return urlsafe_base64_encode(force_bytes(pk))


def version():
    return list(django.VERSION[:2])


functions = {
    f.__name__: f
    for f in (
        check_password,
        check_reset_token,
        common_passwords,
        cors_headers,
        decode_token,
        encode_uid,
        make_password,
        make_reset_token,
        make_tokens,
        read_form,
        set_language,
        version,
    )
}
json.dump([functions[name](*arguments) for name, *arguments in request["calls"]], sys.stdout)
