"""The form of a new call: serial or caller first, the rest fills itself; covered or not is seen at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, moment, ngettext
from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import extra
from svc_tui.presentation.calls.detail import coverage
from svc_tui.screens.calls import fields as call_fields
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.canned import Values
from svc_tui.screens.core.form import FormScreen
from svc_tui.screens.core.looked import Found, Looked
from svc_tui.services.core.coded import Choice
from svc_tui.services.sla.cover import Cover
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.calls.new import Proposal

FIELDS = (
    "serial", "customer", "contact", "phone", "subject", "description", "item", "priority", "queue", "assignee",
    "origin", "type", "problem", "subtype", "technician", "location", "reference", "email", "territory",
    "reported_at",
)  # fmt: skip
OFFERED_FROM = 3
"""Characters of a subject from which solutions are offered."""


@dataclass(frozen=True)
class _Judged:
    covered: bool
    coverage_reason: str


@dataclass(frozen=True)
class _Covered:
    """What the coverage line asks of a call that is not written yet."""

    values: _Judged
    terms: Any


def _judged(answer: "Cover") -> _Judged:
    return _Judged(answer.entitlement.is_accepted, answer.entitlement.reason.value)


class CallNewScreen(FormScreen):
    """A new call."""

    FORM = "new call"

    def __init__(
        self, draft: Draft | None = None, *, card: str = "", serial: str = "", customer: str = ""
    ) -> None:
        """`card`, `serial`, `customer`: the unit that the call is about, where it is known."""
        super().__init__("", draft)
        if card:
            self.given = {"serial": serial, "customer": customer}
            self.hidden["equipment"], self.begins_at = card, "subject"
        elif customer:
            self.given = {"customer": customer}

    def headline(self) -> Line:
        return (
            (" ", "text"),
            (_("New call"), "text strong"),
            ("  " + _("serial or caller first; the rest follows"), "muted"),
        )

    def fields(self) -> Sequence[FieldRow]:
        return [call_fields.row(name) for name in FIELDS]

    def kept(self) -> Mapping[str, str]:
        return dict(self.hidden)

    def restore(self, draft: Draft) -> None:
        if number := extra(draft, "equipment"):
            self.hidden["equipment"] = number

    def edited(self, name: str) -> None:
        """Another serial is another unit."""
        if name == "serial":
            self.hidden.pop("equipment", None)

    def typed_values(self, values: Mapping[str, str]) -> dict[str, Any]:
        """What people typed, as the service takes it; what filled itself is left to it."""
        typed = {
            name: call_fields.value_of(name, values[name], self.services)
            for name in FIELDS
            if name in self.touched and values[name].strip()
        }
        if "equipment" in self.hidden:
            typed["equipment"] = int(self.hidden["equipment"])
        return typed

    def call_values(self) -> Values:
        """What is known of the call so far."""
        typed, services = dict(self.rows.values), self.services

        def values() -> dict[str, object]:
            named = look_ups.customers(services, typed["customer"])
            return {**typed, "customer_name": named[0].label if len(named) == 1 else ""}

        return values

    # --- while typing

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        services = self.services
        found: list[Found] = []
        if name in FIELDS and (typed or not values[name]):
            found = call_fields.found_for(name, values[name], values, "", services)
        notes = {
            each: told
            for each in FIELDS
            if each in self.touched
            and (told := call_fields.note(each, values[each], values, services, touched=True)) is not None
        }
        wanted = self._settled(values, notes)
        if name == "serial" and typed and found and "equipment" not in self.hidden:
            # One of those that are shown is meant, or the serial goes on.
            wanted["serial"] = ""
        fills = {each: "" for each in FIELDS if each not in self.touched}
        try:
            proposal = services.calls.propose(self.typed_values(wanted))
        except SvcError as error:
            return Looked(found, notes, {}, [((" ", "text"), (error.text(_), "urgent"))])
        several = proposal.customers if len(proposal.customers) > 1 and "customer" not in self.touched else []
        fills |= self._fills(proposal)
        if several:
            fills |= dict.fromkeys(("customer", "contact", "phone", "location", "email", "technician"), "")
            words = ngettext("{count} customer: choose", "{count} customers: choose", len(several))
            notes["customer"] = (words.format(count=len(several)), "warning")
            if name == "customer":
                found = look_ups.lines(self._owners(several))
        elif proposal.values.get("customer") and "customer" not in notes:
            notes["customer"] = (proposal.values.get("customer_name") or "", "muted")
        if proposal.values.get("item_name") and "item" not in notes:
            notes["item"] = (proposal.values["item_name"], "muted")
        offered = self._offered(values, proposal) if name in ("subject", "description") else []
        return Looked(found, notes, fills, [*self._preview(proposal, several), *offered])

    def _offered(self, values: Mapping[str, str], proposal: "Proposal") -> list[Line]:
        """Up to two solutions that what is typed brings to mind, each with its reason."""
        if len(values["subject"].strip()) < OFFERED_FROM:
            return []
        from svc_tui.presentation.solutions.sheet import offered_lines

        found = self.services.solutions.suggest_for(
            subject=values["subject"], description=values["description"], item=proposal.values.get("item"),
            problem=proposal.values.get("problem"), most=2,
        )  # fmt: skip
        return offered_lines(found, "")

    def _settled(self, values: Mapping[str, str], notes: Mapping[str, tuple[str, str]]) -> dict[str, str]:
        """The values without what is not a code yet: half a word that is being typed is no mistake."""
        unsure = [name for name, note in notes.items() if name in call_fields.SEARCHES and note[1] != "muted"]
        unsure += [name for name, note in notes.items() if note[1] == "urgent"]
        return dict(values) | dict.fromkeys(unsure, "")

    def _owners(self, codes: Sequence[str]) -> list[Choice]:
        found = []
        for code in codes:
            row = self.services.customers.find(code).row
            found.append(Choice(row.code, row.name, row.phone or ""))
        return found

    def _fills(self, proposal: "Proposal") -> dict[str, str]:
        zone = self.services.zone
        return {
            name: call_fields.text_of(name, proposal.values.get(name), zone)
            for name in FIELDS
            if name not in ("subject", "description", "reported_at", "assignee", "serial")
            and name in proposal.values
        } | ({"assignee": str(proposal.values.get("assignee") or "")})

    def _preview(self, proposal: "Proposal", several: Sequence[str]) -> list[Line]:
        if several:
            words = _("The unit belongs to several customers: {codes}. Choose who called.")
            return [((" ", "text"), (words.format(codes=", ".join(several)), "warning"))]
        lines: list[Line] = []
        if proposal.answer is not None:
            covered = _Covered(_judged(proposal.answer), proposal.answer.terms)
            lines.append(((" ", "text"), *coverage(covered, self.services.now(), self.services.zone)))
            lines.append(((" ", "text"), (self._due_words(proposal), "text")))
        else:
            lines.append(
                ((" ", "text"), (_("Type a serial, or who called: name, code or phone number."), "muted"))
            )
        # The coverage line says already that nothing covers the unit.
        told = [each for each in proposal.warnings if "reason" not in each.values]
        for warning in told:
            values = {
                key: _(value) if isinstance(value, str) else value for key, value in warning.values.items()
            }
            lines.append(((" ", "text"), (_(warning.text).format(**values), "warning")))
        return lines

    def _due_words(self, proposal: "Proposal") -> str:
        now, zone = self.services.now(), self.services.zone
        respond, resolve = proposal.values.get("respond_by"), proposal.values.get("resolve_by")
        parts = []
        if respond is not None:
            parts.append(_("Respond by {due}.").format(due=moment(respond, zone, now)))
        if resolve is not None:
            parts.append(_("Resolve by {due}.").format(due=moment(resolve, zone, now)))
        return "  ".join(parts) or _("No due date.")

    # --- saving

    def work(self, values: Mapping[str, str]) -> Callable[[], str]:
        typed = self.typed_values(values)
        if values["customer"].strip():
            typed.setdefault("customer", values["customer"].strip())
        if not typed.get("customer") and not typed.get("serial"):
            raise Refused(N_("A call needs a customer. Type a serial, a name, a code or a phone number."))
        if not values["customer"].strip() and typed.get("serial"):
            raise Refused(N_("Choose the customer who called, then save."))
        if not str(typed.get("subject", "")).strip():
            raise Refused(N_("A call needs a subject: one line that says what is wrong."))
        calls = self.services.calls

        def job() -> str:
            outcomes = calls.new(typed)
            words = outcomes.say(_)
            for warning in outcomes.warnings:
                values_ = {k: _(v) if isinstance(v, str) else v for k, v in warning.values.items()}
                words += "  " + _(warning.text).format(**values_)
            return words

        return job
