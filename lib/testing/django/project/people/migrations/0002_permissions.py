from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField("user", "groups", models.ManyToManyField(blank=True, to="auth.Group", related_name="user_set")),
        migrations.AddField(
            "user",
            "user_permissions",
            models.ManyToManyField(blank=True, to="auth.Permission", related_name="user_set"),
        ),
    ]
