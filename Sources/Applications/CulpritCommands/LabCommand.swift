import ArgumentParser

/// The verb `culprit lab`: a small Internet that breaks on request.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract:
            "Makes a small Internet out of network namespaces, breaks it, and grades the diagnosis.",
        discussion: """
            A scenario is a YAML file: autonomous systems, hosts, links, services, faults and the truth. Every \
            fault is proved by independent tools before it counts. Needs Linux with network namespaces, as root or \
            not, and the Debian packages that the README lists; nothing is left behind.

            Examples:
              culprit lab run Scenarios/*/*.yaml --parallel 4
              culprit lab shell Scenarios/ip-routing/port-filtered.yaml client
              culprit lab graph Scenarios/ip-routing/port-filtered.yaml > it.svg
              culprit lab hunt --seed 7 --count 20
            """,
        subcommands: [
            LabRunCommand.self, LabShellCommand.self, LabUpCommand.self, LabDownCommand.self,
            LabGraphCommand.self, LabHuntCommand.self, LabCheckCommand.self,
            LabInsideCommand.self, LabForwardCommand.self,
        ])
}
