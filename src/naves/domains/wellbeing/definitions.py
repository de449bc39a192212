"""The indicators that Náves knows from the start; more may come with an import."""

from naves.domains.wellbeing.enums import Direction
from naves.domains.wellbeing.rules.definitions import IndicatorDefinition

SOCIAL_EXCLUSION = "social_exclusion"

AGENCY = "Agentura pro sociální začleňování (MMR)"
STATISTICS = "Český statistický úřad, územně analytické podklady"
FINANCE = "Ministerstvo financí, predikce daňových příjmů obcí"

_ALL = (
    IndicatorDefinition(
        code=SOCIAL_EXCLUSION,
        name_cs="Index sociálního vyloučení",
        name_en="Index of social exclusion",
        direction=Direction.HIGHER_IS_WORSE,
        theme="social",
        description_cs=(
            "Souhrn pěti složek (exekuce, příspěvek na bydlení, příspěvek na živobytí, dlouhodobá nezaměstnanost, "
            "předčasné odchody ze základních škol), každá za 0 až 6 bodů. Od 12 bodů jde o obec s nejvyšším rozsahem "
            "sociálního vyloučení."
        ),
        description_en=(
            "The sum of five parts (debt enforcement, housing benefit, subsistence benefit, long-term unemployment, "
            "early leaving of basic school), each worth 0 to 6 points. From 12 points on a municipality belongs to "
            "those with the greatest extent of social exclusion."
        ),
        unit="bod",
        gap_threshold=12,
        lowest=0,
        highest=30,
        source=AGENCY,
    ),
    IndicatorDefinition(
        code="debt_enforcement_share",
        name_cs="Podíl lidí v exekuci",
        name_en="Share of people in debt enforcement",
        direction=Direction.HIGHER_IS_WORSE,
        theme="social",
        description_cs="Podíl osob v exekuci mezi obyvateli od 15 let.",
        description_en="People in debt enforcement per resident aged 15 and over.",
        unit="%",
        lowest=0,
        highest=100,
        source=AGENCY,
    ),
    IndicatorDefinition(
        code="long_term_unemployment_share",
        name_cs="Podíl dlouhodobě nezaměstnaných",
        name_en="Share of long-term unemployed",
        direction=Direction.HIGHER_IS_WORSE,
        theme="economy",
        description_cs="Podíl uchazečů evidovaných úřadem práce déle než 6 měsíců mezi obyvateli od 15 do 64 let.",
        description_en="Job seekers registered for over 6 months per resident aged 15 to 64.",
        unit="%",
        lowest=0,
        highest=100,
        source=AGENCY,
    ),
    IndicatorDefinition(
        code="unemployment_share",
        name_cs="Podíl nezaměstnaných",
        name_en="Unemployment share",
        direction=Direction.HIGHER_IS_WORSE,
        theme="economy",
        description_cs=(
            "Podíl uchazečů o zaměstnání mezi obyvateli od 15 do 64 let. Hranice 8 % je dvojnásobek podílu celé země "
            "ke konci roku 2020 (3,9 %)."
        ),
        description_en=(
            "Job seekers per resident aged 15 to 64. The threshold of 8% is twice the share of the whole country "
            "at the end of 2020 (3.9%)."
        ),
        unit="%",
        gap_threshold=8,
        lowest=0,
        highest=100,
        source=STATISTICS,
    ),
    IndicatorDefinition(
        code="share_65_plus",
        name_cs="Podíl obyvatel od 65 let",
        name_en="Share of people aged 65 and over",
        direction=Direction.HIGHER_IS_WORSE,
        theme="health",
        description_cs=(
            "Podíl obyvatel ve věku 65 a více let. Hranice 30 % je polovina nad podílem celé země ke konci roku 2020 "
            "(20,2 %): zdravotní péče a pečovatelská služba zde potřebují zvláštní pozornost."
        ),
        description_en=(
            "Residents aged 65 and over. The threshold of 30% lies half above the share of the whole country at the "
            "end of 2020 (20.2%): health care and home care need particular attention here."
        ),
        unit="%",
        gap_threshold=30,
        lowest=0,
        highest=100,
        source=STATISTICS,
    ),
    IndicatorDefinition(
        code="share_0_14",
        name_cs="Podíl obyvatel do 14 let",
        name_en="Share of people aged 0 to 14",
        direction=Direction.HIGHER_IS_BETTER,
        theme="education",
        description_cs="Podíl obyvatel ve věku 0 až 14 let.",
        description_en="Residents aged 0 to 14.",
        unit="%",
        lowest=0,
        highest=100,
        source=STATISTICS,
    ),
    IndicatorDefinition(
        code="population_change",
        name_cs="Celkový přírůstek obyvatel",
        name_en="Population change",
        direction=Direction.HIGHER_IS_BETTER,
        theme="housing",
        description_cs="Přirozený přírůstek a přírůstek stěhováním za rok na 1 000 obyvatel.",
        description_en="Natural increase and net migration in a year per 1,000 residents.",
        unit="‰",
        lowest=-1000,
        source=STATISTICS,
    ),
    IndicatorDefinition(
        code="tax_income_per_person",
        name_cs="Daňové příjmy obce na obyvatele",
        name_en="Tax income of the municipality per resident",
        direction=Direction.HIGHER_IS_BETTER,
        theme="economy",
        description_cs="Předpokládané příjmy ze sdílených daní v daném roce na obyvatele.",
        description_en="Forecast income from shared taxes in the year per resident.",
        unit="Kč",
        lowest=0,
        source=FINANCE,
    ),
    IndicatorDefinition(
        code="jobs_per_100",
        name_cs="Zaměstnanci pracující v obci na 100 obyvatel",
        name_en="Employees working in the municipality per 100 residents",
        direction=Direction.HIGHER_IS_BETTER,
        theme="economy",
        description_cs="Počet zaměstnanců s místem výkonu práce v obci na 100 obyvatel.",
        description_en="Employees whose place of work lies in the municipality per 100 residents.",
        unit="na 100 obyvatel",
        lowest=0,
        source=FINANCE,
    ),
)

DEFINITIONS = {definition.code: definition for definition in _ALL}
