import django.db.models.deletion
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_import_jobs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tenant',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='As programs call it.', max_length=50, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenants', to='organisations.organisation')),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, help_text='From then on nobody reaches its data.', null=True)),
            ],
            options={
                'ordering': ['title', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__regex', '^[a-z][a-z0-9_]*$')), name='tenant_name')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='catalogue.tenant')),
                ('types', models.JSONField(blank=True, default=list)),
                ('ids', models.JSONField(blank=True, default=list)),
                ('scope', models.CharField(blank=True, max_length=500)),
                ('subject_kind', models.CharField(choices=[('public', 'anyone, also without signing in'), ('signed_in', 'anyone with an account'), ('organisation', 'members of an organisation'), ('person', 'one person'), ('application', 'one program (a token)')], max_length=12)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='organisations.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='data_grants', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='data_grants', to='accounts.apitoken')),
                ('action', models.CharField(choices=[('read', 'read'), ('write', 'write'), ('manage', 'manage')], max_length=6)),
                ('purpose', models.TextField()),
                ('first_day', models.DateField(blank=True, null=True)),
                ('last_day', models.DateField(blank=True, null=True)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-given_at', '-id'],
                'indexes': [models.Index(fields=['tenant', 'revoked_at'], name='grant_by_tenant')],
                'constraints': [models.CheckConstraint(condition=models.Q(('tenant__isnull', False)), name='grant_has_a_target'), models.CheckConstraint(condition=models.Q(models.Q(('application', None), ('organisation', None), ('person', None), ('subject_kind__in', ['public', 'signed_in'])), models.Q(('application', None), ('organisation__isnull', False), ('person', None), ('subject_kind', 'organisation')), models.Q(('application', None), ('organisation', None), ('person__isnull', False), ('subject_kind', 'person')), models.Q(('application__isnull', False), ('organisation', None), ('person', None), ('subject_kind', 'application')), _connector='OR'), name='grant_subject'), models.CheckConstraint(condition=models.Q(('action__in', ['read', 'write', 'manage'])), name='grant_action'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'public'), _negated=True), ('action', 'read'), _connector='OR'), name='grant_public_reads_only'), models.CheckConstraint(condition=models.Q(('first_day', None), ('last_day', None), ('last_day__gte', models.F('first_day')), _connector='OR'), name='grant_days_in_order')],
            },
        ),
    ]
