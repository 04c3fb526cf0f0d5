"""Fills the project with what years leave behind: every hasher, odd names, shared addresses, sessions, tokens, links."""

import hashlib
import unicodedata
from datetime import timedelta

from argon2 import low_level as argon2_low_level
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model, hashers
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from .accounts import add_group
from .tokens import expired_refresh_token, new_tokens, reset_link
from .web import log_in

User = get_user_model()
PASSWORD = "correct horse"
HAS_BLACKLIST = apps.is_installed("rest_framework_simplejwt.token_blacklist")
IS_NAMED_BY_ADDRESS = User.USERNAME_FIELD == "email"
# Django normalises a name in forms and in create_user; loaddata, bulk_create and older versions have not.
NFD = unicodedata.normalize("NFD", "정세오-José")
FULL_WIDTH = "ｋｉｍ"


def fill():
    """@returns what the tests need to know of it"""
    people = {
        **{hasher.algorithm: save(hasher.algorithm, hasher.algorithm) for hasher in hashers.get_hashers()},
        **{word: encoded(word, hash) for word, hash in elsewhere().items()},
        "unusable": save("unusable", None),
        "staff": save("staff", fields={"is_staff": True, "is_superuser": True}),
        "inactive": save("inactive", fields={"is_active": False}),
        "grouped": save("grouped"),
        "nfd": save(NFD),
        "full-width": save(FULL_WIDTH),
        "upper": save("Lee"),
        "lower": save("lee"),
        # Two accounts of one address, where it is not the name.
        "first": save("first", email="shared@example.com"),
        "second": save("second", email="shared@example.com"),
    }
    add_group(people["grouped"]["name"], "editors")
    signed_in = save("signed-in")
    session = log_in(signed_in["name"], PASSWORD)
    rotated = new_tokens(signed_in["name"])
    return {
        "people": people,
        "signedIn": {**signed_in, "session": session, "tokens": rotated, "link": reset_link(signed_in["name"])},
        "expired": {"session": expired_session(), "token": expired_refresh_token(signed_in["name"]) if HAS_BLACKLIST else None},
        "iterations": hashers.get_hasher().iterations,
        "model": settings.AUTH_USER_MODEL,
    }


def elsewhere():
    """Hashes that a Django checks but does not make: of other software, of its own older versions, at another cost."""
    bcrypt = hashers.make_password(PASSWORD, hasher="bcrypt")
    argon2 = argon2_low_level.hash_secret(PASSWORD.encode(), b"saltsaltsalt", 1, 1024, 1, 16, argon2_low_level.Type.I)
    md5 = hashlib.md5(PASSWORD.encode()).hexdigest()
    return {
        "2y": bcrypt.replace("$2b$", "$2y$"),
        "argon2i": "argon2" + argon2.decode(),
        "md5$$": "md5$$" + md5,
        "cost": hashers.PBKDF2PasswordHasher().encode(PASSWORD, "salt", 20000),
    }


def encoded(name, password):
    """A user with an encoded password of another making."""
    user = save(name)
    User.objects.filter(pk=user["id"]).update(password=password)
    return user


def save(name, hasher="default", email=None, fields={}):
    """Saves a user past all normalising. @param hasher an algorithm; none makes a password that nobody has"""
    password = hashers.make_password(PASSWORD, hasher=hasher) if hasher else hashers.make_password(None)
    if IS_NAMED_BY_ADDRESS:
        user = User(email=f"{name}@example.com", password=password, **fields)
    else:
        user = User(username=name, email=f"{name}@example.com" if email is None else email, password=password, **fields)
    user.save()
    return {"id": str(user.pk), "name": user.get_username(), "email": user.email}


def expired_session():
    store = SessionStore()
    store["note"] = "nobody's"
    store.create()
    Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    return store.session_key
