import django.db.models.deletion
import naves.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisations', '0001_initial'),
        ('strategies', '0002_matching'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsultationRound',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='strategies.strategyversion')),
                ('about', models.TextField(help_text='What the owner wants to hear.')),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField(help_text='The last day of comments.')),
                ('for_all_towns', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('open', 'open'), ('closed', 'comments are being answered'), ('published', 'outcome published'), ('cancelled', 'cancelled')], default='open', max_length=9)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='Published or cancelled at.', null=True)),
                ('outcome', models.TextField(blank=True)),
                ('cancelled_reason', models.TextField(blank=True)),
                ('invited', models.ManyToManyField(related_name='consultations', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['-created_at', '-id'], name='consultation_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed', 'published', 'cancelled'])), name='consultation_status'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='consultation_days'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ['open', 'closed'])), models.Q(('ended_at__isnull', False), ('status__in', ['published', 'cancelled'])), _connector='OR'), name='consultation_ended_has_a_date'), models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'closed'])), fields=('version',), name='consultation_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='exchange.consultationround')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('in_own_name', models.BooleanField(default=False, help_text='The person speaks, not the organisation.')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('passage_kind', models.CharField(choices=[('whole', 'the strategy as a whole'), ('goal', 'goal'), ('measure', 'measure')], max_length=7)),
                ('passage_lineage', models.UUIDField(blank=True, help_text='Of the goal or measure, the same in all versions; by kind, no key.', null=True)),
                ('passage_title', models.CharField(blank=True, help_text='Code and title, as they were.', max_length=345)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('partly', 'accepted in part'), ('rejected', 'not accepted')], max_length=8)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'id'],
                'indexes': [models.Index(fields=['passage_lineage'], name='comment_by_lineage')],
                'constraints': [models.CheckConstraint(condition=models.Q(('passage_kind__in', ['whole', 'goal', 'measure'])), name='comment_passage'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('verdict', '')), models.Q(('answered_at__isnull', False), ('verdict__in', ['accepted', 'partly', 'rejected'])), _connector='OR'), name='comment_answered_has_a_verdict'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('round', 'made_by', 'digest'), name='comment_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(choices=[('to_answer', 'What awaits an answer of my organisation'), ('questions', 'Questions that I asked or follow'), ('consultations', 'Consultations that I am invited to'), ('comments', 'My comments')], max_length=13)),
                ('way', models.CharField(choices=[('mail', 'on this site and by e-mail'), ('page', 'on this site only'), ('none', 'not at all')], max_length=4)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'topic'), name='notice_choice_once'), models.CheckConstraint(condition=models.Q(('topic__in', ['to_answer', 'questions', 'consultations', 'comments'])), name='notice_choice_topic'), models.CheckConstraint(condition=models.Q(('way__in', ['mail', 'page', 'none'])), name='notice_choice_way')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asking', models.ForeignKey(blank=True, help_text='Empty where a person asks in their own name.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions_asked', to='organisations.organisation')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('addressee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions_received', to='organisations.organisation')),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('subject_kind', models.CharField(blank=True, choices=[('need', 'need'), ('measure', 'measure'), ('strategy', 'strategy'), ('guideline', 'guideline')], max_length=9)),
                ('subject_id', models.UUIDField(blank=True, help_text='Of a need, measure or strategy; by kind, no key.', null=True)),
                ('subject_title', models.CharField(blank=True, help_text='As it was called when the question came.', max_length=300)),
                ('subject_url', models.URLField(blank=True, help_text='Address of a guideline.', max_length=500)),
                ('status', models.CharField(choices=[('open', 'awaits an answer'), ('answered', 'answered'), ('solved', 'solved'), ('withdrawn', 'withdrawn')], default='open', max_length=9)),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, help_text='Solved or withdrawn at.', null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('words', models.TextField(blank=True, help_text='Folded words and lemmas of the question and its answers.')),
                ('digest', models.CharField(help_text='SHA-256 of what was asked of whom: a form sent twice is once.', max_length=64)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
                'indexes': [models.Index(fields=['-asked_at', '-id'], name='question_newest'), models.Index(fields=['subject_kind', 'subject_id'], name='question_by_subject'), models.Index(fields=['addressee', 'status'], name='question_by_addressee')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'answered', 'solved', 'withdrawn'])), name='question_status'), models.CheckConstraint(condition=models.Q(('subject_kind__in', ['', 'need', 'measure', 'strategy', 'guideline'])), name='question_subject'), models.UniqueConstraint(condition=models.Q(('status', 'withdrawn'), _negated=True), fields=('asked_by', 'digest'), name='question_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('question_asked', 'A question for your organisation'), ('question_answered', 'An answer to a question'), ('question_solved', 'A question is solved'), ('question_reopened', 'A question is open again'), ('question_withdrawn', 'A question was withdrawn'), ('answer_withdrawn', 'An answer was withdrawn'), ('round_opened', 'You are invited to a consultation'), ('round_changed', 'The days of a consultation changed'), ('round_closed', 'A consultation takes no more comments'), ('round_published', 'The outcome of a consultation was published'), ('round_cancelled', 'A consultation was cancelled'), ('comment_made', 'A comment on your draft'), ('comment_answered', 'Your comment was answered')], max_length=20)),
                ('topic', models.CharField(choices=[('to_answer', 'What awaits an answer of my organisation'), ('questions', 'Questions that I asked or follow'), ('consultations', 'Consultations that I am invited to'), ('comments', 'My comments')], max_length=13)),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exchange.question')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exchange.consultationround')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exchange.comment')),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['user', '-at', '-id'], name='notice_newest'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notice_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['question_asked', 'question_answered', 'question_solved', 'question_reopened', 'question_withdrawn', 'answer_withdrawn', 'round_opened', 'round_changed', 'round_closed', 'round_published', 'round_cancelled', 'comment_made', 'comment_answered'])), name='notice_kind'), models.CheckConstraint(condition=models.Q(models.Q(('question__isnull', False), ('round', None)), models.Q(('question', None), ('round__isnull', False)), _connector='OR'), name='notice_about_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=naves.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='exchange.question')),
                ('text', models.TextField()),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['answered_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('question', 'digest'), name='answer_once')],
            },
        ),
        migrations.CreateModel(
            name='QuestionFollower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='exchange.question')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_questions', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'user'), name='question_follower_once')],
            },
        ),
    ]
