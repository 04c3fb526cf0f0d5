"""A Django project on a database of Latchkey's: reads {"database", "calls"} from standard input, writes the results."""

import io
import json
import sys

import django
from django.conf import settings

request = json.load(sys.stdin)
settings.configure(
    SECRET_KEY=request["secretKey"],
    USE_TZ=True,
    DATABASES={"default": request["database"]},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    AUTH_USER_MODEL="people.User",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"],
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "rest_framework_simplejwt",
        "rest_framework_simplejwt.token_blacklist",
        "people",
    ],
)
django.setup()

from datetime import datetime, timezone  # noqa: E402

from django.contrib.auth import authenticate, get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, migrations, models  # noqa: E402
from rest_framework_simplejwt.exceptions import TokenError  # noqa: E402
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken  # noqa: E402
from rest_framework_simplejwt.tokens import RefreshToken  # noqa: E402

User = get_user_model()


def manage(*arguments):
    """Runs a command of manage.py. @returns what it prints"""
    output = io.StringIO()
    call_command(*arguments, stdout=output, interactive=False) if arguments[0] in ("migrate", "flush") else call_command(
        *arguments, stdout=output
    )
    return output.getvalue()


def users():
    return [
        [u.username, u.email, u.age, u.is_active, u.last_login and u.last_login.isoformat(), u.date_joined.isoformat()]
        for u in User.objects.order_by("id")
    ]


def usernames_where(lookup, value):
    """Usernames of a look-up by time, such as last_login__gt. @param value ISO 8601"""
    return list(User.objects.filter(**{lookup: datetime.fromisoformat(value)}).order_by("id").values_list("username", flat=True))


def create_user(username, email, password):
    return User.objects.create_user(username, email, password, date_joined=datetime.now(timezone.utc)).pk


def set_password(username, password):
    user = User.objects.get(username=username)
    user.set_password(password)
    user.save()


def set_email(username, email):
    User.objects.filter(username=username).update(email=email)


def sign_in(username, password):
    user = authenticate(username=username, password=password)
    return user and user.pk


def add_group(username, name):
    User.objects.get(username=username).groups.add(Group.objects.get_or_create(name=name)[0])


def delete_user(username):
    return User.objects.get(username=username).delete()[0]


def new_refresh_token(username):
    return str(RefreshToken.for_user(User.objects.get(username=username)))


def blacklist(token):
    RefreshToken(token).blacklist()


def token_problem(token):
    """What simplejwt says against a refresh token; null where it takes it."""
    try:
        RefreshToken(token)
    except TokenError as error:
        return str(error)


def outstanding():
    return list(OutstandingToken.objects.order_by("id").values_list("jti", "user_id"))


def alter_user_table():
    """Makes the names of users longer, as a migration's AlterField does: SQLite makes the whole table anew."""
    with connection.schema_editor() as editor:
        longer = models.CharField(max_length=200, unique=True)
        longer.set_attributes_from_name("username")
        longer.model = User
        editor.alter_field(User, User._meta.get_field("username"), longer)


def columns(table):
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


functions = {
    f.__name__: f
    for f in (
        manage,
        users,
        usernames_where,
        create_user,
        set_password,
        set_email,
        sign_in,
        add_group,
        delete_user,
        new_refresh_token,
        blacklist,
        token_problem,
        outstanding,
        alter_user_table,
        columns,
    )
}
json.dump([functions[name](*arguments) for name, *arguments in request["calls"]], sys.stdout)
