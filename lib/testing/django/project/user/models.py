"""Users as most projects have them: Django's own model with a column more, in a table of the app's name."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    age = models.IntegerField(null=True, blank=True)
