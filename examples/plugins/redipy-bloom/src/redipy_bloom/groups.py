"""The commands as a group: ``Bloom(client)``, or ``client.bf``."""

from redipy.plugin import CommandGroup, commands_of
from redipy_bloom import commands

Bloom = CommandGroup(
    "bf",
    commands_of(commands),
    title="Bloom",
    doc="Bloom filters: sets that are small because they may err.",
)
BloomCommands, AsyncBloomCommands, BloomPipeline = Bloom.faces
