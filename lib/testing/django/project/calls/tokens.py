"""simplejwt's tokens and Django's links to set a new password."""

from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from .accounts import named


def new_tokens(name):
    refresh = RefreshToken.for_user(named(name))
    return {"refresh": str(refresh), "access": str(refresh.access_token)}


def expired_refresh_token(name):
    """One of which the tables have the row: its token and its jti."""
    refresh = RefreshToken.for_user(named(name))
    refresh.set_exp(lifetime=timedelta(days=-1))
    jti = refresh[api_settings.JTI_CLAIM]
    OutstandingToken.objects.filter(jti=jti).update(expires_at=refresh.current_time - timedelta(days=1))
    return {"refresh": str(refresh), "jti": jti}


def blacklist(token):
    RefreshToken(token).blacklist()


def token_problem(token):
    """What simplejwt says against a refresh token; null where it takes it."""
    return problem_of(RefreshToken, token)


def access_problem(token):
    return problem_of(AccessToken, token)


def problem_of(kind, token):
    try:
        kind(token)
    except TokenError as error:
        return str(error)


def outstanding():
    rows = OutstandingToken.objects.order_by("id").values_list("jti", "user_id")
    return [[jti, user and str(user)] for jti, user in rows]


def blacklisted():
    return list(BlacklistedToken.objects.order_by("id").values_list("token__jti", flat=True))


def reset_link(name):
    user = named(name)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return {"uid": uid, "token": default_token_generator.make_token(user)}
