import django.db.models.deletion
import django.db.models.functions.comparison
import naves.domains.needs.columns
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisations', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AffectedGroup',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('name_cs', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('name_cs', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='places.place')),
                ('title', models.CharField(max_length=200)),
                ('title_folded', naves.domains.needs.columns.FoldedField('title', help_text='Lower case without accents, for finding.', max_length=255)),
                ('description', models.TextField(blank=True)),
                ('language', models.CharField(default='cs', max_length=8)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('answered', 'answered'), ('merged', 'merged'), ('withdrawn', 'withdrawn')], default='draft', max_length=10)),
                ('voiced_by', models.CharField(choices=[('citizen', 'citizen'), ('town', 'town'), ('organisation', 'organisation'), ('indicator_gap', 'gap in an indicator')], max_length=14)),
                ('voiced_on', models.DateField()),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, '1 – a nuisance'), (2, '2 – limits daily life'), (3, '3 – endangers health, safety or livelihood')])),
                ('severity_reason', models.CharField(blank=True, max_length=300)),
                ('people_affected', models.PositiveIntegerField(blank=True, null=True)),
                ('organisation', models.ForeignKey(blank=True, help_text='Who entered it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='organisations.organisation')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, help_text='The first publication.', null=True)),
                ('listed_at', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('published_at', 'created_at'), help_text='Publication, or entry of what never was published: the order of lists.', output_field=models.DateTimeField())),
                ('people_known', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('people_affected', 0), help_text='People affected, 0 where nobody said: the order of lists.', output_field=models.PositiveIntegerField())),
                ('merged_into', models.ForeignKey(blank=True, help_text='The end of the chain of mergers; the single steps stand in NeedMerge.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_needs', to='needs.need')),
                ('source', models.CharField(blank=True, help_text='The system that it was imported from.', max_length=60)),
                ('source_id', models.CharField(blank=True, help_text='Its identifier there: imports repeat safely.', max_length=120)),
                ('version', models.PositiveIntegerField(default=1, help_text='Grows with each edit: two editors cannot overwrite.')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'status', '-listed_at', '-id'], name='need_by_place'), models.Index(fields=['status', '-listed_at', '-id'], name='need_by_status'), models.Index(fields=['-listed_at', '-id'], name='need_by_listing'), models.Index(fields=['-people_known', '-id'], name='need_by_people')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'answered', 'merged', 'withdrawn'])), name='need_status'), models.CheckConstraint(condition=models.Q(('severity__in', [1, 2, 3])), name='need_severity'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('status', 'merged')), models.Q(models.Q(('status', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='need_merged_names_its_target'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='need_not_merged_into_itself'), models.UniqueConstraint(condition=models.Q(('source_id', ''), _negated=True), fields=('source', 'source_id'), name='need_source_id_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='places.place')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='needs.need')),
                ('kind', models.CharField(choices=[('post', 'post'), ('survey', 'survey'), ('resolution', 'council resolution'), ('petition', 'petition'), ('indicator_gap', 'gap in an indicator'), ('phone_note', 'telephone or personal note')], max_length=14)),
                ('source', models.CharField(max_length=200)),
                ('source_id', models.CharField(blank=True, max_length=200)),
                ('occurred_on', models.DateField()),
                ('title', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('file', models.FileField(blank=True, upload_to='evidence/%Y/%m')),
                ('people', models.PositiveIntegerField(blank=True, help_text='How many people stand behind it.', null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attached_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['occurred_on', 'id'],
                'indexes': [models.Index(condition=models.Q(('need', None)), fields=['place', '-occurred_on', '-id'], name='evidence_inbox')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['post', 'survey', 'resolution', 'petition', 'indicator_gap', 'phone_note'])), name='evidence_kind'), models.UniqueConstraint(condition=models.Q(('source_id', ''), _negated=True), fields=('place', 'kind', 'source_id'), name='evidence_source_id_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedFollower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='needs.need')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_needs', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'user'), name='follower_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='needs.need')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.affectedgroup')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['group', 'need'], name='need_group_by_group')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('need', 'group'), name='need_group_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mergers', to='needs.need')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absorbed', to='needs.need')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True)),
                ('status_before', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('answered', 'answered'), ('merged', 'merged'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('split_at', models.DateTimeField(blank=True, null=True)),
                ('split_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('split_reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('split_at', None)), fields=('need',), name='need_merged_once'), models.CheckConstraint(condition=models.Q(('need', models.F('into')), _negated=True), name='merge_of_two_needs')],
            },
        ),
        migrations.CreateModel(
            name='NeedTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='needs.need')),
                ('from_status', models.CharField(blank=True, choices=[('draft', 'draft'), ('published', 'published'), ('answered', 'answered'), ('merged', 'merged'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('to_status', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('answered', 'answered'), ('merged', 'merged'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['need', 'at'], name='transition_by_need')],
            },
        ),
        migrations.CreateModel(
            name='NeedThemeShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_shares', to='needs.need')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.theme')),
                ('share', models.DecimalField(decimal_places=3, max_digits=4)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['theme', 'need'], name='theme_share_by_theme')],
                'constraints': [models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='theme_share_range'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('need', 'theme'), name='theme_share_once')],
            },
        ),
    ]
