"""The mutants are small changes of every function, decorated ones too, and what is said of survivors is of such a change."""

import tomllib
from pathlib import Path

from tests.trust.mutants import CORE, SRC
from tests.trust.mutating import mutants_of

MODULE = """
@stage("source", joins=True)
def lines(text: str = "x") -> int:
    \"\"\"Not changed.\"\"\"
    def inner() -> bool:
        return True
    return text + 1

class Kept(Base):
    constant = 5
    @property
    def kind(self) -> str:
        raise ValueError("a sentence for people")

outside = 1
"""


def test_each_change_is_of_one_function_whatever_its_decorators(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(MODULE)
    found = mutants_of(path)
    assert {(mutant.function, mutant.before, mutant.after) for mutant in found} == {
        ("lines", '"x"', '"XXxXX"'),
        ("lines", '"x"', '"X"'),
        ("lines", "True", "False"),
        ("lines", "text + 1", "text - 1"),
        ("lines", "1", "2"),
        ("Kept.kind", 'ValueError("a sentence for people")', "ValueError(None)"),
    }
    assert len({mutant.key for mutant in found}) == len(found)
    for mutant in found:
        assert "@" not in mutant.source
        assert mutant.after in mutant.source
        compile(mutant.source, "mutant", "exec")
    assert "class Kept:" in next(mutant.source for mutant in found if mutant.function == "Kept.kind")


def test_what_is_said_of_a_survivor_is_of_a_mutant_that_there_is() -> None:
    known = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text("utf-8"))
    there = {
        (mutant.place, f"{mutant.before} -> {mutant.after}")
        for name in CORE
        for mutant in mutants_of(SRC / f"{name}.py")
    }
    assert {(function, change) for function, changes in known.items() for change in changes} <= there
