"""The database itself refuses to change or delete a line of the audit log."""

from django.db import migrations

REFUSALS = ("UPDATE", "DELETE")


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_auditentry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )
        return
    for verb in REFUSALS:
        schema_editor.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON accounts_auditentry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_no_change ON accounts_auditentry")
        schema_editor.execute("DROP FUNCTION audit_is_append_only()")
        return
    for verb in REFUSALS:
        schema_editor.execute(f"DROP TRIGGER audit_no_{verb.lower()}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
