import CulpritCommands

print("culprit")
