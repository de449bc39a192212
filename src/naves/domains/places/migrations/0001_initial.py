import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('level', models.CharField(choices=[('state', 'state'), ('region', 'region (kraj)'), ('district', 'district (okres)'), ('orp', 'municipality with extended powers (ORP)'), ('municipality', 'municipality')], max_length=12)),
                ('kind', models.CharField(blank=True, choices=[('O', 'municipality'), ('T', 'township (městys)'), ('M', 'town'), ('S', 'statutory city'), ('H', 'capital city'), ('U', 'military district')], max_length=1)),
                ('name', models.CharField(max_length=120)),
                ('name_sort', models.CharField(help_text='Czech collation key of the name.', max_length=255)),
                ('name_folded', models.CharField(help_text='Lower case without accents, for finding.', max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('orp', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('longitude', models.FloatField(blank=True, help_text='Degrees, WGS 84.', null=True)),
                ('latitude', models.FloatField(blank=True, help_text='Degrees, WGS 84.', null=True)),
                ('area_ha', models.FloatField(blank=True, null=True)),
                ('ico', models.CharField(blank=True, max_length=8)),
                ('population', models.PositiveIntegerField(blank=True, help_text='The latest known; see Population.', null=True)),
                ('size_class', models.SmallIntegerField(blank=True, choices=[(0, 'under 500 people'), (1, '500 to 1,999'), (2, '2,000 to 4,999'), (3, '5,000 to 19,999'), (4, '20,000 to 99,999'), (5, '100,000 and more')], null=True)),
                ('recorded_at', models.DateTimeField(blank=True, help_text='Since when Náves knows it; empty: always.', null=True)),
            ],
            options={
                'ordering': ['name_sort'],
                'indexes': [models.Index(fields=['level', 'name_sort'], name='place_by_level'), models.Index(fields=['level', 'name_folded'], name='place_by_folded_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['state', 'region', 'district', 'orp', 'municipality'])), name='place_level'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'state'), ('parent', None)), models.Q(models.Q(('level', 'state'), _negated=True), models.Q(('parent', None), _negated=True)), _connector='OR'), name='place_only_the_state_has_no_parent')],
            },
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='places.place')),
                ('reference_date', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('source', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['reference_date'],
                'constraints': [models.UniqueConstraint(fields=('place', 'reference_date', 'recorded_at'), name='population_once')],
            },
        ),
    ]
