from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_authors(apps, schema_editor):
    reviews = apps.get_model("reviews", "Review").objects.filter(pk=OuterRef("review_id"))
    votes = apps.get_model("reviews", "HelpfulVote").objects.filter(author__isnull=True)
    votes.update(author=Subquery(reviews.values("author")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0002_keep_drafts_revisions_and_interest"),
    ]

    operations = [
        migrations.RunPython(name_authors, migrations.RunPython.noop, elidable=True),
    ]
