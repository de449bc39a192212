import django.db.models.deletion
import naves.domains.needs.columns
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('needs', '0002_themes_and_groups'),
        ('organisations', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Strategy',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('identifier', models.CharField(help_text='As in Databáze strategií, where it is there.', max_length=120, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('title_sort', models.CharField(help_text='Czech collation key of the title.', max_length=255)),
                ('title_folded', naves.domains.needs.columns.FoldedField('title', help_text='Lower case without accents, for finding.', max_length=255)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strategies', to='organisations.organisation')),
                ('url', models.URLField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'strategies',
                'indexes': [models.Index(fields=['title_sort', 'id'], name='strategy_by_title')],
            },
        ),
        migrations.CreateModel(
            name='StrategyVersion',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('strategy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='strategies.strategy')),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('draft', 'draft'), ('approved', 'approved'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], default='draft', max_length=12)),
                ('summary', models.TextField(blank=True)),
                ('in_force_from', models.DateField()),
                ('in_force_to', models.DateField(blank=True, help_text='The last day; empty = until replaced.', null=True)),
                ('created_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='Superseded or withdrawn at.', null=True)),
                ('ended_reason', models.TextField(blank=True)),
                ('places', models.ManyToManyField(help_text='Covered explicitly.', related_name='strategy_versions', to='places.place')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('strategy', 'number'), name='strategy_version_once'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('strategy',), name='strategy_one_approved_version'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('strategy',), name='strategy_one_draft'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'approved', 'superseded', 'withdrawn'])), name='strategy_version_status'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ['draft', 'approved'])), models.Q(('ended_at__isnull', False), ('status__in', ['superseded', 'withdrawn'])), _connector='OR'), name='strategy_ended_has_a_date'), models.CheckConstraint(condition=models.Q(('in_force_to', None), ('in_force_to__gte', models.F('in_force_from')), _connector='OR'), name='strategy_period'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('approved_at__isnull', False), ('status', 'withdrawn'), _connector='OR'), name='strategy_approved_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='strategies.strategyversion')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='strategies.goal')),
                ('lineage', models.UUIDField(default=naves.kernel.ids.new_id, help_text='The same in every version of the strategy.')),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('themes', models.ManyToManyField(related_name='+', to='needs.theme')),
            ],
            options={
                'ordering': ['position', 'code'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='goal_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='strategies.goal')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='strategies.strategyversion')),
                ('lineage', models.UUIDField(default=naves.kernel.ids.new_id, help_text='The same in every version of the strategy.')),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('responsible_body', models.CharField(blank=True, max_length=200)),
                ('deadline', models.DateField(blank=True, null=True)),
                ('budget_czk', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('status', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped')], default='planned', max_length=8)),
                ('position', models.PositiveIntegerField(default=0)),
                ('themes', models.ManyToManyField(related_name='+', to='needs.theme')),
            ],
            options={
                'ordering': ['position', 'code'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='measure_code_once'), models.CheckConstraint(condition=models.Q(('budget_czk', None), ('budget_czk__gte', 0), _connector='OR'), name='measure_budget'), models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'running', 'done', 'stopped'])), name='measure_status')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='strategies.measure')),
                ('lineage', models.UUIDField(db_index=True, default=naves.kernel.ids.new_id, help_text='The same in every version of the strategy.')),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=40)),
                ('direction', models.CharField(choices=[('higher_is_better', 'higher is better'), ('lower_is_better', 'lower is better')], default='higher_is_better', max_length=20)),
                ('baseline', models.FloatField(blank=True, null=True)),
                ('baseline_on', models.DateField(blank=True, null=True)),
                ('target', models.FloatField()),
                ('target_on', models.DateField()),
                ('created_at', models.DateTimeField(help_text='Kept when a version is copied: it shows what was set beforehand.')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'name'), name='indicator_name_once'), models.CheckConstraint(condition=models.Q(('direction__in', ['higher_is_better', 'lower_is_better'])), name='indicator_direction')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='strategies.indicator')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('value', models.FloatField()),
                ('measured_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['measured_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MeasureTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='strategies.measure')),
                ('from_status', models.CharField(blank=True, choices=[('planned', 'planned'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped')], max_length=8)),
                ('to_status', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped')], max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='needs.need')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='strategies.goal')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='strategies.measure')),
                ('reference_kind', models.CharField(blank=True, choices=[('experiment', 'experiment'), ('agreement', 'agreement')], max_length=12)),
                ('reference_id', models.UUIDField(blank=True, null=True)),
                ('contradicts', models.BooleanField(default=False, help_text='The measure works against the need.')),
                ('suggested', models.BooleanField(default=False, help_text='Made by a machine.')),
                ('note', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('carried_from', models.OneToOneField(blank=True, help_text='The response to the previous version of the strategy that this one continues.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='strategies.response')),
                ('source', models.CharField(blank=True, help_text='The system that it was imported from.', max_length=60)),
                ('source_id', models.CharField(blank=True, help_text='Its identifier there: imports repeat safely.', max_length=120)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', False), ('contradicts', False), ('withdrawn_at', None)), fields=['measure', 'need'], name='response_live_by_measure'), models.Index(condition=models.Q(('confirmed_at__isnull', False), ('contradicts', False), ('withdrawn_at', None)), fields=['goal', 'need'], name='response_live_by_goal')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('goal__isnull', False), ('measure', None), ('reference_id', None), ('reference_kind', '')), models.Q(('goal', None), ('measure__isnull', False), ('reference_id', None), ('reference_kind', '')), models.Q(('goal', None), ('measure', None), ('reference_id__isnull', False), models.Q(('reference_kind', ''), _negated=True)), _connector='OR'), name='response_has_one_target'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='response_withdrawn_with_reason'), models.UniqueConstraint(condition=models.Q(('measure__isnull', False), ('withdrawn_at', None)), fields=('need', 'measure'), name='response_once_per_measure'), models.UniqueConstraint(condition=models.Q(('goal__isnull', False), ('withdrawn_at', None)), fields=('need', 'goal'), name='response_once_per_goal'), models.UniqueConstraint(condition=models.Q(('reference_id__isnull', False), ('withdrawn_at', None)), fields=('need', 'reference_kind', 'reference_id'), name='response_once_per_reference'), models.UniqueConstraint(condition=models.Q(models.Q(('source_id', ''), _negated=True), ('withdrawn_at', None)), fields=('source', 'source_id'), name='response_source_id_once')],
            },
        ),
        migrations.CreateModel(
            name='LevelClaim',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='strategies.response')),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'none'), (1, 'mentioned'), (2, 'planned'), (3, 'resourced'), (4, 'proven')])),
                ('proof_kind', models.CharField(choices=[('strategy_text', 'text of a strategy in force'), ('measure_plan', 'measure with a responsible body and a deadline'), ('approved_budget', 'approved budget'), ('signed_agreement', 'signed agreement'), ('running_experiment', 'running registered experiment'), ('indicator_target', 'indicator reached its target'), ('experiment_verdict', 'published experiment with the verdict “adopt”')], max_length=20)),
                ('proof_text', models.TextField()),
                ('proof_url', models.URLField(blank=True, max_length=500)),
                ('proof_file', models.FileField(blank=True, upload_to='proofs/%Y/%m')),
                ('reading', models.ForeignKey(blank=True, help_text='The value that reached its target.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='strategies.indicatorreading')),
                ('reference_id', models.UUIDField(blank=True, help_text='The experiment or agreement that proves it.', null=True)),
                ('valid_from', models.DateField()),
                ('lapses_on', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lapse_recorded_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 1), ('proof_kind', 'strategy_text')), models.Q(('level', 2), ('proof_kind', 'measure_plan')), models.Q(('level', 3), ('proof_kind__in', ['approved_budget', 'signed_agreement', 'running_experiment'])), models.Q(('level', 4), ('proof_kind__in', ['indicator_target', 'experiment_verdict'])), _connector='OR'), name='claim_level_has_its_kind_of_proof'), models.CheckConstraint(condition=models.Q(models.Q(('proof_kind', 'indicator_target'), _negated=True), ('reading__isnull', False), _connector='OR'), name='claim_names_its_reading'), models.CheckConstraint(condition=models.Q(('lapses_on', None), ('lapses_on__gt', models.F('valid_from')), _connector='OR'), name='claim_lapses_after_start'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='claim_withdrawn_with_reason')],
            },
        ),
    ]
