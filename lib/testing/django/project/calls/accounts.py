"""What a Django project does with its users. A user is named by what they sign in with (USERNAME_FIELD)."""

from datetime import datetime

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError

from .web import log_in

User = get_user_model()


def named(name):
    return User.objects.get(**{User.USERNAME_FIELD: name})


def users():
    return [
        {
            "id": str(u.pk),
            "name": u.get_username(),
            "email": u.email,
            "age": getattr(u, "age", None),
            "active": u.is_active,
            "password": u.password,
            "lastLogin": u.last_login and u.last_login.isoformat(),
        }
        for u in User.objects.order_by("pk")
    ]


def user(name):
    return next(u for u in users() if u["name"] == name)


def names_where(lookup, value):
    """Names of a look-up by time, such as last_login__gt. @param value ISO 8601"""
    found = User.objects.filter(**{lookup: datetime.fromisoformat(value)}).order_by("pk")
    return [u.get_username() for u in found]


def create_user(name, email, password, fields={}):
    """@returns the key"""
    given = {User.USERNAME_FIELD: name, "email": email, "password": password, **fields}
    return str(User.objects.create_user(**given).pk)


def sign_up(name, password):
    """As a form does: whether the name is free is asked, and then decided by the constraint. @returns the key, or null"""
    if User.objects.filter(**{User.USERNAME_FIELD: name}).exists():
        return None
    try:
        return create_user(name, name if User.USERNAME_FIELD == "email" else "", password)
    except IntegrityError:
        return None


def set_password(name, password):
    user = named(name)
    user.set_password(password)
    user.save()


def set_fields(name, fields):
    for field, value in fields.items():
        user = named(name)
        setattr(user, field, value)
        user.save(update_fields=[field])


def sign_in(name, password):
    """@returns the key; null where Django refuses it. Upgrades the hash, as Django does."""
    user = authenticate(username=name, password=password)
    return user and str(user.pk)


def add_group(name, group):
    named(name).groups.add(Group.objects.get_or_create(name=group)[0])


def delete_user(name):
    named(name).delete()


def write_often(names, password):
    """What a busy project writes: users, sign-ins, sessions. @returns the keys"""
    keys = []
    for name in names:
        keys.append(create_user(name, f"{name}@example.com", password))
        if log_in(name, password) is None:
            raise AssertionError(f"{name} was not signed in")
    return keys
