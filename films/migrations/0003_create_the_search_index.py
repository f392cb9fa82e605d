import django.db.models.deletion
from django.db import migrations, models


TABLES = ("films_titleentry", "films_personentry")

# The tokens come folded and separated by spaces: the tokenizer must cut there and change nothing.
# Prefixes of up to six signs are answered from lists of their own; no positions, no sizes are kept.
SQLITE = (
    "CREATE VIRTUAL TABLE {table}_fts USING fts5(tokens, content='{table}', content_rowid='rank', "
    "tokenize=\"ascii tokenchars '=#'\", prefix='1 2 3 4 5 6', detail=none, columnsize=0)",
    "CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN "
    "INSERT INTO {table}_fts (rowid, tokens) VALUES (new.rank, new.tokens); END",
    "CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN "
    "INSERT INTO {table}_fts ({table}_fts, rowid, tokens) VALUES ('delete', old.rank, old.tokens); END",
    "CREATE TRIGGER {table}_changed AFTER UPDATE OF rank, tokens ON {table} BEGIN "
    "INSERT INTO {table}_fts ({table}_fts, rowid, tokens) VALUES ('delete', old.rank, old.tokens); "
    "INSERT INTO {table}_fts (rowid, tokens) VALUES (new.rank, new.tokens); END",
)
POSTGRESQL = (
    "ALTER TABLE {table} ADD COLUMN lexemes tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    "CREATE INDEX {table}_lexemes ON {table} USING gin (lexemes) WITH (fastupdate = off)",
)


def index(apps, schema_editor):
    """Beside each table, what its database searches in: kept current by the database itself."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table))


def drop_index(apps, schema_editor):
    """Triggers and columns go with their tables; a virtual table does not."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(f"DROP TABLE {table}_fts")


class Migration(migrations.Migration):

    dependencies = [
        ('films', '0002_spotlight_a_title'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonEntry',
            fields=[
                ('rank', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('sort_name', models.CharField(max_length=300, verbose_name='name to sort by')),
                ('line', models.CharField(blank=True, max_length=300, verbose_name='second line')),
                ('image', models.CharField(blank=True, max_length=200, verbose_name='image')),
                ('tokens', models.TextField(verbose_name='tokens')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='films.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'search entry of a person',
                'verbose_name_plural': 'search entries of people',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TitleEntry',
            fields=[
                ('rank', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('sort_name', models.CharField(max_length=300, verbose_name='name to sort by')),
                ('line', models.CharField(blank=True, max_length=300, verbose_name='second line')),
                ('image', models.CharField(blank=True, max_length=200, verbose_name='image')),
                ('tokens', models.TextField(verbose_name='tokens')),
                ('year', models.PositiveSmallIntegerField(null=True, verbose_name='year')),
                ('title', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='films.title', verbose_name='title')),
            ],
            options={
                'verbose_name': 'search entry of a title',
                'verbose_name_plural': 'search entries of titles',
                'abstract': False,
                'indexes': [models.Index(fields=['sort_name', 'title'], name='titleentry_by_sort_name')],
            },
        ),
        migrations.RunPython(index, drop_index),
    ]
