import CulpritCommands

@main
struct Culprit {
    static func main() async { await CulpritCommand.run() }
}
