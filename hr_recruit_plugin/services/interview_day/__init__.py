"""The day interviews are held: check-in, calling, late and absent, the waiting room, draws of lots.

``book`` reads a day; ``turns`` is what is pressed at the door; ``queue`` puts people back; ``checkin`` is about codes and
links; ``numbers``, ``waiting`` and ``draws`` are what their names say.
"""
