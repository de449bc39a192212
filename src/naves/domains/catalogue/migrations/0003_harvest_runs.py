import django.db.models.deletion
import naves.domains.catalogue.rules.harvesting
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('catalogue', '0002_records_custody_recovery'),
    ]

    operations = [
        migrations.CreateModel(
            name='HarvestRun',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='catalogue.harvestsource')),
                ('status', models.CharField(default=naves.domains.catalogue.rules.harvesting.RunStatus['WAITING'], max_length=10)),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('alive_at', models.DateTimeField(blank=True, help_text='Last sign of life.', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('created', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('drafts', models.PositiveIntegerField(default=0, help_text='Written, but not whole enough to be shown.')),
                ('returned', models.PositiveIntegerField(default=0, help_text='Had vanished before, and are back.')),
                ('missing', models.PositiveIntegerField(default=0)),
                ('withdrawn', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['source', '-created_at'], name='harvest_runs_of_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'running', 'paused', 'asking', 'done', 'failed', 'overtaken'])), name='harvest_run_status'), models.UniqueConstraint(condition=models.Q(('status__in', ['paused', 'running', 'waiting'])), fields=('source',), name='harvest_one_open_run')],
            },
        ),
        migrations.CreateModel(
            name='HarvestItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='catalogue.harvestsource')),
                ('source_iri', models.CharField(max_length=700)),
                ('dataset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.dataset')),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('seen_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.harvestrun')),
                ('seen_at', models.DateTimeField()),
                ('missing_since', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'source_iri'), name='harvest_item_once')],
            },
        ),
        migrations.CreateModel(
            name='HarvestSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='schedule', to='catalogue.harvestsource')),
                ('reader', models.CharField(help_text='Code of the reader: dcat, dcat_us, ckan.', max_length=20)),
                ('every', models.CharField(default=naves.domains.catalogue.rules.harvesting.Every['WEEKLY'], max_length=10)),
                ('publishes', models.BooleanField(default=True, help_text='Records that satisfy the norm are shown at once.')),
                ('states_terms', models.BooleanField(default=False, help_text='The owner says that data without terms of use hold nothing protected.')),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['next_at'], name='harvest_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('every__in', ['never', 'daily', 'weekly', 'monthly'])), name='harvest_every')],
            },
        ),
    ]
