"""The fixed lists of themes and affected groups."""

from typing import Any

from django.db import migrations

THEMES = [
    ("mobility", "Doprava a mobilita", "Transport and mobility"),
    ("housing", "Bydlení", "Housing"),
    ("social", "Sociální služby", "Social services"),
    ("health", "Zdraví", "Health"),
    ("education", "Vzdělávání", "Education"),
    ("safety", "Bezpečnost", "Safety"),
    ("public_space", "Veřejný prostor", "Public space"),
    ("environment", "Životní prostředí a voda", "Environment and water"),
    ("energy", "Energie", "Energy"),
    ("waste", "Odpady", "Waste"),
    ("digital", "Digitální služby", "Digital services"),
    ("economy", "Místní ekonomika", "Local economy"),
    ("culture", "Kultura, sport a spolky", "Culture, sport and clubs"),
]
GROUPS = [
    ("everyone", "všichni obyvatelé", "all residents"),
    ("children", "děti", "children"),
    ("youth", "mládež", "young people"),
    ("families", "rodiny s dětmi", "families with children"),
    ("seniors", "senioři", "older people"),
    ("disabled", "lidé se zdravotním postižením", "people with disabilities"),
    ("low_income", "lidé s nízkými příjmy", "people on low incomes"),
    ("minorities", "národnostní menšiny a cizinci", "ethnic minorities and foreigners"),
    ("commuters", "dojíždějící", "commuters"),
    ("entrepreneurs", "podnikatelé a živnostníci", "entrepreneurs and the self-employed"),
]


def fill(apps: Any, _schema_editor: Any) -> None:
    for model, rows in (("Theme", THEMES), ("AffectedGroup", GROUPS)):
        apps.get_model("needs", model).objects.bulk_create(
            apps.get_model("needs", model)(code=code, name_cs=cs, name_en=en, position=position)
            for position, (code, cs, en) in enumerate(rows, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
