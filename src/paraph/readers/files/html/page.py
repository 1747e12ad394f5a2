"""The forms of an HTML page with their controls, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.readers.files.html.tags import Tag


@dataclass(slots=True)
class Control:
    """A control of a form, or an option of one, with the text in it; `place` is where it stands among all controls."""

    tag: Tag
    disabled: bool
    place: int = 0
    text: list[str] = field(default_factory=list)
    options: list[Control] = field(default_factory=list)


@dataclass(slots=True)
class Fieldset:
    """A fieldset that is open: whether it is disabled, how many legends it had, and whether the first one is open."""

    disabled: bool
    legend: int = 0
    in_legend: bool = False

    @property
    def disables(self) -> bool:
        """Whether a control here is disabled; those in the first legend are not."""
        return self.disabled and not self.in_legend


@dataclass(slots=True)
class Form:
    """A form and its controls, in the order of the page."""

    attributes: dict[str, str]
    controls: list[Control] = field(default_factory=list)


class Page:
    """Collects the forms of a page from its tokens."""

    def __init__(self) -> None:
        """No token has been taken yet."""
        self.base = ""
        self.count = 0
        self.forms: list[Form] = []
        self.current: Form | None = None
        self.loose: list[tuple[str, Control]] = []  # controls that name the form to which they belong
        self.open: Control | None = None  # textarea or select
        self.option: Control | None = None
        self.fieldsets: list[Fieldset] = []
        self.group_disabled = False
        self.inert = 0  # how deep inside templates

    def take(self, token: Tag | str) -> None:
        """Take the next token."""
        if isinstance(token, str):
            control = self.option or self.open
            if control is not None:
                control.text.append(token)
        elif token.name == "template":
            self.inert = max(0, self.inert + (-1 if token.closes else 1))
        elif not self.inert:
            self.close(token.name) if token.closes else self.begin(token)

    def begin(self, tag: Tag) -> None:
        """Take an opening tag."""
        if tag.name == "base":
            self.base = self.base or tag.attributes.get("href", "")
        elif tag.name == "form" and self.current is None:
            self.current = Form(tag.attributes)
            self.forms.append(self.current)
        elif tag.name == "fieldset":
            self.fieldsets.append(Fieldset("disabled" in tag.attributes))
        elif tag.name == "legend" and self.fieldsets:
            self.fieldsets[-1].legend += 1
            self.fieldsets[-1].in_legend = self.fieldsets[-1].legend == 1
        elif tag.name == "optgroup":
            self.option, self.group_disabled = None, "disabled" in tag.attributes
        elif tag.name == "option" and self.open is not None:
            self.option = Control(tag, "disabled" in tag.attributes or self.group_disabled)
            self.open.options.append(self.option)
        elif tag.name in ("input", "textarea", "select", "button", "object"):
            self.add(Control(tag, "disabled" in tag.attributes or any(one.disables for one in self.fieldsets)))

    def add(self, control: Control) -> None:
        """Add a control to its form."""
        if control.tag.name in ("textarea", "select"):
            self.open, self.option, self.group_disabled = control, None, False
        owner = control.tag.attributes.get("form")
        self.count += 1
        control.place = self.count
        if owner is not None:
            self.loose.append((owner, control))
        elif self.current is not None:
            self.current.controls.append(control)

    def close(self, name: str) -> None:
        """Take a closing tag."""
        if name == "form":
            self.current = None
        elif name == "fieldset" and self.fieldsets:
            self.fieldsets.pop()
        elif name == "legend" and self.fieldsets:
            self.fieldsets[-1].in_legend = False
        elif name == "optgroup":
            self.option, self.group_disabled = None, False
        elif name == "option":
            self.option = None
        elif name in ("textarea", "select"):
            self.open = self.option = None

    def finished(self) -> list[Form]:
        """The forms, once all tokens are taken."""
        named = {form.attributes["id"]: form for form in reversed(self.forms) if "id" in form.attributes}
        for owner, control in self.loose:
            if owner in named:
                named[owner].controls.append(control)
        for form in self.forms:
            form.controls.sort(key=lambda control: control.place)
        return self.forms
