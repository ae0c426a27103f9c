import ArgumentParser
import DMEP
import Evaluation
import Foundation

/// The verb `culprit evaluate agents`.
struct EvaluateAgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents",
        abstract: "Simulates thousands of agents and compares them with the thesis they follow.",
        discussion: """
            One process, a virtual clock, real agents and real messages: user agents whose connections fail, 15 \
            regional agents, 25 specialists, a knowledge agent that learns, a directory. Failures are drawn from a \
            generator whose parameters are documented; specialists see what is broken, never the label. Three runs \
            of the same world: as agents are, without learning, and with everybody asking for everything. The same \
            seed gives the same world.

            Examples:
              culprit evaluate agents
              culprit evaluate agents --scale 0.1 --days 2 --json
              culprit evaluate agents --seed 7 --plot figures
            """)

    @Option(help: "Everything is drawn from it.")
    var seed: UInt64 = 1

    @Option(help: "User agents, 40 to 60000; connections and failures grow with them.")
    var users: Int?

    @Option(help: "Days, 2 to 60; agents learn after half of them.")
    var days = WorldSettings().days

    @Option(help: "The size of the network, 1 for 10,000 user agents and 3,000 failures a day.")
    var scale = 1.0

    @Option(help: "How documents travel: xml or json.")
    var format = "xml"

    @Option(help: "The share of failures whose cause a person tells the knowledge agent, 0 to 1.")
    var told = 0.0

    @Flag(help: "Print the figures as JSON, schema \(AgentsSummary.schema).")
    var json = false

    @Option(
        help:
            "A folder for drawings of the figures, as SVG, and what became of each failure, as NDJSON."
    )
    var plot: String?

    private var factor: Double {
        users.map { Double($0) / Double(WorldSettings().users) } ?? scale
    }

    func validate() throws {
        guard (0.004...6).contains(factor) else {
            throw ValidationError(
                "--users must lie between 40 and 60000 and --scale between 0.004 and 6")
        }
        guard (2...60).contains(days) else {
            throw ValidationError("--days must lie between 2 and 60, not \(days)")
        }
        guard DocumentFormat(rawValue: format) != nil else {
            throw ValidationError("--format is xml or json, not \(format)")
        }
        guard (0...1).contains(told) else {
            throw ValidationError("--told is a share between 0 and 1, not \(told)")
        }
    }

    func run() async throws {
        let folder = try plot.map(DrawingFolder.init)
        var world = WorldSettings()
        world.seed = seed
        world.days = days
        world.scale(by: factor)
        var study = AgentsStudy(world: world)
        study.format = DocumentFormat(rawValue: format) ?? .xml
        study.toldByPeople = told
        let summary = try await StudyOutput().run { [study] show in
            try await study.run { progress in
                guard case .day(let run, let day, let days) = progress else { return }
                show("run \(run): day \(day) of \(days)")
            }
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        try folder?.write(summary.plots)
        try folder?.write(["visits.ndjson": summary.visits])
    }
}
