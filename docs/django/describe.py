"""
Describes how a Django project stores its users and signs them in, as JSON, for Latchkey:

    python manage.py shell < describe.py > django.json
    python manage.py shell -c "$(cat describe.py)" > django.json

It reads settings and models, opens no database, changes nothing and prints no secret: of keys it tells whether they are
set. For Django 2.2 to 5.2 on Python 3.6 and later. What start-up prints before the JSON does no harm.
"""


# All names are inside one function: `shell` of Django 2.2 gives top-level functions no way to find each other.
def describe():
    import contextlib
    import datetime
    import decimal
    import json
    import math
    import re
    import sys
    import uuid

    import django
    from django.apps import apps
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import get_hashers
    from django.core.exceptions import FieldDoesNotExist
    from django.db import connections, router
    from django.db.models import AutoField, NOT_PROVIDED

    def dotted(thing):
        """The import path of a class or function; that of its class where it is an object."""
        named = thing if hasattr(thing, "__qualname__") else type(thing)
        # What is written in C, such as datetime.now, has no module, but is of a class that has one.
        module = named.__module__ or getattr(getattr(named, "__self__", None), "__module__", None)
        return "{}.{}".format(module, named.__qualname__)

    def plain(value):
        """A value as JSON has it: durations in seconds, what can be called by its import path."""
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, datetime.timedelta):
            return value.total_seconds()
        if isinstance(value, (list, tuple, set)):
            return [plain(one) for one in value]
        return dotted(value)

    # ---- the user model ----

    user_model = get_user_model()
    meta = user_model._meta

    def field_of(name):
        try:
            field = meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return field if getattr(field, "column", None) else None

    def column(name):
        field = field_of(name)
        return field and {"column": field.column, "type": field.get_internal_type(), "max_length": field.max_length}

    def default_of(field):
        """What an INSERT has to give, for the database has no default: a plain value, or the name of what makes one."""
        if getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED:
            return {"database": True}
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            return {"callable": "auto_now" if field.auto_now else "auto_now_add"}
        if field.has_default():
            value = field.default
            if value in (dict, list, str, int, bool):
                value = value()
            elif callable(value):
                return {"callable": dotted(value)}
        elif field.blank and field.get_internal_type() != "BinaryField" and field.get_default() == "":
            value = ""
        else:
            return {}
        if field.get_internal_type() == "JSONField":
            return {"value": json.dumps(value)}
        if field.get_internal_type() == "ArrayField" and value == []:
            return {"value": "{}"}
        value = field.get_prep_value(value)
        if isinstance(value, (datetime.datetime, decimal.Decimal, uuid.UUID)):
            # In the form of the database, which is not opened for it.
            value = str(field.get_db_prep_value(value, connections[router.db_for_write(user_model)]))
        if isinstance(value, (datetime.date, datetime.time)):
            value = str(value)
        is_plain = isinstance(value, (bool, int, str)) or (isinstance(value, float) and math.isfinite(value))
        return {"value": value} if is_plain else {"callable": dotted(value)}

    def required_columns():
        for field in meta.concrete_fields:
            if not (field.null or field.primary_key or getattr(field, "generated", False)):
                described = {"column": field.column, "type": field.get_internal_type(), "unique": field.unique}
                described.update(default_of(field))
                yield described

    def describe_users():
        engine = settings.DATABASES.get(router.db_for_write(user_model), {}).get("ENGINE")
        key = {"field": meta.pk.name, "column": meta.pk.column, "type": meta.pk.get_internal_type()}
        key.update({"database": True} if isinstance(meta.pk, AutoField) else default_of(meta.pk))
        lookup = getattr(user_model._default_manager, "get_by_natural_key", None)
        return {
            "model": meta.label,
            "table": meta.db_table,
            "parent_tables": sorted({f.model._meta.db_table for f in meta.concrete_fields} - {meta.db_table}),
            "database_engine": engine,
            "key": key,
            "username": column(user_model.USERNAME_FIELD),
            "username_field": user_model.USERNAME_FIELD,
            "required_fields": list(user_model.REQUIRED_FIELDS),
            # A manager of the project's may look names up in its own way, such as without regard to case.
            "username_lookup": lookup and dotted(lookup),
            "email": column(user_model.get_email_field_name()),
            "age": column("age"),
            "date_joined": column("date_joined"),
            "password": column("password"),
            "is_active": column("is_active"),
            "is_staff": column("is_staff"),
            "is_superuser": column("is_superuser"),
            "last_login": column("last_login"),
            "required": list(required_columns()),
            "foreign_keys": [
                {"column": f.column, "table": f.related_model._meta.db_table, "required": not f.null}
                for f in meta.concrete_fields
                if f.is_relation
            ],
            "many_to_many": [{"field": f.name, "table": f.m2m_db_table()} for f in meta.many_to_many],
        }

    # ---- passwords, sessions, tokens ----

    def describe_hasher(hasher):
        costs = ("iterations", "rounds", "time_cost", "memory_cost", "parallelism", "work_factor", "block_size")
        described = {"algorithm": hasher.algorithm, "class": dotted(hasher)}
        described.update({name: getattr(hasher, name) for name in costs if isinstance(getattr(hasher, name, None), int)})
        return described

    def describe_validator(validator):
        options = validator.get("OPTIONS", {})
        is_djangos = validator["NAME"].startswith("django.contrib.auth.password_validation.")
        # Those of others may hold the key of a service.
        return {
            "name": validator["NAME"],
            "options": {name: plain(value) if is_djangos else None for name, value in options.items()},
        }

    def describe_key(value):
        """Of a key its kind alone: SECRET_KEY, PEM, text, or null where there is none."""
        if not value:
            return None
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        if text == settings.SECRET_KEY:
            return "SECRET_KEY"
        return "PEM" if "-----BEGIN " in text else "text"

    def describe_simplejwt():
        try:
            import rest_framework_simplejwt
            from rest_framework_simplejwt.settings import DEFAULTS
        except ImportError:
            return None
        given = getattr(settings, "SIMPLE_JWT", None) or {}
        differing, unknown = {}, []
        for name, value in given.items():
            if name in ("SIGNING_KEY", "VERIFYING_KEY"):
                differing[name] = describe_key(value)
            elif name == "JWK_URL" and value:
                differing[name] = re.sub("//[^/@]*@", "//", value)  # without a password
            elif name in DEFAULTS or name.startswith("AUTH_COOKIE"):
                if name not in DEFAULTS or plain(value) != plain(DEFAULTS[name]):
                    differing[name] = plain(value)
            else:
                unknown.append(name)
        return {
            "version": getattr(rest_framework_simplejwt, "__version__", None),
            "settings": differing,
            "unknown_settings": unknown,
            "blacklist": apps.is_installed("rest_framework_simplejwt.token_blacklist"),
        }

    def describe_project():
        reset_timeout = getattr(settings, "PASSWORD_RESET_TIMEOUT", None)
        if reset_timeout is None:  # before Django 3.1
            reset_timeout = settings.PASSWORD_RESET_TIMEOUT_DAYS * 86400
        return {
            "latchkey_describe": 1,
            "django": django.get_version(),
            "user": describe_users(),
            "password_hashers": [describe_hasher(hasher) for hasher in get_hashers()],
            "password_validators": [describe_validator(one) for one in settings.AUTH_PASSWORD_VALIDATORS],
            "password_reset_timeout": reset_timeout,
            "authentication_backends": list(settings.AUTHENTICATION_BACKENDS),
            "session": {
                "engine": settings.SESSION_ENGINE,
                "serializer": settings.SESSION_SERIALIZER,
                "cookie_name": settings.SESSION_COOKIE_NAME,
                "cookie_domain": settings.SESSION_COOKIE_DOMAIN,
                "cookie_age": settings.SESSION_COOKIE_AGE,
                "expire_at_browser_close": settings.SESSION_EXPIRE_AT_BROWSER_CLOSE,
                "save_every_request": settings.SESSION_SAVE_EVERY_REQUEST,
                "installed": apps.is_installed("django.contrib.sessions"),
            },
            "secret_key": {
                "set": bool(settings.SECRET_KEY),
                "insecure": str(settings.SECRET_KEY).startswith("django-insecure-"),
                "fallbacks": len(getattr(settings, "SECRET_KEY_FALLBACKS", ())),
            },
            "simplejwt": describe_simplejwt(),
            "authtoken": apps.is_installed("rest_framework.authtoken"),
            "time_zone": settings.TIME_ZONE,
            "use_tz": settings.USE_TZ,
            "language_code": settings.LANGUAGE_CODE,
        }

    # What modules print while they are imported is not part of the JSON.
    with contextlib.redirect_stdout(sys.stderr):
        text = json.dumps(describe_project(), indent=1)
    return text


print(describe())
