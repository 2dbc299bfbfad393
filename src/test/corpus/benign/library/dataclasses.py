# does: models things as classes
# expect: clean
import dataclasses
import enum
import typing


class Colour(enum.Enum):
    RED = 1


@dataclasses.dataclass(order=True, frozen=True)
class Item:
    name: str
    price: float = 0.0
    colour: Colour = Colour.RED
    tags: typing.List[str] = dataclasses.field(default_factory=list)


print(dataclasses.asdict(Item("a", 2.5)), sorted([Item("b"), Item("a")])[0].name)
