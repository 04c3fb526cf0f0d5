"""Django with DRF and simplejwt doing the same work, in one file: run by gunicorn, see peers.ts."""

import os
from datetime import timedelta

import django
from django.conf import settings

settings.configure(
    DEBUG=False,
    SECRET_KEY="a-secret-key-for-benchmarks-that-is-long-enough-to-be-one",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["DATABASE_FILE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 20},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "rest_framework",
        "rest_framework_simplejwt",
        "rest_framework_simplejwt.token_blacklist",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "rest_framework_simplejwt.authentication.JWTAuthentication",
            "rest_framework.authentication.SessionAuthentication",
        ],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
    PASSWORD_HASHERS=[__name__ + ".Hasher"],
    SIMPLE_JWT={
        "ACCESS_TOKEN_LIFETIME": timedelta(hours=1),
        "ROTATE_REFRESH_TOKENS": os.environ.get("ROTATE") == "1",
        "BLACKLIST_AFTER_ROTATION": os.environ.get("ROTATE") == "1",
    },
    USE_TZ=True,
)
django.setup()

from django.contrib.auth import authenticate, login  # noqa: E402
from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.decorators import api_view, authentication_classes, permission_classes  # noqa: E402
from rest_framework.permissions import IsAuthenticated  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework_simplejwt import views  # noqa: E402


class Hasher(PBKDF2PasswordHasher):
    iterations = int(os.environ["PBKDF2_ITERATIONS"])


def public(user):
    return {"id": user.id, "username": user.username, "email": user.email}


@api_view(["POST"])
@authentication_classes([])
def signup(request):
    user = User.objects.create_user(request.data["username"], password=request.data["password"])
    login(request._request, user)
    return Response(public(user), status=201)


@api_view(["POST"])
@authentication_classes([])
def signin(request):
    user = authenticate(username=request.data["username"], password=request.data["password"])
    if user is None:
        return Response(status=401)
    login(request._request, user)
    return Response(public(user))


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def me(request):
    return Response(public(request.user))


urlpatterns = [
    path("user/session_signup", signup),
    path("user/session_signin", signin),
    path("user/me", me),
    path("api/token/", views.TokenObtainPairView.as_view()),
    path("api/token/refresh/", views.TokenRefreshView.as_view()),
    path("api/token/verify/", views.TokenVerifyView.as_view()),
]


def on_starting(_server):
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
    connection.close()


application = get_wsgi_application()
