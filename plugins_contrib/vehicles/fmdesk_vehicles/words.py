"""The plugin's own texts, and its refusals: each a sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, Refusals

DOMAIN = Domain.of_package(__name__.rpartition(".")[0])
_, ngettext = DOMAIN.gettext, DOMAIN.ngettext

TEXTS: Mapping[str, str] = {
    "vehicles.one": N_("Order one vehicle at a time; each has its own loan."),
    "vehicles.unknown": N_("There is no vehicle “{vehicle}”. There are: {vehicles}."),
    "vehicles.kind": N_(
        "{vehicle} is another kind of vehicle. Choose its kind, or leave it empty."
    ),
    "vehicles.withdrawn": N_("{vehicle} is not lent now: {note}. Choose another one."),
    "vehicles.end": N_("The end must be later than the start. Enter a later end."),
    "vehicles.past": N_("This loan ends at {end}, and that is past. Choose a later time."),
    "vehicles.too_long": N_("A vehicle is lent for {days} days at most. Choose an earlier end."),
    "vehicles.taken": N_(
        "{vehicle} is lent from {start} until {until}. Free at this time: {free}."
    ),
    "vehicles.none_free": N_("None is free then. The first one is back at {until}."),
    "vehicles.none": N_("There is no vehicle of this kind. Import the vehicles first."),
    "vehicles.out": N_("This vehicle is on its way; only its end can be changed."),
    "vehicles.over": N_("This loan is over. Make a new one."),
    "vehicles.no_loan": N_("There is no such loan any more. Look at the planner again."),
    "vehicles.no_vehicle": N_("There is no such vehicle any more. Look at the planner again."),
    "vehicles.not_reserved": N_(
        "Only what is reserved can be handed out. Look at the planner again."
    ),
    "vehicles.early": N_("It can be handed out from {start}. Move the loan when it is wanted now."),
    "vehicles.not_back": N_("{vehicle} is still with {borrower}. Take it back first."),
    "vehicles.kept_in": N_(
        "{vehicle} is not lent now: {note}. Move the loan to another one, or report it mended."
    ),
    "vehicles.not_lent": N_(
        "Only what is on its way can be taken back. Look at the planner again."
    ),
    "vehicles.mileage": N_("The mileage was {mileage} already. Enter what the vehicle shows."),
    "vehicles.ready": N_("Take the vehicle back on the page of the vehicles; that ends the loan."),
    "vehicles.no_column": N_("The file has no column “{column}”. Add it to the first row."),
    "vehicles.bad_rows": N_("{count} rows cannot be taken, and nothing was. The first: {first}"),
    "vehicles.row_code": N_("line {line}: every vehicle needs a code and a name."),
    "vehicles.row_twice": N_("line {line}: {code} stands in the file twice."),
    "vehicles.row_case": N_("line {line}: {code} is written {there} already; write it like that."),
    "vehicles.row_kind": N_("line {line}: “{kind}” is no kind; write car or bike."),
    "vehicles.row_mileage": N_("line {line}: “{mileage}” is no whole number of kilometres."),
}

REFUSALS = Refusals(_, TEXTS)
sentence, refusal = REFUSALS.sentence, REFUSALS.refusal
