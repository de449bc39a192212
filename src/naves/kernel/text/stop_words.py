"""Words that say nothing about what a text is about."""

_CZECH = """
a aby ačkoli ačkoliv ale alespoň ani aniž ano asi aspoň atd atp až během bez beze bude budeme
budete budeš budou budu by byl byla byli bylo byly bychom byste bys bych být co což cokoli cože či
článek dále další dnes do ho i jak jakmile jako jaký jakož je jeden jedna jedno jeho jej její
jejich jejichž jehož jelikož jemu jen jenom jenž jestli jestliže ještě ji jí jich jimi jinak jiný
již jsem jsi jsme jsou jste k kam kde kdo kdy když ke která které kteří kterou který kterých
kterým kterými kvůli má mají málo mám máme máš máte mě mezi mi mít mně mnou mnoho moc mohl mohla
mohli mohou moje moci mu můj můžou může můžeme my na nad nade nám námi naproti nás náš naše naši
ne nebo nebude nebyl nebyla nebyli nebylo nebyly nebýt něco nedávno nějak nějaký někde někdo
některý nemá nemají nemít není než nic nich ním nimi nikdo nikdy ní no o od ode on ona oni ono ony
pak po pod podle pokud pořád potom pouze právě pro proč proto protože před přede přes přese přesto
při s sami samozřejmě se sebe sebou si sice skoro snad sobě spolu stále stejně svá své svého svém
svou svoje svůj svých svým svými ta tady tak také takový taky takže tam tato té tě tedy tem ten
tento této těch těm těmi ti tím tímto tito to tobě toho tohle tohoto tom tomto tomu tomuto totiž
toto tou touto třeba tu tudíž tuto tvá tvé tvoje tvůj ty tyto u už v vám vámi vás váš vaše vaši ve
velmi více však vše všechen všechna všechno všichni vy vždy z za zda zde ze že
"""

# Without "most" and "her", which are a bridge and of games in Czech.
_ENGLISH = """
a about above after again all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each few for from further had has have
having he here him his how i if in into is it its just me more my no nor not of off on once only
or other our ours out over own same she should so some such than that the their theirs them then
there these they this those through to too under until up very was we were what when where which
while who whom why will with would you your yours
"""

STOP_WORDS = frozenset((_CZECH + _ENGLISH).split())
