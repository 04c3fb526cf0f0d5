"""A Django project of one of four shapes, for tests. DJANGO_PROJECT says which, as JSON (see lib/testing/django/project.ts)."""

import json
import os

project = json.loads(os.environ["DJANGO_PROJECT"])

# The shapes: the model of the users, and the app that it is in where that is not Django's own.
AUTH_USER_MODEL, USER_APPS = {
    "joined": ("people.User", ["people"]),
    "plain": ("auth.User", []),
    "seed": ("user.User", ["user"]),
    "email": ("members.Member", ["members"]),
}[project["shape"]]

SECRET_KEY = project["secretKey"]
DATABASES = {"default": project["database"]}
TIME_ZONE = project["timeZone"]
USE_TZ = project["useTz"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "rest_framework",
    "rest_framework_simplejwt",
    *(["rest_framework_simplejwt.token_blacklist"] if project["blacklist"] else []),
    *USER_APPS,
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "urls"
ALLOWED_HOSTS = ["*"]
LOGIN_REDIRECT_URL = "/whoami/"
# All of Django 3.2's, the costly ones made cheap.
PASSWORD_HASHERS = [
    "hashers.CheapPBKDF2",
    "hashers.CheapPBKDF2SHA1",
    "hashers.CheapBCryptSHA256",
    "hashers.CheapBCrypt",
    "hashers.CheapArgon2",
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.SHA1PasswordHasher",
    "django.contrib.auth.hashers.UnsaltedMD5PasswordHasher",
    "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",
    "django.contrib.auth.hashers.CryptPasswordHasher",
]
SIMPLE_JWT = {"ROTATE_REFRESH_TOKENS": True, "BLACKLIST_AFTER_ROTATION": True, "UPDATE_LAST_LOGIN": True}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ]
}
# What a test sets beside.
globals().update(project["settings"])
