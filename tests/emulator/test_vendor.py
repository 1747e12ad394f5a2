"""What the servers of all vendors share."""

from paraph.emulator.vendor import Routes, group_values


def test_a_repeated_name_gets_a_list_and_a_single_one_does_not() -> None:
    pairs = (("a", "1"), ("b", ""), ("a", "2"), ("a", "1"))
    assert group_values(pairs) == {"a": ["1", "2", "1"], "b": ""}
    assert group_values(()) == {}


def test_a_function_can_stand_behind_several_endpoints() -> None:
    routes: Routes[object] = Routes()

    @routes.at("GET /one", "POST /two/{id}")
    def answer(call: object) -> str:
        return "answered"

    assert routes == {("GET", "/one"): answer, ("POST", "/two/{id}"): answer}
