"""The users of a Django project that joins a Latchkey database: Django's own model, by the table that is there, and age."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    age = models.IntegerField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        db_table = "auth_user"
