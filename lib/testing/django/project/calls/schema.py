"""Commands of manage.py, and what migrations do to the table of the users."""

import contextlib
import io

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

NEEDS_NO_ANSWER = ("migrate", "flush")


def manage(*arguments):
    """Runs a command of manage.py. @returns what it prints"""
    output = io.StringIO()
    options = {"interactive": False} if arguments[0] in NEEDS_NO_ANSWER else {}
    call_command(*arguments, stdout=output, **options)
    return output.getvalue()


def describe(script):
    """Runs a script as `shell < script` does. @returns what it prints"""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(open(script).read(), {"__name__": "__main__"})
    return output.getvalue()


def alter_field(name, length):
    """AlterField to a length: SQLite makes the whole table anew."""
    field = get_user_model()._meta.get_field(name).clone()
    field.max_length = length
    operate(migrations.AlterField(model_name(), name, field))


def add_field(name, kind, options={}):
    """AddField: its default is Python's alone, as Django keeps none in the database."""
    operate(migrations.AddField(model_name(), name, getattr(models, kind)(**options)))


def remove_field(name, kind, options={}):
    """Takes back what add_field made."""
    added = migrations.AddField(model_name(), name, getattr(models, kind)(**options))
    operate(added, backwards=True)


def rename_field(old, new):
    operate(migrations.RenameField(model_name(), old, new))


def rename_field_back(old, new):
    operate(migrations.RenameField(model_name(), old, new), backwards=True)


def rename_table(old, new):
    with connection.schema_editor() as editor:
        editor.execute(f"ALTER TABLE {old} RENAME TO {new}")


def model_name():
    return get_user_model()._meta.model_name


def operate(operation, backwards=False):
    """Runs an operation of a migration on the users' table, as `migrate` runs it, without a file for it."""
    label = get_user_model()._meta.app_label
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards(label, after)
    with connection.schema_editor(atomic=True) as editor:
        if backwards:
            operation.database_backwards(label, editor, after, before)
        else:
            operation.database_forwards(label, editor, before, after)


def columns(table):
    with connection.cursor() as cursor:
        return sorted(column.name for column in connection.introspection.get_table_description(cursor, table))
