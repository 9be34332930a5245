"""The commands in words, for who reads the log: one table, which a test keeps complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fmdesk.core.domain.spec import Text

KINDS: Mapping[str, Text] = {
    "access": Text("Aanmelden en accounts", "Signing in and accounts"),
    "administration": Text("Beheer", "Administration"),
    "agreements": Text("Afspraken", "Agreements"),
    "attachments": Text("Bestanden", "Files"),
    "budgets": Text("Budgetten", "Budgets"),
    "bulk": Text("Veel regels tegelijk", "Many lines at once"),
    "call_backs": Text("Nabellen", "Call-backs"),
    "catalogue": Text("Catalogus", "Catalogue"),
    "changing": Text("Wijzigen van meldingen", "Changes of tickets"),
    "charters": Text("Handvesten", "Charters"),
    "connections": Text("Verbindingen", "Connections"),
    "contacts": Text("Contacten", "Contacts"),
    "demo": Text("Voorbeeldgegevens", "Example data"),
    "dossiers": Text("Dossiers", "Tickets, tasks and links"),
    "escalations": Text("Escalatie", "Escalation"),
    "force_majeure": Text("Overmacht", "Force majeure"),
    "fulfilment": Text("Uitvoering", "Work on lines"),
    "hand_overs": Text("Overdracht", "Hand-over"),
    "importing": Text("Import", "Import"),
    "incoming": Text("Inkomend", "Incoming"),
    "intake": Text("Intake", "Intake"),
    "journal": Text("Journaal voor financiën", "Journal for finance"),
    "knowledge": Text("Kennis en wegwijzers", "Knowledge and guides"),
    "messages": Text("Berichten", "Messages"),
    "month": Text("Maand", "Month"),
    "reviews": Text("Beoordelingen", "Reviews"),
    "my_unit": Text("Werk van een onderdeel", "Work of a unit"),
    "office": Text("Organisatie", "Office"),
    "plugin": Text("Plugins", "Plugins"),
    "questions": Text("Vragen aan onderdelen", "Questions to units"),
    "reachability": Text("Bereikbaarheid", "Reachability"),
    "report_plans": Text("Rapporten van elke maand", "Reports of every month"),
    "returns": Text("Teruggave en doorzetting", "Returns and redirection"),
    "goals": Text("Doelen en evaluatie", "Goals and evaluation"),
    "sending": Text("Versturen van rapporten", "Sending of reports"),
    "talks": Text("Gesprekken met afdelingen", "Talks with departments"),
    "sanctions": Text("Sancties en bezwaren", "Sanctions and objections"),
    "starter": Text("Voorbeeldorganisatie", "Starter office"),
}
"""What the part of a name before its point stands for."""

NAMES: Mapping[str, Text] = {
    "access.attempt": Text("Aanmelding geprobeerd", "Sign-in tried"),
    "access.sign_in": Text("Aangemeld", "Signed in"),
    "access.save_account": Text("Account en rollen opgeslagen", "Account and roles saved"),
    "access.set_password": Text("Wachtwoord gezet", "Password set"),
    "administration.save": Text(
        "Gegeven van beheer opgeslagen",
        "Entry of the administration saved",
    ),
    "administration.close_days": Text(
        "Kalender op meer dagen gesloten",
        "Calendar closed on more days",
    ),
    "connections.set_password": Text(
        "Wachtwoord van een verbinding gezet",
        "Password of a connection set",
    ),
    "intake.take": Text("Aanvraag aangenomen", "Request taken"),
    "intake.take_done": Text("Aanvraag aan de balie afgehandeld", "Request done at the desk"),
    "intake.take_bespoke": Text(
        "Aanvraag buiten de catalogus aangenomen",
        "Request outside the catalogue taken",
    ),
    "intake.answer": Text("Vraag aan de balie beantwoord", "Question answered at the desk"),
    "contacts.status_call": Text("Statusvraag vastgelegd", "Status call noted"),
    "contacts.remark": Text(
        "Klacht, compliment of suggestie vastgelegd",
        "Complaint, compliment or suggestion noted",
    ),
    "contacts.answer": Text(
        "Klacht, compliment of suggestie beantwoord",
        "Complaint, compliment or suggestion answered",
    ),
    "fulfilment.record": Text("Werk aan een regel vastgelegd", "Work on a line recorded"),
    "changing.change_line": Text("Regel gewijzigd", "Line changed"),
    "changing.cancel": Text("Regel geannuleerd", "Line cancelled"),
    "changing.edit_ticket": Text("Melding bewerkt", "Ticket edited"),
    "bulk.assign": Text("Regels toegewezen", "Lines assigned"),
    "bulk.pause": Text("Regels opgeschort", "Lines paused"),
    "bulk.resume": Text("Regels hervat", "Lines resumed"),
    "bulk.ready": Text("Regels gereedgemeld", "Lines reported ready"),
    "bulk.redirect": Text("Regels doorgezet", "Lines redirected"),
    "bulk.cancel": Text("Regels geannuleerd", "Lines cancelled"),
    "bulk.undo": Text(
        "Wat met veel regels gedaan was, teruggedraaid",
        "What was done to many lines taken back",
    ),
    "dossiers.take_over": Text("Melding overgenomen", "Ticket taken over"),
    "dossiers.add_task": Text("Taak toegevoegd", "Task added"),
    "dossiers.tick": Text("Taak afgevinkt of heropend", "Task ticked off or opened again"),
    "dossiers.link": Text("Meldingen gekoppeld", "Tickets linked"),
    "dossiers.unlink": Text("Koppeling verwijderd", "Link removed"),
    "my_unit.assign": Text("Werk toegewezen", "Work assigned"),
    "my_unit.move": Text("Werk van een medewerker overgezet", "Work of a member moved"),
    "my_unit.end_action": Text("Actie van een onderdeel gedaan", "Action of a unit done"),
    "my_unit.set_absence": Text("Afwezigheid vastgelegd", "Absence recorded"),
    "questions.ask": Text("Vraag aan een onderdeel gesteld", "Question asked to a unit"),
    "questions.answer": Text("Vraag aan een onderdeel beantwoord", "Question to a unit answered"),
    "questions.keep": Text("Antwoord bewaard in de catalogus", "Answer kept in the catalogue"),
    "questions.take_note": Text("Antwoord van een onderdeel gelezen", "Answer of a unit read"),
    "questions.save_target": Text("Streeftijd van vragen opgeslagen", "Target of questions saved"),
    "returns.give_back": Text("Regel teruggegeven over de knip", "Line returned over the cut"),
    "returns.issue": Text("Regel opnieuw uitgegeven", "Line issued again"),
    "returns.redirect": Text(
        "Regel doorgezet naar een ander onderdeel",
        "Line redirected to another unit",
    ),
    "call_backs.record": Text("Nabellen vastgelegd", "Call-back recorded"),
    "call_backs.save_rules": Text("Regels voor nabellen opgeslagen", "Call-back rules saved"),
    "hand_overs.give": Text("Werk overgedragen", "Work handed over"),
    "hand_overs.take": Text("Overdracht overgenomen", "Hand-over taken"),
    "reachability.note": Text("Oproepen van een kanaal vastgelegd", "Calls of a channel noted"),
    "reachability.close": Text("Kanaal gesloten", "Channel closed"),
    "reachability.open": Text("Kanaal geopend", "Channel opened"),
    "reachability.save_hours": Text(
        "Openingstijden van kanalen opgeslagen",
        "Opening hours of channels saved",
    ),
    "escalations.run": Text(
        "Geëscaleerd wat stilstaat of verloopt",
        "Escalated what stalls or falls due",
    ),
    "escalations.take": Text("Escalatie overgenomen", "Escalation taken up"),
    "escalations.save_rules": Text("Regels voor escalatie opgeslagen", "Rules of escalation saved"),
    "messages.queue": Text("Bericht klaargezet", "Message queued"),
    "messages.mark_done": Text("Bericht afgevinkt", "Message ticked off"),
    "messages.retry": Text("Bericht opnieuw geprobeerd", "Message tried again"),
    "messages.claim": Text("Bericht ter verzending genomen", "Message taken for sending"),
    "messages.settle": Text("Bericht verzonden of mislukt", "Message sent or failed"),
    "messages.save_template": Text("Berichtsjabloon opgeslagen", "Message template saved"),
    "messages.save_settings": Text(
        "Instellingen van berichten opgeslagen",
        "Settings of messages saved",
    ),
    "knowledge.add_caller": Text("Nieuwe beller toegevoegd", "New caller added"),
    "knowledge.save_guide": Text("Wegwijzer opgeslagen", "Guide saved"),
    "knowledge.promote": Text(
        "Regel buiten de catalogus tot product gemaakt",
        "Bespoke line made a product",
    ),
    "catalogue.change": Text("Product gewijzigd of voorgesteld", "Product changed or proposed"),
    "catalogue.withdraw": Text("Voorstel of versie ingetrokken", "Proposal or version withdrawn"),
    "catalogue.decide": Text("Voorstel beslist", "Proposal decided"),
    "catalogue.read": Text("Wijziging van een product gelezen", "Change of a product read"),
    "catalogue.save_process": Text("Werkproces opgeslagen", "Process saved"),
    "catalogue.save_cluster": Text("Cluster opgeslagen", "Cluster saved"),
    "catalogue.make_product": Text("Product gemaakt", "Product made"),
    "agreements.save": Text("Afspraak opgeslagen", "Agreement saved"),
    "talks.prepare": Text("Gesprek met een afdeling voorbereid", "Talk with a department prepared"),
    "talks.hold": Text("Gesprek met een afdeling vastgelegd", "Talk with a department recorded"),
    "talks.end_action": Text("Actie uit een gesprek afgesloten", "Action of a talk ended"),
    "budgets.save": Text("Budget vastgesteld", "Budget set"),
    "budgets.end": Text("Budget beëindigd", "Budget ended"),
    "goals.save": Text("Doel opgeslagen", "Goal saved"),
    "goals.evaluate": Text("Doel geëvalueerd", "Goal evaluated"),
    "goals.tick": Text(
        "Actie van een doel of herziening afgevinkt",
        "Action or review of a goal ticked off",
    ),
    "reviews.plan": Text("Beoordeling gepland", "Review planned"),
    "reviews.record": Text("Beoordeling vastgelegd", "Review recorded"),
    "goals.end": Text("Doel beëindigd", "Goal ended"),
    "charters.save": Text("Concept van een handvest opgeslagen", "Draft of a charter saved"),
    "charters.drop": Text("Concept van een handvest weggegooid", "Draft of a charter dropped"),
    "charters.send": Text("Handvest ter goedkeuring gestuurd", "Charter sent for approval"),
    "charters.give_back": Text("Handvest teruggegeven", "Charter given back"),
    "charters.approve": Text("Handvest goedgekeurd", "Charter approved"),
    "charters.end": Text("Handvest beëindigd", "Charter ended"),
    "charters.end_trial": Text("Proef van een handvest beëindigd", "Trial of a charter ended"),
    "month.control": Text("Maandcontrole gedraaid", "Month controlled"),
    "month.draft": Text("Concept van de maand gemaakt", "Draft of the month made"),
    "month.close": Text("Maand gesloten", "Month closed"),
    "month.rule": Text("Oordeel in quarantaine beslist", "Verdict in quarantine decided"),
    "month.approve": Text("Maand goedgekeurd", "Month approved"),
    "month.ask_reopen": Text("Heropenen van een maand gevraagd", "Reopening of a month asked"),
    "month.reopen": Text("Maand heropend", "Month reopened"),
    "journal.save": Text(
        "Rekeningen voor het journaal opgeslagen",
        "Accounts of the journal saved",
    ),
    "journal.export": Text("Journaal voor financiën gemaakt", "Journal for finance made"),
    "report_plans.begin": Text("Rapport van elke maand begonnen", "Report of every month begun"),
    "report_plans.end": Text("Rapport van elke maand beëindigd", "Report of every month ended"),
    "report_plans.make": Text("Rapport van de maand gemaakt", "Report of the month made"),
    "sending.send_report": Text("Rapport verstuurd", "Report sent"),
    "sending.send_page": Text("Eigen blad verstuurd", "Page of a unit or department sent"),
    "force_majeure.record": Text("Overmacht vastgelegd", "Force majeure recorded"),
    "force_majeure.undo": Text("Overmacht teruggedraaid", "Force majeure taken back"),
    "sanctions.object_to": Text("Bezwaar gemaakt tegen een sanctie", "Objected to a sanction"),
    "sanctions.withdraw": Text("Bezwaar ingetrokken", "Objection withdrawn"),
    "sanctions.decide": Text("Sanctie beslist", "Sanction decided"),
    "sanctions.second": Text(
        "Beslissing over een sanctie bevestigd",
        "Decision on a sanction confirmed",
    ),
    "attachments.add": Text("Bestand toegevoegd", "File added"),
    "attachments.hide": Text("Bestand verborgen", "File hidden"),
    "incoming.keep": Text("Inkomend bericht bewaard", "Incoming message kept"),
    "incoming.order": Text(
        "Inkomend bericht als aanvraag aangenomen",
        "Incoming message taken as a request",
    ),
    "incoming.form": Text("Formulier aangenomen", "Form taken"),
    "incoming.settle": Text("Inkomend bericht afgehandeld", "Incoming message settled"),
    "importing.budgets": Text("Budgetten geïmporteerd", "Budgets imported"),
    "month.save_rules": Text(
        "Regels van bezwaar en maand gewijzigd", "Rules of objections and the month changed"
    ),
    "importing.run": Text("Bestand geïmporteerd", "File imported"),
    "plugin.enable": Text("Plugin ingeschakeld", "Plugin enabled"),
    "plugin.approve": Text("Plugin goedgekeurd", "Plugin approved"),
    "plugin.switch": Text("Plugin aan- of uitgezet", "Plugin switched on or off"),
    "plugin.remove": Text("Plugin verwijderd", "Plugin removed"),
    "plugin.purge": Text("Plugin met zijn gegevens verwijderd", "Plugin removed with its data"),
    "office.begin": Text("Organisatie begonnen", "Office begun"),
    "starter.build": Text("Voorbeeldorganisatie gemaakt", "Starter office made"),
    "starter.hand_over": Text("Voorbeeldorganisatie overgedragen", "Starter office handed over"),
    "demo.name": Text("Voorbeeldorganisatie benoemd", "Example office named"),
    "demo.settings": Text("Instellingen van het voorbeeld gezet", "Settings of the example set"),
    "demo.office": Text("Voorbeeldorganisatie gevuld", "Example office filled"),
    "demo.deliver": Text(
        "Leveringen van het voorbeeld vastgelegd",
        "Deliveries of the example recorded",
    ),
}
"""Every command of the program, as what was done; those of plugins bring their own words."""


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What commands are called, those of plugins among them.

    Attributes:
        given: What plugins are called, by id, and what their commands say, by full name.
    """

    given: Mapping[str, Text] = field(default_factory=dict)

    def name_of(self, command: str, language: str) -> str:
        """Return a command in words; one of a plugin that has none by the names of both."""
        known = NAMES.get(command) or self.given.get(command)
        if known is not None:
            return known.get(language)
        plugin, _point, name = command.partition(".")
        called = self.given.get(plugin, Text(plugin, plugin)).get(language)
        return f"{called}: {name.replace('_', ' ')}" if name else called

    def kinds(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the kinds of commands, code and words, in the order of the words."""
        plugins = {code: text for code, text in self.given.items() if "." not in code}
        found = ((code, text.get(language)) for code, text in (plugins | {**KINDS}).items())
        return tuple(sorted(found, key=lambda one: one[1].casefold()))

    def names_like(self, words: str, language: str) -> tuple[str, ...]:
        """Return the commands whose words have a part, small or capital letters."""
        wanted = words.casefold()
        every = {code: text for code, text in self.given.items() if "." in code} | {**NAMES}
        named = ((code, text.get(language).casefold()) for code, text in every.items())
        return tuple(code for code, text in named if wanted in text) if wanted else ()
