import django.db.models.deletion
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('ministry', 'ministry'), ('region', 'region'), ('municipality', 'municipality'), ('state_body', 'state body'), ('company', 'company'), ('university', 'university or research organisation'), ('ngo', 'non-governmental organisation'), ('citizens', "citizens' group"), ('other', 'other')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('name_sort', models.CharField(max_length=255)),
                ('name_folded', models.CharField(default='', help_text='Lower case without accents, for finding.', max_length=200)),
                ('ico', models.CharField(blank=True, help_text='Eight digits with a valid check digit.', max_length=8)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='places.place')),
                ('website', models.URLField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name_sort'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['ministry', 'region', 'municipality', 'state_body', 'company', 'university', 'ngo', 'citizens', 'other'])), name='organisation_kind'), models.UniqueConstraint(condition=models.Q(('ico', ''), _negated=True), fields=('ico',), name='organisation_ico_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['municipality', 'region']), _negated=True), models.Q(('place', None), _negated=True), _connector='OR'), name='organisation_that_governs_has_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organisations.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('member', 'member'), ('editor', 'editor'), ('manager', 'manager')], max_length=10)),
                ('requested_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, help_text='Empty while a manager has not agreed.', null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organisation', 'user'), name='membership_once'), models.CheckConstraint(condition=models.Q(('role__in', ['member', 'editor', 'manager'])), name='membership_role')],
            },
        ),
    ]
