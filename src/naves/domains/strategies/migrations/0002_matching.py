import django.db.models.deletion
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('needs', '0002_themes_and_groups'),
        ('places', '0001_initial'),
        ('strategies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchModel',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('trained_at', models.DateTimeField()),
                ('trained_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pairs', models.PositiveIntegerField(help_text='Judged pairs that it learned from.')),
                ('confirmed', models.PositiveIntegerField(help_text='Those among them that belong together.')),
                ('weights', models.JSONField(help_text='Feature → mean, scale and weight; the intercept.')),
                ('metrics', models.JSONField(help_text='Precision, recall, calibration; cross-validated.')),
            ],
            options={
                'ordering': ['-trained_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MatchSuggestion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('need', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='needs.need')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='strategies.measure')),
                ('place', models.ForeignKey(db_index=False, help_text='Of the need.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('features', models.JSONField(help_text='In the order of `rules.features.NAMES`.')),
                ('score', models.FloatField(help_text='Without learning, 0-1.')),
                ('probability', models.FloatField(blank=True, help_text='By the model, where it knows enough.', null=True)),
                ('usefulness', models.FloatField(help_text='The order of the desk: doubt times people affected.')),
                ('draw', models.FloatField(help_text='Seeded, 0-1: the order of the sample.')),
                ('sampled', models.BooleanField(default=False, help_text='Belongs to the sample that two people judge.')),
                ('given', models.PositiveSmallIntegerField(default=0, help_text='Judgements that stand.')),
                ('is_open', models.BooleanField(default=True, help_text='Waits for a judgement.')),
                ('found_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_open', True), ('sampled', False)), fields=['-usefulness', 'id'], name='match_by_usefulness'), models.Index(condition=models.Q(('is_open', True), ('sampled', False)), fields=['place', '-usefulness'], name='match_by_place'), models.Index(condition=models.Q(('is_open', True), ('sampled', True)), fields=['draw', 'id'], name='match_by_draw')],
                'constraints': [models.UniqueConstraint(fields=('need', 'measure'), name='match_suggested_once')],
            },
        ),
        migrations.CreateModel(
            name='MatchClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='strategies.matchsuggestion')),
                ('slot', models.PositiveSmallIntegerField(help_text='A pair of the sample has two, any other one.')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('until', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('suggestion', 'slot'), name='match_claim_slot_once'), models.UniqueConstraint(fields=('suggestion', 'user'), name='match_claim_user_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedLikeness',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('need', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='needs.need')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='needs.need')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('likeness', models.FloatField(help_text='0-1.')),
                ('found_at', models.DateTimeField()),
                ('dismissed_at', models.DateTimeField(blank=True, help_text='Somebody said that they differ.', null=True)),
                ('dismissed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'likenesses of needs',
                'indexes': [models.Index(condition=models.Q(('dismissed_at', None)), fields=['-likeness', 'id'], name='likeness_by_likeness'), models.Index(condition=models.Q(('dismissed_at', None)), fields=['place', '-likeness'], name='likeness_by_place')],
                'constraints': [models.UniqueConstraint(fields=('need', 'other'), name='likeness_once'), models.CheckConstraint(condition=models.Q(('need', models.F('other')), _negated=True), name='likeness_of_two_needs')],
            },
        ),
        migrations.CreateModel(
            name='MatchJudgement',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.need')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategies.measure')),
                ('judge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verdict', models.CharField(choices=[('confirm', 'belongs together'), ('reject', 'does not belong together'), ('unsure', 'not sure')], max_length=8)),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'none'), (1, 'mentioned'), (2, 'planned'), (3, 'resourced'), (4, 'proven')], null=True)),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('desk', 'desk, the most useful first'), ('double', 'random sample judged by two')], max_length=8)),
                ('score', models.FloatField(help_text='Shown then: the probability, or the plain score where there was none.')),
                ('features', models.JSONField()),
                ('response', models.ForeignKey(blank=True, help_text='The one that this verdict made.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategies.response')),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['judge', '-at'], name='match_judged_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['confirm', 'reject', 'unsure'])), name='match_verdict'), models.CheckConstraint(condition=models.Q(('origin__in', ['desk', 'double'])), name='match_origin'), models.CheckConstraint(condition=models.Q(models.Q(('level__isnull', False), ('verdict', 'confirm')), models.Q(models.Q(('verdict', 'confirm'), _negated=True), ('level', None)), _connector='OR'), name='match_confirmed_at_a_level'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('need', 'measure', 'judge'), name='match_judged_once_by_each')],
            },
        ),
    ]
